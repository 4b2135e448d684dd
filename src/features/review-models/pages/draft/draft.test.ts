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

async function draftOf(model: ReviewModel): Promise<string> {
  return app.as(officer, async (db, actor) => {
    const stored = await storeDraft(db, actor, { ...model, edition: `try ${number++}` }, testNow, model.key)
    assert.ok('id' in stored)
    return stored.id
  })
}

beforeEach(async () => {
  id = await draftOf(modelWithKey('inclusion-triads'))
  edit = `/north/review-models/${id}/edit`
})

async function content(): Promise<ReviewModel> {
  const record = await app.as(officer, (db, actor) => modelRecord(db, actor, id))
  assert.ok(record)
  return record.content
}

const stage = async (key: string) => (await content()).stages.find((one) => one.key === key) ?? assert.fail(`no ${key}`)

test('a draft shows its parts, its steps and that a programme could run by it', async () => {
  const { text } = await app.get(edit, officer)
  assert.match(text, /Complete A programme could run by it/)
  assert.match(text, /Schools in a group 3, no two of one trust; one of them is the coach school/)
  assert.match(text, /Quality-assurance visit.*Change this step: Quality-assurance visit/)
})

/** People in one order: a form has its own. */
const ordered = (model: ReviewModel): ReviewModel => ({
  ...model,
  stages: model.stages.map(({ takes_part, ...one }) => ({
    ...one,
    written_by: one.written_by.toSorted(),
    ...(takes_part ? { takes_part: takes_part.toSorted() } : {}),
  })),
})

test('sending any page of any draft as it was opened changes nothing', async () => {
  for (const model of reviewModels.values()) {
    id = await draftOf(model)
    edit = `/north/review-models/${id}/edit`
    const before = ordered(await content())
    const pages = ['about', 'group', 'team', 'leaders', ...model.stages.map(({ key }) => `stages/${key}`)]
    for (const { key, kind } of model.stages) if (kind === 'meeting') pages.push(`stages/${key}/record`)
    for (const page of pages) {
      const sent = await app.submit(`${edit}/${page}`, {}, officer)
      assert.equal(sent.status, 303, `${page}: ${sent.errors.join()}`)
      assert.deepEqual(ordered(await content()), before, page)
    }
  }
})

test('the parts of a draft are changed one a page', async () => {
  await app.submit(
    `${edit}/about`,
    { name: 'Trios', length_months: '10', report_within: '5', most_questions: '4' },
    officer,
  )
  await app.submit(`${edit}/group`, { fewest: '2', same_trust: 'allowed', coach_school: '' }, officer)
  await app.submit(
    `${edit}/team`,
    { lead_roles: ['senco'], who_leads: 'A SENCO leads.', host_lead: 'headteacher' },
    officer,
  )
  const changed = await content()
  assert.deepEqual([changed.name, changed.length_months, changed.report_within_school_days], ['Trios', 10, 5])
  assert.equal(changed.enquiry_questions.most, 4)
  assert.deepEqual([changed.group.fewest, changed.group.same_trust, changed.group.coach_school], [2, 'allowed', false])
  assert.deepEqual([changed.team.lead_roles, changed.team.host_lead], [['senco'], 'headteacher'])
})

test('people from outside come and go, and need a name, a short name and a duty', async () => {
  const page = `${edit}/leaders`
  const half = await app.submit(page, { 'facilitator-number': '1', 'facilitator-name': 'Guide' }, officer)
  assert.equal(half.status, 422)
  assert.deepEqual(half.errors, ['Enter a short name for the Facilitator', 'Say what the Facilitator does'])
  await app.submit(
    page,
    {
      'quality-assurer-number': '0',
      'facilitator-number': '1',
      'facilitator-name': 'Guide',
      'facilitator-short_name': 'guide',
      'facilitator-duty': 'Asks.',
    },
    officer,
  )
  assert.deepEqual((await content()).group.leaders, [
    { part: 'facilitator', number: 1, name: 'Guide', short_name: 'guide', duty: 'Asks.' },
  ])
  // The quality assurer writes up a visit, whom the draft no longer has.
  assert.match((await app.get(edit, officer)).text, /Not complete|Complete/)
})

test('a step says when it is, and a wrong window is refused beside its question', async () => {
  const page = `${edit}/stages/coaching`
  const wrong = await app.submit(page, { weeks_from: '6', weeks_aim: '3', weeks_to: 'soon' }, officer)
  assert.equal(wrong.status, 422)
  assert.deepEqual(wrong.errors, ['Enter a number in digits, like 6'])
  const upside = await app.submit(page, { weeks_from: '6', weeks_aim: '3' }, officer)
  assert.deepEqual(upside.errors, ['The best week must be between the beginning and the end'])
  assert.equal(upside.page.querySelector('#weeks_from')?.getAttribute('value'), '6')
  const sent = await app.submit(
    page,
    { weeks_from: '2', weeks_to: '7', counted_in: 'calendar-weeks', after: 'visit' },
    officer,
  )
  assert.equal(sent.status, 303, sent.errors.join())
  assert.deepEqual((await stage('coaching')).window, {
    after: 'visit',
    weeks_from: 2,
    weeks_aim: 3,
    weeks_to: 7,
    counted_in: 'calendar-weeks',
  })
  await app.submit(page, { after: '' }, officer)
  assert.equal((await stage('coaching')).window, undefined)
})

