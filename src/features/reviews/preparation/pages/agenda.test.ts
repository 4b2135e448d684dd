import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
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
  snapshotOf,
  strangers,
} from '../../../../../tests/support/visit.ts'
import { preparationRoutes } from '../routes.ts'

const app = await testApp({ after }, preparationRoutes)

const from = (example: Example, key = 'teaching-adapting') => `${example.path}/questions/from/${key}`
const aside = (example: Example, key = 'outcomes-belonging') => `${example.path}/agenda/${key}/set-aside`
const questions = (example: Example) =>
  rows(
    app,
    sql<{ text: string; drawn_from: { statement_key: string; why: string }[] }>`
      select text, drawn_from from enquiry_question where review_id = ${example.review} order by position`,
  )

/** Shares an earlier evaluation, in which `teaching-adapting` was judged 3, with a school. */
async function shareEarlier(example: Example, letter: string, framework = 'inclusion'): Promise<void> {
  const content = snapshotOf({ id: example.school, name: 'Appleford Primary School' })
  content.agreed_on = '2025-10-21'
  content.title = 'Self-evaluation, autumn 2025'
  content.framework.key = framework
  for (const one of content.areas[0]?.statements ?? []) if (one.key === 'teaching-adapting') one.point = 3
  const [partnership, snapshot] = [app.world.partnerships.north, randomUUID()]
  await rows(
    app,
    sql`insert into snapshot (id, partnership_id, school_id, subject_kind, subject_id, content, taken_by, taken_at)
      values (${snapshot}, ${partnership}, ${example.school}, 'self-evaluation', ${content.evaluation_id}, ${JSON.stringify(content)}::jsonb, ${example.person(hostLead)}, '2025-10-22')`,
  )
  await rows(
    app,
    sql`insert into share (partnership_id, snapshot_id, with_school_id, purpose, until_on, shared_by)
      values (${partnership}, ${snapshot}, ${app.world.schools[letter]}, 'The peer review', '2027-07-31', ${example.person(hostLead)})`,
  )
}

test('the agenda lists judgements with their reasons, the most telling first, to print as well', async () => {
  const example = await exampleReview(app)
  for (const path of ['agenda', 'agenda/print']) {
    const page = await app.get(`${example.path}/${path}`, lead)
    assert.equal(page.status, 200)
    assert.match(
      page.text,
      /Drawn from “Self-evaluation, autumn 2026”, which Appleford Primary School agreed on 20 October 2026/,
    )
    assert.match(page.text, /nothing is compared with last time/)
    assert.match(
      page.text,
      /Talk about these first.*Teachers change.*Judged 2, developing.*Teaching assistants help.*ran from 1 to 4/,
    )
    assert.match(page.text, /If there is time.*Pupils with SEND feel safe/)
  }
  const print = await app.get(`${example.path}/agenda/print`, lead)
  assert.equal(print.page.querySelectorAll('main button, main form').length, 0)
})

test('a judgement becomes a question with a click and an edit, linked to every judgement it is about', async () => {
  const example = await exampleReview(app)
  const agenda = await app.get(`${example.path}/agenda`, hostLead)
  const href = agenda.page.querySelector('a[href*="/questions/from/teaching-adapting"]')?.getAttribute('href') ?? ''
  const page = await app.get(href, hostLead)
  assert.match(
    page.page.querySelector('textarea[name="text"]')?.textContent ?? '',
    /teachers change their teaching.*\?/,
  )
  const other = page.page.querySelector('a[href*="?start="]')
  const restarted = await app.get(other?.getAttribute('href') ?? '', hostLead)
  assert.equal(restarted.page.querySelector('textarea[name="text"]')?.textContent.trim(), other?.textContent)
  const text = 'To what extent do lessons change when pupils need it?'
  const sent = await app.submit(href, { text, also: 'teaching-assistants' }, hostLead)
  assert.equal(sent.status, 303)
  const [row] = await questions(example)
  assert.equal(row?.text, text)
  assert.deepEqual(
    row?.drawn_from.map((one) => one.statement_key),
    ['teaching-adapting', 'teaching-assistants'],
  )
  assert.match(row?.drawn_from[0]?.why ?? '', /priority\. Judged 2, developing/)
  const after = await app.get(`${example.path}/agenda`, reviewer)
  assert.match(after.text, /1 left to talk about, 2 became questions/)
  assert.match(after.text, /Became questions.*To what extent do lessons change/)
})

test('an empty question is refused and a made-up judgement is not found', async () => {
  const example = await exampleReview(app)
  const refused = await app.submit(from(example), { text: ' ', also: 'teaching-assistants' }, lead)
  assert.deepEqual([refused.status, refused.errors], [422, ['Enter the question']])
  assert.equal(refused.page.querySelectorAll('input[value="teaching-assistants"][checked]').length, 1)
  assert.equal((await app.get(from(example, 'nothing'), lead)).status, 404)
  assert.equal((await app.get(aside(example, 'nothing'), lead)).status, 404)
})

