import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { z } from 'zod'
import { testDatabase } from '../../../tests/support/database.ts'
import { systemClock } from '../../lib/clock.ts'
import type { Connection } from '../db/cluster.ts'
import { connectDatabase, type Database } from '../db/connect.ts'
import { deadLetters, dismissDeadLetter, enqueue, retryDeadLetter } from './enqueue.ts'
import { defineJob } from './job.ts'
import { progressOf, requestCancel } from './progress.ts'
import { type Bench, runRequestedJobs } from './run.ts'
import { startWorker } from './worker.ts'

let connection: Connection
let database: Database
let kent: string
let bury: string
let head: string
const did: string[] = []
let failures = 0

const greet = defineJob('greet', z.object({ who: z.string() }), async (job) => {
  const seen = await job.inPartnership(async (db) => {
    const place = await sql<{ key: string; role: string }>`select key, current_user as role from partnership`.execute(
      db,
    )
    return place.rows
  })
  did.push(
    `${job.data.who} in ${seen.map(({ key, role }) => `${key} as ${role}`)} for ${job.personId === head ? 'head' : 'nobody'}`,
  )
  return { greeted: job.data.who }
})
const stumble = defineJob('stumble', z.object({}), async (job) => {
  did.push(`try ${job.attempt}`)
  if (failures-- > 0) throw new Error('the printer is on fire')
})
const count = defineJob(
  'count',
  z.object({ to: z.number() }),
  async (job) => {
    for (let done = 0; done < job.data.to; done++) {
      if (!(await job.report({ done, total: job.data.to, message: `Counted ${done}` }))) return { stoppedAt: done }
      await sleep(20)
    }
    return 'counted'
  },
  { long: true },
)
const tidy = defineJob('tidy', z.object({}), async () => did.push('tidied'), { schedule: '* * * * *' })
const jobs = [greet, stumble, count, tidy]

before(async () => {
  connection = (await testDatabase()).connection
  database = connectDatabase(connection)
  const made = await database.asOwner(async (db) => {
    const places = await sql<{
      id: string
    }>`insert into partnership (key, name) values ('kent', 'Kent'), ('bury', 'Bury') returning id`.execute(db)
    const person = await sql<{
      id: string
    }>`insert into person (partnership_id, email, name) values (${places.rows[0]?.id}, 'head@example.org', 'A Head') returning id`.execute(
      db,
    )
    return [places.rows[0]?.id, places.rows[1]?.id, person.rows[0]?.id].map(String)
  })
  ;[kent = '', bury = '', head = ''] = made
})
after(() => database.close())
beforeEach(() => {
  did.length = 0
  failures = 0
})

const quiet = () => {}
const bench = (): Bench => ({
  database,
  jobs,
  clock: systemClock,
  log: { info: quiet, warn: quiet, error: quiet },
  services: {
    baseUrl: 'http://localhost',
    files: {
      put: async () => ({ key: '', bytes: 0, sha256: '' }),
      get: async () => {
        throw new Error('none')
      },
      delete: async () => {},
      list: async function* () {},
      sweep: async () => {},
    },
  },
})
const worker = (over = {}) =>
  startWorker({ ...bench(), connection, pollSeconds: 0.5, retryDelay: 0, retryLimit: 2, ...over })
const inKent = <T>(work: Parameters<typeof database.inPartnership<T>>[2]) => database.inPartnership(kent, head, work)

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 60_000; waited += 50) {
    if (await what()) return
    await sleep(50)
  }
  assert.fail('it did not happen in a minute')
}

test('a job runs as the partnership and the person who asked, after their transaction', async () => {
  await inKent((db) => enqueue(db, greet, { who: 'Sam' }))
  await assert.rejects(
    inKent(async (db) => {
      await enqueue(db, greet, { who: 'Nobody' })
      throw new Error('changed my mind')
    }),
  )
  const outcome = await runRequestedJobs(bench())
  assert.deepEqual(outcome, { ran: ['greet'], failed: [] })
  assert.deepEqual(did, ['Sam in kent as schoolfellow_app for head'])
})

test('a job waits for its time', async () => {
  await inKent((db) => enqueue(db, greet, { who: 'Later' }, { startAfter: systemClock.now().add({ hours: 1 }) }))
  assert.deepEqual((await runRequestedJobs(bench())).ran, [])
  await database.asOwner((db) => sql`delete from job_request`.execute(db))
})

test('a payload of the wrong shape, or too long, is refused before anything is kept', async () => {
  const wrong: unknown = { who: 5 }
  await assert.rejects(inKent((db) => enqueue(db, greet, greet.schema.parse(wrong))))
  await assert.rejects(
    inKent((db) => enqueue(db, greet, { who: 'x'.repeat(9000) })),
    /check constraint/,
  )
})

