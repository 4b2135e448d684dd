import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../../platform/db/connect.ts'
import type { JobState } from '../../../platform/jobs/progress.ts'
import type { Actor, InPartnership } from '../../people/public.ts'

export const conflict = z.object({ reason: z.string(), rules: z.array(z.string()), schools: z.array(z.string()) })
export type Conflict = z.infer<typeof conflict>

/** Who a search is made for: the officer who asked, in a job. */
export type Searcher = InPartnership & { person_id: string }

export type GroupSearch = {
  id: string
  programme_id: string
  from_arrangement_id: string | null
  from_number: number | null
  seconds: number
  seed: number
  job_id: string | null
  /** How its job stands; null where it has none. */
  job_state: JobState | null
  started_by_name: string
  started_at: Temporal.Instant
  ended_at: Temporal.Instant | null
  arrangement_id: string | null
  conflict: Conflict | null
}

/** One search by its id, or a programme's newest. */
export async function groupSearchFor(
  db: Db,
  actor: InPartnership,
  programmeId: string,
  id?: string,
): Promise<GroupSearch | undefined> {
  let query = db
    .selectFrom('group_search')
    .innerJoin('person', 'person.id', 'group_search.started_by')
    .leftJoin('arrangement', 'arrangement.id', 'group_search.from_arrangement_id')
    .leftJoin('job_progress', 'job_progress.id', 'group_search.job_id')
    .select([
      'group_search.id',
      'group_search.programme_id',
      'group_search.from_arrangement_id',
      'arrangement.number as from_number',
      'group_search.seconds',
      'group_search.seed',
      'group_search.job_id',
      sql<JobState | null>`job_progress.state`.as('job_state'),
      'person.name as started_by_name',
      'group_search.started_at',
      'group_search.ended_at',
      'group_search.arrangement_id',
      'group_search.conflict',
    ])
    .where('group_search.partnership_id', '=', actor.partnership.id)
    .where('group_search.programme_id', '=', programmeId)
  if (id) query = query.where('group_search.id', '=', id)
  const row = await query.orderBy('group_search.started_at', 'desc').limit(1).executeTakeFirst()
  return row && { ...row, conflict: row.conflict === null ? null : conflict.parse(row.conflict) }
}

export async function insertSearch(
  db: Db,
  actor: Actor,
  search: { programme_id: string; from_arrangement_id: string | null; seconds: number; seed: number },
  now: Temporal.Instant,
): Promise<string> {
  const added = await db
    .insertInto('group_search')
    .values({ partnership_id: actor.partnership.id, started_by: actor.person_id, started_at: now, ...search })
    .returning('id')
    .executeTakeFirstOrThrow()
  return added.id
}

export async function putJob(db: Db, actor: Actor, searchId: string, jobId: string): Promise<void> {
  await db
    .updateTable('group_search')
    .set({ job_id: jobId })
    .where('partnership_id', '=', actor.partnership.id)
    .where('id', '=', searchId)
    .execute()
}

/** Takes a search that has not ended, so that what it found is kept once; false when it has ended. */
export async function takeSearch(db: Db, actor: Searcher, searchId: string): Promise<boolean> {
  const row = await db
    .selectFrom('group_search')
    .select('ended_at')
    .where('partnership_id', '=', actor.partnership.id)
    .where('id', '=', searchId)
    .forUpdate()
    .executeTakeFirst()
  return row !== undefined && row.ended_at === null
}

/** Notes how a search ended. Take it first. */
export async function endSearch(
  db: Db,
  actor: Searcher,
  searchId: string,
  end: { arrangement_id?: string; conflict?: Conflict },
  now: Temporal.Instant,
): Promise<void> {
  await db
    .updateTable('group_search')
    .set({
      ended_at: now,
      arrangement_id: end.arrangement_id ?? null,
      conflict: end.conflict ? JSON.stringify(end.conflict) : null,
    })
    .where('partnership_id', '=', actor.partnership.id)
    .where('id', '=', searchId)
    .execute()
}
