/** Everything that the forming of a programme's groups rests on, read once. */
import { sql } from 'kysely'
import { gridFromPlace } from '../../lib/coordinates.ts'
import type { Db } from '../../platform/db/connect.ts'
import { rowsWithin } from '../../platform/db/rows-within.ts'
import type { InPartnership } from '../people/public.ts'
import { schoolsByIds } from '../schools/public.ts'
import type { ArrangedGroup } from './forming.schema.ts'
import type { FormingFacts, SchoolFacts } from './problem.rules.ts'

/** Reads the facts of a programme in one statement. */
export async function factsFor(db: Db, actor: InPartnership, programmeId: string): Promise<FormingFacts> {
  const found = await db
    .selectNoFrom([
      rowsWithin(schoolsOf(actor, programmeId)).as('schools'),
      rowsWithin(presentGroups(actor, programmeId)).as('present'),
      rowsWithin(pastPartners(actor, programmeId)).as('past'),
      rowsWithin(travelTimes(actor, programmeId)).as('times'),
    ])
    .executeTakeFirstOrThrow()
  return {
    schools: found.schools.map(onTheGrid),
    present: found.present,
    past_partners: found.past.map(({ one, other }) => [one, other]),
    travel_times: found.times.map((row) => [row.one_school_id, row.other_school_id, row.minutes]),
  }
}

/** Names of schools, also of those that have left the programme since. */
export async function namesOf(
  db: Db,
  actor: InPartnership,
  facts: FormingFacts,
  groups: readonly { school_ids: readonly string[] }[],
): Promise<(id: string) => string> {
  const names = new Map(facts.schools.map(({ id, name }) => [id, name]))
  const unknown = groups.flatMap(({ school_ids }) => school_ids).filter((id) => !names.has(id))
  for (const { id, name } of await schoolsByIds(db, actor, [...new Set(unknown)])) names.set(id, name)
  return (id) => names.get(id) ?? 'A school that has left'
}

/** A register may give only the place on the globe, from which the place on the grid follows. */
function onTheGrid<
  School extends { easting: number | null; northing: number | null; latitude: number | null; longitude: number | null },
>(school: School): School {
  const { easting, northing, latitude, longitude } = school
  if ((easting !== null && northing !== null) || latitude === null || longitude === null) return school
  return { ...school, ...gridFromPlace({ latitude, longitude }) }
}

function schoolsOf(actor: InPartnership, programmeId: string) {
  return sql<SchoolFacts>`
    select s.id, s.urn, s.name, s.phase, s.type, s.status, s.trust, s.district, s.easting, s.northing, s.latitude, s.longitude,
           s.pupils, s.sen_unit, s.resourced_provision,
           p.school_id is not null as has_answered,
           coalesce(p.strengths, '{}') as strengths, coalesce(p.priorities, '{}') as priorities,
           coalesce(p.wished_school_ids, '{}') as wished_school_ids,
           placed.group_id as review_group_id,
           exists (select from review r where r.group_id = placed.group_id and r.host_school_id = s.id and r.cancelled_at is null) as is_held
      from programme_school t
      join school s on s.id = t.school_id
      left join group_preference p on p.programme_id = t.programme_id and p.school_id = t.school_id
      left join lateral (
        select m.group_id from review_group_school m join review_group g on g.id = m.group_id
         where m.school_id = s.id and g.programme_id = t.programme_id and g.disbanded_at is null limit 1
      ) placed on true
     where t.partnership_id = ${actor.partnership.id} and t.programme_id = ${programmeId} and t.left_on is null
     order by s.name, s.id`
}

function presentGroups(actor: InPartnership, programmeId: string) {
  return sql<ArrangedGroup>`
    select g.name, g.id as review_group_id,
           array(select m.school_id from review_group_school m where m.group_id = g.id order by m.school_id) as school_ids
      from review_group g
     where g.partnership_id = ${actor.partnership.id} and g.programme_id = ${programmeId} and g.disbanded_at is null
     order by g.name, g.id`
}

/** Pairs of the programme's schools that were together in a group that has ended, or in another programme. */
function pastPartners(actor: InPartnership, programmeId: string) {
  return sql<{ one: string; other: string }>`
    select distinct a.school_id as one, b.school_id as other
      from review_group g
      join review_group_school a on a.group_id = g.id
      join review_group_school b on b.group_id = g.id and a.school_id < b.school_id
      join programme_school ta on ta.programme_id = ${programmeId} and ta.school_id = a.school_id and ta.left_on is null
      join programme_school tb on tb.programme_id = ${programmeId} and tb.school_id = b.school_id and tb.left_on is null
     where g.partnership_id = ${actor.partnership.id} and g.published_at is not null
       and (g.disbanded_at is not null or g.programme_id <> ${programmeId})
     order by 1, 2`
}

function travelTimes(actor: InPartnership, programmeId: string) {
  return sql<{ one_school_id: string; other_school_id: string; minutes: number }>`
    select t.one_school_id, t.other_school_id, t.minutes from group_travel_time t
     where t.partnership_id = ${actor.partnership.id} and t.programme_id = ${programmeId}
     order by t.one_school_id, t.other_school_id`
}
