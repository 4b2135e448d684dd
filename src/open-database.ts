import type pg from 'pg'
import type { Config } from './config.ts'
import { runningCluster } from './platform/db/cluster/join.ts'
import { openCluster } from './platform/db/cluster.ts'

export type OpenDatabase = {
  connection: pg.ClientConfig
  /** Whether a running app keeps this database open and the command only joined it. */
  joined: boolean
  stop(): Promise<void>
}

const nothingToStop = async () => {}

/**
 * The database that the configuration names: the one at DATABASE_URL, else the built-in one in
 * DATA_DIR. A command (`beside`) may join a built-in database that a running app keeps open.
 */
export async function openDatabase(
  config: Config,
  options: { log: (message: string) => void; beside: boolean },
): Promise<OpenDatabase> {
  if (config.databaseUrl)
    return { connection: { connectionString: config.databaseUrl }, joined: false, stop: nothingToStop }
  const running = options.beside ? runningCluster(config.dataDir) : undefined
  if (running) return { connection: running, joined: true, stop: nothingToStop }
  return { ...(await openCluster({ dataDir: config.dataDir, log: options.log })), joined: false }
}
