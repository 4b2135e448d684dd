import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { Job } from './job.ts'

/**
 * Asks for a job in the caller's transaction: it runs when the transaction is kept, in the same
 * partnership and person, and never when it is undone. Returns the job's id, which is also the id
 * of its progress when `progress` is given.
 */
export async function enqueue<Data>(
  db: Db,
  job: Job<Data>,
  data: Data,
  options: { startAfter?: Temporal.Instant; progress?: { message: string; total?: number } } = {},
): Promise<string> {
  const id = randomUUID()
  const payload = JSON.stringify(job.schema.parse(data))
  await sql`insert into job_request (id, name, data, start_after)
    values (${id}, ${job.name}, ${payload}::jsonb, ${options.startAfter ?? null}::timestamptz)`.execute(db)
  if (options.progress) {
    await sql`insert into job_progress (id, name, message, total)
      values (${id}, ${job.name}, ${options.progress.message}, ${options.progress.total ?? null})`.execute(db)
  }
  return id
}

export type DeadLetter = { id: string; name: string; error: string; attempts: number; failed_at: Temporal.Instant }

/** The partnership's jobs that failed for good and that nobody has dealt with, newest first. */
export async function deadLetters(db: Db): Promise<DeadLetter[]> {
  const found = await sql<DeadLetter>`
    select id, name, error, attempts, failed_at from dead_letter
    where settled_at is null and partnership_id = app.current_partnership() order by failed_at desc, id limit 200`.execute(
    db,
  )
  return found.rows
}

/** Asks for a failed job once more, as the person who does so. Says whether there was one to retry. */
export async function retryDeadLetter(db: Db, id: string): Promise<boolean> {
  const retried = await sql<{ name: string; data: unknown }>`
    update dead_letter set settled_at = now(), settled_as = 'retried' where id = ${id} and settled_at is null returning name, data`.execute(
    db,
  )
  const letter = retried.rows[0]
  if (!letter) return false
  // Under the same id, so that the progress that somebody may be watching goes on.
  await sql`insert into job_request (id, name, data) values (${id}, ${letter.name}, ${JSON.stringify(letter.data)}::jsonb)`.execute(
    db,
  )
  await sql`update job_progress set state = 'waiting', finished_at = null, cancel_requested = false, updated_at = now() where id = ${id}`.execute(
    db,
  )
  return true
}

/** Lets a failed job go. Says whether there was one. */
export async function dismissDeadLetter(db: Db, id: string): Promise<boolean> {
  const dismissed =
    await sql`update dead_letter set settled_at = now(), settled_as = 'dismissed' where id = ${id} and settled_at is null`.execute(
      db,
    )
  return Number(dismissed.numAffectedRows ?? 0) > 0
}
