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
import { addQuestion } from '../question.queries.ts'
import { preparationRoutes } from '../routes.ts'
import { activitiesOf } from '../visit-programme.queries.ts'

const app = await testApp({ after }, preparationRoutes)

const stored = (example: Example) => app.as(lead, (db) => activitiesOf(db, example.review))
const walk = (example: Example, change: Record<string, string> = {}) => ({
  title: 'Learning walk',
  kind: 'learning-walk',
  starts: '9:15am',
  ends: '10am',
  place: 'Around the school',
  visitor_person_id: example.person(lead),
  host_person_id: example.person(hostLead),
  question_id: '',
  ...change,
})
const add = (example: Example, change: Record<string, string> = {}, who = lead) =>
  app.submit(`${example.path}/visit-programme/activities/new`, walk(example, change), who)

test('an empty programme starts from a suggestion drawn from the team and the questions, once', async () => {
  const example = await exampleReview(app)
  await app.as(lead, (db, actor) =>
    addQuestion(db, actor, example.review, { text: 'How do pupils find help?', drawn_from: [] }, app.clock.now()),
  )
  const empty = await app.get(`${example.path}/visit-programme`, lead)
  assert.match(empty.text, /Nothing is planned yet/)
  const started = await app.submit(`${example.path}/visit-programme`, {}, hostLead, 'start')
  assert.equal(started.status, 303)
  const activities = await stored(example)
  assert.ok(activities.length >= 9)
  assert.equal(activities[0]?.kind, 'team-meeting')
  const again = await app.post(`${example.path}/visit-programme`, { _form: 'start' }, hostLead)
  assert.match(again.errors[0] ?? '', /has activities already/)
  const page = await app.get(`${example.path}/visit-programme`, host)
  assert.match(page.text, /8:45am/)
  assert.match(page.text, /Question 1/)
  assert.match(page.text, /C\. headteacher of north with A\. headteacher of north/)
  assert.equal(page.page.querySelectorAll('a[href*="/activities/"]').length, 0)
})

test('an activity is added; what cannot be is refused beside its field and keeps what was typed', async () => {
  const example = await exampleReview(app)
  assert.equal((await add(example)).status, 303)
  const [activity] = await stored(example)
  assert.equal(String(activity?.starts), '09:15:00')
  assert.equal(activity?.host_person_id, example.person(hostLead))
  const late = await add(example, { title: 'After school', starts: '3pm', ends: '4:30pm' })
  assert.equal(late.status, 422)
  assert.match(late.errors[0] ?? '', /visit ends at 3:30pm/)
  assert.match(late.body, /After school/)
  assert.deepEqual((await add(example, { title: '', kind: '', starts: 'soon', ends: '' })).errors, [
    'Enter what happens',
    'Choose the kind of activity',
    'Enter a time like 9:30am or 14:30',
    'Enter when it ends',
  ])
  const stranger = await add(example, { visitor_person_id: example.person('north:e:headteacher') })
  assert.deepEqual(stranger.errors, ['Choose someone of the visiting team'])
})

test('clashes and advice are shown in words that name the activities', async () => {
  const example = await exampleReview(app)
  await add(example)
  await add(example, {
    title: 'Book study',
    kind: 'book-study',
    starts: '9:30am',
    ends: '10:30am',
    place: 'Library',
    host_person_id: example.person(host),
  })
  const page = await app.get(`${example.path}/visit-programme`, reviewer)
  assert.match(
    page.text,
    /C\. headteacher of north cannot be in two places at once: “Learning walk” \(9:15am to 10am\) and “Book study” \(9:30am to 10:30am\) overlap/,
  )
  assert.match(page.text, /D\. senco of north is not paired with anyone at any activity/)
  assert.match(page.text, /End the day with feedback/)
  assert.equal(page.page.querySelectorAll('.app-activity .govuk-tag--red').length, 2)
})

