import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../../tests/support/app.ts'
import {
  type Example,
  exampleReview,
  host,
  hostLead,
  ile,
  lead,
  reviewer,
  rows,
  strangers,
} from '../../../../../tests/support/visit.ts'
import { preparationRoutes } from '../routes.ts'
import { activitiesOf, startFromSuggestion } from '../visit-programme.queries.ts'

const app = await testApp({ after }, preparationRoutes)

const texts = async (example: Example) =>
  (
    await rows(
      app,
      sql<{
        text: string
      }>`select text from enquiry_question where review_id = ${example.review} and removed_at is null order by position`,
    )
  ).map((row) => row.text)

test('the page shows who meets, what was shared and what it raises', async () => {
  const example = await exampleReview(app)
  const page = await app.get(`${example.path}/prepare`, lead)
  assert.equal(page.status, 200)
  assert.match(page.text, /Thursday 3 December 2026/)
  assert.match(page.text, /C\. headteacher of north \(Cedar Lane School\)/)
  assert.match(page.text, /Not arranged yet/)
  assert.match(page.text, /Read “Self-evaluation, autumn 2026”, shared until 31 July 2027/)
  assert.match(page.text, /Outcomes is strongest; quality of teaching needs most work/)
  assert.match(page.text, /2 judgements stand out, and 1 more is for when there is time\. 3 left to talk about/)
  assert.match(page.text, /The school chose it as a priority/)
  assert.match(page.text, /4 things to do/)
})

test('a school that has not shared is waited for in words', async () => {
  const example = await exampleReview(app, { shared: false })
  const page = await app.get(`${example.path}/prepare`, lead)
  assert.match(page.text, /shares no self-evaluation with you today/)
  assert.match(page.text, /When Appleford Primary School shares its self-evaluation, the agenda appears here/)
})

test('questions are written, moved, removed and put back; a fifth is refused', async () => {
  const example = await exampleReview(app)
  for (const text of ['How one?', 'How two?', 'How three?', 'How four?']) {
    assert.equal((await app.submit(`${example.path}/questions/new`, { text }, reviewer)).status, 303)
  }
  const fifth = await app.submit(`${example.path}/questions/new`, { text: 'How five?' }, reviewer)
  assert.equal(fifth.status, 422)
  assert.match(fifth.errors[0] ?? '', /at most 4 questions/)
  assert.match(fifth.body, /How five\?/)
  const ids = (
    await rows(
      app,
      sql<{ id: string }>`select id from enquiry_question where review_id = ${example.review} order by position`,
    )
  ).map((row) => row.id)
  await app.submit(`${example.path}/prepare`, { move: `down:${ids[0]}` }, lead, 'change')
  assert.deepEqual(await texts(example), ['How two?', 'How one?', 'How three?', 'How four?'])
  await app.submit(`${example.path}/prepare`, { move: `remove:${ids[1]}` }, lead, 'change')
  assert.deepEqual(await texts(example), ['How one?', 'How three?', 'How four?'])
  assert.match((await app.get(`${example.path}/prepare`, lead)).text, /Removed: 1 question/)
  await app.submit(`${example.path}/prepare`, { put_back: ids[1] ?? '' }, lead, 'back')
  assert.deepEqual(await texts(example), ['How one?', 'How three?', 'How four?', 'How two?'])
  const full = await app.get(`${example.path}/prepare`, lead)
  assert.doesNotMatch(full.text, /Write a question/)
})

test('an empty question and one that is asked already are refused, and what was typed stays', async () => {
  const example = await exampleReview(app)
  const empty = await app.submit(`${example.path}/questions/new`, { text: ' ' }, lead)
  assert.deepEqual([empty.status, empty.errors], [422, ['Enter the question']])
  await app.submit(`${example.path}/questions/new`, { text: 'How do pupils find help?' }, lead)
  const again = await app.submit(`${example.path}/questions/new`, { text: 'how do pupils find HELP' }, lead)
  assert.match(again.errors[0] ?? '', /in the list already/)
  assert.match(again.body, /how do pupils find HELP/)
})

test('advice on a closed question stands beside it and stops nothing', async () => {
  const example = await exampleReview(app)
  const sent = await app.submit(`${example.path}/questions/new`, { text: 'Are pupils happy?' }, lead)
  assert.equal(sent.status, 303)
  assert.match((await app.get(`${example.path}/prepare`, lead)).text, /Advice: This can be answered with yes or no/)
})

test('the focus is saved; two writers see both texts', async () => {
  const example = await exampleReview(app)
  assert.equal((await app.submit(`${example.path}/prepare/focus`, { focus: 'How pupils take part' }, lead)).status, 303)
  assert.deepEqual((await app.submit(`${example.path}/prepare/focus`, { focus: '' }, lead)).errors, [
    'Enter what the review looks at',
  ])
  const late = await app.submit(`${example.path}/prepare/focus`, { focus: 'How pupils speak', _version: '1' }, hostLead)
  assert.equal(late.status, 409)
  assert.match(late.text, /How pupils take part/)
  assert.match(late.body, /How pupils speak/)
  assert.match(late.text, /C\. headteacher of north/)
  const kept = await app.post(
    `${example.path}/prepare/focus`,
    { focus: 'How pupils speak', _version: '2', _form: '' },
    hostLead,
  )
  assert.equal(kept.status, 303)
  assert.match((await app.get(`${example.path}/prepare`, lead)).text, /How pupils speak/)
})

