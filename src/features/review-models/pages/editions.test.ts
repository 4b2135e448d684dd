import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp, testNow } from '../../../../tests/support/app.ts'
import { routes as groupRoutes } from '../../review-groups/routes.ts'
import { fileOfModel, readModel } from '../model.file.ts'
import { publishModel, retireModel, storeDraft } from '../model.life.ts'
import { modelFor } from '../model.queries.ts'
import { ownKey } from '../paths.ts'
import { routes } from '../routes.ts'
import { modelWithKey, reviewModels } from '../shipped.ts'

const officer = 'north:partnership-officer'
const head = 'north:a:headteacher'
const app = await testApp({ after }, [...routes, ...groupRoutes])
const kent = modelWithKey('inclusion-peer-review')
const list = '/north/review-models'

const file = (content: string) => ({ field: 'file', name: 'ours.yaml', content })
const refused = (work: Promise<unknown>) => assert.rejects(work, { code: '23001' })

async function published(edition: string, change: Partial<typeof kent> = {}): Promise<string> {
  return app.as(officer, async (db, actor) => {
    const stored = await storeDraft(db, actor, { ...kent, edition, ...change }, testNow, kent.key)
    assert.ok('id' in stored)
    assert.equal(await publishModel(db, actor, stored.id, testNow), undefined)
    return stored.id
  })
}

test('a file is written as it is read, for every way that ships', () => {
  for (const model of reviewModels.values()) assert.deepEqual(readModel(fileOfModel(model)), model)
})

test('a shipped way becomes a draft of its own, is changed, published, chosen, retired and brought back', async () => {
  assert.match((await app.get(`${list}/inclusion-peer-review`, officer)).text, /Make a draft from it/)
  assert.doesNotMatch((await app.get(`${list}/inclusion-peer-review`, head)).text, /Make a draft/)
  const made = await app.submit(`${list}/inclusion-peer-review/adapt`, { name: 'Our reviews' }, officer)
  assert.match(made.location ?? '', /\/edit$/)
  const path = (made.location ?? '').replace(/\/edit$/, '')
  assert.match((await app.get(list, officer)).text, /Drafts.*Our reviews/)
  assert.doesNotMatch((await app.get(list, head)).text, /Our reviews/)
  await app.submit(`${path}/edit/group`, { most: '5', ideal: '5' }, officer)
  const check = await app.get(`${path}/publish`, officer)
  assert.match(check.text, /What is different from Inclusion peer review/)
  assert.match(check.text, /Schools in a group: 4 to 5, ideally 5, no two of one trust; before, 4 to 6, ideally 6/)
  assert.equal((await app.submit(`${path}/publish`, {}, officer)).location, path)
  assert.match((await app.get(path, head)).text, /Published.*This edition never changes/)
  assert.match((await app.get('/north/programmes/new', officer)).text, /Our reviews, edition 2/)
  const id = path.split('/').at(-1) ?? ''
  const start = {
    name: 'Small groups',
    model_key: ownKey(id),
    'starts_on-day': '1',
    'starts_on-month': '9',
    'starts_on-year': '2027',
    'ends_on-day': '1',
    'ends_on-month': '7',
    'ends_on-year': '2029',
  }
  const programme = await app.submit('/north/programmes/new', start, officer)
  assert.equal(programme.status, 303, programme.errors.join())
  const page = await app.get((programme.location ?? '').replace('/schools', ''), officer)
  assert.match(page.body, new RegExp(`review-models/${id}">Our reviews`))
  assert.match((await app.get(path, head)).text, /Small groups runs by it/)
  assert.match((await app.get(`${path}/retire`, officer)).text, /Small groups runs by it and keeps it to the end/)
  await app.submit(`${path}/retire`, {}, officer, 'retire')
  assert.doesNotMatch((await app.get('/north/programmes/new', officer)).text, /Our reviews/)
  const again = await app.submit('/north/programmes/new', { ...start, name: 'Another' }, officer)
  assert.deepEqual(again.errors, ['Choose how the programme reviews'])
  const kept = await app.submit(
    `${page.page.querySelector('a[href$="/edit"]')?.getAttribute('href')}`,
    { name: 'Small' },
    officer,
  )
  assert.equal(kept.status, 303, kept.errors.join())
  await app.submit(`${path}/retire`, {}, officer, 'bring-back')
  assert.match((await app.get('/north/programmes/new', officer)).text, /Our reviews/)
})

