/** The planned dates of adopted calendars, as the people whom they concern see them. */
import { sql } from 'kysely'
import type { Db, Partnership } from '../../platform/db/connect.ts'
import type { RoleHeld } from '../people/roles.policy.ts'

/** Somebody who looks, signed in or through their calendar address. */
export type Onlooker = { person_id: string; roles: readonly RoleHeld[]; partnership: Pick<Partnership, 'id' | 'key'> }

export type PlannedDate = {
  school_id: string
  school_name: string
  group_id: string
  group_name: string
  programme_name: string
  visit_on: Temporal.PlainDate
  preparation_on: Temporal.PlainDate | null
  follow_up_on: Temporal.PlainDate | null
  check_in_on: Temporal.PlainDate | null
  adopted_at: Temporal.Instant
}

/** What was adopted last in each programme, visit by visit, where no review has a day of its own yet. */
function planned(partnershipId: string) {
  return sql`
    select s.id as school_id, s.name as school_name, g.id as group_id, g.name as group_name, p.id as programme_id, p.name as programme_name,
           (v.visit->>'visit')::date as visit_on, (v.visit->>'preparation')::date as preparation_on,
           (v.visit->>'followUp')::date as follow_up_on, (v.visit->>'checkIn')::date as check_in_on, a.adopted_at
      from (select distinct on (programme_id) programme_id, visits, adopted_at from visit_calendar
             where partnership_id = ${partnershipId} and adopted_at is not null order by programme_id, adopted_at desc) a
      join programme p on p.id = a.programme_id
     cross join lateral jsonb_array_elements(a.visits) v (visit)
      join review_group_school m on m.group_id = (v.visit->>'group')::uuid and m.school_id = (v.visit->>'school')::uuid
      join review_group g on g.id = m.group_id and g.published_at is not null and g.disbanded_at is null
      join school s on s.id = m.school_id
     where not exists (select from review r where r.programme_id = p.id and r.host_school_id = s.id and r.cancelled_at is null and r.visit_on is not null)`
}

/** The planned visits to come of the groups that somebody belongs to, by their school or as a leader. */
export async function plannedFor(db: Db, one: Onlooker, today: Temporal.PlainDate): Promise<PlannedDate[]> {
  const own = one.roles.flatMap(({ school_id }) => (school_id ? [school_id] : []))
  const found = await sql<PlannedDate>`
    select * from (${planned(one.partnership.id)}) d where d.visit_on >= ${today}
       and (exists (select from review_group_school m where m.group_id = d.group_id and m.school_id = any(${own}::uuid[]))
         or exists (select from review_group_leader l where l.group_id = d.group_id and l.person_id = ${one.person_id}))
     order by d.visit_on, d.school_name`.execute(db)
  return found.rows
}

/** The planned visits to come of a group. Whoever asks has seen that the group is theirs to see. */
export async function plannedOfGroup(
  db: Db,
  actor: { partnership: { id: string } },
  groupId: string,
  today: Temporal.PlainDate,
): Promise<PlannedDate[]> {
  const found = await sql<PlannedDate>`
    select * from (${planned(actor.partnership.id)}) d where d.visit_on >= ${today} and d.group_id = ${groupId}
     order by d.visit_on, d.school_name`.execute(db)
  return found.rows
}

/** The day that the adopted calendar has for a review that has no day of its own; undefined where there is none to come. */
export async function plannedDay(
  db: Db,
  actor: { partnership: { id: string } },
  review: { programme_id: string; host_school_id: string },
  today: Temporal.PlainDate,
): Promise<PlannedDate | undefined> {
  const found = await sql<PlannedDate>`
    select * from (${planned(actor.partnership.id)}) d where d.visit_on > ${today}
       and d.programme_id = ${review.programme_id} and d.school_id = ${review.host_school_id}`.execute(db)
  return found.rows[0]
}
