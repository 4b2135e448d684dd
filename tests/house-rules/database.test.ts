import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Client } from 'pg'
import { schemaText } from '../../src/platform/db/dump-schema.ts'
import { tablesText } from '../../src/platform/db/generate-tables.ts'
import { testDatabase } from '../support/database.ts'

async function inMigrated<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const { connection } = await testDatabase()
  const client = new Client(connection)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function file(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
}

/** Compares by lines, since two whole schemas side by side tell nobody anything. */
function assertSame(path: string, made: string, command: string): void {
  const kept = file(path).split('\n')
  const wanted = made.split('\n')
  const first = wanted.findIndex((line, index) => line !== kept[index])
  if (first === -1 && kept.length === wanted.length) return
  const line = first === -1 ? wanted.length : first
  assert.fail(
    `${path} is not what the migrations make. Run: ${command}\n` +
      `Line ${line + 1} is   ${kept[line] ?? '(missing)'}\nand should be ${wanted[line] ?? '(missing)'}`,
  )
}

test('db/schema.sql says what the migrations make', async () => {
  assertSame('db/schema.sql', await inMigrated(schemaText), 'node src/platform/db/dump-schema.ts')
})

test('the types of the tables say what the migrations make', async () => {
  assertSame('src/platform/db/tables.ts', await inMigrated(tablesText), 'node src/platform/db/generate-tables.ts')
})

/** Tables that requests reach although their rows belong to no partnership, each with why that is no leak. */
const beyondPartnerships: Readonly<Record<string, string>> = {
  accepted_submission: 'tokens of forms, found only by a random id and the account of the session',
}

test('every table that a request can reach shows and takes rows of its own partnership only', async () => {
  const tables = await inMigrated((client) =>
    client.query(`
      select c.relname as name, c.relrowsecurity as secured, pg_get_userbyid(c.relowner) = 'schoolfellow_app' as owned,
        has_any_column_privilege('schoolfellow_app', c.oid, 'select, insert, update') or has_table_privilege('schoolfellow_app', c.oid, 'delete') as reached,
        has_table_privilege('schoolfellow_app', c.oid, 'truncate') as emptied,
        (select coalesce(string_agg(pg_get_expr(p.polqual, p.polrelid), ' | '), '') from pg_policy p where p.polrelid = c.oid and p.polpermissive and p.polqual is not null) as shown,
        (select coalesce(string_agg(pg_get_expr(coalesce(p.polwithcheck, p.polqual), p.polrelid), ' | '), '') from pg_policy p where p.polrelid = c.oid and p.polpermissive and p.polcmd <> 'r') as taken
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f') order by 1`),
  )
  const own = /^\(*(partnership_id|id) = app\.current_partnership\(\)/
  const faults = tables.rows.flatMap(({ name, secured, owned, reached, emptied, shown, taken }) => [
    ...(owned || emptied ? [`${name} is the app's own, or can be emptied by it`] : []),
    ...(!reached || name in beyondPartnerships
      ? []
      : [
          ...(secured ? [] : [`${name} has no row-level security`]),
          ...[...shown.split(' | '), ...taken.split(' | ')]
            .filter((rule) => !own.test(rule))
            .map((rule) => `${name} is open to: ${rule}`),
        ]),
  ])
  assert.deepEqual(faults, [])
  const reached = tables.rows.filter((table) => table.reached).length
  assert.ok(reached > 30, `only ${reached} tables are reached`)
})

test('the role of requests is nobody special, and what it may call as the owner is this', async () => {
  const [role, functions] = await inMigrated(async (client) => [
    await client.query(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication from pg_roles where rolname = 'schoolfellow_app'`,
    ),
    await client.query(`select p.proname as name, p.proconfig::text as settings from pg_proc p
      where p.pronamespace in ('app'::regnamespace, 'public'::regnamespace) and p.prosecdef and has_function_privilege('schoolfellow_app', p.oid, 'execute') order by 1`),
  ])
  assert.deepEqual(Object.values(role.rows[0]), [false, false, false, false, false, false])
  // A trigger's function cannot be called by itself; the others say in the migrations why they run as the owner.
  assert.deepEqual(
    functions.rows.map(({ name }) => name),
    ['begin_request', 'judged_statements', 'seal_audit_entry'],
  )
  for (const { name, settings } of functions.rows) assert.match(settings ?? '', /search_path=public, pg_temp/, name)
})

test('blind first and own words are kept by the database', async () => {
  const { rows } = await inMigrated((client) =>
    client.query(
      `select polrelid::regclass || ' ' || polname as rule, pg_get_expr(coalesce(polqual, polwithcheck), polrelid) as says from pg_policy where not polpermissive order by 1`,
    ),
  )
  assert.deepEqual(
    rows.map(({ rule }) => rule),
    [
      'evidence blind_first',
      'own_judgement blind_first',
      'own_judgement own_words_added',
      'own_judgement own_words_changed',
    ],
  )
  for (const { rule, says } of rows) assert.match(says, /(person_id|added_by) = app\.current_person\(\)/, rule)
})
