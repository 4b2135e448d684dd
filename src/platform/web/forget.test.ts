import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testApp, testNow } from '../../../tests/support/app.ts'
import { forgetOldTraces } from './forget.ts'

test('every night old traces go, and those of today stay', async (t) => {
  const app = await testApp(t, [])
  const account = app.world.people.get('north:ile')?.accountId
  const days = (count: number) => testNow.subtract({ hours: count * 24 })
  const tables = [
    'sign_in_attempt',
    'sign_in_link',
    'held_submission',
    'accepted_submission',
    'job_progress',
    'dead_letter',
    'outbox_mail',
  ]
  await app.database.asOwner(async (db) => {
    for (const at of [days(0), days(200)]) {
      const hash = Buffer.from(at.toString())
      const { north } = app.world.partnerships
      await sql`insert into sign_in_attempt (address_hash, client_hash, at) values (${hash}, ${hash}, ${at})`.execute(
        db,
      )
      await sql`insert into sign_in_link (token_hash, account_id, expires_at) values (${hash}, ${account}, ${at})`.execute(
        db,
      )
      await sql`insert into held_submission (account_id, path, body, held_at) values (${account}, '/', '{}', ${at})`.execute(
        db,
      )
      await sql`insert into accepted_submission (once, account_id, path, accepted_at) values (gen_random_uuid(), ${account}, '/', ${at})`.execute(
        db,
      )
      await sql`insert into job_progress (id, partnership_id, name, state, finished_at) values (gen_random_uuid(), ${north}, 'x', 'done', ${at})`.execute(
        db,
      )
      await sql`insert into dead_letter (id, partnership_id, name, data, error, attempts, failed_at, settled_at, settled_as)
        values (gen_random_uuid(), ${north}, 'x', '{}', '', 1, ${at}, ${at}, 'dismissed')`.execute(db)
      await sql`insert into outbox_mail (id, to_address, subject, text, kind, sent_at) values (gen_random_uuid(), 'a@example.org', '', '', 'x', ${at})`.execute(
        db,
      )
    }
    await sql`insert into session (token_hash, account_id, expires_at) values ('\\x01', ${account}, ${days(100)})`.execute(
      db,
    )
  })
  const { database, services, clock } = app
  const context = {
    database,
    services,
    clock,
    id: '',
    data: {},
    attempt: 1,
    partnershipId: undefined,
    personId: undefined,
    signal: new AbortController().signal,
  }
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const nowhere = () => Promise.reject(new Error('this job belongs to no partnership'))
  await forgetOldTraces.run({ ...context, log, inPartnership: nowhere, report: async () => true })
  for (const table of tables) {
    const left = await database.asOwner((db) => sql`select from ${sql.table(table)}`.execute(db))
    assert.equal(left.rows.length, 1, table)
  }
  assert.equal(
    (await database.asOwner((db) => sql`select from session where account_id = ${account}`.execute(db))).rows.length,
    1,
  )
})
