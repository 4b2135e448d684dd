/** Days on which a person cannot take part in a review, or a school cannot be visited. */
import { sql } from 'kysely'
import type { Db } from '../../platform/db/connect.ts'
import type { Actor, InPartnership } from '../people/public.ts'
import type { BlockedReason } from './blocked.rules.ts'

export type BlockedDate = {
  id: string
  person_id: string | null
  school_id: string | null
  school_name: string | null
  starts_on: Temporal.PlainDate
  ends_on: Temporal.PlainDate
  reason: string | null
}

/** The blocked dates of a person and of the schools that they lead, from a day on. */
export async function ownBlockedDates(
  db: Db,
  actor: Actor,
  schoolIds: readonly string[],
  from: Temporal.PlainDate,
): Promise<BlockedDate[]> {
  return db
    .selectFrom('blocked_date')
    .leftJoin('school', 'school.id', 'blocked_date.school_id')
    .select([
      'blocked_date.id',
      'blocked_date.person_id',
      'blocked_date.school_id',
      'school.name as school_name',
      'blocked_date.starts_on',
      'blocked_date.ends_on',
      'blocked_date.reason',
    ])
    .where('blocked_date.partnership_id', '=', actor.partnership.id)
    .where('blocked_date.ends_on', '>=', from)
    .where(({ or, eb }) =>
      or([
        eb('blocked_date.person_id', '=', actor.person_id),
        eb('blocked_date.school_id', '=', sql<string>`any(${[...schoolIds]}::uuid[])`),
      ]),
    )
    .orderBy('blocked_date.starts_on')
    .orderBy('blocked_date.id')
    .execute()
}

export async function addBlockedDate(
  db: Db,
  actor: Actor,
  dates: {
    school_id: string | null
    starts_on: Temporal.PlainDate
    ends_on: Temporal.PlainDate
    reason: BlockedReason | null
  },
  now: Temporal.Instant,
): Promise<void> {
  await db
    .insertInto('blocked_date')
    .values({
      partnership_id: actor.partnership.id,
      person_id: dates.school_id === null ? actor.person_id : null,
      ...dates,
      created_by: actor.person_id,
      created_at: now,
    })
    .execute()
}

/** Opens blocked dates again: one's own, or those of a school that one leads. */
export async function removeBlockedDate(
  db: Db,
  actor: Actor,
  schoolIds: readonly string[],
  id: string,
): Promise<boolean> {
  const gone = await sql`delete from blocked_date where partnership_id = ${actor.partnership.id} and id = ${id}
    and (person_id = ${actor.person_id} or school_id = any(${[...schoolIds]}::uuid[]))`.execute(db)
  return (gone.numAffectedRows ?? 0n) > 0n
}

export type BlockedAround = { starts_on: Temporal.PlainDate; ends_on: Temporal.PlainDate; who: string }

/** The blocked dates that stand against a review's visit: of the host, of its team, of the group's leaders and heads. */
export async function blockedAround(
  db: Db,
  actor: InPartnership,
  review: { id: string; group_id: string; host_school_id: string },
): Promise<BlockedAround[]> {
  const found = await sql<BlockedAround>`
    select b.starts_on, b.ends_on, coalesce(p.name, s.name) as who from blocked_date b
      left join person p on p.id = b.person_id left join school s on s.id = b.school_id
     where b.partnership_id = ${actor.partnership.id} and (b.school_id = ${review.host_school_id}
       or b.person_id in (select person_id from review_member where review_id = ${review.id} and removed_at is null and answer <> 'declined')
       or b.person_id in (select person_id from review_group_leader where group_id = ${review.group_id})
       or b.person_id in (select r.person_id from role_grant r join review_group_school m on m.school_id = r.school_id
            where m.group_id = ${review.group_id} and r.role = 'headteacher' and r.removed_at is null))
     order by b.starts_on, who`.execute(db)
  return found.rows
}
