/** Who was reminded of what, and whom the partnership can reach. */
import { sql } from 'kysely'
import type { Db } from '../../platform/db/connect.ts'
import type { Actor } from '../people/public.ts'
import { progressOf } from '../reviews/public.ts'
import {
  type Letter,
  type Outlook,
  outlookOf,
  type Person,
  type Sent,
  type Thing,
  thingsOfAll,
} from './reminder.rules.ts'

/** Longer than the five school days between two reminders can ever be apart: the summer holidays lie between. */
const longest = { days: 90 }

/** The reminders of a programme's reviews that can still matter, the earliest first. */
export async function sentOf(db: Db, actor: Actor, programmeId: string, today: Temporal.PlainDate): Promise<Sent[]> {
  const found = await sql<Sent>`
    select n.group_id, n.review_id, n.stage, n.thing, n.person_id, p.name as person_name, s.name as sent_by_name, n.sent_at
      from review_nudge n
      join review_group g on g.id = n.group_id
      join person p on p.id = n.person_id
      join person s on s.id = n.sent_by
     where n.partnership_id = ${actor.partnership.id} and g.programme_id = ${programmeId}
       and n.sent_at >= ${today.subtract(longest)}::date
     order by n.sent_at, p.name`.execute(db)
  return found.rows
}

/** The people whom things wait for, and the heads of the hosts where nobody else is known. */
async function peopleFor(db: Db, actor: Actor, things: readonly Thing[]): Promise<Person[]> {
  const ids = [...new Set(things.flatMap(({ person_ids }) => person_ids))]
  const headless = things.filter(({ of, person_ids }) => of === 'host' && person_ids.length === 0)
  const schools = [...new Set(headless.map(({ review }) => review.host_school_id))]
  if (ids.length + schools.length === 0) return []
  const found = await sql<Person>`
    select * from (
      select p.id, p.name, p.email, p.left_at is not null as has_left,
             array(select r.school_id from role_grant r where r.person_id = p.id and r.removed_at is null
                      and r.role = 'headteacher' and r.school_id = any(${schools}::uuid[])) as head_of
        from person p where p.partnership_id = ${actor.partnership.id}) as known
     where id = any(${ids}::uuid[]) or cardinality(head_of) > 0
     order by name, id`.execute(db)
  return found.rows
}

/**
 * What the reviews of a programme wait for now, each thing with who can be reminded of it. `wanted` chooses reviews by
 * their ids or things by theirs.
 */
export async function outlooksFor(
  db: Db,
  actor: Actor,
  programmeId: string,
  wanted: { reviews: readonly string[] } | { things: readonly string[] },
  today: Temporal.PlainDate,
): Promise<Outlook[]> {
  const reviews = await progressOf(db, actor, programmeId, today)
  const things =
    'reviews' in wanted
      ? thingsOfAll(
          reviews.filter(({ id }) => wanted.reviews.includes(id)),
          today,
        )
      : thingsOfAll(reviews, today).filter(({ id }) => wanted.things.includes(id))
  const people = await peopleFor(db, actor, things)
  const sent = await sentOf(db, actor, programmeId, today)
  return things.map((thing) => outlookOf(thing, people, sent, actor, today))
}

/** Keeps that these letters went. */
export async function putSent(
  db: Db,
  actor: Actor,
  letters: readonly Letter[],
  note: string,
  now: Temporal.Instant,
): Promise<void> {
  const rows = letters.flatMap(({ person, things }) =>
    things.map(({ thing }) => ({
      partnership_id: actor.partnership.id,
      group_id: thing.review.group_id,
      review_id: thing.is_of_group ? null : thing.review.id,
      stage: thing.stage,
      thing: thing.key,
      person_id: person.id,
      note,
      sent_by: actor.person_id,
      sent_at: now,
    })),
  )
  await db.insertInto('review_nudge').values(rows).execute()
}
