import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import { testApp, testNow } from '../../../../../tests/support/app.ts'
import {
  host,
  hostLead,
  hostSchool,
  lead,
  outsiders,
  reviewAt,
  reviewer,
} from '../../../../../tests/support/review-world.ts'
import { whatHappened } from '../../happened.queries.ts'
import { routes } from '../../routes.ts'

const app = await testApp({ after }, routes)
beforeEach(() => app.clock.set(testNow))

/** A review of a triad whose report is agreed: the coaching conversations come next. */
async function triad() {
  const review = await reviewAt(app, 'agreed')
  await app.database.asOwner(async (db) => {
    await sql`update programme set model_key = 'inclusion-triads'`.execute(db)
    await sql`delete from review_group_school where school_id = ${app.world.schools.e}`.execute(db)
  })
  return review
}

const book = (path: string, on: string, more: Record<string, string> = {}) => {
  const [year = '', month = '', day = ''] = on.split('-')
  const boxes = { 'meets_on-day': day, 'meets_on-month': month, 'meets_on-year': year }
  return app.submit(`${path}/plan/coaching`, { ...boxes, starts: '4pm', minutes: '60', checked: on, ...more }, lead)
}

async function meetings(id: string) {
  const found = await app.database.asOwner((db) =>
    sql<{ id: string; number: number; held: boolean; record: Record<string, string> }>`
      select id, number, held_at is not null as held, record from review_meeting where review_id = ${id} and stage = 'coaching' order by number`.execute(
      db,
    ),
  )
  return found.rows
}

async function meet(review: { id: string; path: string }, on: string, next: string) {
  assert.equal((await book(review.path, on)).status, 303)
  app.clock.set(Temporal.Instant.from(`${on}T17:30:00Z`))
  const open = (await meetings(review.id)).find(({ held }) => !held)
  const path = `${review.path}/meetings/${open?.id}`
  const written = { 'going-well': 'Two adults plan together.', next }
  assert.equal((await app.submit(path, written, lead)).status, 303)
  return path
}

test('after the first conversation more can be arranged; each is kept, and the next begins with what was said last', async () => {
  const review = await triad()
  const first = await meet(review, '2026-12-01', 'Show the plan to Year 4 by the new year.')
  const page = await app.get(review.path, lead)
  assert.match(page.text, /Coaching conversation Done Held on 1 December 2026/)
  assert.match(page.text, /Arrange the next one/)
  assert.match((await app.get(first, lead)).text, /Arrange the next one/)
  const again = await app.get(`${review.path}/plan/coaching`, lead)
  assert.match(again.text, /Arrange the next coaching conversation/)
  assert.doesNotMatch(again.text, /should be between/)

  assert.equal((await book(review.path, '2026-12-10')).status, 303)
  const next = await app.get(review.path, hostLead)
  assert.match(next.text, /Hold the coaching conversation and write down what came of it, on 10 December 2026/)
  assert.match(next.text, /Held on 1 December 2026, next on 10 December 2026 at 4pm/)
  assert.equal((await book(review.path, '2026-12-11')).status, 303, 'it can move until it is held')
  app.clock.set(Temporal.Instant.from('2026-12-11T17:30:00Z'))
  const [, open] = await meetings(review.id)
  const path = `${review.path}/meetings/${open?.id}`
  const form = await app.get(path, lead)
  assert.match(form.text, /Last time, on 1 December 2026 What will you try next, and by when\? Show the plan to Year 4/)
  assert.match(form.text, /The other times 1 December 2026 What is going well/)
  const second = { 'going-well': 'Year 4 uses it.', next: 'Show it to parents.' }
  assert.equal((await app.submit(path, { ...second, next: '' }, lead)).status, 422)
  assert.equal((await app.submit(path, second, lead)).status, 303)
  assert.deepEqual(
    (await meetings(review.id)).map(({ number, held, record }) => [number, held, record.next]),
    [
      [1, true, 'Show the plan to Year 4 by the new year.'],
      [2, true, 'Show it to parents.'],
    ],
  )
  assert.match((await app.get(review.path, lead)).text, /Held 2 times, last on 11 December 2026/)
  assert.equal((await app.submit(first, { 'going-well': 'Put right.', next: 'As before.' }, lead)).status, 303)
  assert.deepEqual(
    (await meetings(review.id)).map(({ record }) => record['going-well']),
    ['Put right.', 'Year 4 uses it.'],
  )
  const list = await app.get(path, host)
  assert.equal(list.page.querySelectorAll('main textarea').length, 0)
  assert.match(list.text, /The other times 1 December 2026/)
})

test('the next one comes after the last, on a school day, and no more often than the model has it', async () => {
  const review = await triad()
  await meet(review, '2026-12-01', 'One.')
  assert.match(
    (await book(review.path, '2026-12-01')).errors[0] ?? '',
    /must be after the last one, on 1 December 2026/,
  )
  assert.match((await book(review.path, '2026-12-05')).errors[0] ?? '', /not open on Saturday/)
  for (const on of ['2026-12-02', '2026-12-03', '2026-12-04', '2026-12-07', '2026-12-08']) await meet(review, on, on)
  const refused = await book(review.path, '2026-12-09')
  assert.equal(refused.status, 422)
  assert.match(refused.errors[0] ?? '', /held 6 times, as often as it can be/)
  assert.doesNotMatch((await app.get(review.path, lead)).text, /Arrange the next one/)
})

test('two people who write up one conversation see both texts; the time of all of them counts together', async () => {
  const review = await triad()
  await meet(review, '2026-12-01', 'One.')
  await book(review.path, '2026-12-08')
  app.clock.set(Temporal.Instant.from('2026-12-08T17:30:00Z'))
  const [, open] = await meetings(review.id)
  const path = `${review.path}/meetings/${open?.id}`
  const version = String(
    (await app.get(path, hostLead)).page.querySelector('input[name=_version]')?.getAttribute('value'),
  )
  await app.submit(path, { 'going-well': 'Theirs.', next: 'Theirs next.' }, lead)
  const late = await app.submit(path, { 'going-well': 'Mine.', next: 'Mine next.', _version: version }, hostLead)
  assert.equal(late.status, 409)
  assert.match(late.body, /Theirs next\..*Mine next\./s)
  const today = Temporal.PlainDate.from('2026-12-09')
  const all = await app.as(lead, (db, actor) => whatHappened(db, actor, 'everybody', today))
  const coaching = all.filter(({ id, stage }) => id === review.id && stage === 'coaching')
  assert.deepEqual(
    coaching.map(({ minutes, on, until }) => [minutes, `${on}`, `${until}`]),
    [[120, '2026-12-01', '2026-12-08']],
  )
})

test('only those who arrange and write meetings do so; outsiders find nothing', async () => {
  const review = await triad()
  const path = await meet(review, '2026-12-01', 'One.')
  assert.equal((await app.get(`${review.path}/plan/coaching`, reviewer)).status, 403)
  assert.equal((await app.post(path, { 'going-well': 'x', next: 'y' }, reviewer)).status, 422)
  for (const who of [hostSchool, ...outsiders]) assert.equal((await app.get(path, who)).status, 404, who)
})
