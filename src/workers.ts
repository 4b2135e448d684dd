import type pg from 'pg'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { Services } from './features/page.ts'
import { jobs } from './jobs.ts'
import { systemClock } from './lib/clock.ts'
import type { Database } from './platform/db/connect.ts'
import { type JobConnection, startWorker } from './platform/jobs/worker.ts'
import { smtpTransport } from './platform/mail/transport.ts'
import { startMailWorker } from './platform/mail/worker.ts'

type WorkerSetting = {
  config: Config
  connection: pg.ClientConfig
  database: Database
  services: Services
  log: Logger
}

/** Starts what works behind the pages: the jobs and the outgoing mail. */
export async function startWorkers({
  config,
  connection,
  database,
  services,
  log,
}: WorkerSetting): Promise<{ stop(): Promise<void> }> {
  const worker = await startWorker({
    connection: forJobs(connection),
    database,
    services,
    clock: systemClock,
    log,
    jobs,
  })
  const mail = startMailWorker({
    database,
    transport: config.mailUrl ? smtpTransport(config.mailUrl, config.mailFrom) : undefined,
    clock: systemClock,
    log,
    host: new URL(config.baseUrl).hostname,
  })
  return {
    async stop() {
      await Promise.all([worker.stop(), mail.stop()])
    },
  }
}

/** The parts of a connection that the job queue takes, without those left undefined. */
function forJobs(connection: pg.ClientConfig): JobConnection {
  const { host, port, user, password, database, connectionString } = connection
  return {
    ...(connectionString ? { connectionString } : {}),
    ...(host ? { host } : {}),
    ...(port ? { port } : {}),
    ...(user ? { user } : {}),
    ...(typeof password === 'string' ? { password } : {}),
    ...(database ? { database } : {}),
  }
}
