/** SQL of travel times between a programme's schools. For officers. */
import { sql } from 'kysely'
import type { Db } from '../../../platform/db/connect.ts'
import type { Actor } from '../../people/public.ts'
import type { TravelTime } from './travel-file.rules.ts'

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
