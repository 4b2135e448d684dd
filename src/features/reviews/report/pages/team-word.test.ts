import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../../tests/support/app.ts'
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
  secondReviewer,
} from '../../../../../tests/support/review-world.ts'
import { tasksFor } from '../../review.tasks.ts'
import { reportRoutes } from '../routes.ts'

const app = await testApp({ after }, reportRoutes)
const writeUp = (review: ReviewWorld, who: string) => app.get(`${review.path}/write-up`, who)
const say = (review: ReviewWorld, who: string, fields: Record<string, string> = { said: 'agrees' }) =>
  app.submit(`${review.path}/write-up/my-word`, fields, who)
const agree = (review: ReviewWorld) => app.submit(`${review.path}/write-up/agree`, {}, lead)

async function rowsOf<T>(query: ReturnType<typeof sql<T>>): Promise<T[]> {
  return app.database.asOwner(async (db) => (await query.execute(db)).rows)
}

const isAgreed = async (review: ReviewWorld) => {
  const [row] = await rowsOf(
    sql<{ agreed: boolean }>`select team_agreed_at is not null as agreed from review where id = ${review.id}`,
  )
  return row?.agreed
}

async function memberId(review: ReviewWorld, who: string): Promise<string> {
  const person = app.world.people.get(who)?.id ?? ''
  const [row] = await rowsOf(
    sql<{ id: string }>`select id from review_member where review_id = ${review.id} and person_id = ${person}`,
  )
  return row?.id ?? ''
}

test('the report is agreed when each member has, and the lead reviewer last', async () => {
  const review = await reviewAt(app, 'host-agreed')
  for (const who of [reviewer, secondReviewer]) assert.equal((await say(review, who)).status, 303)
  const waiting = await writeUp(review, lead)
  assert.match(waiting.text, /It waits for 1 member: ile of north/)
  assert.equal(waiting.page.querySelector('a[href$="/write-up/agree"]'), null)
  assert.equal((await app.post(`${review.path}/write-up/agree`, {}, lead)).location, `${review.path}/write-up`)
  assert.equal(await isAgreed(review), false)
  assert.equal((await say(review, ile)).status, 303)
  assert.match((await writeUp(review, lead)).text, /The school and the team have agreed/)
  assert.equal((await agree(review)).status, 303)
  assert.equal(await isAgreed(review), true)
})

test('a member says what is missing: the team reads it, the host does not, and the lead gets an email without it', async () => {
  const review = await reviewAt(app, 'host-agreed')
  const empty = await say(review, reviewer, { said: 'something-missing' })
  assert.equal(empty.status, 422)
  assert.deepEqual(empty.errors, ['Say what is missing, or what should be put differently'])
  const unsaid = await say(review, reviewer, { missing: 'The lunchtime is missing' })
  assert.deepEqual(unsaid.errors, ['Say whether you agree the report'])
  assert.match(unsaid.body, /The lunchtime is missing/)
  assert.equal(
    (await say(review, reviewer, { said: 'something-missing', missing: 'The lunchtime is missing' })).status,
    303,
  )
  for (const who of [lead, ile]) assert.match((await writeUp(review, who)).text, /The lunchtime is missing/)
  for (const who of [host, hostLead])
    assert.doesNotMatch((await writeUp(review, who)).text, /lunchtime is missing|Does the team agree/)
  const mails = await rowsOf(sql<{ text: string }>`select text from outbox_mail where kind = 'report-missing'`)
  assert.equal(mails.length, 1)
  assert.doesNotMatch(mails[0]?.text ?? '', /lunchtime/)
})

test('whoever agreed before a text changed is asked again', async () => {
  const review = await reviewAt(app, 'sent')
  assert.equal((await say(review, reviewer)).status, 303)
  assert.match((await writeUp(review, lead)).text, /D\. senco of north Reviewer Agrees/)
  app.clock.set(app.clock.now().add({ hours: 1 }))
  await app.submit(`${review.path}/write-up/sections/overall`, { text: 'Other words' }, lead)
  assert.match((await writeUp(review, reviewer)).text, /Agreed before the text was last changed/)
})

