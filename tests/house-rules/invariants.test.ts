/** What keeps partnerships apart, read from the database's own catalog and tried; and that a lived-in world is sound. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { allRoutes } from '../../src/routes.ts'
import { matrixWorld } from '../support/matrix-world.ts'
import { brokenInvariants } from './invariants.ts'

const { app } = await matrixWorld({ after }, allRoutes)
const { north } = app.world.partnerships

async function asOwner<T>(query: ReturnType<typeof sql<T>>): Promise<T[]> {
  return app.database.asOwner(async (db) => (await query.execute(db)).rows)
}

/** Tables that belong to no partnership, or hold what is of one under another name. Requests reach only the last two. */
const withoutPartnership = [
  'account',
  'audit_chain',
  'held_submission',
  'schema_migration',
  'session',
  'sign_in_attempt',
  'sign_in_link',
  'accepted_submission',
  'partnership',
]

test('a world that people have worked in breaks no invariant, and a broken one is noticed', async () => {
  assert.deepEqual(await brokenInvariants(app.database), [])
  await assert.rejects(
    app.database.asOwner(async (db) => {
      await sql`update review_member set part = 'lead-reviewer' where removed_at is null`.execute(db)
      const within = { ...app.database, asOwner: (work: (owner: typeof db) => Promise<unknown>) => work(db) }
      const broken = await brokenInvariants(within as typeof app.database)
      assert.ok(broken.some((fault) => /two people as lead-reviewer/.test(fault)))
      assert.ok(broken.some((fault) => /reviews their own school/.test(fault)))
      throw new Error('taken back')
    }),
    /taken back/,
  )
})

test('every table that has a partnership is guarded by a policy for reading and for writing', async () => {
  const tables = await asOwner(sql<{
    name: string
    has_partnership: boolean
    guarded: boolean
    policies: number
    unchecked: number
  }>`
    select c.relname as name, c.relrowsecurity as guarded,
      exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'partnership_id' and not a.attisdropped) as has_partnership,
      (select count(*) from pg_policy p where p.polrelid = c.oid and p.polpermissive
         and pg_get_expr(coalesce(p.polqual, p.polwithcheck), c.oid) like '%partnership_id = app.current_partnership()%') as policies,
      (select count(*) from pg_policy p where p.polrelid = c.oid and p.polpermissive
         and coalesce(pg_get_expr(coalesce(p.polwithcheck, p.polqual), c.oid), '') not like '%current_partnership()%') as unchecked
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`)
  assert.ok(tables.length > 30)
  for (const table of tables) {
    if (!table.has_partnership) {
      assert.ok(withoutPartnership.includes(table.name), `${table.name} has no partnership_id: say why in this test`)
      continue
    }
    assert.ok(table.guarded, `${table.name} has no row-level security`)
    assert.ok(table.policies > 0, `${table.name} has no policy for its partnership`)
    assert.equal(table.unchecked, 0, `${table.name} has a policy that lets any partnership through`)
  }
})

