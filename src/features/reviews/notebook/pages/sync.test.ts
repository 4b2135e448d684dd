import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { type Answer, testApp } from '../../../../../tests/support/app.ts'
import {
  type Example,
  exampleReview,
  host,
  lead,
  reviewer,
  rows,
  strangers,
} from '../../../../../tests/support/visit.ts'
import { visitRoutes } from '../../visit/routes.ts'
import { notebookRoutes } from '../routes.ts'

const app = await testApp({ after }, [...notebookRoutes, ...visitRoutes])
const json = { accept: 'application/json' }
const day = 24 * 3600 * 1000

type Content = { text: string } & Record<string, unknown>
const saying = (text: string, more: Record<string, unknown> = {}): Content => ({
  text,
  tag: '',
  activity_id: null,
  question_id: null,
  statement_key: '',
  warning_reason: '',
  ...more,
})

const now = () => app.clock.now().epochMilliseconds
type Sent = { id: string; edit: string; base: number; content: Content; at: number; behind: number | null }
const note = (text: string, more: Partial<Sent> = {}): Sent => ({
  id: randomUUID(),
  edit: randomUUID(),
  base: 0,
  content: saying(text),
  at: now(),
  behind: 0,
  ...more,
})

async function accountOf(who: string): Promise<string> {
  const found = await rows(
    app,
    sql<{ account_id: string }>`select account_id from person where id = ${app.world.people.get(who)?.id}`,
  )
  return found[0]?.account_id ?? ''
}

async function send(example: Example, who: string, notes: readonly object[], clock = now()): Promise<Answer> {
  const batch = JSON.stringify({ clock, notes })
  return app.post(`${example.path}/notebook/sync`, { owner: await accountOf(who), batch }, who, json)
}

type Told = {
  id: string
  result: string
  version?: number
  reason?: string
  note?: { text: string; version: number }
  beside?: { id: string; text: string; version: number }
}
const told = (answer: Answer): Told[] => {
  assert.equal(answer.status, 200, answer.body)
  return (answer.json() as { answers: Told[] }).answers
}
const stored = (example: Example) =>
  rows(
    app,
    sql<{ id: string; text: string; version: number; written_at: Temporal.Instant; warning_reason: string }>`
      select id, text, version, written_at, warning_reason from visit_note where review_id = ${example.review} order by text`,
  )

test('notes are stored once, however often they are sent', async () => {
  const example = await exampleReview(app)
  const notes = [
    note('Every room had a timetable.', { content: saying('Every room had a timetable.', { tag: 'strength' }) }),
    note('Ask about the lift.'),
  ]
  assert.deepEqual(
    told(await send(example, lead, notes)).map((one) => one.result),
    ['stored', 'stored'],
  )
  assert.deepEqual(
    told(await send(example, lead, notes)).map((one) => one.result),
    ['already', 'already'],
  )
  assert.deepEqual(
    (await stored(example)).map((row) => [row.text, row.version]),
    [
      ['Ask about the lift.', 1],
      ['Every room had a timetable.', 1],
    ],
  )
  const page = await app.get(`${example.path}/notes`, lead)
  assert.match(page.text, /Strength.*Every room had a timetable\./)
})

test('two requests with the same notes at once store each of them once', async () => {
  const example = await exampleReview(app)
  const notes = [note('One'), note('Two'), note('Three')]
  const answers = await Promise.all([1, 2, 3].map(() => send(example, lead, notes)))
  for (const answer of answers) for (const one of told(answer)) assert.match(one.result, /^(stored|already|again)$/)
  assert.equal((await stored(example)).length, 3)
  assert.deepEqual(new Set(told(await send(example, lead, notes)).map((one) => one.result)), new Set(['already']))
})

test('a note is changed over the version that the device knew; a text over an older one is kept beside', async () => {
  const example = await exampleReview(app)
  const first = note('First words')
  await send(example, lead, [first])
  const changed = { ...first, edit: randomUUID(), base: 1, content: saying('Second words') }
  assert.deepEqual(
    told(await send(example, lead, [changed])).map((one) => [one.result, one.version]),
    [['stored', 2]],
  )
  const late = { ...first, edit: randomUUID(), base: 1, content: saying('Words of the other device') }
  const [answer] = told(await send(example, lead, [late]))
  assert.equal(answer?.result, 'elsewhere')
  assert.deepEqual([answer?.note?.text, answer?.beside?.text], ['Second words', 'Words of the other device'])
  const [again] = told(await send(example, lead, [late]))
  assert.equal(again?.beside?.id, answer?.beside?.id, 'the same text is not kept twice')
  const elsewhere = (await app.get(`${example.path}/notebook/sync`, lead)).json() as {
    notes: { id: string; beside: string | null }[]
  }
  assert.deepEqual(
    elsewhere.notes.map((one) => [one.id, one.beside]).sort(),
    [
      [first.id, null],
      [answer?.beside?.id, first.id],
    ].sort(),
    'every device learns which note is the other text of which',
  )
  assert.deepEqual(
    (await stored(example)).map((row) => row.text),
    ['Second words', 'Words of the other device'],
  )
})

