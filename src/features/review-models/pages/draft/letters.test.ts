import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { testApp, testNow } from '../../../../../tests/support/app.ts'
import { publishModel, storeDraft } from '../../model.life.ts'
import { modelRecord } from '../../model.queries.ts'
import type { ReviewModel } from '../../model.schema.ts'
import { routes } from '../../routes.ts'
import { modelWithKey, reviewModels } from '../../shipped.ts'

const officer = 'north:partnership-officer'
const lead = 'north:partnership-lead'
const app = await testApp({ after }, routes)
let id = ''
let edit = ''
let number = 1

async function draftOf(model: ReviewModel): Promise<void> {
  id = await app.as(officer, async (db, actor) => {
    const stored = await storeDraft(db, actor, { ...model, edition: `letters ${number++}` }, testNow, model.key)
    assert.ok('id' in stored)
    return stored.id
  })
  edit = `/north/review-models/${id}/edit`
}

beforeEach(() => draftOf(modelWithKey('inclusion-peer-review')))

async function content(): Promise<ReviewModel> {
  const record = await app.as(officer, (db, actor) => modelRecord(db, actor, id))
  assert.ok(record)
  return record.content
}

const document = {
  name: 'A map of the school',
  stage: 'visit',
  purpose: 'Where visitors find what.',
  for: ['reviewer', 'host'],
  text: '# {host school}\n\n[room to write]',
}
const email = {
  subject: 'Soon: {visit day}',
  stage: 'visit',
  to: ['reviewer'],
  school_days: '2',
  side: 'before',
  anchor: 'visit',
  text: 'See you at {host school}.',
}

test('the page of a way shows its documents and emails with whom they are for and when they go', async () => {
  const { text } = await app.get('/north/review-models/inclusion-peer-review', 'north:a:senco')
  assert.match(
    text,
    /Letter to families Says who comes and why.* Visit\. For the host lead and the host’s colleagues\./,
  )
  assert.match(text, /They do not inspect, test or assess any child\./)
  assert.match(text, /Self-evaluation\. Goes to the host lead, 10 school days before the self-evaluation is due\./)
  assert.match(
    text,
    /Who takes part: the lead reviewer, the reviewers, the ILE, the host lead and the host’s colleagues\./,
  )
})

test('sending the page of any document or email as it was opened changes nothing', async () => {
  const sorted = ({ documents, emails }: ReviewModel) => ({
    documents: documents.map((one) => ({ ...one, for: one.for.toSorted() })),
    emails: emails.map((one) => ({ ...one, to: one.to.toSorted() })),
  })
  for (const model of reviewModels.values()) {
    await draftOf(model)
    const before = sorted(await content())
    for (const { key } of model.documents)
      assert.equal((await app.submit(`${edit}/documents/${key}`, {}, officer)).status, 303, key)
    for (const { key } of model.emails)
      assert.equal((await app.submit(`${edit}/emails/${key}`, {}, officer)).status, 303, key)
    assert.deepEqual(sorted(await content()), before)
  }
})

test('a document is added, changed and removed', async () => {
  const added = await app.submit(`${edit}/documents/new`, document, officer)
  assert.equal(added.location, edit)
  const { key, ...stored } = (await content()).documents.at(-1) ?? assert.fail()
  assert.deepEqual([key, stored], ['a-map-of-the-school', document])
  await app.submit(`${edit}/documents/${key}`, { name: 'Map', for: ['senco'] }, officer)
  const changed = (await content()).documents.at(-1)
  assert.deepEqual([changed?.key, changed?.name, changed?.for], [key, 'Map', ['senco']])
  assert.match((await app.get(edit, officer)).text, /Map Visit Remove: Map/)
  assert.match((await app.get(`${edit}/documents/${key}/remove`, officer)).text, /“Map” goes from this draft/)
  await app.submit(`${edit}/documents/${key}/remove`, {}, officer)
  assert.ok(!(await content()).documents.some((one) => one.key === key))
  const again = await app.get(`${edit}/documents/${key}/remove`, officer)
  assert.equal(again.status, 303)
})

