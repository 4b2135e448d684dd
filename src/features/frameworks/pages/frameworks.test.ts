import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type TestApp, testApp, testNow } from '../../../../tests/support/app.ts'
import {
  loadFramework,
  publishFramework,
  retireFramework,
  shipDefaultFramework,
  shippedFile,
  storeDraft,
} from '../framework.life.ts'
import { readFramework } from '../framework.schema.ts'
import { routes } from '../routes.ts'

const officer = 'north:partnership-officer'
const senco = 'north:a:senco'
let app: TestApp
let standard: string
let draft: string

before(async (t) => {
  assert.ok('after' in t)
  app = await testApp(t, routes)
  await app.as(officer, async (db, actor) => {
    standard = await shipDefaultFramework(db, actor, testNow)
    const stored = await loadFramework(db, actor, shippedFile('three-point'), testNow)
    assert.ok('id' in stored)
    draft = stored.id
  })
})

test('an empty list says what happens next, to officers and to schools', async () => {
  const theirs = await app.get('/south/frameworks', 'south:partnership-officer')
  assert.match(theirs.text, /There is no framework yet\. Load one from a file/)
  const schools = await app.get('/south/frameworks', 'south:z:senco')
  assert.match(schools.text, /When your partnership publishes one, it appears here/)
  assert.doesNotMatch(schools.text, /Load a framework/)
})

test('officers see drafts, schools see what they can use', async () => {
  const all = await app.get('/north/frameworks', officer)
  assert.match(all.text, /In use .*Inclusion framework, edition 1 1 8 areas, 40 statements 24 November 2026/)
  assert.match(all.text, /Drafts .*Social times for everyone/)
  const seen = await app.get('/north/frameworks', senco)
  assert.match(seen.text, /Inclusion framework/)
  assert.doesNotMatch(seen.text, /Social times|Load a framework/)
  assert.equal((await app.get('/north/frameworks', 'south:z:senco')).status, 404)
})

test('a published framework is one long page with its contents, points, prompts and gates', async () => {
  const page = await app.get(`/north/frameworks/${standard}`, senco)
  assert.equal(page.status, 200)
  assert.equal(page.page.querySelectorAll('h3').length, 40)
  assert.equal(page.page.querySelectorAll('nav[aria-labelledby=contents] li').length, 8)
  assert.equal(page.page.querySelectorAll('details').length, 40)
  assert.equal(page.page.querySelectorAll('details[open]').length, 0)
  assert.match(page.text, /1\.1 Pupils with SEND make good progress/)
  assert.match(page.text, /4 Leading practice It has been secure for at least a year/)
  assert.match(page.text, /Until “The school meets its legal duties.*” is judged at least 2 Developing/)
  assert.doesNotMatch(page.text, /Retire|new draft/)
  const open = await app.get(`/north/frameworks/${standard}?show=all`, senco)
  assert.equal(open.page.querySelectorAll('details[open]').length, 40)
})

test('an open framework is shown without points', async () => {
  const id = await app.as(officer, async (db, actor) => {
    const stored = await loadFramework(db, actor, shippedFile('open-questions'), testNow)
    assert.ok('id' in stored)
    assert.equal(await publishFramework(db, actor, stored.id, testNow), undefined)
    return stored.id
  })
  const page = await app.get(`/north/frameworks/${id}`, senco)
  assert.match(page.text, /answered in words, with examples\. There are no points/)
  assert.equal(page.page.querySelectorAll('table').length, 0)
})

test('a draft is there for officers only, and nothing is there for another partnership', async () => {
  assert.match((await app.get(`/north/frameworks/${draft}`, officer)).text, /Draft .*Schools do not see it/)
  assert.equal((await app.get(`/north/frameworks/${draft}`, senco)).status, 404)
  assert.equal((await app.get(`/north/frameworks/${draft}/file`, senco)).status, 404)
  assert.equal((await app.get(`/south/frameworks/${standard}`, 'south:partnership-lead')).status, 404)
  assert.equal((await app.get(`/north/frameworks/not-an-id`, officer)).status, 404)
})

test('a framework downloads as a file that is read back the same', async () => {
  const file = await app.get(`/north/frameworks/${standard}/file`, senco)
  assert.equal(file.status, 200)
  assert.match(String(file.headers['content-disposition']), /inclusion-1\.yaml/)
  assert.deepEqual(readFramework(file.body), readFramework(shippedFile('default')))
  assert.match(file.body, /^key: inclusion\ntitle: Inclusion framework\nedition: "1"\n/)
})

test('retiring takes an edition out of choice, says what it touches, and can be undone', async () => {
  const id = await app.as(officer, async (db, actor) => {
    const read = readFramework(shippedFile('three-point'))
    assert.ok('framework' in read)
    const stored = await storeDraft(db, actor, { ...read.framework, edition: '7' }, testNow)
    assert.ok('id' in stored)
    await publishFramework(db, actor, stored.id, testNow)
    return stored.id
  })
  const path = `/north/frameworks/${id}/retire`
  assert.equal((await app.get(path, senco)).status, 403)
  assert.match((await app.get(path, officer)).text, /0 self-evaluations began with it/)
  assert.equal((await app.submit(path, {}, officer, 'retire')).status, 303)
  assert.match((await app.get(`/north/frameworks/${id}`, senco)).text, /Retired on 24 November 2026/)
  // A page left open from before does not bring it back.
  assert.equal((await app.post(path, { _form: 'retire' }, officer)).status, 303)
  assert.match((await app.get('/north/frameworks', senco)).text, /Retired .*Social times/)
  assert.equal((await app.submit(path, {}, officer, 'bring-back')).status, 303)
  assert.doesNotMatch((await app.get(`/north/frameworks/${id}`, senco)).text, /Retired on/)
  await app.as(officer, (db, actor) => retireFramework(db, actor, id, testNow, true))
})

test('a draft can be deleted, a published edition cannot', async () => {
  const id = await app.as(officer, async (db, actor) => {
    const read = readFramework(shippedFile('three-point'))
    assert.ok('framework' in read)
    const stored = await storeDraft(db, actor, { ...read.framework, edition: 'to delete' }, testNow)
    assert.ok('id' in stored)
    return stored.id
  })
  assert.equal((await app.get(`/north/frameworks/${id}/delete`, senco)).status, 403)
  assert.equal((await app.submit(`/north/frameworks/${id}/delete`, {}, officer)).location, '/north/frameworks')
  assert.equal((await app.get(`/north/frameworks/${id}`, officer)).status, 404)
  assert.equal((await app.get(`/north/frameworks/${standard}/delete`, officer)).status, 303)
  await assert.rejects(
    app.database.asOwner((db) => db.deleteFrom('framework').where('id', '=', standard).execute()),
    /published framework cannot be changed/,
  )
})
