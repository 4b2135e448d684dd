import { sql } from 'kysely'
import type { Clock } from '../../lib/clock.ts'
import type { Database, Db } from '../db/connect.ts'
import type { Job, JobContext, JobLog, JobServices } from './job.ts'
import { finishProgress, reportProgress } from './progress.ts'

/** What a job needs to run, the same for every job of a process. */
export type Bench = {
  database: Database
  services: JobServices
  clock: Clock
  log: JobLog
  jobs: readonly Job<unknown>[]
}

/** A job as it lies in the queue. */
export type Ticket = {
  id: string
  partnership_id: string | null
  person_id: string | null
  name: string
  data: unknown
}

/** Progress is written at most this often, in milliseconds. */
const reportEvery = 250

/** Does one job. Throws when it fails. */
export async function runJob(bench: Bench, ticket: Ticket, attempt: number, signal: AbortSignal): Promise<void> {
  const job = bench.jobs.find(({ name }) => name === ticket.name)
  if (!job) throw new Error(`there is no job called ${ticket.name} in this version`)
  const { partnership_id: partnershipId } = ticket
  const inPartnership = <T>(work: (db: Db) => Promise<T>): Promise<T> => {
    if (partnershipId === null) throw new Error(`the job ${ticket.name} belongs to no partnership`)
    return bench.database.inPartnership(partnershipId, ticket.person_id ?? undefined, work)
  }
  let cancelled = false
  let reported = Number.NEGATIVE_INFINITY
  const report: JobContext<unknown>['report'] = async (progress) => {
    if (partnershipId === null || cancelled || performance.now() - reported < reportEvery) return !cancelled
    reported = performance.now()
    cancelled = !(await inPartnership((db) => reportProgress(db, ticket.id, progress)))
    return !cancelled
  }
  const goOn = await report({})
  reported = Number.NEGATIVE_INFINITY
  const result = goOn
    ? await job.run({
        ...bench,
        id: ticket.id,
        data: ticket.data,
        attempt,
        partnershipId: partnershipId ?? undefined,
        personId: ticket.person_id ?? undefined,
        inPartnership,
        report,
        signal,
      })
    : undefined
  if (partnershipId !== null)
    await inPartnership((db) => finishProgress(db, ticket.id, { state: cancelled ? 'cancelled' : 'done', result }))
}

/** Keeps a job that failed for good where its partnership can see it. `db` is the owner's. */
export async function buryJob(
  db: Db,
  ticket: Ticket,
  failure: { error: string; attempts: number; at: Temporal.Instant },
): Promise<void> {
  const error = failure.error.slice(0, 1000)
  await sql`insert into dead_letter (id, partnership_id, person_id, name, data, error, attempts, failed_at)
    values (${ticket.id}, ${ticket.partnership_id}, ${ticket.person_id}, ${ticket.name}, ${JSON.stringify(ticket.data)}::jsonb, ${error}, ${failure.attempts}, ${failure.at})
    on conflict (id) do update set error = excluded.error, attempts = excluded.attempts, failed_at = excluded.failed_at, settled_at = null, settled_as = null`.execute(
    db,
  )
  await finishProgress(db, ticket.id, { state: 'failed' })
}

/**
 * Does the jobs that were asked for here and now, one after the other, without a queue or retries:
 * for tests, commands and growing the demonstration. A job that fails is buried at once. Returns
 * the names of the jobs that ran and of those that failed.
 */
export async function runRequestedJobs(
  bench: Bench,
): Promise<{ ran: string[]; failed: { name: string; error: string }[] }> {
  const outcome: { ran: string[]; failed: { name: string; error: string }[] } = { ran: [], failed: [] }
  for (;;) {
    const ticket = await bench.database.asOwner(takeNext(bench.clock.now()))
    if (!ticket) return outcome
    try {
      await runJob(bench, ticket, 1, new AbortController().signal)
      outcome.ran.push(ticket.name)
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      await bench.database.asOwner((db) => buryJob(db, ticket, { error: message, attempts: 1, at: bench.clock.now() }))
      outcome.failed.push({ name: ticket.name, error: message })
    }
  }
}

const takeNext = (now: Temporal.Instant) => async (db: Db) => {
  const taken = await sql<Ticket>`
    delete from job_request where id = (
      select id from job_request where start_after is null or start_after <= ${now} order by requested_at, id limit 1 for update skip locked)
    returning id, partnership_id, person_id, name, data`.execute(db)
  return taken.rows[0]
}
