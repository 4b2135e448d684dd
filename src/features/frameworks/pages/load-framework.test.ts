import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type Answer, type TestApp, testApp } from '../../../../tests/support/app.ts'
import { shippedFile } from '../framework.life.ts'
import { routes } from '../routes.ts'

const officer = 'north:partnership-officer'
const path = '/north/frameworks/load'
const short = shippedFile('three-point')
let app: TestApp

before(async (t) => {
  assert.ok('after' in t)
  app = await testApp(t, routes)
})

const load = (content: string | Buffer) =>
  app.upload(path, { _form: 'file' }, { field: 'file', name: 'framework.yaml', content }, officer)

/** What the check page would send. */
function storeForm(check: Answer): Record<string, string> {
  const form = check.page.querySelectorAll('form').find((each) => each.querySelector('input[name=_form][value=store]'))
  assert.ok(form, check.text)
  return Object.fromEntries(
    form.querySelectorAll('input').map((each) => [each.getAttribute('name') ?? '', each.getAttribute('value') ?? '']),
  )
}

async function count(): Promise<number> {
  const rows = await app.database.asOwner((db) => db.selectFrom('framework').select('id').execute())
  return rows.length
}

test('a file is checked before it is stored, and stored as a draft', async () => {
  const check = await load(short)
  assert.equal(check.status, 200)
  assert.match(
    check.text,
    /Check this framework.*no problems.*Social times for everyone.*Places \(2\) and People \(2\)/,
  )
  assert.equal(await count(), 0)
  const stored = await app.post(path, storeForm(check), officer)
  assert.equal(stored.status, 303)
  const view = await app.get(stored.location ?? '', officer)
  assert.match(view.text, /Edition 1 Social times for everyone.*Draft/)
  const file = await app.get(`${stored.location}/file`, officer)
  assert.match(file.body, /There is a calm place that any pupil can use/)
})

test('an edition that is there already gets a new name, and a taken one is refused with the text kept', async () => {
  const check = await load(short)
  assert.match(check.text, /You have 1 edition of this framework already: 1 \(draft\)/)
  const form = storeForm(check)
  assert.equal(form.edition, '2')
  const refused = await app.post(path, { ...form, edition: '1' }, officer)
  assert.equal(refused.status, 422)
  assert.deepEqual(refused.errors, ['There is an edition “1” of this framework already. Enter another name'])
  assert.equal(storeForm(refused).yaml, form.yaml)
  assert.deepEqual((await app.post(path, { ...form, edition: ' ' }, officer)).errors, ['Enter a name for this edition'])
  assert.equal((await app.post(path, { ...form, edition: 'Autumn 2026' }, officer)).status, 303)
})

test('every problem of a file is listed with its line and nothing is stored', async () => {
  const before = await count()
  const bad = await load(
    short.replace(/ +3: Everyone on duty.*\n/, '').replace('    title: People', '    titel: People'),
  )
  assert.equal(bad.status, 422)
  assert.deepEqual(bad.errors, ['The file has 3 problems, listed below. Nothing was stored'])
  assert.match(bad.text, /41 areas\[1\]\.title is missing/)
  assert.match(bad.text, /47 areas\[1\]\.statements\[0\]\.descriptors has no text for point 3/)
  assert.match(bad.text, /areas\[1\]\.titel is not a name that framework files use/)
  assert.equal(await count(), before)
})

test('no file, an empty one, a picture and a huge one are refused', async () => {
  assert.deepEqual((await app.submit(path, {}, officer, 'file')).errors, ['Choose a framework file'])
  assert.deepEqual((await load('')).errors, ['The file you chose is empty'])
  assert.match((await load(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff]))).errors[0] ?? '', /not a text file in UTF-8/)
  assert.match((await load(`# ${'x'.repeat(600_000)}`)).text, /longer than 500,000 characters/)
  assert.equal((await load('x'.repeat(2_100_000))).status, 413)
})

test('a check page that lost its text starts again', async () => {
  const check = storeForm(await load(short))
  const { yaml: _, ...without } = check
  assert.equal((await app.post(path, without, officer)).location, path)
  assert.equal((await app.post(path, { ...check, yaml: 'nonsense' }, officer)).location, path)
})

test('a framework that comes with Schoolfellow needs no file', async () => {
  const check = await app.submit(path, { name: 'default' }, officer, 'shipped')
  assert.equal(check.status, 200)
  const stored = await app.post(path, storeForm(check), officer)
  assert.match((await app.get(stored.location ?? '', officer)).text, /8 areas with 40 statements/)
  assert.deepEqual((await app.submit(path, {}, officer, 'shipped')).errors, ['Choose one of the frameworks'])
})

test('only those who manage frameworks load them', async () => {
  assert.equal((await app.get(path, 'north:a:headteacher')).status, 403)
  assert.equal((await app.get(path, 'south:partnership-lead')).status, 404)
  assert.equal((await app.get(path)).status, 303)
})
