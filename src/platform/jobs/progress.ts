import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'

export type JobState = 'waiting' | 'running' | 'done' | 'cancelled' | 'failed'

export type JobProgress = {
  id: string
  person_id: string | null
  name: string
  state: JobState
  done: number
  /** Unknown until the job has found out. */
  total: number | null
  message: string
  result: unknown
  cancel_requested: boolean
  created_at: Temporal.Instant
  updated_at: Temporal.Instant
  finished_at: Temporal.Instant | null
}

/** How far a job of this partnership is. */
export async function progressOf(db: Db, id: string): Promise<JobProgress | undefined> {
  const found = await sql<JobProgress>`
    select id, person_id, name, state, done, total, message, result, cancel_requested, created_at, updated_at, finished_at
    from job_progress where id = ${id} and partnership_id = app.current_partnership()`.execute(db)
  return found.rows[0]
}

/** Asks a job to stop at its next convenient point. A job that has not begun will not begin. */
export async function requestCancel(db: Db, id: string): Promise<void> {
  await sql`update job_progress set cancel_requested = true, updated_at = now() where id = ${id} and state in ('waiting', 'running')`.execute(
    db,
  )
}

/** Notes how far the job is; undefined parts stay. Answers whether it may go on. */
export async function reportProgress(
  db: Db,
  id: string,
  progress: { done?: number; total?: number; message?: string },
): Promise<boolean> {
  const updated = await sql<{ cancel_requested: boolean }>`
    update job_progress set state = 'running', done = coalesce(${progress.done ?? null}, done),
      total = coalesce(${progress.total ?? null}, total), message = coalesce(${progress.message ?? null}, message), updated_at = now()
    where id = ${id} and state in ('waiting', 'running') returning cancel_requested`.execute(db)
  return !updated.rows[0]?.cancel_requested
}

/** Notes how a job ended. */
export async function finishProgress(
  db: Db,
  id: string,
  end: { state: 'done' | 'cancelled' | 'failed'; result?: unknown; message?: string },
): Promise<void> {
  await sql`update job_progress set state = ${end.state}, result = ${JSON.stringify(end.result ?? null)}::jsonb,
      message = coalesce(${end.message ?? null}, message), updated_at = now(), finished_at = now() where id = ${id}`.execute(
    db,
  )
}