test('a new edition leaves a programme with the one that it began with', async () => {
  const first = await published('Autumn 2026', { name: 'Kept way' })
  const second = await published('Autumn 2027', { name: 'Newer way' })
  const name = (id: string) => app.as(officer, async (db, actor) => (await modelFor(db, actor, ownKey(id))).name)
  assert.deepEqual([await name(first), await name(second)], ['Kept way', 'Newer way'])
  assert.deepEqual([await name(first), await name(second)], ['Kept way', 'Newer way'])
  await assert.rejects(
    app.as('south:partnership-officer', (db, actor) => modelFor(db, actor, ownKey(first))),
    /there is no review model/,
  )
  const change = sql`update review_model set content = content || '{"name": "Other"}' where id = ${first}`
  await refused(app.database.asOwner((db) => change.execute(db)))
  await refused(app.database.asOwner((db) => sql`delete from review_model where id = ${first}`.execute(db)))
})

test('a programme cannot run by a draft', async () => {
  const draft = await app.as(officer, async (db, actor) =>
    storeDraft(db, actor, { ...kent, edition: 'rough' }, testNow),
  )
  assert.ok('id' in draft)
  await refused(
    app.database.asOwner((db) =>
      sql`insert into programme (partnership_id, name, model_key, starts_on, ends_on)
        select partnership_id, 'Too early', ${ownKey(draft.id)}, '2026-09-01', '2027-07-01' from review_model where id = ${draft.id}`.execute(
        db,
      ),
    ),
  )
})

test('a file is read, checked and stored, and its mistakes are told with line, place and reason', async () => {
  const load = `${list}/load`
  const yaml = fileOfModel({ ...kent, key: 'our-way', name: 'Our way', edition: '1' })
  const wrong = yaml.replace(/fewest: \d+/, 'fewest: many').replace('kind: report', 'kind: essay')
  const told = await app.upload(load, { _form: 'file' }, file(wrong), officer)
  assert.equal(told.status, 422)
  assert.match(told.text, /The file has 2 problems, listed below\. Nothing was stored/)
  const line = wrong.slice(0, wrong.indexOf('kind: essay')).split('\n').length
  assert.match(told.text, new RegExp(`${line} stages\\[\\d\\]\\.kind`))
  const check = await app.upload(load, { _form: 'file' }, file(yaml), officer)
  assert.match(check.text, /“Our way” has no mistakes\. You do not have this way of reviewing yet/)
  const hidden = (name: string) =>
    check.page.querySelector(`main form input[name="${name}"]`)?.getAttribute('value') ?? ''
  const fields = { _form: 'store', _once: hidden('_once'), yaml }
  assert.deepEqual((await app.post(load, { ...fields, edition: '' }, officer)).errors, [
    'Enter a name for this edition',
  ])
  const stored = await app.post(load, { ...fields, _once: crypto.randomUUID(), edition: '1' }, officer)
  assert.equal(stored.status, 303, stored.errors.join())
  assert.match((await app.get(stored.location ?? '', officer)).text, /Draft.*Our way|Our way.*Draft/)
  const downloaded = await app.get(`${stored.location}/file`, officer)
  assert.deepEqual(readModel(downloaded.body).stages, kent.stages)
  const twice = await app.post(load, { ...fields, _once: crypto.randomUUID(), edition: '1' }, officer)
  assert.match(twice.errors.join(), /There is an edition “1” of this way already/)
  for (const bomb of ['a: &a [*a]', '['.repeat(100_000)])
    assert.equal((await app.upload(load, { _form: 'file' }, file(bomb), officer)).status, 422)
  assert.equal(
    (await app.upload(load, { _form: 'file' }, { ...file(''), content: Buffer.from([0xff, 0xfe, 0x00]) }, officer))
      .status,
    422,
  )
  assert.equal(
    (await app.post(load, { _form: 'store', _once: crypto.randomUUID(), yaml: '][', edition: '1' }, officer)).status,
    303,
  )
})

test('a draft is deleted for good; what is published is not', async () => {
  const draft = await app.as(officer, async (db, actor) =>
    storeDraft(db, actor, { ...kent, edition: 'to go' }, testNow),
  )
  assert.ok('id' in draft)
  assert.equal((await app.submit(`${list}/${draft.id}/delete`, {}, officer)).location, list)
  assert.equal((await app.get(`${list}/${draft.id}`, officer)).status, 404)
  const id = await published('to stay')
  assert.equal((await app.get(`${list}/${id}/delete`, officer)).status, 303)
  assert.equal((await app.get(`${list}/${id}/publish`, officer)).status, 303)
  await app.as(officer, (db, actor) => retireModel(db, actor, id, testNow, true))
  assert.match((await app.get(list, officer)).text, /Retired/)
})
