import type { z } from 'zod'
import type { Clock } from '../../lib/clock.ts'
import type { Database, Db } from '../db/connect.ts'
import type { FileStore } from '../files/store.ts'

/** What jobs may use besides the database. */
export type JobServices = { files: FileStore; baseUrl: string }

export type JobLog = {
  info(detail: object, message: string): void
  warn(detail: object, message: string): void
  error(detail: object, message: string): void
}

export type JobContext<Data> = {
  id: string
  data: Data
  /** 1 at the first try. A job may have done some of its work before: it must be safe to do again. */
  attempt: number
  database: Database
  /** The partnership and person whose transaction asked; undefined for scheduled jobs. */
  partnershipId: string | undefined
  personId: string | undefined
  /** A transaction as the unprivileged role, in the partnership and name of who asked. */
  inPartnership<T>(work: (db: Db) => Promise<T>): Promise<T>
  /** Says how far the job is. Answers false once somebody has asked it to stop. Cheap to call often. */
  report(progress: { done?: number; total?: number; message?: string }): Promise<boolean>
  /** Aborts when the process has to end. */
  signal: AbortSignal
  services: JobServices
  clock: Clock
  log: JobLog
}

export type JobOptions = {
  /** Minutes to an hour instead of seconds: such jobs have a lane of their own. */
  long?: boolean
  /** When to run by itself, as five cron fields in UK time. The data is then `{}`. */
  schedule?: string
}

export type Job<Data> = {
  name: string
  schema: z.ZodType<Data>
  options: JobOptions
  /** Checks the stored payload, then does the work. What it answers becomes the result of its progress. */
  run(context: JobContext<unknown>): Promise<unknown>
}

/**
 * Defines a job: work that happens after the request that asked for it. Keep its data to ids and
 * small settings, since data outlives what it speaks of; the handler reads what is true when it runs.
 */
export function defineJob<Data>(
  name: string,
  schema: z.ZodType<Data>,
  handler: (context: JobContext<Data>) => Promise<unknown>,
  options: JobOptions = {},
): Job<Data> {
  return { name, schema, options, run: (context) => handler({ ...context, data: schema.parse(context.data) }) }
}
