import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../tests/support/app.ts'
import { routes } from '../routes.ts'

const app = await testApp({ after }, routes)

test('signed out, the front page says what the service is and where to begin', async () => {
  const page = await app.get('/')
  assert.equal(page.status, 200)
  assert.equal(page.page.querySelectorAll('.app-steps__item').length, 4)
  assert.ok(page.page.querySelector('a[href="/demo"]'), 'this installation is a demonstration')
  assert.ok(page.page.querySelector('a[href="/sign-in"]'))
})

test('where there is no demonstration it leads to signing in, and before there is a partnership to its beginning', async (t) => {
  const empty = await testApp(t, routes)
  const begins = async () => (await empty.get('/')).page.querySelector('.govuk-button--start')?.getAttribute('href')
  assert.equal(await begins(), '/demo')
  Object.assign(empty.services, { demonstration: false })
  assert.equal(await begins(), '/sign-in')
  await empty.database.asOwner(async (db) => {
    await sql`set local session_replication_role = replica`.execute(db)
    await sql`truncate partnership, account cascade`.execute(db)
  })
  assert.equal(await begins(), '/setup')
})

test('a person of one partnership is led to it', async () => {
  assert.equal((await app.get('/', 'north:a:senco')).location, '/north')
})

test('a person of several chooses, and one of none is told whom to ask', async () => {
  const key = 'north:provider'
  const account = app.world.people.get(key)?.accountId
  await app.database.asOwner((db) =>
    sql`insert into person (partnership_id, account_id, email, name)
      values (${app.world.partnerships.south}, ${account}, 'north.provider@example.org', 'The same provider')`.execute(
      db,
    ),
  )
  const page = await app.get('/', key)
  assert.match(page.text, /Choose a partnership/)
  assert.deepEqual(
    page.page.querySelectorAll('.app-card a').map((link) => link.getAttribute('href')),
    ['/north', '/south'],
  )
  await app.database.asOwner((db) => sql`update person set left_at = now() where account_id = ${account}`.execute(db))
  assert.match((await app.get('/', key)).text, /You do not belong to a partnership yet/)
})

test('the statements open for everyone', async () => {
  for (const path of ['/accessibility-statement', '/privacy'])
    for (const who of [undefined, 'north:a:governor']) assert.equal((await app.get(path, who)).status, 200, path)
})

test('a page knows whose drafts a device keeps by the account, which says nothing about the person', async () => {
  const token = async (path: string, who?: string) =>
    (await app.get(path, who)).page.querySelector('body')?.getAttribute('data-person')
  const account = app.world.people.get('north:a:senco')?.accountId
  assert.equal(await token('/north', 'north:a:senco'), account)
  assert.equal(await token('/privacy', 'north:a:senco'), account, 'beyond the partnership too')
  assert.equal(await token('/privacy'), undefined)
})

test('display settings are kept on the device, and lead back to where somebody came from', async () => {
  const opened = await app.get('/display-settings?from=%2Fprivacy')
  const form = opened.page.querySelector('main form')
  assert.ok(form)
  const fields = Object.fromEntries(
    form
      .querySelectorAll('input[type=hidden], input[checked]')
      .map((input) => [String(input.getAttribute('name')), String(input.getAttribute('value'))]),
  )
  const saved = await app.post('/display-settings', { ...fields, theme: 'dark', text: 'larger' })
  assert.equal(saved.location, '/privacy')
  assert.match(String(saved.headers['set-cookie']), /display=[^;]*dark/)
  const away = await app.post('/display-settings', { ...fields, from: 'https://elsewhere.example/' })
  assert.equal(away.location, '/display-settings', 'never to another site')
})
