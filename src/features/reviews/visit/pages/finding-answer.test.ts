import assert from 'node:assert/strict'
import { after, test } from 'node:test'
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
} from '../../../../../tests/support/review-world.ts'
import { reportRoutes } from '../../report/routes.ts'
import { visitRoutes } from '../routes.ts'

const app = await testApp({ after }, [...visitRoutes, ...reportRoutes])
const answerPath = (review: ReviewWorld, index = 2) => `${review.path}/findings/${review.finding_ids[index]}/answer`
const challengePath = (review: ReviewWorld) => `${review.path}/findings/${review.finding_ids[2]}/challenge`
const json = { accept: 'application/json' }

test('the team answers a challenge, and both stand beside the finding and in the report', async () => {
  const review = await reviewAt(app, 'drafted')
  assert.match((await app.get(`${review.path}/findings`, lead)).text, /The team has not answered it yet/)
  const empty = await app.submit(answerPath(review), { answer: '' }, reviewer)
  assert.deepEqual([empty.status, empty.errors], [422, ['Enter what the team made of the challenge']])
  const sent = await app.submit(answerPath(review), { answer: 'We looked at both again.' }, reviewer)
  assert.equal(sent.location, `${review.path}/findings#finding-${review.finding_ids[2]}`)
  assert.match(
    (await app.get(`${review.path}/findings`, ile)).text,
    /The team’s answer by D\. senco of north, .*We looked at both again/,
  )
  assert.match(
    (await app.get(`${review.path}/report`, lead)).text,
    /We looked at both again\. The team’s answer, by D\. senco of north/,
  )
})

test('an answer to a challenge that was changed afterwards says so', async () => {
  const review = await reviewAt(app, 'drafted')
  await app.submit(answerPath(review), { answer: 'We looked again.' }, lead)
  app.clock.set(app.clock.now().add({ minutes: 5 }))
  assert.equal((await app.submit(challengePath(review), { challenge: 'And at lunchtime?' }, ile)).status, 303)
  assert.match((await app.get(`${review.path}/findings`, lead)).text, /The challenge was changed after this answer/)
  assert.match((await app.get(`${review.path}/report`, lead)).text, /before the challenge was changed/)
})

test('two people who answer at once, or challenge at once, see both texts', async () => {
  const review = await reviewAt(app, 'drafted')
  await app.submit(answerPath(review), { answer: 'The answer of the lead' }, lead)
  const late = await app.submit(answerPath(review), { answer: 'The answer of the reviewer', _version: '0' }, reviewer)
  assert.equal(late.status, 409)
  assert.match(late.text, /The answer of the lead/)
  assert.match(late.body, /The answer of the reviewer/)
  const challenge = await app.submit(challengePath(review), { challenge: 'Another thought', _version: '0' }, ile)
  assert.equal(challenge.status, 409)
  assert.match(challenge.body, /Another thought/)
})

test('after the draft was sent a challenge is still answered, until the host has agreed', async () => {
  const sent = await reviewAt(app, 'sent')
  assert.equal(
    (await app.submit(answerPath(sent), { answer: 'We asked two more.' }, lead)).location,
    `${sent.path}/write-up`,
  )
  assert.match((await app.get(`${sent.path}/write-up`, hostLead)).text, /We asked two more\./)
  const agreed = await reviewAt(app, 'host-agreed')
  assert.equal((await app.get(answerPath(agreed), lead)).location, `${agreed.path}/write-up`)
  const unchallenged = await reviewAt(app, 'drafted')
  assert.equal((await app.get(answerPath(unchallenged, 0), lead)).location, `${unchallenged.path}/findings`)
})

test('only the reviewers answer; who may not see the draft finds nothing', async () => {
  const review = await reviewAt(app, 'drafted')
  assert.equal((await app.get(answerPath(review), ile)).status, 403)
  for (const who of [host, hostLead, ...outsiders])
    assert.equal((await app.get(answerPath(review), who)).status, 404, who)
})

test('a finding saves itself; a second writer’s words are kept beside the first one’s', async () => {
  const review = await reviewAt(app, 'drafted')
  const path = `${review.path}/findings/${review.finding_ids[0]}`
  const form = await app.get(path, lead)
  const note_ids = form.page
    .querySelectorAll('input[name="note_ids"][checked]')
    .map((box) => box.getAttribute('value') ?? '')
  const values = { kind: 'strength', title: 'They help themselves', note_ids, _version: '1' }
  const saved = await app.post(path, { ...values, text: 'Of the lead' }, lead, json)
  assert.deepEqual((saved.json() as { fields: unknown }).fields, { _version: '2' })
  const late = await app.post(path, { ...values, text: 'Of the reviewer' }, reviewer, json)
  const { conflict } = late.json() as { conflict: string }
  const both = await app.get(conflict, reviewer)
  assert.equal(both.status, 200)
  assert.match(both.text, /Of the lead/)
  assert.match(both.body, /Of the reviewer/)
  assert.equal((await app.get(conflict, lead)).text.includes('Of the reviewer'), false, 'kept for its writer only')
  const wrong = await app.post(path, { ...values, title: '', _version: '2' }, lead, json)
  assert.equal(wrong.status, 422)
})

test('colleagues see who has the same text open', async () => {
  const review = await reviewAt(app, 'drafted')
  for (const path of [`${review.path}/findings/${review.finding_ids[0]}`, `${review.path}/write-up/sections/overall`]) {
    assert.doesNotMatch((await app.get(path, lead)).text, /open too/)
    assert.match((await app.get(path, reviewer)).text, /A\. headteacher of north \(.*\) has this text open too/)
    app.clock.set(app.clock.now().add({ minutes: 11 }))
    assert.doesNotMatch((await app.get(path, reviewer)).text, /open too/, 'after a while nobody is writing')
  }
})