test('a device clock that is wrong by a day does not put a note on the wrong day, and both times are kept', async () => {
  const example = await exampleReview(app)
  const ago = 3 * 3600 * 1000
  await send(example, lead, [note('Written three hours ago', { at: now() + day - ago, behind: null })], now() + day)
  const [row] = await stored(example)
  assert.equal(row?.written_at.epochMilliseconds, now() - ago)
  const [receipt] = await rows(
    app,
    sql<{ device_at: Temporal.Instant; device_behind_ms: number; received_at: Temporal.Instant }>`
      select device_at, device_behind_ms, received_at from notebook_receipt where review_id = ${example.review}`,
  )
  assert.equal(receipt?.device_at.epochMilliseconds, now() + day - ago)
  assert.equal(Number(receipt?.device_behind_ms), -day)
  assert.equal(receipt?.received_at.epochMilliseconds, now())
})

test('one note that cannot be taken does not stop the others, and says why', async () => {
  const example = await exampleReview(app)
  const wrong = [
    note(''),
    note('x'.repeat(4001)),
    note('Good'),
    note('At no such activity', { content: saying('At no such activity', { activity_id: randomUUID() }) }),
  ]
  const answers = told(await send(example, lead, wrong))
  assert.deepEqual(
    answers.map((one) => one.result),
    ['refused', 'refused', 'stored', 'refused'],
  )
  assert.match(answers[1]?.reason ?? '', /4,000 characters/)
  assert.equal((await stored(example)).length, 1)
})

test('nobody changes another person’s note, and each device learns its own person’s notes only', async () => {
  const example = await exampleReview(app)
  const own = note('The lead’s words')
  await send(example, lead, [own])
  const [answer] = told(
    await send(example, reviewer, [{ ...own, edit: randomUUID(), base: 1, content: saying('Changed') }]),
  )
  assert.equal(answer?.result, 'refused')
  assert.equal(answer?.note, undefined)
  assert.equal((await stored(example))[0]?.text, 'The lead’s words')
  const seen = (await app.get(`${example.path}/notebook/sync`, host)).json() as { notes: unknown[] }
  assert.deepEqual(seen.notes, [])
})

test('what waits on a device of somebody else who signed in since is neither stored nor answered', async () => {
  const example = await exampleReview(app)
  const batch = JSON.stringify({ clock: now(), notes: [note('Not the reviewer’s')] })
  const owner = await accountOf(lead)
  const answer = await app.post(`${example.path}/notebook/sync`, { owner, batch }, reviewer, json)
  assert.equal(answer.status, 409)
  assert.equal((await app.get(`${example.path}/notebook/sync?owner=${owner}`, reviewer)).status, 409)
  assert.deepEqual(await stored(example), [])
})

test('after the summary was sent notes are refused, but for those that had come before', async () => {
  const example = await exampleReview(app)
  const early = note('Came in time')
  await send(example, lead, [early])
  await app.database.asOwner((db) =>
    sql`update review set sent_to_host_at = now() where id = ${example.review}`.execute(db),
  )
  const answers = told(await send(example, lead, [early, note('Too late')]))
  assert.deepEqual(
    answers.map((one) => one.result),
    ['already', 'refused'],
  )
  assert.match(answers[1]?.reason ?? '', /notes are closed/)
  const page = await app.get(`${example.path}/notebook`, lead)
  assert.match(page.text, /notes are closed/)
  assert.equal(page.page.querySelector('[data-notebook-form]'), null)
})

test('what a notebook would not send is refused, and nothing is stored', async () => {
  const example = await exampleReview(app)
  const twice = note('Twice')
  for (const batch of [
    '',
    '{',
    '{}',
    JSON.stringify({ clock: now(), notes: [twice, twice] }),
    JSON.stringify({ clock: 'x', notes: [] }),
  ]) {
    const answer = await app.post(`${example.path}/notebook/sync`, { owner: await accountOf(lead), batch }, lead, json)
    assert.equal(answer.status, 422, batch)
  }
  assert.deepEqual(await stored(example), [])
  const signedOut = await app.post(`${example.path}/notebook/sync`, { batch: '{}' }, undefined, json)
  assert.equal(signedOut.status, 401)
})

test('the notebook, its worker and its manifest are for people of the visit; others find nothing', async () => {
  const example = await exampleReview(app)
  const paths = ['/notebook', '/notebook/sync', '/notebook/manifest', '/notebook-worker.js'].map(
    (end) => example.path + end,
  )
  for (const path of paths) {
    assert.equal((await app.get(path, lead)).status, 200, path)
    assert.equal((await app.get(path, host)).status, 200, path)
    for (const stranger of strangers)
      assert.ok([403, 404].includes((await app.get(path, stranger)).status), `${path} as ${stranger}`)
  }
  const page = await app.get(paths[0] ?? '', lead)
  assert.match(page.text, /write your notes on the page of visit notes/)
  const worker = await app.get(paths[3] ?? '', lead)
  assert.match(String(worker.headers['content-type']), /^text\/javascript/)
  const manifest = (await app.get(paths[2] ?? '', lead)).json() as { start_url: string; scope: string }
  assert.deepEqual([manifest.start_url, manifest.scope], [`${example.path}/notebook`, `${example.path}/notebook`])
})

test('why a warning was dismissed is stored with the note, until its words change', async () => {
  const example = await exampleReview(app)
  const first = note('Pupil Oliver', { content: saying('Pupil Oliver', { warning_reason: 'The school play' }) })
  await send(example, lead, [first])
  assert.equal((await stored(example))[0]?.warning_reason, 'The school play')
  const page = await app.get(`${example.path}/notes`, lead)
  assert.match(page.text, /names no pupil: The school play/)
  await app.submit(`${example.path}/notes/${first.id}`, { text: 'Pupil Oliver again' }, lead)
  assert.equal((await stored(example))[0]?.warning_reason, '')
})
