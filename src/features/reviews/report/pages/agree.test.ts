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
import { followUpRoutes } from '../../follow-up/routes.ts'
import { reportRoutes } from '../routes.ts'

const app = await testApp({ after }, [...reportRoutes, ...followUpRoutes])

async function rowsOf<T>(query: ReturnType<typeof sql<T>>): Promise<T[]> {
  return app.database.asOwner(async (db) => (await query.execute(db)).rows)
}

async function stateOf(review: ReviewWorld) {
  const [row] = await rowsOf(
    sql<{
      sent: boolean
      host: boolean
      team: boolean
    }>`select sent_to_host_at is not null as sent, host_agreed_at is not null as host,
      team_agreed_at is not null as team from review where id = ${review.id}`,
  )
  return row
}

const mailsTo = (kind: string) =>
  rowsOf(sql<{ to_address: string; text: string }>`select to_address, text from outbox_mail where kind = ${kind}`)

test('the lead reviewer reads what sending does, and sends once', async () => {
  const review = await reviewAt(app, 'drafted')
  const path = `${review.path}/write-up/send`
  const page = await app.get(path, lead)
  assert.match(page.text, /The draft has 2 strengths and 2 areas to develop/)
  assert.match(page.text, /It does not see your notes/)
  const fields = { _once: String(page.page.querySelector('input[name="_once"]')?.getAttribute('value')), _form: '' }
  const before = (await mailsTo('report-draft')).length
  const [first, second] = [await app.post(path, fields, lead), await app.post(path, fields, lead)]
  assert.equal(first.location, `${review.path}/write-up`)
  assert.equal(second.location, first.location)
  assert.deepEqual(await stateOf(review), { sent: true, host: false, team: false })
  const mails = (await mailsTo('report-draft')).slice(before)
  assert.equal(mails.length, 2, 'the head and the SENCO of the host school')
  assert.ok(mails.every((mail) => mail.text.includes(`${review.path}/write-up`)))
  assert.ok(mails.every((mail) => !mail.text.includes('help ladder')))
})

test('a draft with gaps is not sent, and only the lead reviewer sends', async () => {
  const review = await reviewAt(app, 'visited')
  const early = await app.get(`${review.path}/write-up/send`, lead)
  assert.equal(early.location, `${review.path}/write-up`)
  const drafted = await reviewAt(app, 'drafted')
  for (const who of [reviewer, ile]) assert.equal((await app.get(`${drafted.path}/write-up/send`, who)).status, 403)
  for (const who of [host, hostLead, hostSchool, ...outsiders])
    assert.equal((await app.get(`${drafted.path}/write-up/send`, who)).status, 404, who)
  assert.equal((await app.post(`${drafted.path}/write-up/send`, {}, reviewer)).status, 403)
  assert.deepEqual(await stateOf(drafted), { sent: false, host: false, team: false })
})

test('the head agrees when every comment is answered and a next step stands, then the lead reviewer', async () => {
  const review = await reviewAt(app, 'commented')
  const path = `${review.path}/write-up/agree`
  assert.equal((await app.get(path, hostLead)).location, `${review.path}/write-up`)
  const step = {
    text: 'Plan together',
    owner_name: 'Deputy headteacher',
    'due_on-day': '12',
    'due_on-month': '1',
    'due_on-year': '2027',
  }
  assert.equal((await app.submit(`${review.path}/next-steps/new`, step, hostLead)).status, 303)
  assert.equal((await app.get(path, hostLead)).location, `${review.path}/write-up`, 'a comment waits for its answer')
  const [added] = await rowsOf(sql<{ id: string }>`select id from next_step where review_id = ${review.id}`)
  await app.submit(`${review.path}/next-steps/${added?.id}`, {}, hostLead, 'remove')
  const answer = { outcome: 'changed', reply: 'Done' }
  assert.equal((await app.submit(`${review.path}/write-up/comments/${review.comment_id}`, answer, lead)).status, 303)
  assert.equal((await app.get(path, hostLead)).location, `${review.path}/write-up`, 'no next step yet')
  assert.equal((await app.submit(`${review.path}/next-steps/new`, step, hostLead)).status, 303)
  assert.equal((await app.get(path, lead)).location, `${review.path}/write-up`, 'the host agrees first')
  assert.match((await app.get(path, hostLead)).text, /the text of the report stands as it is/)
  assert.equal((await app.submit(path, {}, hostLead)).status, 303)
  assert.deepEqual(await stateOf(review), { sent: true, host: true, team: false })
  assert.equal((await app.get(path, hostLead)).location, `${review.path}/write-up`)
  assert.equal((await app.get(path, lead)).location, `${review.path}/write-up`, 'the rest of the team first')
  for (const who of [reviewer, secondReviewer, ile])
    assert.equal((await app.submit(`${review.path}/write-up/my-word`, { said: 'agrees' }, who)).status, 303)
  assert.match((await app.get(path, lead)).text, /the report belongs to Cedar Lane School/)
  assert.equal((await app.submit(path, {}, lead)).status, 303)
  assert.deepEqual(await stateOf(review), { sent: true, host: true, team: true })
  const audited = await rowsOf(
    sql<{
      action: string
    }>`select action from audit_entry where subject_id = ${review.id} and action like 'review:agree%' order by 1`,
  )
  assert.deepEqual(
    audited.map((entry) => entry.action),
    ['review:agree-as-host', 'review:agree-as-team'],
  )
  const told = (await mailsTo('report-agreed')).filter((mail) => mail.text.includes(review.path))
  assert.deepEqual(
    told.map((mail) => mail.to_address).sort(),
    [lead, reviewer, secondReviewer, ile, host, hostLead]
      .map((who) => `${who.replaceAll(':', '.')}@example.org`)
      .sort(),
  )
})

test('nobody else agrees', async () => {
  const review = await reviewAt(app, 'host-agreed')
  const path = `${review.path}/write-up/agree`
  for (const who of [reviewer, host, ile]) {
    assert.equal((await app.get(path, who)).status, 403, who)
    assert.equal((await app.post(path, {}, who)).status, 403, who)
  }
  for (const who of [hostSchool, ...outsiders]) assert.equal((await app.get(path, who)).status, 404, who)
  assert.deepEqual(await stateOf(review), { sent: true, host: true, team: false })
})
