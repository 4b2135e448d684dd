/** The planned dates of adopted calendars, as the people whom they concern see them. */
import { type RawBuilder, sql } from 'kysely'
import type { Db, Partnership } from '../../platform/db/connect.ts'
import type { RoleHeld } from '../people/roles.policy.ts'
import type { ReviewModel } from '../review-models/public.ts'
import { plannedVisit } from './calendar.schema.ts'
import { plannedStages } from './problem.rules.ts'

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

/** What was adopted last in each programme, visit by visit, where no review has a day of its own yet; to select from. */
export function planned(partnershipId: string) {
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

/** What the adopted calendar has for one review, whatever days it has: of the visit, and of meetings by their stage. */
export type AdoptedDates = { visit_on: Temporal.PlainDate; meetings: ReadonlyMap<string, Temporal.PlainDate> }

/** The days that people were told for a review; undefined where no calendar was adopted with its school. */
export async function adoptedDates(
  db: Db,
  actor: { partnership: { id: string } },
  review: { programme_id: string; host_school_id: string; model: ReviewModel },
): Promise<AdoptedDates | undefined> {
  const found = await adoptedVisit(actor, review).execute(db)
  return found.rows[0] && adoptedFrom(found.rows[0].visit, review.model)
}

/** What the calendar that was adopted last says of one school's visit. */
export function adoptedVisit(
  actor: { partnership: { id: string } },
  review: { programme_id: string; host_school_id: string },
): RawBuilder<{ visit: unknown }> {
  return sql`select v.visit from (select visits from visit_calendar where partnership_id = ${actor.partnership.id}
        and programme_id = ${review.programme_id} and adopted_at is not null order by adopted_at desc limit 1) a
     cross join lateral jsonb_array_elements(a.visits) v (visit) where (v.visit->>'school')::uuid = ${review.host_school_id}`
}

/** Its days by the stages of the review's model. */
export function adoptedFrom(visit: unknown, model: ReviewModel): AdoptedDates {
  const dates = plannedVisit.parse(visit)
  const stages = plannedStages(model)
  const meetings = (['preparation', 'followUp', 'checkIn'] as const).flatMap((step) => {
    const [stage, on] = [stages[step], dates[step]]
    return stage && on ? [[stage.key, Temporal.PlainDate.from(on)] as const] : []
  })
  return { visit_on: Temporal.PlainDate.from(dates.visit), meetings: new Map(meetings) }
}

/** A planned visit that is not arranged yet, with those of a review's team who would take part in it. */
export type PlannedAround = Omit<PlannedDate, 'adopted_at' | 'school_id' | 'group_name'> & {
  same_group: boolean
  people: string[]
}

/** The planned visits to come of the same people: those of a review's group, and those that share a leader or head with its team. */
export async function plannedAround(
  db: Db,
  actor: { partnership: { id: string } },
  review: { id: string; group_id: string; host_school_id: string },
  today: Temporal.PlainDate,
): Promise<PlannedAround[]> {
  const found = await sql<PlannedAround>`
    with own as (select m.person_id, p.name from review_member m join person p on p.id = m.person_id
                  where m.review_id = ${review.id} and m.removed_at is null and m.answer <> 'declined')
    select * from (
      select d.school_name, d.group_id, d.programme_name, d.visit_on, d.preparation_on, d.follow_up_on, d.check_in_on, d.group_id = ${review.group_id} as same_group,
             array(select o.name from own o where exists (select from review_group_leader l where l.group_id = d.group_id and l.person_id = o.person_id)
                or exists (select from role_grant r join review_group_school g on g.school_id = r.school_id and g.group_id = d.group_id
                            where r.person_id = o.person_id and r.role = 'headteacher' and r.removed_at is null) order by o.name) as people
        from (${planned(actor.partnership.id)}) d where d.visit_on >= ${today} and d.school_id <> ${review.host_school_id}) x
     where x.same_group or cardinality(x.people) > 0 order by x.visit_on, x.school_name`.execute(db)
  return found.rows
}
