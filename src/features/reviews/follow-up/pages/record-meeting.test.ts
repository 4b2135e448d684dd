import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import { testApp, testNow } from '../../../../../tests/support/app.ts'
import {
  host,
  hostLead,
  hostSchool,
  ile,
  lead,
  outsiders,
  type ReviewWorld,
  reviewAt,
  reviewer,
} from '../../../../../tests/support/review-world.ts'
import { followUpRoutes } from '../routes.ts'

const app = await testApp({ after }, followUpRoutes)

beforeEach(() => app.clock.set(testNow))

/** Goes to the day of a meeting, after it, and gives its page. */
async function onTheDay(review: ReviewWorld, kind: 'follow-up' | 'check-in'): Promise<string> {
  const meeting = await review.meeting(kind)
  app.clock.set(meeting.starts_at.add({ hours: 2 }))
  return `${review.path}/meetings/${meeting.id}`
}

async function held(review: ReviewWorld, kind: string) {
  const rows = await app.database.asOwner((db) =>
    sql<{ record: Record<string, string>; held: boolean }>`
      select record, held_at is not null as held from review_meeting where review_id = ${review.id} and stage = ${kind}`.execute(
      db,
    ),
  )
  return rows.rows[0]
}

test('before its day, the follow-up shows the next steps and says that it has not been held', async () => {
  const review = await reviewAt(app, 'agreed')
  const meeting = await review.meeting('follow-up')
  const page = await app.get(`${review.path}/meetings/${meeting.id}`, lead)
  assert.match(page.text, /This meeting has not taken place yet/)
  assert.match(page.text, /Give Years 4 to 6 twenty minutes of shared planning/)
  assert.equal(page.page.querySelectorAll('main textarea').length, 0)
})

test('the lead reviewer writes down the follow-up; two writers see both texts', async () => {
  const review = await reviewAt(app, 'agreed')
  const path = await onTheDay(review, 'follow-up')
  assert.deepEqual((await app.submit(path, { note: '' }, lead)).errors, ['Answer “What was said and decided?”'])
  const opened = await app.get(path, hostLead)
  const version = String(opened.page.querySelector('input[name="_version"]')?.getAttribute('value'))
  assert.equal((await app.submit(path, { note: 'Planning is in place.' }, lead)).location, review.path)
  assert.deepEqual(await held(review, 'follow-up'), { record: { note: 'Planning is in place.' }, held: true })
  const late = await app.submit(path, { note: 'We met and talked.', _version: version }, hostLead)
  assert.equal(late.status, 409)
  assert.match(late.text, /Planning is in place\./)
  assert.match(late.body, /We met and talked\./)
  assert.equal((await app.submit(path, { note: 'Planning is in place.', _version: version }, hostLead)).status, 303)
  const read = await app.get(path, reviewer)
  assert.match(read.text, /What was said and decided\? Planning is in place\./)
  assert.equal(read.page.querySelectorAll('main textarea').length, 0)
})

test('the check-in comes after the follow-up, and asks what to celebrate and what to develop', async () => {
  const early = await reviewAt(app, 'agreed')
  const before = await onTheDay(early, 'check-in')
  assert.match((await app.get(before, lead)).text, /Write down what came of the follow-up meeting first/)
  assert.equal((await app.post(before, { note: 'n', celebrate: 'c', develop: 'd' }, lead)).status, 422)
  app.clock.set(testNow)
  const review = await reviewAt(app, 'follow-up-held')
  const path = await onTheDay(review, 'check-in')
  const half = await app.submit(path, { note: 'We met at the school.' }, hostLead)
  assert.deepEqual(half.errors, ['Answer “What is there to celebrate?”', 'Answer “What will you develop next?”'])
  assert.match(half.body, /We met at the school\./)
  const whole = { note: 'We met at the school.', celebrate: 'Pupils start first.', develop: 'Practical subjects.' }
  assert.equal((await app.submit(path, whole, hostLead)).location, review.path)
  assert.deepEqual(await held(review, 'check-in'), { record: whole, held: true })
  const closed = await app.database.asOwner((db) =>
    sql<{ closed: boolean }>`select closed_at is not null as closed from review where id = ${review.id}`.execute(db),
  )
  assert.deepEqual(closed.rows, [{ closed: true }], 'with the check-in the review is over')
})

test('only the lead reviewer and the head write; the team reads; others find nothing', async () => {
  const review = await reviewAt(app, 'agreed')
  const path = await onTheDay(review, 'follow-up')
  for (const who of [reviewer, ile, host]) {
    assert.equal((await app.get(path, who)).status, 200, who)
    const sent = await app.post(path, { note: 'Not mine to write' }, who)
    assert.equal(sent.status, 422, who)
  }
  assert.equal((await held(review, 'follow-up'))?.held, false)
  for (const who of [hostSchool, ...outsiders]) assert.equal((await app.get(path, who)).status, 404, who)
  const other = await reviewAt(app, 'sent')
  assert.equal((await app.get(path.replace(review.id, other.id), lead)).status, 404)
})