test('an email is added, changed and removed', async () => {
  assert.equal((await app.submit(`${edit}/emails/new`, email, officer)).location, edit)
  const added = (await content()).emails.at(-1) ?? assert.fail()
  assert.deepEqual([added.key, added.send], ['soon', { school_days: 2, before: 'visit' }])
  await app.submit(`${edit}/emails/soon`, { side: 'after', school_days: '1', stage: 'write-up' }, officer)
  const changed = (await content()).emails.at(-1)
  assert.deepEqual([changed?.stage, changed?.send], ['write-up', { school_days: 1, after: 'visit' }])
  assert.match(
    (await app.get(edit, officer)).text,
    /Soon: \{visit day\} Report\. To the reviewers, 1 school day after the visit\./,
  )
  await app.submit(`${edit}/emails/soon/remove`, {}, officer)
  assert.ok(!(await content()).emails.some((one) => one.key === 'soon'))
})

test('what cannot be is said where it stands, with what was typed kept', async () => {
  const wrong = await app.submit(`${edit}/documents/new`, { ...document, text: 'Dear {families}' }, officer)
  assert.equal(wrong.status, 422)
  assert.match(wrong.errors.join(), /There is no placeholder \{families\}: choose from programme, /)
  assert.match(wrong.body, /Dear \{families\}/)
  const nobody = await app.submit(`${edit}/documents/new`, { ...document, for: ['facilitator'] }, officer)
  assert.deepEqual(nobody.errors, ['The groups of this model have no “facilitator”'])
  const empty = await app.submit(`${edit}/emails/new`, {}, officer)
  assert.equal(empty.status, 422)
  assert.equal(empty.errors.length, 7)
  const day = await app.submit(`${edit}/emails/new`, { ...email, anchor: 'opens' }, officer)
  assert.deepEqual(day.errors, ['“Visit” has no such day. Choose another'])
  const draft = await app.submit(`${edit}/emails/new`, { ...email, stage: 'write-up', anchor: 'draft' }, officer)
  assert.match(draft.errors.join(), /Choose “after”/)
  assert.equal((await content()).emails.length, modelWithKey('inclusion-peer-review').emails.length)
})

test('two people who change one document see both texts; a published draft is shown to be copied', async () => {
  const page = `${edit}/documents/note-to-staff`
  const opened = await app.get(page, lead)
  const version = String(opened.page.querySelector('input[name="_version"]')?.getAttribute('value'))
  const shown = (await content()).documents.find(({ key }) => key === 'note-to-staff') ?? assert.fail()
  await app.submit(page, { text: 'What the officer wrote' }, officer)
  const { key: _, ...typed } = shown
  const clash = await app.post(page, { ...typed, text: 'What the lead wrote', _version: version }, lead)
  assert.equal(clash.status, 409)
  assert.match(clash.text, /What the officer wrote/)
  assert.match(clash.body, /What the lead wrote/)
  await app.as(officer, async (db, actor) => assert.equal(await publishModel(db, actor, id, testNow), undefined))
  const late = await app.post(page, { ...typed, text: 'Too late', _version: version }, lead)
  assert.equal(late.status, 409)
  assert.match(late.body, /Too late/)
})

test('only those who manage ways of reviewing open these pages, and only in their partnership', async () => {
  for (const page of [
    'documents/new',
    'documents/note-to-staff',
    'emails/new',
    'emails/draft-report',
    'emails/draft-report/remove',
  ]) {
    assert.equal((await app.get(`${edit}/${page}`, 'north:a:headteacher')).status, 403, page)
    assert.equal(
      (await app.get(`${edit.replace('north', 'south')}/${page}`, 'south:partnership-lead')).status,
      404,
      page,
    )
  }
})
