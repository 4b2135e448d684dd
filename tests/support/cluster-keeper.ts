/**
 * `node tests/support/cluster-keeper.ts FOLDER` keeps a cluster for tests in the background and writes its address to
 * FOLDER/url. It ends when no test has used it for a quarter of an hour. Its data does not survive a power cut.
 */
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { type Connection, isStartProblem, openCluster } from '../../src/platform/db/cluster.ts'
import { urlOf } from './cluster-url.ts'

const folder = process.argv[2]
if (!folder) throw new Error('usage: node cluster-keeper.ts FOLDER')
const idleMinutes = 15
const file = join(folder, 'url')
let lastSessions: string | undefined

try {
  const cluster = await openCluster({ dataDir: folder, log: console.log, fsync: false })
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      stopping = true
    })
  }
  writeFileSync(`${file}.new`, urlOf({ ...cluster.connection, database: 'postgres' }), { mode: 0o600 })
  renameSync(`${file}.new`, file)
  for (let idle = 0; idle < idleMinutes * 60 && !stopping; ) {
    await sleep(1000)
    idle = idle % 10 === 9 && (await inUse(cluster.connection)) ? 0 : idle + 1
  }
  rmSync(file, { force: true })
  await cluster.stop()
} catch (error) {
  console.error(isStartProblem(error) ? error.message : error)
  process.exit(1)
}

/** Says whether anyone but the keeper is connected, or has been in the last ten seconds. */
async function inUse(connection: Connection): Promise<boolean> {
  const client = new Client({ ...connection, database: 'postgres', application_name: 'keeper' })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ sessions: string }>(
      `select sum(sessions) as sessions from pg_stat_database where datname <> 'postgres'`,
    )
    const { rows: present } = await client.query(
      `select 1 from pg_stat_activity where backend_type = 'client backend' and datname <> 'postgres' limit 1`,
    )
    const sessions = rows[0]?.sessions
    const changed = sessions !== lastSessions
    lastSessions = sessions
    return changed || present.length > 0
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}
