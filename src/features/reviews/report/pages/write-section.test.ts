import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../../tests/support/app.ts'
import {
  host,
  hostLead,
  ile,
  lead,
  outsiders,
  type ReviewWorld,
  reviewAt,
  reviewer,
  secondReviewer,
} from '../../../../../tests/support/review-world.ts'
import { reportRoutes } from '../routes.ts'

const app = await testApp({ after }, reportRoutes)
const overall = (review: ReviewWorld) => `${review.path}/write-up/sections/overall`
const json = { accept: 'application/json' }

async function stored(review: ReviewWorld): Promise<{ text: string; version: number }> {
  const rows = await app.database.asOwner((db) =>
    sql<{ text: string; version: number }>`
      select text, version from summary_section where review_id = ${review.id} and section = 'overall'`.execute(db),
  )
  const [section] = rows.rows
  assert.ok(section)
  return section
}

const save = (review: ReviewWorld, text: string, version: number, who = reviewer) =>
  app.post(overall(review), { text, _version: String(version) }, who, json)

test('a section is written, read back, and says who wrote it last', async () => {
  const review = await reviewAt(app, 'visited')
  const empty = await app.get(overall(review), lead)
  assert.match(empty.text, /The answer to the school’s questions in a few sentences/)
  assert.doesNotMatch(empty.text, /Last changed/)
  const sent = await app.submit(overall(review), { text: 'Pupils start by themselves.\n\nNot yet everywhere.' }, lead)
  assert.equal(sent.location, `${review.path}/write-up#section-overall`)
  const again = await app.get(overall(review), reviewer)
  assert.match(again.body, /Pupils start by themselves\./)
  assert.match(again.text, /Last changed by A\. headteacher of north, 24 November 2026 at 10am/)
})

test('a text that is too long is refused and kept', async () => {
  const review = await reviewAt(app, 'visited')
  const long = await app.submit(overall(review), { text: `Begins here ${'long '.repeat(5000)}` }, lead)
  assert.equal(long.status, 422)
  assert.deepEqual(long.errors, ['Use 20,000 characters or fewer'])
  assert.match(long.body, /Begins here/)
})

test('a page that saves itself gets the next version, and the same text again is simply saved', async () => {
  const review = await reviewAt(app, 'visited')
  const first = await save(review, 'First words', 0)
  assert.deepEqual(first.json(), { saved: true, at: '10am', fields: { _version: '1' } })
  const second = await save(review, 'Second words', 1)
  assert.deepEqual(second.json(), { saved: true, at: '10am', fields: { _version: '2' } })
  // The answer was lost on the way, so the page sends the same with the version that it knew.
  assert.deepEqual((await save(review, 'Second words', 1)).json(), {
    saved: true,
    at: '10am',
    fields: { _version: '2' },
  })
  assert.deepEqual((await save(review, 'Second words', 2)).json(), {
    saved: true,
    at: '10am',
    fields: { _version: '2' },
  })
  assert.equal((await stored(review)).version, 2)
})

test('a page that saves itself later than a colleague is led to both texts, and its own is there', async () => {
  const review = await reviewAt(app, 'visited')
  await save(review, 'What the lead wrote', 0, lead)
  const late = await save(review, 'What the reviewer wrote', 0)
  assert.equal(late.status, 200)
  const answer = late.json()
  assert.ok(typeof answer === 'object' && answer !== null && 'conflict' in answer && 'saved' in answer)
  assert.equal(answer.saved, false)
  const address = String(answer.conflict)
  // More typing before the link is followed replaces what was kept, under the same address.
  const more = (await save(review, 'What the reviewer wrote, and more', 0)).json()
  assert.deepEqual(more, { saved: false, conflict: address })
  const both = await app.get(address, reviewer)
  assert.equal(both.status, 200)
  assert.match(both.text, /Someone else changed this/)
  assert.match(both.text, /What the lead wrote/)
  assert.match(both.body, /What the reviewer wrote, and more/)
  // What one person typed is nobody else's.
  assert.doesNotMatch((await app.get(address, secondReviewer)).body, /What the reviewer wrote/)
  const chosen = await app.submit(address, { '_keep[text]': 'mine', text: 'Both of us, in one text' }, reviewer)
  assert.equal(chosen.status, 303)
  assert.deepEqual(await stored(review), { text: 'Both of us, in one text', version: 2 })
})

