import type pg from 'pg'
import type { Config } from './config.ts'
import { runningCluster } from './platform/db/cluster/join.ts'
import { openCluster } from './platform/db/cluster.ts'

export type OpenDatabase = { connection: pg.ClientConfig; stop(): Promise<void> }

const nothingToStop = async () => {}

/**
 * The database that the configuration names: the one at DATABASE_URL, else the built-in one in
 * DATA_DIR. A command (`beside`) may join a built-in database that a running app keeps open.
 */
export async function openDatabase(
  config: Config,
  options: { log: (message: string) => void; beside: boolean },
): Promise<OpenDatabase> {
  if (config.databaseUrl) return { connection: { connectionString: config.databaseUrl }, stop: nothingToStop }
  const running = options.beside ? runningCluster(config.dataDir) : undefined
  if (running) return { connection: running, stop: nothingToStop }
  return openCluster({ dataDir: config.dataDir, log: options.log })
}
