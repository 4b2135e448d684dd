/** Everything that a calendar of visits is planned from, in one query. */

import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { type SchoolCalendar, schoolCalendar, type Term } from '../../lib/school-days.ts'
import type { Db } from '../../platform/db/connect.ts'
import { day, rowsOf, rowsWithin } from '../../platform/db/rows-within.ts'
import type { InPartnership } from '../people/actor.ts'
import { modelsFor, type ReviewModel } from '../review-models/public.ts'
import { type PlannedVisit, plannedVisit } from './calendar.schema.ts'
import type { BlockedFact, ClosedFact, ElsewhereFact, Facts, PersonFact, ReviewFact } from './facts.rules.ts'
import { plannedStages } from './problem.rules.ts'

/** What is known about a programme, its groups, their people and reviews; undefined where there is no such programme. */
export async function factsOf(db: Db, actor: InPartnership, programmeId: string): Promise<Facts | undefined> {
  const [found] = await factsWhere(db, actor, sql<boolean>`p.id = ${programmeId}`)
  return found
}

export type AdoptedFacts = Facts & { visits: PlannedVisit[] }

/** The same of every programme that goes on and whose calendar people know, with the dates of its latest version. One query. */
export async function factsOfAdopted(db: Db, actor: InPartnership, today: Temporal.PlainDate): Promise<AdoptedFacts[]> {
  const found = await factsWhere(
    db,
    actor,
    sql<boolean>`p.ends_on >= ${today} and exists (select from visit_calendar v where v.programme_id = p.id and v.adopted_at is not null)`,
    sql<unknown>`(select v.visits from visit_calendar v where v.programme_id = p.id and v.accepted_at is not null order by v.number desc limit 1)`,
  )
  return found.map(({ latest, ...facts }) => ({ ...facts, visits: z.array(plannedVisit).parse(latest) }))
}

