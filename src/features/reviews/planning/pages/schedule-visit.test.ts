import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../../tests/support/app.ts'
import { lead, reviewAt } from '../../../../../tests/support/review-world.ts'
import { planningRoutes } from '../routes.ts'
import { answerInvitation, inviteMember } from '../team.acts.ts'

const officer = 'north:partnership-officer'
const app = await testApp({ after }, planningRoutes)
const at = () => ({ now: app.clock.now(), baseUrl: 'http://localhost' })

function dayOf(day: Temporal.PlainDate) {
  return {
    'visit_on-day': String(day.day),
    'visit_on-month': String(day.month),
    'visit_on-year': String(day.year),
  }
}

test('a day is kept for those who take part in both visits, and not for who declined one of them', async () => {
  const [first, second] = [await reviewAt(app, 'arranged'), await reviewAt(app, 'arranged')]
  const who = 'north:e:headteacher'
  const person_id = app.world.people.get(who)?.id ?? ''
  for (const review of [first, second])
    await app.as(lead, (db, actor) => inviteMember(db, actor, review.id, { person_id, part: 'reviewer' }, at()))
  const names = async () => {
    const answer = await app.submit(`${second.path}/schedule`, dayOf(first.visit_on), officer)
    assert.equal(answer.status, 422)
    return answer.errors[0] ?? ''
  }
  assert.match(await names(), /E\. headteacher of north/)
  await app.as(who, (db, actor) => answerInvitation(db, actor, second.id, { accept: false }, at()))
  assert.doesNotMatch(await names(), /E\. headteacher/)
  await app.as(who, (db, actor) => answerInvitation(db, actor, second.id, { accept: true }, at()))
  await app.as(who, (db, actor) => answerInvitation(db, actor, first.id, { accept: false }, at()))
  assert.doesNotMatch(await names(), /E\. headteacher/)
})

test('a day chosen on a page that somebody else has overtaken is not taken', async () => {
  const review = await reviewAt(app, 'arranged')
  const day = review.visit_on.add({ weeks: 2 })
  const old = (await app.get(`${review.path}/schedule`, lead)).page.querySelector('input[name=_version]')
  const sent = { ...dayOf(day), checked: day.toString(), _version: old?.getAttribute('value') ?? '' }
  const later = review.visit_on.add({ weeks: 1 })
  const saved = await app.submit(`${review.path}/schedule`, { ...dayOf(later), checked: later.toString() }, officer)
  assert.equal(saved.status, 303)
  const late = await app.submit(`${review.path}/schedule`, sent, lead)
  assert.match(late.errors[0] ?? '', /Somebody else changed this review/)
  assert.match((await app.get('/north/reviews', lead)).text, new RegExp(`${later.day} `))
})

test('the meetings that are arranged are not offered again', async () => {
  const review = await reviewAt(app, 'arranged')
  const page = await app.get(`${review.path}/schedule`, lead)
  assert.doesNotMatch(page.text, /Also arrange the meetings/)
})

test('a review whose report the host agreed is not cancelled any more, and says so', async () => {
  const review = await reviewAt(app, 'host-agreed')
  assert.match((await app.get(`${review.path}/cancel`, officer)).text, /has been agreed, so it cannot be cancelled/)
  const forced = await app.post(`${review.path}/cancel`, { reason: 'A mistake' }, officer)
  assert.deepEqual(forced.errors, ['The report of this review has been agreed, so it cannot be cancelled'])
  assert.doesNotMatch((await app.get(review.path, officer)).text, /Cancel this review/)
})
