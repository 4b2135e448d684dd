import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../tests/support/app.ts'
import { setupCode } from '../public.ts'
import { routes } from '../routes.ts'

test('once there is a partnership, nobody begins the first one', async (t) => {
  const app = await testApp(t, routes)
  assert.equal((await app.get('/setup')).status, 404)
  assert.equal((await app.post('/setup', { code: 'x' })).status, 404)
  assert.equal(await setupCode(app.database, app.services.secret), undefined)
})

test('whoever knows the code begins the first partnership, and is its lead', async (t) => {
  const app = await testApp(t, routes)
  // An installation without anybody: the record of changes is emptied with the rest, past the guard that refuses it.
  await app.database.asOwner(async (db) => {
    await sql`set local session_replication_role = replica`.execute(db)
    await sql`truncate partnership, account cascade`.execute(db)
  })
  const code = String(await setupCode(app.database, app.services.secret))
  const filled = { code, name: 'Wealdshire Inclusion', lead: 'Ana Reyes', email: 'Ana@Example.org' }
  assert.equal((await app.get('/setup')).status, 200)
  const wrong = await app.submit('/setup', { ...filled, code: 'guessed' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.errors[0] ?? '', /This is not the code that the server printed/)
  assert.ok(wrong.page.querySelector('input[value="Wealdshire Inclusion"]'))
  assert.deepEqual((await app.submit('/setup', {})).errors.length, 4)
  const taken = await app.submit('/setup', { ...filled, key: 'demo' })
  assert.match(taken.errors[0] ?? '', /is used by the service itself/)
  const begun = await app.submit('/setup', filled)
  assert.equal(begun.location, '/wealdshire-inclusion')
  assert.match(String(begun.headers['set-cookie']), /session=/)
  const people = await app.database.asOwner((db) =>
    sql<{ name: string; email: string; role: string }>`
      select p.name, p.email, r.role from person p join role_grant r on r.person_id = p.id`.execute(db),
  )
  assert.deepEqual(people.rows, [{ name: 'Ana Reyes', email: 'ana@example.org', role: 'partnership-lead' }])
  assert.equal((await app.get('/setup')).status, 404, 'the door is closed')
})