test('the role of requests owns nothing, cannot get round the policies and reaches no other table', async () => {
  const [role] = await asOwner(sql<Record<string, boolean | number>>`
    select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication,
      (select count(*) from pg_auth_members where member = r.oid) as memberships,
      (select count(*) from pg_shdepend where refobjid = r.oid and deptype = 'o') as owns
    from pg_roles r where rolname = 'schoolfellow_app'`)
  assert.deepEqual(
    Object.entries(role ?? {}).filter(([, value]) => value !== false && value !== 0),
    [],
  )
  const reached = await asOwner(sql<{ name: string }>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
      and has_any_column_privilege('schoolfellow_app', oid, 'select, insert, update')`)
  const beyond = reached.map(({ name }) => name).filter((name) => withoutPartnership.includes(name))
  assert.deepEqual(beyond.sort(), ['accepted_submission', 'partnership'])
  const cleared = await asOwner(sql<{ name: string }>`
    select relname as name from pg_class where relkind in ('r', 'p') and has_table_privilege('schoolfellow_app', oid, 'truncate, trigger, references')`)
  assert.deepEqual(cleared, [])
})

test('the role of requests may call only the functions that are meant for it', async () => {
  const functions = await asOwner(sql<{ name: string }>`
    select p.proname as name from pg_proc p where p.pronamespace in ('app'::regnamespace, 'public'::regnamespace)
      and p.prosecdef and has_function_privilege('schoolfellow_app', p.oid, 'execute') and p.prorettype <> 'trigger'::regtype order by 1`)
  assert.deepEqual(
    functions.map(({ name }) => name),
    ['begin_request', 'judged_statements'],
  )
  const unsafe = await asOwner(sql<{ name: string }>`
    select p.proname as name from pg_proc p where p.pronamespace = 'app'::regnamespace and p.prosecdef
      and not coalesce(p.proconfig::text like '%search_path=%', false)`)
  assert.deepEqual(unsafe, [], 'a function that runs as its owner says where its names are')
})

/** Moves rows of every table from one partnership to another, past every rule; says which tables had none. */
async function move(tables: readonly string[], from: string, to: string, share: number): Promise<string[]> {
  return app.database.asOwner(async (db) => {
    await sql`set local session_replication_role = replica`.execute(db)
    const empty: string[] = []
    for (const name of tables) {
      const table = sql.table(name)
      const moved = await sql`update ${table} set partnership_id = ${to} where ctid in (
        select ctid from ${table} where partnership_id = ${from}
        limit (select ceil(count(*) * ${share}::float8) from ${table} where partnership_id = ${from}))`.execute(db)
      if (Number(moved.numAffectedRows ?? 0n) === 0) empty.push(name)
    }
    return empty
  })
}

test('in one partnership no row of another is seen, changed or removed, whatever the table', async () => {
  const found = await asOwner(sql<{ name: string }>`
    select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'partnership_id'`)
  const tables = found.map(({ name }) => name)
  const west = await app.database.asOwner(async (db) => {
    await sql`insert into job_request (id, partnership_id, name, data) values (gen_random_uuid(), ${north}, 'wait', '{}')`.execute(
      db,
    )
    await sql`insert into school_link (partnership_id, school_id, linked_urn, kind) values (${north}, ${app.world.schools.a}, 100099, 'predecessor')`.execute(
      db,
    )
    const made = await sql<{
      id: string
    }>`insert into partnership (key, name) values ('west', 'West') returning id`.execute(db)
    return made.rows[0]?.id ?? ''
  })
  // Half of every table, so that there is something to see on both sides.
  assert.deepEqual(await move(tables, north, west, 0.5), [], 'the world has no such rows')
  for (const [own, other] of [
    [north, west],
    [west, north],
  ] as const) {
    const visible = await app.database.inPartnership(own, undefined, (db) =>
      db.selectFrom('person').select('id').execute(),
    )
    assert.ok(visible.length > 0, 'its own rows are seen')
    for (const name of tables) await assertClosed(name, own, other)
  }
  await move(tables, west, north, 1)
})

async function assertClosed(name: string, own: string, other: string): Promise<void> {
  const table = sql.table(name)
  const rows = (query: ReturnType<typeof sql<{ n: number }>>) =>
    app.database
      .inPartnership(own, undefined, async (db) => (await query.execute(db)).rows[0]?.n ?? 0)
      .catch((error) => {
        assert.match(String(error), /permission denied/, name)
        return 0
      })
  const seen = sql<{ n: number }>`select count(*) as n from ${table} where partnership_id is distinct from ${own}`
  const changed = sql<{ n: number }>`
    with hit as (update ${table} set partnership_id = partnership_id where partnership_id = ${other} returning 1) select count(*) as n from hit`
  const removed = sql<{ n: number }>`
    with hit as (delete from ${table} where partnership_id = ${other} returning 1) select count(*) as n from hit`
  assert.equal(await rows(seen), 0, `${name} is seen`)
  assert.equal(await rows(changed), 0, `${name} is changed`)
  assert.equal(await rows(removed), 0, `${name} is removed`)
}