test('the lead reviewer goes on without a member, with a reason that the team reads', async () => {
  const review = await reviewAt(app, 'host-agreed')
  for (const who of [reviewer, ile]) await say(review, who)
  const path = `${review.path}/write-up/go-on/${await memberId(review, secondReviewer)}`
  assert.match((await app.get(path, lead)).text, /has not answered yet/)
  const empty = await app.submit(path, { reason: '' }, lead)
  assert.deepEqual([empty.status, empty.errors], [422, ['Say why the team goes on without them']])
  for (const who of [reviewer, ile, hostLead]) assert.equal((await app.get(path, who)).status, 403, who)
  for (const who of [hostSchool, ...outsiders]) assert.equal((await app.get(path, who)).status, 404, who)
  assert.equal((await app.submit(path, { reason: 'On leave until January' }, lead)).status, 303)
  const page = await writeUp(review, reviewer)
  assert.match(page.text, /Why: On leave until January/)
  const own = `${review.path}/write-up/go-on/${await memberId(review, lead)}`
  assert.equal((await app.get(own, lead)).status, 404, 'nobody goes on without themselves')
  const ofHost = `${review.path}/write-up/go-on/${await memberId(review, host)}`
  assert.equal((await app.get(ofHost, lead)).status, 404)
  assert.equal((await agree(review)).status, 303)
  assert.equal(await isAgreed(review), true)
})

test('the text is opened again: the host knows why, and agrees again', async () => {
  const review = await reviewAt(app, 'host-agreed')
  const path = `${review.path}/write-up/reopen`
  for (const who of [reviewer, ile, hostLead]) assert.equal((await app.get(path, who)).status, 403, who)
  for (const who of [hostSchool, ...outsiders]) assert.equal((await app.get(path, who)).status, 404, who)
  assert.equal((await app.submit(path, { reason: '' }, lead)).status, 422)
  assert.equal((await app.submit(path, { reason: 'A date is wrong' }, lead)).status, 303)
  assert.match((await writeUp(review, hostLead)).text, /With the host school/)
  const mails = await rowsOf(sql<{ text: string }>`select text from outbox_mail where kind = 'report-reopened'`)
  assert.equal(mails.length, 2)
  assert.match(mails[0]?.text ?? '', /A date is wrong/)
  assert.equal(
    (await app.submit(`${review.path}/write-up/sections/overall`, { text: 'Right now' }, reviewer)).status,
    303,
  )
  assert.equal((await app.submit(`${review.path}/write-up/agree`, {}, hostLead)).status, 303)
  assert.equal((await app.get(path, lead)).status, 200)
})

test('only members of the visiting team are asked, once the host has the draft', async () => {
  const drafted = await reviewAt(app, 'drafted')
  assert.equal((await app.get(`${drafted.path}/write-up/my-word`, reviewer)).location, `${drafted.path}/write-up`)
  const review = await reviewAt(app, 'sent')
  const path = `${review.path}/write-up/my-word`
  for (const who of [reviewer, secondReviewer, ile]) assert.equal((await app.get(path, who)).status, 200, who)
  for (const who of [host, hostLead]) assert.equal((await app.get(path, who)).status, 403, who)
  for (const who of [hostSchool, ...outsiders]) assert.equal((await app.get(path, who)).status, 404, who)
})

test('a member for whom the lead waits finds it on the home page, until they have said their word', async () => {
  const review = await reviewAt(app, 'host-agreed')
  const asked = () =>
    app.as(reviewer, async (db, actor) => {
      const tasks = await tasksFor(db, actor, app.clock.today())
      return tasks.some((task) => task.href === `${review.path}/write-up/my-word`)
    })
  assert.equal(await asked(), true)
  await say(review, reviewer)
  assert.equal(await asked(), false)
})
