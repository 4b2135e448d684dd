import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { sql } from 'kysely'
import { type TestApp, testApp, testNow } from '../../../../tests/support/app.ts'
import { shipDefaultFramework } from '../framework.life.ts'
import { frameworkById, publishedFrameworks } from '../framework.queries.ts'
import { routes } from '../routes.ts'

const officer = 'north:partnership-officer'
let app: TestApp
let standard: string

before(async (t) => {
  assert.ok('after' in t)
  app = await testApp(t, routes)
  standard = await app.as(officer, (db, actor) => shipDefaultFramework(db, actor, testNow))
})

async function adapt(fields: Record<string, string>): Promise<string> {
  const made = await app.submit(`/north/frameworks/${standard}/adapt`, fields, officer)
  assert.equal(made.status, 303)
  return (made.location ?? '').replace(/\/edit$/, '')
}

test('a new draft is made from any edition, under a name of its own', async () => {
  const path = `/north/frameworks/${standard}/adapt`
  assert.equal((await app.get(path, officer)).page.querySelector('#edition')?.getAttribute('value'), '2')
  assert.deepEqual((await app.submit(path, { edition: '' }, officer)).errors, ['Enter a name for the new edition'])
  assert.match((await app.submit(path, { edition: '1' }, officer)).errors[0] ?? '', /There is an edition “1”/)
  const tidied = await adapt({ title: 'a\u0007b', edition: 'Without a bell' })
  assert.equal((await app.get(tidied, officer)).page.querySelector('h1')?.text.match(/a b/)?.[0], 'a b')
  const draft = await adapt({ edition: 'Trial' })
  assert.match((await app.get(draft, officer)).text, /Edition Trial .*Draft/)
  assert.equal((await app.get(path, 'north:a:senco')).status, 403)
  assert.equal((await app.get(`/south/frameworks/${standard}/adapt`, 'south:partnership-lead')).status, 404)
})

test('a draft with gaps lists them, each with the page that fills it, and is not published', async () => {
  const draft = await adapt({ edition: 'With gaps' })
  const page = `${draft}/edit/statements/outcomes-progress/descriptors`
  await app.submit(page, { point_2: '' }, officer)
  const gaps = await app.get(`${draft}/publish`, officer)
  assert.match(gaps.text, /not ready to publish.*1 thing must be put right.*has no text for point 2/)
  assert.equal(gaps.page.querySelectorAll(`a[href="${page}"]`).length, 1)
  assert.equal((await app.post(`${draft}/publish`, { _form: '' }, officer)).status, 422)
  assert.match((await app.get(draft, officer)).text, /Draft/)
})

test('publishing says what it does and what changed, can retire the edition before, and is audited', async () => {
  const draft = await adapt({ edition: '2' })
  await app.submit(
    `${draft}/edit/statements/outcomes-progress/wording`,
    { text: 'Pupils with SEND make good progress.' },
    officer,
  )
  const check = await app.get(`${draft}/publish`, officer)
  assert.match(
    check.text,
    /What is different from edition 1 Worded differently: “Pupils with SEND make good progress\.”/,
  )
  assert.match(check.text, /can never be changed or deleted/)
  assert.match(check.text, /Also retire edition 1/)
  const id = draft.split('/').at(-1) ?? ''
  assert.equal(await app.as(officer, (db, actor) => frameworkById(db, actor, id)), undefined)
  assert.equal((await app.submit(`${draft}/publish`, { retire: 'yes' }, officer)).location, draft)
  const published = await app.as('north:a:senco', (db, actor) => publishedFrameworks(db, actor))
  assert.deepEqual(
    published.map(({ edition, statements }) => [edition, statements]),
    [['2', 40]],
  )
  const { rows } = await app.database.asOwner((db) =>
    sql<{ action: string }>`select action from audit_entry where subject_id = ${id}`.execute(db),
  )
  assert.deepEqual(rows, [{ action: 'framework:publish' }])
  // Twice does nothing more, and no page can change it any more.
  assert.equal((await app.post(`${draft}/publish`, { _form: '' }, officer)).location, draft)
  assert.equal((await app.get(`${draft}/edit`, officer)).location, draft)
  // The edition before is retired but stays readable for those that began with it.
  const old = await app.as('north:a:senco', (db, actor) => frameworkById(db, actor, standard))
  assert.equal(old?.areas.length, 8)
})

test('a published framework is parsed once, and never given to another partnership', async () => {
  const first = await app.as(officer, (db, actor) => frameworkById(db, actor, standard))
  const again = await app.as('north:a:senco', (db, actor) => frameworkById(db, actor, standard))
  assert.ok(first)
  assert.equal(again, first)
  assert.equal(await app.as('south:z:senco', (db, actor) => frameworkById(db, actor, standard)), undefined)
  assert.equal(await app.as('south:z:senco', (db, actor) => frameworkById(db, actor, crypto.randomUUID())), undefined)
})

test('shipping the standard framework again changes nothing', async () => {
  assert.equal(await app.as(officer, (db, actor) => shipDefaultFramework(db, actor, testNow)), standard)
})
