import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../tests/support/app.ts'
import { routes as partnerships } from '../../partnerships/routes.ts'
import { routes } from '../routes.ts'

const app = await testApp({ after }, [...routes, ...partnerships])
const who = 'north:partnership-lead'
const account = app.world.people.get(who)?.accountId

const setExpiry = (interval: string) =>
  app.database.asOwner((db) =>
    sql`update session set expires_at = now() + ${interval}::interval where account_id = ${account}`.execute(db),
  )

test('what was sent after a session had ended is given back, and can be saved', async () => {
  const form = await app.get('/north/settings', who)
  const fields = Object.fromEntries(
    form.page
      .querySelectorAll('main input')
      .map((input) => [String(input.getAttribute('name')), String(input.getAttribute('value') ?? '')]),
  )
  await setExpiry('-1 minute')
  const sent = await app.post('/north/settings', { ...fields, contact_name: 'Typed while signed out' }, who)
  const back = decodeURIComponent(String(sent.location))
  assert.match(back, /^\/sign-in\?return=\/held\/[0-9a-f-]{36}$/)
  await setExpiry('1 day')
  const path = back.replace('/sign-in?return=', '')
  const page = await app.get(path, who)
  assert.equal(page.status, 200)
  assert.match(page.text, /Typed while signed out/)
  const again = page.page.querySelector('main form')
  assert.equal(again?.getAttribute('action'), '/north/settings')
  const kept = Object.fromEntries(
    again
      ?.querySelectorAll('input')
      .map((input) => [String(input.getAttribute('name')), String(input.getAttribute('value') ?? '')]) ?? [],
  )
  assert.equal((await app.post('/north/settings', kept, who)).location, '/north/settings')
  assert.match((await app.get('/north/settings', who)).body, /Typed while signed out/)
  assert.equal((await app.get(path, 'north:partnership-officer')).status, 404, 'another person')
})

test('what is not held is not found, and signed out people sign in first', async () => {
  assert.equal((await app.get(`/held/${randomUUID()}`, who)).status, 404)
  assert.equal((await app.get('/held/no-id', who)).status, 404)
  assert.match(String((await app.get(`/held/${randomUUID()}`)).location), /^\/sign-in/)
})

test('texts that a page sends grouped under a name are shown too', async () => {
  const body = { _once: 'x', s1: { _version: '1', point: '3', reason: 'Typed about the first statement' } }
  const held = await app.database.asOwner((db) =>
    sql<{ id: string }>`insert into held_submission (account_id, path, body)
      values (${account}, '/north/settings', ${JSON.stringify(body)}) returning id`.execute(db),
  )
  const page = await app.get(`/held/${held.rows[0]?.id}`, who)
  const shown = page.page.querySelectorAll('main dd').map((typed) => typed.text)
  assert.deepEqual(shown, ['3', 'Typed about the first statement'])
})
