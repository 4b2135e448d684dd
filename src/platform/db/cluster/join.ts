import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Connection } from '../cluster.ts'
import { owner } from './initialise.ts'
import { runningServer } from './server.ts'
import { readPassword } from './start.ts'

/**
 * How to reach the database that a running app keeps open in a data folder, for a command that
 * works beside it; undefined when none runs there.
 */
export function runningCluster(dataDir: string): Connection | undefined {
  const folder = resolve(dataDir)
  const record = join(folder, 'postgres.location')
  const home = existsSync(record) ? readFileSync(record, 'utf8').trim() : join(folder, 'postgres')
  const server = runningServer(join(home, 'data'))
  if (!server) return undefined
  const password = readPassword(join(home, 'password'))
  return { host: server.socketDir || '127.0.0.1', port: server.port, user: owner, password, database: owner }
}
