import { CompiledQuery, sql } from 'kysely'
import { type ConstructorOptions, type JobWithMetadata, PgBoss } from 'pg-boss'
import { z } from 'zod'
import { timeZone } from '../../lib/clock.ts'
import { faultOf } from '../../lib/fault.ts'
import type { Db } from '../db/connect.ts'
import type { Job } from './job.ts'
import { type Bench, buryJob, runJob, type Ticket } from './run.ts'

/** How to reach the database, as the `pg` driver takes it. */
export type JobConnection = Pick<
  ConstructorOptions,
  'host' | 'port' | 'user' | 'password' | 'database' | 'connectionString' | 'ssl'
>

export type WorkerOptions = Bench & {
  connection: JobConnection
  /** Seconds between looks for new work. */
  pollSeconds?: number
  /** Seconds until the second try; each further one takes about twice as long, and 0 means at once each time. */
  retryDelay?: number
  retryLimit?: number
}

const deadQueue = 'dead'
/** Short jobs never wait behind long ones. */
const lanes = {
  quick: { concurrency: 2, expireInSeconds: 300 },
  long: { concurrency: 1, expireInSeconds: 4 * 3600 },
} as const
type Lane = keyof typeof lanes

const laneOf = (job: Job<unknown> | undefined): Lane => (job?.options.long ? 'long' : 'quick')

/** A scheduled job has no id of its own: it takes the queue's. */
const storedTicket = z.object({
  id: z.uuid().optional(),
  partnership_id: z.uuid().nullable(),
  person_id: z.uuid().nullable(),
  name: z.string(),
  data: z.unknown(),
})

/**
 * Does jobs for as long as the process runs: moves what requests asked for into pg-boss, runs it
 * with retries, starts scheduled jobs, and keeps what fails for good as dead letters. Any number of
 * workers may run on one database. `stop` lets running jobs end for half a minute; what does not
 * end by then is tried again later.
 */
export async function startWorker(options: WorkerOptions): Promise<{ stop(): Promise<void> }> {
  const boss = new PgBoss({ ...options.connection, schema: 'pgboss', max: 4, application_name: 'schoolfellow jobs' })
  boss.on('error', (error) => options.log.error({ fault: faultOf(error) }, 'the job queue has a problem'))
  await boss.start()
  await prepareQueues(boss, options)
  await prepareSchedules(boss, options.jobs)
  const workers = await work(boss, options)
  const forwarding = keepForwarding(boss, options, workers)
  return {
    async stop() {
      await forwarding.stop()
      await boss.stop({ graceful: true, timeout: 30_000 })
    },
  }
}

async function prepareQueues(boss: PgBoss, options: WorkerOptions): Promise<void> {
  const known = new Set((await boss.getQueues()).map(({ name }) => name))
  const day = 24 * 3600
  if (!known.has(deadQueue))
    await boss.createQueue(deadQueue, { retryLimit: 100, retryDelay: 10, retentionSeconds: 60 * day })
  for (const lane of lanesInOrder) {
    const settings = {
      retryLimit: options.retryLimit ?? 5,
      retryDelay: options.retryDelay ?? 20,
      retryBackoff: options.retryDelay !== 0,
      expireInSeconds: lanes[lane].expireInSeconds,
      retentionSeconds: 60 * day,
      deleteAfterSeconds: day,
      deadLetter: deadQueue,
      // A worker that was killed stops beating, and its job is tried again long before it expires.
      heartbeatSeconds: 60,
    }
    if (known.has(lane)) await boss.updateQueue(lane, settings)
    else await boss.createQueue(lane, settings)
  }
}

const lanesInOrder: readonly Lane[] = ['quick', 'long']

async function prepareSchedules(boss: PgBoss, jobs: readonly Job<unknown>[]): Promise<void> {
  const wanted = jobs.filter(({ options }) => options.schedule !== undefined)
  for (const job of wanted) {
    const data = { partnership_id: null, person_id: null, name: job.name, data: {} }
    await boss.schedule(laneOf(job), job.options.schedule ?? '', data, { tz: timeZone, key: job.name })
  }
  for (const { name, key } of await boss.getSchedules()) {
    if (!wanted.some((job) => job.name === key && laneOf(job) === name)) await boss.unschedule(name, key)
  }
}

type Workers = Record<Lane, string>

