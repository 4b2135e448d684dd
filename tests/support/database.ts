import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { isAlive } from '../../src/platform/db/cluster/lock.ts'
import type { Connection } from '../../src/platform/db/cluster.ts'
import { migrate, schemaFingerprint } from '../../src/platform/db/migrate.ts'
import { sharedCluster } from './cluster-shared.ts'

/** A database of the calling test's own, with the present schema and no rows. It goes when the test's process ends. */
export type TestDatabase = { connection: Connection }

/** What takes a clean-up function: a test's context. */
type Owner = { after(cleanUp: () => Promise<void>): void }

const template = `template_${schemaFingerprint()}`
let count = 0
let swept = false

/**
 * Makes a database of the caller's own, cloned from a migrated template. It is dropped after `t`, when given, else when
 * the process ends; databases of processes that were killed are swept away by the next one.
 */
export async function testDatabase(t?: Owner): Promise<TestDatabase> {
  count += 1
  const name = `test_${process.pid}_${count}`
  const connection = await cloned(template, name)
  if (t) t.after(() => drop(name))
  else process.once('beforeExit', () => drop(name))
  return { connection }
}

/** Like `testDatabase`, without a schema: for what tests the migrations themselves, or starts an app on it. */
export async function emptyDatabase(t: Owner): Promise<TestDatabase> {
  count += 1
  const name = `test_${process.pid}_${count}`
  const connection = await cloned('template0', name)
  t.after(() => drop(name))
  return { connection }
}

async function cloned(source: string, name: string): Promise<Connection> {
  const cluster = await sharedCluster()
  await asAdministrator(cluster, async (client) => {
    if (!swept) await sweep(client)
    swept = true
    for (let attempt = 1; ; attempt += 1) {
      if (source === template) await ensureTemplate(client, cluster)
      try {
        await client.query(`create database ${name} template ${source} strategy file_copy`)
        return
      } catch (error) {
        // Another process may have replaced the template since, or be copying it at this moment.
        if (attempt === 20) throw error
        await sleep(50 * attempt)
      }
    }
  })
  return { ...cluster, database: name }
}

/** Builds the template once for a state of db/migrations, under a lock, and removes those of earlier states. */
async function ensureTemplate(client: Client, cluster: Connection): Promise<void> {
  if (await exists(client, template)) return
  await client.query(`select pg_advisory_lock(hashtext('test template'))`)
  try {
    if (await exists(client, template)) return
    await client.query('drop database if exists template_draft with (force)')
    await client.query('create database template_draft template template0')
    await migrate({ ...cluster, database: 'template_draft' }, { log: () => {} })
    await client.query(`alter database template_draft rename to ${template}`)
    await client.query(`alter database ${template} with is_template true allow_connections false`)
    await removeOldTemplates(client)
  } finally {
    await client.query(`select pg_advisory_unlock(hashtext('test template'))`)
  }
}

async function removeOldTemplates(client: Client): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    `select datname from pg_database where datname like 'template\\__%' and datname not in ('template0', 'template1', $1)`,
    [template],
  )
  for (const { datname } of rows) {
    await client.query(`alter database ${datname} with is_template false`)
    await client.query(`drop database if exists ${datname}`).catch(() => {})
  }
}

/** Drops the databases of test processes that no longer live. */
async function sweep(client: Client): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    `select datname from pg_database where datname like 'test\\_%'`,
  )
  for (const { datname } of rows) {
    const pid = Number(datname.split('_')[1])
    if (!isAlive(pid)) await client.query(`drop database if exists ${datname} with (force)`).catch(() => {})
  }
}

async function drop(name: string): Promise<void> {
  const cluster = await sharedCluster()
  await asAdministrator(cluster, async (client) => {
    await client.query(`drop database if exists ${name} with (force)`).catch(() => {})
  })
}

async function exists(client: Client, name: string): Promise<boolean> {
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
  return (rowCount ?? 0) > 0
}

async function asAdministrator<T>(cluster: Connection, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ ...cluster, database: 'postgres' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