async function factsWhere(
  db: Db,
  actor: InPartnership,
  which: RawBuilder<boolean>,
  latest: RawBuilder<unknown> = sql`null`,
): Promise<(Facts & { latest: unknown })[]> {
  const own = actor.partnership.id
  const groups = sql<Facts['groups'][number]>`
    select g.id, g.name, coalesce((select json_agg(s.school_id order by s.school_id) from review_group_school s where s.group_id = g.id), '[]') as school_ids
      from review_group g where g.programme_id = p.id and g.published_at is not null and g.disbanded_at is null order by g.name, g.id`
  const schools = sql<Facts['schools'][number]>`
    select distinct s.id, s.name from review_group_school m join review_group g on g.id = m.group_id join school s on s.id = m.school_id
     where g.programme_id = p.id and g.published_at is not null and g.disbanded_at is null order by s.name, s.id`
  const people = sql<PersonFact>`
    select x.id, x.name, x.email, coalesce(json_agg(distinct part.group_id) filter (where part.kind = 'leads'), '[]') as leads,
           coalesce(json_agg(distinct part.school_id) filter (where part.kind = 'heads'), '[]') as heads
      from (select l.person_id, 'leads' as kind, l.group_id, null::uuid as school_id from review_group_leader l join review_group g on g.id = l.group_id
             where g.programme_id = p.id and g.published_at is not null and g.disbanded_at is null
            union all
            select r.person_id, 'heads', g.id, m.school_id from review_group_school m join review_group g on g.id = m.group_id
              join role_grant r on r.school_id = m.school_id and r.role = 'headteacher' and r.removed_at is null
             where g.programme_id = p.id and g.published_at is not null and g.disbanded_at is null) part
      join person x on x.id = part.person_id and x.left_at is null group by x.id order by x.name, x.id`
  const reviews = sql<
    Omit<ReviewFact, 'visit_second_on' | 'pre_review_on' | 'follow_up_on' | 'check_in_on'> & {
      visit_second_on: Temporal.PlainDate | null
      meetings: Record<string, string>
    }
  >`
    select r.id, r.host_school_id as school_id, r.group_id, r.visit_on, r.visit_second_on, ${daysOfMeetings} as meetings
      from review r where r.programme_id = p.id and r.cancelled_at is null order by r.visit_on, r.id`
  const blocked = sql<BlockedFact>`
    select b.person_id, b.school_id, b.starts_on, b.ends_on, b.reason from blocked_date b
     where b.partnership_id = p.partnership_id and b.ends_on >= p.starts_on and b.starts_on <= p.ends_on order by b.starts_on, b.id`
  const elsewhere = sql<ElsewhereFact>`
    select distinct m.person_id, d.busy_on, d.is_visit, s.name as school_name
      from review r join school s on s.id = r.host_school_id join review_member m on m.review_id = r.id and m.removed_at is null and m.answer <> 'declined'
     cross join lateral (select unnest(array[r.visit_on, r.visit_second_on]) as busy_on, true as is_visit
       union all select (t.starts_at at time zone 'Europe/London')::date, false from review_meeting t where t.review_id = r.id and t.held_at is null) d
     where r.partnership_id = p.partnership_id and r.programme_id <> p.id and r.cancelled_at is null and d.busy_on between p.starts_on and p.ends_on
     order by d.busy_on, s.name`
  const terms = sql<Term>`
    select academic_year, name, starts_on, ends_on from term where partnership_id = p.partnership_id order by starts_on`
  const closed = sql<ClosedFact>`
    select school_id, closed_on, reason from closed_day where partnership_id = p.partnership_id order by closed_on`
  const found = await db
    .selectFrom('programme as p')
    .select(['p.id', 'p.name', 'p.model_key', 'p.starts_on', 'p.ends_on'])
    .select([
      rowsWithin(groups).as('groups'),
      rowsWithin(schools).as('schools'),
      rowsWithin(people).as('people'),
      rowsWithin(reviews).as('reviews'),
      rowsWithin(blocked).as('blocked'),
      rowsWithin(elsewhere).as('elsewhere'),
      rowsWithin(terms).as('terms'),
      rowsWithin(closed).as('closed'),
      sql<string[]>`array(select school_id from visit_pin where programme_id = p.id)`.as('pins'),
      latest.as('latest'),
    ])
    .where('p.partnership_id', '=', own)
    .where(which)
    .orderBy('p.name')
    .orderBy('p.id')
    .execute()
  const modelWith = await modelsFor(
    db,
    actor,
    found.map(({ model_key }) => model_key),
  )
  return found.map(({ model_key, id, name, starts_on, ends_on, ...rest }) => {
    const model = modelWith(model_key)
    const calendar = {
      terms: rowsOf(rest.terms, { starts_on: day, ends_on: day }),
      closed: rowsOf(rest.closed, { closed_on: day }),
    }
    return {
      programme: { id, name, starts_on, ends_on },
      model,
      ...rest,
      ...calendar,
      reviews: rowsOf(rest.reviews, { visit_on: day, visit_second_on: day }).map((review) =>
        withMeetings(review, model),
      ),
      blocked: rowsOf(rest.blocked, { starts_on: day, ends_on: day }),
      elsewhere: rowsOf(rest.elsewhere, { busy_on: day }),
      calendarOf: calendarsIn(calendar),
    }
  })
}

/** The day of each meeting of a review, by its stage, in UK time. */
const daysOfMeetings = sql<Record<string, string>>`(
  select coalesce(json_object_agg(m.stage, (coalesce(m.held_at, m.starts_at) at time zone 'Europe/London')::date), '{}')
    from review_meeting m where m.review_id = r.id and m.number = 1)`

/** A review with the days of those of its meetings that a calendar plans. */
function withMeetings<Row extends { meetings: Record<string, string> }>(
  { meetings, ...review }: Row,
  model: ReviewModel,
) {
  const { preparation, followUp, checkIn } = plannedStages(model)
  const on = (stage: { key: string } | undefined) => {
    const text = stage && meetings[stage.key]
    return text ? day(text) : null
  }
  return { ...review, pre_review_on: on(preparation), follow_up_on: on(followUp), check_in_on: on(checkIn) }
}

/** The school days of each school; those without closed days of their own share one calendar. */
function calendarsIn({ terms, closed }: { terms: Term[]; closed: ClosedFact[] }): (schoolId: string) => SchoolCalendar {
  const bySchool = Map.groupBy(closed, ({ school_id }) => school_id)
  const everybody = bySchool.get(null) ?? []
  const common = schoolCalendar(terms, everybody)
  const own = new Map<string, SchoolCalendar>()
  return (schoolId) => {
    const days = bySchool.get(schoolId)
    if (!days) return common
    const known = own.get(schoolId) ?? schoolCalendar(terms, [...everybody, ...days])
    own.set(schoolId, known)
    return known
  }
}