test('without scripts, the later of two writers sees both texts and can keep the other', async () => {
  const review = await reviewAt(app, 'visited')
  await app.submit(overall(review), { text: 'Of the lead' }, lead)
  const late = await app.submit(overall(review), { text: 'Of the reviewer', _version: '0' }, reviewer)
  assert.equal(late.status, 409)
  assert.match(late.text, /Of the lead/)
  assert.match(late.body, /Of the reviewer/)
  assert.equal((await stored(review)).text, 'Of the lead')
  const same = await app.submit(overall(review), { text: 'Of the lead', _version: '0' }, reviewer)
  assert.equal(same.status, 303, 'two people who wrote the same need not choose')
})

test('only reviewers write, and only until the host has agreed', async () => {
  const drafted = await reviewAt(app, 'drafted')
  assert.equal((await app.get(overall(drafted), ile)).status, 403)
  for (const who of [host, hostLead, ...outsiders])
    assert.equal((await app.get(overall(drafted), who)).status, 404, who)
  const sent = await reviewAt(app, 'sent')
  assert.equal((await app.get(overall(sent), host)).status, 403)
  assert.equal((await app.submit(overall(sent), { text: 'After the host’s question' }, lead)).status, 303)
  assert.equal((await app.get(`${sent.path}/write-up/sections/summary`, lead)).status, 404)
})

test('the text that the host has agreed stands, and what a writer was typing stays on their page', async () => {
  const review = await reviewAt(app, 'host-agreed')
  const before = await stored(review)
  assert.equal((await app.get(overall(review), lead)).location, `${review.path}/write-up`)
  const late = await app.post(overall(review), { text: 'Too late', _version: String(before.version) }, lead)
  assert.equal(late.status, 422)
  assert.deepEqual(late.errors, ['The host has agreed the report, so its text stands as it is'])
  assert.match(late.body, /Too late/)
  const quiet = await save(review, 'Too late', before.version)
  assert.equal(quiet.status, 422)
  assert.deepEqual(await stored(review), before)
})

test('a finding is worded anew in answer to the host, once it is sent', async () => {
  const drafted = await reviewAt(app, 'drafted')
  const own = `${drafted.path}/write-up/findings/${drafted.finding_ids[0]}`
  assert.equal((await app.get(own, lead)).location, `${drafted.path}/findings/${drafted.finding_ids[0]}`)
  const review = await reviewAt(app, 'commented')
  const path = `${review.path}/write-up/findings/${review.finding_ids[2]}`
  assert.equal((await app.submit(path, { title: '' }, lead)).errors[0], 'Enter the finding in one line')
  const changed = await app.submit(
    path,
    { title: 'In Year 5 some pupils wait', text: 'On the day of the visit.' },
    lead,
  )
  assert.equal(changed.location, `${review.path}/write-up#area-to-develop-1`)
  const late = await app.submit(path, { title: 'Another title', _version: '1' }, reviewer)
  assert.equal(late.status, 409)
  assert.match(late.text, /In Year 5 some pupils wait/)
  assert.match(late.body, /Another title/)
  const same = { title: 'In Year 5 some pupils wait', text: 'On the day of the visit.', _version: '1' }
  assert.equal((await app.submit(path, same, reviewer)).status, 303)
  for (const who of [ile, host, hostLead]) assert.equal((await app.get(path, who)).status, 403, who)
  for (const who of outsiders) assert.equal((await app.get(path, who)).status, 404, who)
  const other = await reviewAt(app, 'sent')
  assert.equal((await app.get(`${other.path}/write-up/findings/${review.finding_ids[2]}`, lead)).status, 404)
})