async function work(boss: PgBoss, options: WorkerOptions): Promise<Workers> {
  const pollingIntervalSeconds = options.pollSeconds ?? 2
  const workOn = (lane: Lane) =>
    boss.work(
      lane,
      { batchSize: 1, includeMetadata: true, pollingIntervalSeconds, localConcurrency: lanes[lane].concurrency },
      async (batch: JobWithMetadata<unknown>[]) => {
        for (const queued of batch) await attempt(options, queued)
      },
    )
  await boss.work(
    deadQueue,
    { batchSize: 1, includeMetadata: true, pollingIntervalSeconds: options.pollSeconds ?? 5 },
    async (batch: JobWithMetadata<unknown>[]) => {
      for (const queued of batch) await bury(options, queued)
    },
  )
  return { quick: await workOn('quick'), long: await workOn('long') }
}

async function attempt(options: WorkerOptions, queued: JobWithMetadata<unknown>): Promise<void> {
  const stored = storedTicket.parse(queued.data)
  const ticket: Ticket = { ...stored, id: stored.id ?? queued.id }
  const about = { job: ticket.name, id: ticket.id, attempt: queued.retryCount + 1 }
  const began = performance.now()
  try {
    await runJob(options, ticket, queued.retryCount + 1, queued.signal)
    options.log.info({ ...about, ms: Math.round(performance.now() - began) }, 'job done')
  } catch (error) {
    options.log.warn({ ...about, fault: faultOf(error) }, 'job failed')
    // pg-boss keeps what it is given: only the message, never rows that a database error may carry.
    throw new Error(messageOf(error))
  }
}

const failure = z.object({ message: z.string() }).catch({ message: 'The job did not end in time' })

async function bury(options: WorkerOptions, queued: JobWithMetadata<unknown>): Promise<void> {
  const stored = storedTicket.safeParse(queued.data)
  if (!stored.success) return
  const ticket: Ticket = { ...stored.data, id: stored.data.id ?? queued.sourceId ?? queued.id }
  const attempts = (queued.sourceRetryCount ?? 0) + 1
  await options.database.asOwner((db) =>
    buryJob(db, ticket, { error: failure.parse(queued.output).message, attempts, at: options.clock.now() }),
  )
  options.log.error({ job: ticket.name, id: ticket.id, attempts }, 'job failed for good')
}

/** For the partnership's lead, who sees why work failed; the rows that a database error may carry stay out of it. */
function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 500)
}

const forwardAtOnce = 50

/** Moves requested jobs into the queue, each exactly once: out of one table and into the other in one transaction. */
async function forward(boss: PgBoss, options: WorkerOptions, workers: Workers): Promise<number> {
  const moved = await options.database.asOwner(async (db) => {
    const taken = await sql<Ticket & { start_after: Temporal.Instant | null }>`
      delete from job_request where id in (
        select id from job_request order by requested_at, id limit ${forwardAtOnce} for update skip locked)
      returning id, partnership_id, person_id, name, data, start_after`.execute(db)
    for (const { start_after, ...data } of taken.rows) {
      const lane = laneOf(options.jobs.find(({ name }) => name === data.name))
      await boss.send(lane, data, {
        ...(start_after ? { startAfter: new Date(start_after.epochMilliseconds) } : {}),
        db: { executeSql: (text, values) => executeIn(db, text, values) },
      })
    }
    return taken.rows.length
  })
  if (moved > 0) for (const lane of lanesInOrder) boss.notifyWorker(workers[lane])
  return moved
}

async function executeIn(db: Db, text: string, values: unknown[] = []): Promise<{ rows: unknown[] }> {
  const result = await db.executeQuery(CompiledQuery.raw(text, values))
  return { rows: result.rows }
}

function keepForwarding(boss: PgBoss, options: WorkerOptions, workers: Workers): { stop(): Promise<void> } {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let turn: Promise<void> = Promise.resolve()
  async function round(): Promise<void> {
    try {
      while (!stopped && (await forward(boss, options, workers)) === forwardAtOnce) {}
    } catch (error) {
      options.log.warn({ fault: faultOf(error) }, 'requested jobs could not be taken up')
    }
    if (!stopped) timer = setTimeout(next, (options.pollSeconds ?? 1) * 1000)
  }
  const next = () => {
    turn = round()
  }
  next()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await turn
    },
  }
}