test('what cannot be for the whole group, or has nobody to write it down, is refused', async () => {
  const group = await app.submit(`${edit}/stages/quality-visit`, { of: 'group', at_most: '3' }, officer)
  assert.match(group.errors.join(), /A meeting of the whole group is held once/)
  const nobody = await app.submit(`${edit}/stages/quality-visit`, { written_by: [] }, officer)
  assert.match(nobody.errors.join(), /Choose who writes down what came of the meeting/)
})

test('a step is added where its kind belongs, moved and removed, and what counts from it is named', async () => {
  const page = await app.get(`${edit}/stages/new`, officer)
  assert.match(page.text, /The other kinds are there already/)
  const added = await app.submit(
    `${edit}/stages/new`,
    { kind: 'meeting', name: '2nd coffee', purpose: 'To talk.' },
    officer,
  )
  assert.match(added.location ?? '', /stages\/n-2nd-coffee$/)
  assert.equal((await content()).stages.at(-1)?.name, '2nd coffee')
  await app.submit(`${edit}/order`, { move: 'up:n-2nd-coffee' }, officer)
  assert.equal((await content()).stages.at(-2)?.name, '2nd coffee')
  const asked = await app.get(`${edit}/stages/first-triad/remove`, officer)
  assert.match(asked.text, /“Second triad meeting” counts from it/)
  await app.submit(`${edit}/stages/first-triad/remove`, {}, officer)
  assert.match(
    (await app.get(edit, officer)).text,
    /Not complete .*Second triad meeting: “Second triad meeting” counts from/,
  )
  const publish = await app.get(`/north/review-models/${id}/publish`, officer)
  assert.match(publish.text, /This draft is not ready to publish|Before a programme can run by it/)
  assert.equal(
    (await app.post(`/north/review-models/${id}/publish`, { _form: '', _once: crypto.randomUUID() }, officer)).status,
    422,
  )
})

test('the questions of a record are reworded, added and taken out, and keep their keys', async () => {
  const page = `${edit}/stages/first-triad/record`
  const typed = {
    'questions[0][label]': 'What will each school work on?',
    'questions[1][label]': '',
    'questions[1][hint]': '',
    'questions[2][label]': 'What will we do by March?',
    'questions[2][optional]': 'yes',
  }
  const sent = await app.submit(page, typed, officer)
  assert.equal(sent.status, 303, sent.errors.join())
  assert.deepEqual(
    (await stage('first-triad')).record.map(({ key, label, required }) => [key, label, required]),
    [
      ['priorities', 'What will each school work on?', true],
      ['what-will-we-do-by-march', 'What will we do by March?', false],
    ],
  )
  const none = await app.submit(
    page,
    { 'questions[0][label]': '', 'questions[0][hint]': '', 'questions[1][label]': '', 'questions[1][hint]': '' },
    officer,
  )
  assert.deepEqual(none.errors, ['A meeting needs one question at least'])
})

test('two people who change the same part see both; different parts do not clash', async () => {
  const page = `${edit}/stages/coaching`
  const opened = await app.get(page, lead)
  const once = opened.page.querySelector('main form input[name="_once"]')?.getAttribute('value') ?? ''
  const version = opened.page.querySelector('main form input[name="_version"]')?.getAttribute('value') ?? ''
  await app.submit(page, { name: 'Coaching talk', written_by: ['host-lead'] }, officer)
  await app.submit(`${edit}/team`, { who_leads: 'A SENCO.' }, officer)
  const mine = {
    name: 'Coaching hour',
    purpose: 'To think.',
    of: 'review',
    written_by: ['reviewer'],
    weeks_from: '1',
    weeks_aim: '2',
    weeks_to: '3',
    after: 'visit',
    counted_in: 'school-weeks',
  }
  const late = await app.post(page, { ...mine, _once: once, _version: version, _form: '' }, lead)
  assert.equal(late.status, 409)
  assert.match(late.text, /What partnership officer of north saved.*Coaching talk.*Coaching hour/)
  assert.match(late.text, /Who writes down what came of it\? host-lead/)
  const team = await app.submit(`${edit}/team`, { fewest_visitors: '1' }, lead)
  assert.equal(team.status, 303)
  assert.equal((await content()).team.who_leads, 'A SENCO.')
})

test('what was typed while somebody published is shown to be copied', async () => {
  const page = `${edit}/about`
  const opened = await app.get(page, officer)
  const hidden = (name: string) =>
    opened.page.querySelector(`main form input[name="${name}"]`)?.getAttribute('value') ?? ''
  await app.as(lead, (db, actor) => publishModel(db, actor, id, testNow))
  const late = await app.post(
    page,
    { _once: hidden('_once'), _version: hidden('_version'), _form: '', summary: 'Better words' },
    officer,
  )
  assert.equal(late.status, 409)
  assert.match(late.body, /Better words/)
  assert.equal((await app.get(page, officer)).status, 303)
  assert.equal((await app.get(`${edit}/order`, officer)).status, 303)
})

test('nobody else sees a draft', async () => {
  assert.equal((await app.get(edit, 'north:a:headteacher')).status, 403)
  assert.equal((await app.get(`/north/review-models/${id}`, 'north:a:headteacher')).status, 404)
  assert.equal((await app.get(`/north/review-models/${id}/file`, 'north:a:headteacher')).status, 404)
  assert.equal((await app.get(edit.replace('/north/', '/south/'), 'south:partnership-officer')).status, 404)
})