test('two people who draw on one judgement at once hear of each other, and neither text is lost', async () => {
  const example = await exampleReview(app)
  await app.submit(from(example), { text: 'How do lessons change?' }, lead)
  const late = await app.submit(
    from(example),
    { text: 'What makes teachers change a lesson?', _version: '0' },
    hostLead,
  )
  assert.equal(late.status, 422)
  assert.match(late.errors[0] ?? '', /C\. headteacher of north made a question.*“How do lessons change\?”/)
  assert.match(
    late.page.querySelector('textarea[name="text"]')?.textContent ?? '',
    /What makes teachers change a lesson\?/,
  )
  await app.submit(from(example), { text: 'What makes teachers change a lesson?' }, hostLead)
  assert.equal((await questions(example)).length, 2)
})

test('what was talked about is set aside with a reason, its words are kept, and it can be put back', async () => {
  const example = await exampleReview(app)
  assert.deepEqual((await app.submit(aside(example), { reason: '' }, lead)).errors, ['Enter why it needs no question'])
  assert.equal((await app.submit(aside(example), { reason: 'Seen last term' }, lead)).status, 303)
  const page = await app.get(`${example.path}/agenda`, hostLead)
  assert.match(page.text, /2 left to talk about, 1 set aside/)
  assert.match(page.text, /Set aside Pupils with SEND feel safe.*Seen last term C\. headteacher of north/)
  const late = await app.submit(aside(example), { reason: 'Our survey answers it', _version: '0' }, hostLead)
  assert.equal(late.status, 409)
  assert.match(late.text, /Seen last term/)
  assert.match(late.body, /Our survey answers it/)
  await app.submit(`${example.path}/agenda`, { put_back: 'outcomes-belonging' }, hostLead, 'back')
  assert.match((await app.get(`${example.path}/agenda`, lead)).text, /3 left to talk about\./)
  assert.match((await app.get(aside(example), lead)).body, /Seen last term/)
})

test('a judgement that a question was drawn from is not set aside, whoever was first', async () => {
  const example = await exampleReview(app)
  await app.submit(from(example), { text: 'How do lessons change?' }, lead)
  const refused = await app.submit(aside(example, 'teaching-adapting'), { reason: 'No need' }, hostLead)
  assert.equal(refused.status, 422)
  assert.match(refused.errors[0] ?? '', /“How do lessons change\?”/)
  assert.match(refused.body, /No need/)
})

test('what changed since last time is told to those with whom the earlier evaluation is shared too', async () => {
  const example = await exampleReview(app)
  await shareEarlier(example, 'c')
  for (const who of [lead, hostLead]) {
    const page = await app.get(`${example.path}/agenda`, who)
    assert.match(page.text, /Compared with “Self-evaluation, autumn 2025”, agreed on 21 October 2025/)
    assert.match(page.text, /Lower than last time: 3, secure, on 21 October 2025; now 2, developing/)
  }
  assert.doesNotMatch((await app.get(`${example.path}/agenda`, reviewer)).text, /2025/)
})

test('an earlier evaluation that only others may read, or in another framework, is not compared, for the host neither', async () => {
  const unshared = await exampleReview(app)
  await shareEarlier(unshared, 'e')
  for (const who of [lead, hostLead]) assert.doesNotMatch((await app.get(`${unshared.path}/agenda`, who)).text, /2025/)
  const example = await exampleReview(app)
  await shareEarlier(example, 'c', 'another')
  const page = await app.get(`${example.path}/agenda`, lead)
  assert.match(page.text, /used another framework or scale, so the two are not compared/)
  assert.doesNotMatch(page.text, /Lower than last time/)
})

test('while nothing is shared, the agenda says what will come', async () => {
  const example = await exampleReview(app, { shared: false })
  for (const path of ['agenda', 'agenda/print'])
    assert.match(
      (await app.get(`${example.path}/${path}`, lead)).text,
      /shares no self-evaluation with the visiting team yet/,
    )
  assert.equal((await app.get(from(example), lead)).status, 404)
})

test('with as many questions as a day can answer, the agenda says so and offers no more', async () => {
  const example = await exampleReview(app)
  for (const text of ['How one?', 'How two?', 'How three?', 'How four?'])
    await app.submit(`${example.path}/questions/new`, { text }, lead)
  const page = await app.get(`${example.path}/agenda`, lead)
  assert.match(page.text, /The review has 4 questions, as many as one day can answer/)
  assert.equal(page.page.querySelectorAll('a[href*="/questions/from/"]').length, 0)
  const fifth = await app.submit(from(example), { text: 'How five?' }, lead)
  assert.match(fifth.errors[0] ?? '', /at most 4 questions/)
})

test('the ILE and the host’s colleague read the agenda; nobody outside the two teams finds it', async () => {
  const example = await exampleReview(app)
  for (const who of [ile, host]) {
    assert.equal((await app.get(`${example.path}/agenda`, who)).status, 200)
    assert.equal((await app.get(from(example), who)).status, 403)
    assert.equal((await app.get(aside(example), who)).status, 403)
    assert.equal((await app.post(`${example.path}/agenda`, { _form: 'back', put_back: 'x' }, who)).status, 422)
  }
  for (const path of [`${example.path}/agenda`, `${example.path}/agenda/print`, from(example), aside(example)])
    for (const who of strangers) assert.equal((await app.get(path, who)).status, 404, `${path} as ${who}`)
})
