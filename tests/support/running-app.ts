/** The whole app as people reach it: listening on a port of its own, on a database of its own, with a clock that can be moved. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { createApp } from '../../src/app.ts'
import { growDemonstration } from '../../src/demo/grow.ts'
import type { Services } from '../../src/features/page.ts'
import { type Actor, actorFrom } from '../../src/features/people/public.ts'
import { jobs } from '../../src/jobs.ts'
import { movableClock, timeZone } from '../../src/lib/clock.ts'
import { connectDatabase, type Database, type Db } from '../../src/platform/db/connect.ts'
import { localFiles } from '../../src/platform/files/local.ts'
import { startWorker } from '../../src/platform/jobs/worker.ts'
import type { MailTransport, OutgoingMail } from '../../src/platform/mail/transport.ts'
import { deliverMail } from '../../src/platform/mail/worker.ts'
import { tokenHash } from '../../src/platform/web/session.ts'
import { routes } from '../../src/routes.ts'
import { testDatabase } from './database.ts'
import { watchStatements } from './statements.ts'
import { testSecret } from './world.ts'

export type RunningApp = {
  url: string
  database: Database
  services: Services
  clock: ReturnType<typeof movableClock>
  /** Sends what waits in the outbox, and gives every mail that an address has got so far, the newest first. */
  mailsTo(address: string): Promise<OutgoingMail[]>
  /** Calls features as the owner of a session, the way a request of theirs would. */
  as<T>(token: string, partnership: string, work: (db: Db, actor: Actor) => Promise<T>): Promise<T>
  /** Is done first when the test ends, whatever is complained of then. */
  whenEnding(cleanUp: () => Promise<void>): void
  /** Starts a worker for the jobs that wait and those to come; until then they wait. */
  startJobs(): Promise<void>
  /** Puts the clock to a time of a day in the United Kingdom. */
  comesTo(day: Temporal.PlainDate, time?: string): void
}

type Owner = { after(cleanUp: () => Promise<void>): void }
type Options = {
  now: Temporal.Instant
  /** With the demonstration in it. */
  demonstration?: boolean
}

const assetsFolder = fileURLToPath(new URL('../../dist/assets', import.meta.url))

/** Starts the app; it ends with the test. */
export async function runningApp(t: Owner, options: Options): Promise<RunningApp> {
  // Clean-ups run in the order in which they are asked for, and a database goes last.
  const afterAll: (() => Promise<void>)[] = []
  const { connection } = await testDatabase({ after: (cleanUp) => afterAll.push(cleanUp) })
  const database = connectDatabase({ ...connection }, { size: 8 })
  const statements = watchStatements(database)
  const clock = movableClock(options.now)
  const folder = mkdtempSync(join(tmpdir(), 'schoolfellow-journey-'))
  // A build that somebody starts meanwhile would take the files away that open pages ask for.
  const ownAssets = join(folder, 'assets')
  cpSync(assetsFolder, ownAssets, { recursive: true })
  const log = pino({ level: process.env.TEST_LOG ?? 'error' }, pino.destination(2))
  const services: Services = {
    baseUrl: 'http://localhost',
    secret: testSecret,
    files: localFiles(folder),
    demonstration: options.demonstration ?? false,
    sendsMail: true,
  }
  const app = await createApp({
    database,
    clock,
    log,
    services,
    assetsFolder: ownAssets,
    trustProxy: false,
    unlimited: true,
    routes: routes({ demonstration: services.demonstration, production: true }),
  })
  statements.requestsOf(app)
  services.baseUrl = await app.listen({ port: 0, host: '127.0.0.1' })
  if (options.demonstration) await growDemonstration({ database, services, today: clock.today() })
  let worker: Awaited<ReturnType<typeof startWorker>> | undefined
  const beforeAll: (() => Promise<void>)[] = []
  t.after(async () => {
    for (const cleanUp of beforeAll) await cleanUp()
    await worker?.stop()
    await app.close()
    await database.close()
    rmSync(folder, { recursive: true, force: true })
    for (const cleanUp of afterAll) await cleanUp()
    statements.check()
  })
  const delivered: OutgoingMail[] = []
  return {
    url: services.baseUrl,
    database,
    services,
    clock,
    async mailsTo(address) {
      const delivery = { database, transport: keeping(delivered), clock, log, host: 'localhost' }
      while ((await deliverMail(delivery)) > 0) {}
      return delivered.filter((mail) => mail.to.address === address).reverse()
    },
    as: (token, partnership, work) =>
      database.asVisitor(
        { tokenHash: tokenHash(testSecret, token), partnershipKey: partnership },
        async (db, opened) => {
          const actor = actorFrom(opened)
          if (!actor) throw new Error('the session is of nobody in this partnership')
          return work(db, actor)
        },
      ),
    whenEnding: (cleanUp) => void beforeAll.push(cleanUp),
    async startJobs() {
      worker = await startWorker({ connection, database, services, clock, log, jobs, pollSeconds: 0.5 })
    },
    comesTo: (day, time = '10:00') =>
      clock.set(day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).toInstant()),
  }
}

/** The world's mail servers, as far as a test goes. */
function keeping(mails: OutgoingMail[]): MailTransport {
  return {
    async deliver(mail) {
      mails.push(mail)
      return { outcome: 'accepted' }
    },
    close() {},
  }
}

/**
 * The first Monday after 14 September that is still to come: the database's own clock ends sessions, so a
 * journey that goes through weeks has to begin after today.
 */
export function nextAutumn(): Temporal.PlainDate {
  const today = Temporal.Now.plainDateISO(timeZone)
  const start = (year: number) => {
    const from = Temporal.PlainDate.from({ year, month: 9, day: 15 })
    return from.add({ days: (8 - from.dayOfWeek) % 7 })
  }
  const thisYear = start(today.year)
  return Temporal.PlainDate.compare(thisYear, today) > 0 ? thisYear : start(today.year + 1)
}
