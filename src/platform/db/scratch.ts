import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { openCluster } from './cluster.ts'
import { migrate } from './migrate.ts'

/** Migrates a new database in a throw-away cluster and hands it to `work`. For the generators that read a schema. */
export async function inScratchDatabase<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'schoolfellow-scratch-'))
  // The server's account must be able to get in where this runs as root.
  chmodSync(dataDir, 0o755)
  try {
    const cluster = await openCluster({ dataDir, log: () => {}, fsync: false })
    try {
      await migrate(cluster.connection, { log: () => {} })
      const client = new Client(cluster.connection)
      await client.connect()
      try {
        return await work(client)
      } finally {
        await client.end()
      }
    } finally {
      await cluster.stop()
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}