test('a request cannot read what is asked for, nor ask in another name', async () => {
  await inKent((db) => enqueue(db, greet, { who: 'Secret' }))
  await assert.rejects(
    inKent((db) => sql`select * from job_request`.execute(db)),
    /permission denied/,
  )
  await assert.rejects(
    inKent((db) =>
      sql`insert into job_request (id, partnership_id, name, data) values (gen_random_uuid(), ${bury}, 'greet', '{}')`.execute(
        db,
      ),
    ),
    /permission denied/,
  )
  await runRequestedJobs(bench())
})

test('progress is seen while a job runs, and its result afterwards', async () => {
  const id = await inKent((db) =>
    enqueue(db, count, { to: 3 }, { progress: { message: 'Waiting to count', total: 3 } }),
  )
  const waiting = await inKent((db) => progressOf(db, id))
  assert.equal(waiting?.state, 'waiting')
  assert.equal(await database.inPartnership(bury, undefined, (db) => progressOf(db, id)), undefined)
  await runRequestedJobs(bench())
  const done = await inKent((db) => progressOf(db, id))
  assert.deepEqual([done?.state, done?.result, done?.total], ['done', 'counted', 3])
  assert.notEqual(done?.finished_at, null)
})

test('a job that somebody cancels stops, or never begins', async () => {
  const id = await inKent((db) => enqueue(db, count, { to: 1000 }, { progress: { message: 'Waiting' } }))
  const running = runRequestedJobs(bench())
  await until(async () => (await inKent((db) => progressOf(db, id)))?.state === 'running')
  await inKent((db) => requestCancel(db, id))
  await running
  const stopped = await inKent((db) => progressOf(db, id))
  assert.equal(stopped?.state, 'cancelled')
  const early = await inKent((db) => enqueue(db, count, { to: 1000 }, { progress: { message: 'Waiting' } }))
  await inKent((db) => requestCancel(db, early))
  await runRequestedJobs(bench())
  assert.equal((await inKent((db) => progressOf(db, early)))?.state, 'cancelled')
})

test('the worker takes up requests, tries again, and buries what fails for good until somebody retries it', async () => {
  failures = 1
  await inKent((db) => enqueue(db, stumble, {}))
  const running = await worker()
  try {
    await until(() => did.includes('try 2'))
    failures = 3
    did.length = 0
    const id = await inKent((db) => enqueue(db, stumble, {}, { progress: { message: 'Waiting' } }))
    await until(async () => (await inKent(deadLetters)).length > 0)
    const [letter] = await inKent(deadLetters)
    assert.deepEqual(
      [letter?.id, letter?.name, letter?.error, letter?.attempts],
      [id, 'stumble', 'the printer is on fire', 3],
    )
    assert.equal((await inKent((db) => progressOf(db, id)))?.state, 'failed')
    assert.deepEqual(await database.inPartnership(bury, undefined, deadLetters), [])
    assert.equal(await database.inPartnership(bury, undefined, (db) => retryDeadLetter(db, id)), false)
    assert.equal(await inKent((db) => retryDeadLetter(db, id)), true)
    assert.equal(await inKent((db) => retryDeadLetter(db, id)), false)
    await until(async () => (await inKent((db) => progressOf(db, id)))?.state === 'done')
    assert.deepEqual(await inKent(deadLetters), [])
  } finally {
    await running.stop()
  }
})

test('two workers on one database do every job once, and scheduled jobs run by themselves', async () => {
  const [first, second] = await Promise.all([worker(), worker()])
  try {
    await inKent(async (db) => {
      for (let index = 0; index < 30; index++) await enqueue(db, greet, { who: `P${index}` })
    })
    await until(() => did.filter((line) => line.startsWith('P')).length >= 30)
    await sleep(300)
    assert.equal(new Set(did.filter((line) => line.startsWith('P'))).size, 30)
    assert.equal(did.filter((line) => line.startsWith('P')).length, 30)
    const scheduled = await database.asOwner((db) =>
      sql<{ key: string; timezone: string }>`select key, timezone from pgboss.schedule`.execute(db),
    )
    assert.deepEqual(scheduled.rows, [{ key: 'tidy', timezone: 'Europe/London' }])
  } finally {
    await Promise.all([first?.stop(), second?.stop()])
  }
})

test('a job of another version is buried, and can be let go', async () => {
  const unknown = defineJob('from-the-future', z.object({}), async () => {})
  await inKent((db) => enqueue(db, unknown, {}))
  await runRequestedJobs(bench())
  const [letter] = await inKent(deadLetters)
  assert.match(letter?.error ?? '', /no job called from-the-future/)
  assert.equal(await inKent((db) => dismissDeadLetter(db, String(letter?.id))), true)
  assert.deepEqual(await inKent(deadLetters), [])
})

test('a request cannot see the queue', async () => {
  await assert.rejects(
    inKent((db) => sql`select * from pgboss.job`.execute(db)),
    /permission denied/,
  )
})
