import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../../tests/support/app.ts'
import { lead, reviewAt, reviewer } from '../../../../../tests/support/review-world.ts'
import { cancelReview } from '../review.acts.ts'
import { planningRoutes } from '../routes.ts'

const app = await testApp({ after }, planningRoutes)

/** Makes a person's calendar address, as their page does, and gives its path. */
async function addressOf(who: string): Promise<string> {
  const made = await app.submit('/north/calendar', {}, who, 'make')
  return /http:\/\/localhost(\S+\.ics)/.exec(made.text)?.[1] ?? ''
}

/** The events of a feed: what each is and how it stands. */
async function eventsIn(address: string): Promise<string[]> {
  const feed = await app.get(address)
  assert.equal(feed.status, 200)
  return feed.body
    .replaceAll(/\r\n[ \t]/g, '')
    .split('BEGIN:VEVENT')
    .slice(1)
    .map((event) => `${/SUMMARY:(.*?)(:|\r)/.exec(event)?.[1]}: ${/STATUS:(\w+)/.exec(event)?.[1]}`)
    .sort()
}

test('a cancelled review stays in its team’s calendars, as cancelled, visit and meetings', async () => {
  const review = await reviewAt(app, 'arranged')
  const address = await addressOf(reviewer)
  const names = ['Check-in', 'Follow-up meeting', 'Pre-review meeting', 'Review visit']
  assert.deepEqual(
    await eventsIn(address),
    names.map((name) => `${name}: CONFIRMED`),
  )
  const at = { now: app.clock.now(), baseUrl: 'http://localhost' }
  await app.as('north:partnership-officer', (db, actor) => cancelReview(db, actor, review.id, 'The school moves.', at))
  assert.deepEqual(
    await eventsIn(address),
    names.map((name) => `${name}: CANCELLED`),
  )
})

test('a visit that moves takes its meetings with it, and an older page changes nothing', async () => {
  const review = await reviewAt(app, 'arranged')
  const opened = await app.get(`${review.path}/schedule`, lead)
  const version = String(opened.page.querySelector('input[name="_version"]')?.getAttribute('value'))
  const on = (day: string, month: string) => ({ 'visit_on-day': day, 'visit_on-month': month, 'visit_on-year': '2027' })
  const move = { ...on('11', '3'), checked: '2027-03-11' }
  assert.equal((await app.submit(`${review.path}/schedule`, move, lead)).status, 303)
  assert.match((await app.get(review.path, lead)).text, /10 May 2027 at 3:45pm.*21 June 2027 at 3:45pm/)
  const older = { ...on('18', '3'), checked: '2027-03-18', _version: version }
  const refused = await app.submit(`${review.path}/schedule`, older, lead)
  assert.equal(refused.status, 422)
  assert.match(refused.errors[0] ?? '', /Somebody else changed this review/)
  assert.match((await app.get(review.path, lead)).text, /Thursday 11 March 2027/)
})

test('where a meeting is held online, its link is in every calendar', async () => {
  const review = await reviewAt(app, 'arranged')
  const link = 'https://meet.example.org/follow-up'
  const changed = await app.submit(`${review.path}/plan/follow-up`, { link, checked: 'yes' }, lead)
  assert.ok(changed.status < 400, changed.errors.join())
  const page = await app.get(`${review.path}/plan/follow-up`, lead)
  assert.equal(page.page.querySelector('input[name="link"]')?.getAttribute('value'), link)
  assert.match(
    (await app.get(await addressOf(reviewer))).body.replaceAll(/\r\n[ \t]/g, ''),
    /meet\.example\.org\/follow-up/,
  )
})

test('a calendar has the reviews of its person’s own teams, and nothing of others in the group', async () => {
  await reviewAt(app, 'arranged')
  for (const who of ['north:e:headteacher', 'north:c:governor', 'north:partnership-officer'])
    assert.deepEqual(await eventsIn(await addressOf(who)), [], who)
})

test('a new address ends the old one, and who has left the partnership has none', async () => {
  const old = await addressOf(lead)
  const address = await addressOf(lead)
  assert.equal((await app.get(old)).status, 404)
  assert.equal((await app.get(address)).status, 200)
  const id = app.world.people.get(lead)?.id
  await app.database.asOwner((db) => sql`update person set left_at = now() where id = ${id}`.execute(db))
  assert.equal((await app.get(address)).status, 404)
})
