/**
 * `node tests/support/cluster-for-run.ts own|local` opens a throw-away cluster, prints `{"url":…,"version":…}` or
 * `{"skipped":reason}`, and removes it when its standard input ends.
 */
import { chmodSync, rmSync } from 'node:fs'
import { Client } from 'pg'
import { openCluster } from '../../src/platform/db/cluster.ts'
import { openLocalCluster } from './cluster-local.ts'
import { connectionOf, urlOf } from './cluster-url.ts'
import { scratchFolder } from './folders.ts'

type Opened = { url: string; stop(): Promise<void> } | { skipped: string }

const opened = process.argv[2] === 'local' ? await openLocalCluster() : await openOwn()
if ('skipped' in opened) {
  console.log(JSON.stringify(opened))
} else {
  console.log(JSON.stringify({ url: opened.url, version: await versionOf(opened.url) }))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.stdin.destroy())
  await new Promise<void>((resolve) => process.stdin.once('close', () => resolve()).resume())
  await opened.stop()
}
process.exit(0)

async function openOwn(): Promise<Opened> {
  const dataDir = scratchFolder('schoolfellow-run-')
  // The server's account must be able to get in where this runs as root.
  chmodSync(dataDir, 0o755)
  const cluster = await openCluster({ dataDir, log: () => {}, fsync: false })
  return {
    url: urlOf({ ...cluster.connection, database: 'postgres' }),
    async stop() {
      await cluster.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function versionOf(url: string): Promise<string> {
  const client = new Client(connectionOf(url))
  await client.connect()
  const { rows } = await client.query<{ server_version: string }>('show server_version')
  await client.end()
  return rows[0]?.server_version ?? ''
}
