import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

const folder = fileURLToPath(new URL('../../../db/migrations/', import.meta.url))

type Migration = { name: string; sql: string; sha256: string }

/** The migrations in their one global order. */
export function migrations(): Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const sql = readFileSync(`${folder}${name}`, 'utf8')
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') }
    })
}

/** A hash of everything that shapes the schema, for naming a database that is ready to clone. */
export function schemaFingerprint(): string {
  const hash = createHash('sha256')
  for (const migration of migrations()) hash.update(migration.name).update(migration.sha256)
  return hash.digest('hex').slice(0, 16)
}

/**
 * Brings a database to the present schema. Safe to call from several processes at once. Refuses
 * when a migration that was applied has been edited since, or when the database is newer.
 */
export async function migrate(connection: pg.ClientConfig, options: { log: (message: string) => void }): Promise<void> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    await requireVersion(client)
    await client.query(`select pg_advisory_lock(hashtext('schoolfellow migrations'))`)
    await ensureRole(client)
    await client.query(`create table if not exists schema_migration (
      name text primary key, sha256 text not null, applied_at timestamptz not null default now())`)
    const applied = await client.query<{ name: string; sha256: string }>('select name, sha256 from schema_migration')
    const before = new Map(applied.rows.map((row) => [row.name, row.sha256]))
    const all = migrations()
    refuseStrangeHistory(before, all)
    for (const migration of all) {
      if (before.has(migration.name)) continue
      await apply(client, migration)
      options.log(`Applied ${migration.name}`)
    }
  } finally {
    await client.end()
  }
}

/** The names of the migrations that the database has not had yet. Refuses like `migrate`, and changes nothing. */
export async function pendingMigrations(connection: pg.ClientConfig): Promise<string[]> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    const table = await client.query<{ exists: boolean }>(
      `select to_regclass('schema_migration') is not null as exists`,
    )
    const applied = table.rows[0]?.exists
      ? await client.query<{ name: string; sha256: string }>('select name, sha256 from schema_migration')
      : { rows: [] }
    const before = new Map(applied.rows.map((row) => [row.name, row.sha256]))
    const all = migrations()
    refuseStrangeHistory(before, all)
    return all.map(({ name }) => name).filter((name) => !before.has(name))
  } finally {
    await client.end()
  }
}

function refuseStrangeHistory(before: Map<string, string>, all: Migration[]): void {
  for (const [name, sha256] of before) {
    const file = all.find((migration) => migration.name === name)
    if (!file) throw new Error(`The database has had ${name}, which this version does not know: start a newer version`)
    if (file.sha256 !== sha256) throw new Error(`${name} was edited after it was applied: put the released file back`)
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(migration.sql)
    await client.query('insert into schema_migration (name, sha256) values ($1, $2)', [
      migration.name,
      migration.sha256,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`${migration.name} could not be applied: ${error instanceof Error ? error.message : error}`)
  }
}

async function requireVersion(client: pg.Client): Promise<void> {
  const answer = await client.query<{ version: number }>(
    `select current_setting('server_version_num')::integer as version`,
  )
  const version = answer.rows[0]?.version ?? 0
  if (version < 150000)
    throw new Error(`The database is PostgreSQL ${Math.floor(version / 10000)}; 15 or newer is needed`)
}

/** Requests run as this role, which owns nothing. Roles belong to the whole server, so another database may have made it. */
async function ensureRole(client: pg.Client): Promise<void> {
  await client
    .query(`
    do $$ begin
      if not exists (select from pg_roles where rolname = 'schoolfellow_app') then
        create role schoolfellow_app nologin nosuperuser nobypassrls nocreatedb nocreaterole;
      end if;
    exception when duplicate_object or unique_violation then null;
    end $$`)
    .catch((error: unknown) => refuseWithoutRight(error, client))
  const safe = await client.query<{ bypasses: boolean }>(
    `select rolsuper or rolbypassrls as bypasses from pg_roles where rolname = 'schoolfellow_app'`,
  )
  const role = safe.rows[0]
  if (!role || role.bypasses)
    throw new Error('The database role schoolfellow_app must exist and must not bypass row-level security')
  if (await maySetRole(client)) return
  await client
    .query('grant schoolfellow_app to current_user')
    .catch((error: unknown) => refuseWithoutRight(error, client))
}

/** Tried, not looked up: since PostgreSQL 16 who made a role is a member of it and yet may not act as it. */
async function maySetRole(client: pg.Client): Promise<boolean> {
  try {
    await client.query('begin')
    await client.query('set local role schoolfellow_app')
    return true
  } catch {
    return false
  } finally {
    await client.query('rollback')
  }
}

function refuseWithoutRight(error: unknown, client: pg.Client): never {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code !== '42501') throw error
  const owner = client.escapeIdentifier(client.user ?? '')
  throw new Error(
    `The database account may not make the role that requests run as: let an administrator run create role schoolfellow_app nologin; grant schoolfellow_app to ${owner};`,
  )
}