test('an activity is changed, removed and put back', async () => {
  const example = await exampleReview(app)
  await add(example)
  const [before] = await stored(example)
  const path = `${example.path}/visit-programme/activities/${before?.id}`
  assert.equal((await app.submit(path, { place: 'Year 5 rooms', ends: '10:15' }, lead)).status, 303)
  const [changed] = await stored(example)
  assert.deepEqual(
    [changed?.place, String(changed?.ends), changed?.title],
    ['Year 5 rooms', '10:15:00', 'Learning walk'],
  )
  assert.equal((await app.submit(path, { ends: '9am' }, lead)).status, 422)
  assert.equal((await app.submit(path, {}, lead, 'remove')).status, 303)
  assert.deepEqual(await stored(example), [])
  assert.equal((await app.get(path, lead)).status, 404)
  assert.match((await app.get(`${example.path}/visit-programme`, lead)).text, /Removed: 1 activity/)
  assert.equal(
    (await app.submit(`${example.path}/visit-programme`, { put_back: before?.id ?? '' }, lead, 'back')).status,
    303,
  )
  assert.equal((await stored(example)).length, 1)
})

test('two people changing one activity see both, and the second may save after seeing them', async () => {
  const example = await exampleReview(app)
  await add(example)
  const [before] = await stored(example)
  const path = `${example.path}/visit-programme/activities/${before?.id}`
  await app.submit(path, { place: 'The library' }, lead)
  const late = await app.submit(path, { place: 'The hall', _version: '1' }, hostLead)
  assert.equal(late.status, 409)
  assert.match(late.text, /Someone else changed this/)
  assert.match(late.text, /What C\. headteacher of north saved/)
  assert.match(late.text, /The library/)
  assert.match(late.text, /The hall/)
  assert.equal((await stored(example))[0]?.place, 'The library')
  assert.equal(late.page.querySelector('input[name="_version"]')?.getAttribute('value'), '2')
  assert.equal(
    (await app.post(path, { ...walk(example, { place: 'The hall' }), _form: '', _version: '2' }, hostLead)).status,
    303,
  )
  assert.equal((await stored(example))[0]?.place, 'The hall')
})

test('the page for the staffroom has the questions and every activity, and nothing to press', async () => {
  const example = await exampleReview(app)
  await app.as(lead, (db, actor) =>
    addQuestion(db, actor, example.review, { text: 'How do pupils find help?', drawn_from: [] }, app.clock.now()),
  )
  const empty = await app.get(`${example.path}/visit-programme/print`, host)
  assert.match(empty.text, /not planned yet/)
  await add(example)
  const page = await app.get(`${example.path}/visit-programme/print`, host)
  assert.match(page.text, /Inclusion peer review at Appleford Primary School/)
  assert.match(page.text, /How do pupils find help\?/)
  assert.match(page.text, /9:15am to 10am/)
  assert.match(page.text, /Around the school/)
  assert.equal(page.page.querySelectorAll('main button, main form').length, 0)
})

test('nobody outside the two teams finds it, and those who only look cannot change it', async () => {
  const example = await exampleReview(app)
  await add(example)
  const [activity] = await stored(example)
  for (const path of [
    'visit-programme',
    'visit-programme/print',
    'visit-programme/activities/new',
    `visit-programme/activities/${activity?.id}`,
  ]) {
    for (const who of strangers)
      assert.equal((await app.get(`${example.path}/${path}`, who)).status, 404, `${path} as ${who}`)
  }
  for (const who of [ile, host]) {
    assert.equal((await app.get(`${example.path}/visit-programme/activities/new`, who)).status, 403)
    assert.equal((await app.get(`${example.path}/visit-programme/activities/${activity?.id}`, who)).status, 403)
    assert.equal((await app.post(`${example.path}/visit-programme`, { _form: 'start' }, who)).status, 422)
  }
  await rows(app, sql`update review set sent_to_host_at = now() where id = ${example.review}`)
  assert.equal((await app.get(`${example.path}/visit-programme/activities/new`, lead)).status, 403)
})
