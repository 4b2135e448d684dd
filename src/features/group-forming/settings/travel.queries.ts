/** SQL of travel times between a programme's schools. For officers. */
import { sql } from 'kysely'
import type { Db } from '../../../platform/db/connect.ts'
import type { Actor } from '../../people/public.ts'
import { onTheGrid } from '../facts.queries.ts'
import type { TravelSchool, TravelTime } from './travel-file.rules.ts'

/** The open schools of a programme with their URNs and places, by name. */
export async function travelSchools(db: Db, actor: Actor, programmeId: string): Promise<TravelSchool[]> {
  const rows = await db
    .selectFrom('programme_school')
    .innerJoin('school', 'school.id', 'programme_school.school_id')
    .select([
      'school.id',
      'school.urn',
      'school.name',
      'school.easting',
      'school.northing',
      'school.latitude',
      'school.longitude',
    ])
    .where('programme_school.partnership_id', '=', actor.partnership.id)
    .where('programme_school.programme_id', '=', programmeId)
    .where('programme_school.left_on', 'is', null)
    .where('school.status', '=', 'open')
    .orderBy('school.name')
    .orderBy('school.id')
    .execute()
  return rows.map(onTheGrid)
}

/** The times that are kept, of schools that left too. */
export async function travelTimesOf(db: Db, actor: Actor, programmeId: string): Promise<TravelTime[]> {
  const rows = await db
    .selectFrom('group_travel_time')
    .select(['one_school_id as one', 'other_school_id as other', 'minutes'])
    .where('partnership_id', '=', actor.partnership.id)
    .where('programme_id', '=', programmeId)
    .execute()
  return rows
}

/** Keeps times; a pair that has one already gets the new one. */
export async function putTravelTimes(
  db: Db,
  actor: Actor,
  programmeId: string,
  times: readonly TravelTime[],
): Promise<void> {
  if (times.length === 0) return
  await sql`
    insert into group_travel_time (partnership_id, programme_id, one_school_id, other_school_id, minutes)
    select ${actor.partnership.id}::uuid, ${programmeId}::uuid, least(one, other), greatest(one, other), minutes
      from unnest(${times.map(({ one }) => one)}::uuid[], ${times.map(({ other }) => other)}::uuid[],
                  ${times.map(({ minutes }) => minutes)}::real[]) as t (one, other, minutes)
    on conflict (programme_id, one_school_id, other_school_id) do update set minutes = excluded.minutes`.execute(db)
}

/** Forgets every time of a programme; answers how many there were. */
export async function removeTravelTimes(db: Db, actor: Actor, programmeId: string): Promise<number> {
  const gone = await db
    .deleteFrom('group_travel_time')
    .where('partnership_id', '=', actor.partnership.id)
    .where('programme_id', '=', programmeId)
    .executeTakeFirst()
  return Number(gone.numDeletedRows)
}
