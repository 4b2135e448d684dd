import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { pino } from 'pino'
import { createApp } from './app.ts'
import type { Config } from './config.ts'
import { growDemonstration } from './demo/grow.ts'
import { clearHalfGrown } from './demo/half-grown.ts'
import type { Services } from './features/page.ts'
import { setupCode } from './features/partnerships/public.ts'
import { systemClock } from './lib/clock.ts'
import { openDatabase } from './open-database.ts'
import { connectDatabase, type Database } from './platform/db/connect.ts'
import { migrate } from './platform/db/migrate.ts'
import { observe } from './platform/web/observe.ts'
import { clearBrokenUploads } from './platform/web/upload-folder.ts'
import { routes } from './routes.ts'
import { servicesOf } from './services.ts'
import { startWorkers } from './workers.ts'

export type Running = { url: string; stop(): Promise<void> }

const assetsFolder = fileURLToPath(new URL('../dist/assets', import.meta.url))

/** Starts everything: the database, the demonstration when the data folder is new, the workers and the pages. */
export async function start(
  config: Config,
  options: { empty: boolean; say: (message: string) => void },
): Promise<Running> {
  const { say } = options
  await listenOnce(config)
  const opened = await openDatabase(config, { log: say, beside: false })
  const closers: (() => Promise<void>)[] = [() => opened.stop()]
  const stop = async () => {
    for (const close of closers.splice(0).reverse()) await close()
  }
  try {
    await migrate(opened.connection, { log: say })
    if (await clearHalfGrown(opened.connection)) await migrate(opened.connection, { log: () => {} })
    const database = connectDatabase(opened.connection)
    closers.push(() => database.close())
    const services = await withDemonstration(config, database, options)
    const log = pino({ level: config.logLevel, base: null }, pino.destination(2))
    const app = await createApp({
      database,
      clock: systemClock,
      log,
      services,
      assetsFolder,
      trustProxy: config.trustProxy,
      routes: routes({ demonstration: services.demonstration, production: config.production }),
    })
    observe(app, database)
    const workers = await startWorkers({ config, connection: opened.connection, database, services, log })
    closers.push(() => workers.stop())
    await clearBrokenUploads()
    await app.listen({ port: config.port, host: config.host })
    closers.push(() => app.close())
    const code = await setupCode(database, services.secret)
    if (!services.sendsMail && !services.demonstration)
      say('No mail server is set (MAIL_URL), so no email leaves: set one before you invite anyone.')
    if (code) say(`There is no partnership yet. Begin one at ${addressOf(app, config)}/setup with the code ${code}`)
    return { url: addressOf(app, config), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Takes the port for a moment, so that a taken one is told before the first start has done its long work. */
async function listenOnce({ port, host }: Config): Promise<void> {
  const probe = createServer()
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject)
    probe.listen(port, host, resolve)
  })
  await new Promise((resolve) => probe.close(resolve))
}

/** The services of this start; grows the demonstration where the configuration asks for it or nothing is there yet. */
async function withDemonstration(
  config: Config,
  database: Database,
  options: { empty: boolean; say: (message: string) => void },
): Promise<Services> {
  const services = servicesOf(config)
  if (config.demo === false) return services
  const partnerships = await database.asOwner((db) =>
    sql<{ demonstrations: number; all: number }>`
    select count(*) filter (where is_demonstration) as demonstrations, count(*) as all from partnership`.execute(db),
  )
  const { demonstrations = 0, all = 0 } = partnerships.rows[0] ?? {}
  const unasked = all === 0 && !options.empty && !config.production
  const grow = config.demo === true ? demonstrations === 0 : unasked
  if (grow) {
    options.say('Growing the demonstration partnership; this takes a few seconds.')
    await growDemonstration({ database, services, today: systemClock.today() })
  }
  return { ...services, demonstration: grow || demonstrations > 0 }
}

function addressOf(app: { server: { address(): unknown } }, config: Config): string {
  const address = app.server.address()
  const port = typeof address === 'object' && address !== null && 'port' in address ? Number(address.port) : config.port
  const host =
    config.host === '0.0.0.0' || config.host === '::' || config.host === '127.0.0.1' ? 'localhost' : config.host
  return `http://${host}:${port}`
}
