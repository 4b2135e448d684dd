import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { closeSync, mkdirSync, openSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import type { Connection } from '../../src/platform/db/cluster.ts'
import { connectionOf } from './cluster-url.ts'

const checkout = fileURLToPath(new URL('../../', import.meta.url))
const keeper = fileURLToPath(new URL('cluster-keeper.ts', import.meta.url))

/**
 * The cluster that test files share: the one `npm test` has started for its run (TEST_CLUSTER_URL), else one of this
 * checkout that stays in the background for as long as tests come.
 */
export async function sharedCluster(): Promise<Connection> {
  const given = process.env.TEST_CLUSTER_URL
  if (given) return connectionOf(given)
  const folder = privateFolder()
  const running = await reach(folder)
  if (running) return running
  const child = startKeeper(folder)
  const deadline = performance.now() + 60_000
  while (performance.now() < deadline) {
    const connection = await reach(folder)
    if (connection) return connection
    // A keeper that ends at once may have lost to another's: then that one answers soon.
    if (child.exitCode !== null && performance.now() > deadline - 50_000) break
    await sleep(30)
  }
  throw new Error(`The test cluster does not start:\n${readFileSync(join(folder, 'keeper.log'), 'utf8')}`)
}

function privateFolder(): string {
  const uid = process.getuid?.() ?? 0
  const folder = join(
    tmpdir(),
    `schoolfellow-tests-${uid}-${createHash('sha256').update(checkout).digest('hex').slice(0, 8)}`,
  )
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  if (process.platform !== 'win32' && statSync(folder).uid !== uid) throw new Error(`${folder} belongs to someone else`)
  return folder
}

function startKeeper(folder: string) {
  const log = openSync(join(folder, 'keeper.log'), 'w', 0o600)
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined, NODE_V8_COVERAGE: undefined }
  const child = spawn(process.execPath, [keeper, folder], { detached: true, env, stdio: ['ignore', log, log] })
  closeSync(log)
  child.unref()
  return child
}

async function reach(folder: string): Promise<Connection | undefined> {
  let connection: Connection
  try {
    connection = connectionOf(readFileSync(join(folder, 'url'), 'utf8').trim())
  } catch {
    return undefined
  }
  const client = new Client(connection)
  client.on('error', () => {})
  try {
    await client.connect()
    return connection
  } catch {
    return undefined
  } finally {
    await client.end().catch(() => {})
  }
}
