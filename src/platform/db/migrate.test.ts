import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Client } from 'pg'
import { emptyDatabase, testDatabase } from '../../../tests/support/database.ts'
import { connectDatabase } from './connect.ts'
import { migrate, pendingMigrations } from './migrate.ts'

type Connection = Awaited<ReturnType<typeof emptyDatabase>>['connection']
const quiet = { log: () => {} }

async function asAdministrator<T>(connection: Connection, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(connection)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

test('two starts at once migrate an empty database once', async (t) => {
  const { connection } = await emptyDatabase(t)
  assert.ok((await pendingMigrations(connection)).includes('0001_foundation.sql'))
  await Promise.all([migrate(connection, quiet), migrate(connection, quiet)])
  assert.deepEqual(await pendingMigrations(connection), [])
})

test('a database that another version has changed is refused', async (t) => {
  const { connection } = await testDatabase(t)
  const change = (statement: string) => asAdministrator(connection, (client) => client.query(statement))
  await change(`insert into schema_migration (name, sha256) values ('9999_later.sql', '')`)
  await assert.rejects(migrate(connection, quiet), /has had 9999_later\.sql, which this version does not know/)
  await assert.rejects(pendingMigrations(connection), /9999_later\.sql/)
  await change(`delete from schema_migration where name = '9999_later.sql'`)
  await change(`update schema_migration set sha256 = 'other' where name = '0001_foundation.sql'`)
  await assert.rejects(migrate(connection, quiet), /0001_foundation\.sql was edited after it was applied/)
})

test('the owner of the database need not be an administrator of the server', async (t) => {
  const { connection } = await emptyDatabase(t)
  const account = `owner_of_${connection.database}`
  const own = { ...connection, user: account, password: 'a password' }
  await asAdministrator(connection, async (client) => {
    await client.query(`create role ${account} login password 'a password'`)
    await client.query(`alter database ${connection.database} owner to ${account}`)
    // The role is there already on a shared test server: without a grant its use has to be refused in plain words.
    await client.query(
      `do $$ begin create role schoolfellow_app nologin; exception when duplicate_object then null; end $$`,
    )
  })
  t.after(() =>
    asAdministrator({ ...connection, database: 'postgres' }, async (client) => {
      await client.query(`drop database if exists ${connection.database} with (force)`)
      await client.query(`drop role ${account}`)
    }),
  )
  await assert.rejects(
    migrate(own, quiet),
    /let an administrator run create role .*; grant schoolfellow_app to "owner_/,
  )
  await asAdministrator(connection, (client) => client.query(`grant schoolfellow_app to ${account}`))
  await migrate(own, quiet)
  const database = connectDatabase(own, { size: 1 })
  const opened = await database.asVisitor(
    { tokenHash: undefined, partnershipKey: undefined },
    async (_, found) => found,
  )
  await database.close()
  assert.equal(opened.session, null)
})
