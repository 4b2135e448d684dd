import { join, resolve } from 'node:path'
import type { Connection } from './connection.ts'
import { owner } from './initialise.ts'
import { appIn } from './lock.ts'
import { homeOf } from './place.ts'
import { runningServer } from './server.ts'
import { readPassword } from './start.ts'

/**
 * How to reach the database that a running app keeps open in a data folder, for a command that works beside it;
 * undefined when no app runs there.
 */
export function runningCluster(dataDir: string): Connection | undefined {
  const folder = resolve(dataDir)
  if (appIn(folder) === undefined) return undefined
  const home = homeOf(folder)
  const server = runningServer(join(home, 'data'))
  if (!server) return undefined
  const password = readPassword(join(home, 'password'))
  return { host: server.socketDir || '127.0.0.1', port: server.port, user: owner, password, database: owner }
}