test('two people wording one question see both texts', async () => {
  const example = await exampleReview(app)
  await app.submit(`${example.path}/questions/new`, { text: 'How do pupils learn?' }, lead)
  const [row] = await rows(
    app,
    sql<{ id: string }>`select id from enquiry_question where review_id = ${example.review}`,
  )
  await app.submit(`${example.path}/questions/${row?.id}`, { text: 'How do pupils learn together?' }, lead)
  const late = await app.submit(
    `${example.path}/questions/${row?.id}`,
    { text: 'How do pupils learn alone?', _version: '1' },
    hostLead,
  )
  assert.equal(late.status, 409)
  assert.match(late.text, /How do pupils learn together\?/)
  assert.deepEqual(await texts(example), ['How do pupils learn together?'])
})

test('the meeting is recorded by the lead reviewer or the host’s lead, not before it was held', async () => {
  const example = await exampleReview(app)
  const path = `${example.path}/prepare/meeting`
  const values = {
    'held_on-day': '20',
    'held_on-month': '11',
    'held_on-year': '2026',
    at: '3:30pm',
    note: 'Park behind the hall',
  }
  assert.equal((await app.get(path, reviewer)).status, 403)
  const early = await app.submit(path, { ...values, 'held_on-day': '25' }, lead)
  assert.equal(early.status, 422)
  assert.match(early.errors[0] ?? '', /once it has been held/)
  assert.deepEqual((await app.submit(path, { note: 'Only a note' }, lead)).errors, [
    'Enter the day of the meeting',
    'Enter when it started',
  ])
  assert.equal((await app.submit(path, values, hostLead)).status, 303)
  const page = await app.get(`${example.path}/prepare`, ile)
  assert.match(page.text, /Held on 20 November 2026 at 3:30pm/)
  assert.match(page.text, /Park behind the hall/)
})

test('the check lists what is missing, refuses to finish too early, and finishes', async () => {
  const example = await exampleReview(app)
  const path = `${example.path}/prepare/ready`
  const page = await app.get(path, lead)
  assert.match(page.text, /4 things are still to do before the visit/)
  for (const missing of [
    'Arrange the pre-review meeting',
    'Write the focus of the review',
    'Agree 2 to 4 enquiry questions',
    'Plan the visit programme',
  ])
    assert.ok(page.text.includes(missing), missing)
  const early = await app.post(path, { _form: 'prepared' }, lead)
  assert.equal(early.status, 422)
  assert.match(early.errors[0] ?? '', /not ready yet/)
  await app.submit(`${example.path}/prepare/focus`, { focus: 'How pupils take part' }, lead)
  await app.submit(`${example.path}/questions/new`, { text: 'How one?' }, lead)
  await app.submit(`${example.path}/questions/new`, { text: 'How two?' }, lead)
  await app.submit(
    `${example.path}/prepare/meeting`,
    { 'held_on-day': '20', 'held_on-month': '11', 'held_on-year': '2026', at: '9am', note: '' },
    lead,
  )
  await app.as(lead, (db, actor) => startFromSuggestion(db, actor, example.review, app.clock.now()))
  assert.equal((await app.as(lead, (db) => activitiesOf(db, example.review))).length > 5, true)
  const done = await app.submit(path, {}, lead, 'prepared')
  assert.equal(done.status, 303)
  assert.match((await app.get(path, host)).text, /The preparation was finished on 24 November 2026/)
})

test('the ILE and the host’s colleague see the preparation and cannot change it', async () => {
  const example = await exampleReview(app)
  for (const who of [ile, host]) {
    const page = await app.get(`${example.path}/prepare`, who)
    assert.equal(page.status, 200)
    assert.match(page.text, /Ask one of them to change this/)
    assert.equal(page.page.querySelectorAll('main button').length, 0)
    assert.equal((await app.get(`${example.path}/prepare/focus`, who)).status, 403)
    assert.equal((await app.get(`${example.path}/questions/new`, who)).status, 403)
    assert.equal(
      (await app.post(`${example.path}/prepare`, { _form: 'change', move: `up:${example.review}` }, who)).status,
      422,
    )
  }
  assert.deepEqual(await texts(example), [])
})

test('nobody outside the two teams finds any of it', async () => {
  const example = await exampleReview(app)
  await app.submit(`${example.path}/questions/new`, { text: 'How one?' }, lead)
  const [row] = await rows(
    app,
    sql<{ id: string }>`select id from enquiry_question where review_id = ${example.review}`,
  )
  for (const path of [
    'prepare',
    'prepare/focus',
    'prepare/meeting',
    'prepare/ready',
    'questions/new',
    `questions/${row?.id}`,
  ]) {
    for (const who of strangers)
      assert.equal((await app.get(`${example.path}/${path}`, who)).status, 404, `${path} as ${who}`)
    assert.equal((await app.get(`${example.path}/${path}`)).status, 303)
  }
  assert.equal(
    (await app.post(`${example.path}/prepare/focus`, { _form: '', focus: 'Mine' }, 'north:e:headteacher')).status,
    404,
  )
})

test('after the summary is sent, the preparation stands as it was', async () => {
  const example = await exampleReview(app)
  await rows(app, sql`update review set sent_to_host_at = now() where id = ${example.review}`)
  assert.equal((await app.get(`${example.path}/prepare/focus`, lead)).status, 403)
  assert.match((await app.get(`${example.path}/prepare`, lead)).text, /has been written up/)
})
