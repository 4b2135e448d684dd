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
} from '../../../../../tests/support/review-world.ts'
import { tasksFor } from '../../review.tasks.ts'
import { reportRoutes } from '../routes.ts'

const app = await testApp({ after }, reportRoutes)

async function comments(review: ReviewWorld) {
  const rows = await app.database.asOwner((db) =>
    sql<{ text: string; section: string; reply: string; outcome: string }>`
      select text, section, reply, outcome from summary_comment where review_id = ${review.id} order by written_at`.execute(
      db,
    ),
  )
  return rows.rows
}

async function mails(subject: RegExp) {
  const rows = await app.database.asOwner((db) =>
    sql<{
      to_address: string
      subject: string
      text: string
    }>`select to_address, subject, text from outbox_mail`.execute(db),
  )
  return rows.rows.filter((mail) => subject.test(mail.subject))
}

test('the host comments on a section and on a finding, and the writers get one mail', async () => {
  const review = await reviewAt(app, 'sent')
  const before = (await mails(/has commented/)).length
  const onSection = `${review.path}/write-up/comment?section=overall`
  assert.match((await app.get(onSection, host)).text, /Pupils become independent where adults have agreed/)
  const sent = await app.submit(onSection, { text: 'Could this say which years?' }, host)
  assert.equal(sent.location, `${review.path}/write-up#section-overall`)
  const onFinding = `${review.path}/write-up/comment?finding=${review.finding_ids[3]}`
  assert.equal(
    (await app.submit(onFinding, { text: 'This is fair.' }, hostLead)).location,
    `${review.path}/write-up#area-to-develop-2`,
  )
  assert.deepEqual(
    (await comments(review)).map((comment) => comment.text),
    ['Could this say which years?', 'This is fair.'],
  )
  const told = (await mails(/has commented/)).slice(before)
  assert.equal(told.length, 3, 'one each for the lead and two reviewers, for the first comment only')
  assert.ok(told.every((mail) => !mail.text.includes('which years')))
})

test('an empty comment is refused; a part that the report does not have is not found', async () => {
  const review = await reviewAt(app, 'sent')
  const path = `${review.path}/write-up/comment`
  assert.deepEqual((await app.submit(`${path}?section=thanks`, { text: ' ' }, host)).errors, ['Enter your comment'])
  for (const query of ['', '?section=nothing', '?finding=no-id', `?finding=${review.id}`])
    assert.equal((await app.get(`${path}${query}`, host)).status, 404, query)
  for (const who of [lead, ile]) assert.equal((await app.get(`${path}?section=thanks`, who)).status, 403, who)
  for (const who of [hostSchool, ...outsiders])
    assert.equal((await app.get(`${path}?section=thanks`, who)).status, 404, who)
})

test('while a comment waits for an answer, the writers are asked for it and the host waits', async () => {
  const review = await reviewAt(app, 'commented')
  const tasks = async (who: string) =>
    (await app.as(who, (db, actor) => tasksFor(db, actor, app.clock.today())))
      .filter((task) => task.href === `${review.path}/write-up`)
      .map((task) => [task.kind, task.title])
  assert.deepEqual(await tasks(lead), [['now', 'Answer 1 comment on the draft report']])
  assert.deepEqual(await tasks(hostLead), [['waiting', 'The team answers your comments']])
  await app.submit(`${review.path}/write-up/comments/${review.comment_id}`, { outcome: 'changed', reply: 'Done' }, lead)
  assert.deepEqual(await tasks(lead), [['waiting', 'The school reads the draft report']])
  assert.deepEqual(await tasks(hostLead), [['now', 'Read the draft report: comment on it or agree it']])
})

test('the team answers a comment once, and says why a text stays', async () => {
  const review = await reviewAt(app, 'commented')
  const path = `${review.path}/write-up/comments/${review.comment_id}`
  const page = await app.get(path, reviewer)
  assert.match(page.text, /Year 6 had two cover teachers/)
  assert.ok(page.page.querySelector(`a[href="${review.path}/write-up/findings/${review.finding_ids[2]}"]`))
  assert.deepEqual((await app.submit(path, {}, reviewer)).errors, ['Say whether you changed the text'])
  const silent = await app.submit(path, { outcome: 'kept', reply: '' }, reviewer)
  assert.deepEqual(silent.errors, ['Say why the text stays as it is'])
  assert.ok(silent.page.querySelector('input[value="kept"][checked]'))
  const answered = await app.submit(path, { outcome: 'kept', reply: 'We saw it on two days.' }, reviewer)
  assert.equal(answered.location, `${review.path}/write-up#area-to-develop-1`)
  assert.equal((await app.get(path, lead)).location, `${review.path}/write-up#area-to-develop-1`)
  const late = await app.post(path, { outcome: 'changed', reply: 'I changed it meanwhile' }, lead)
  assert.equal(late.status, 422)
  assert.deepEqual(late.errors, ['This comment has been answered already'])
  assert.match(late.text, /We saw it on two days\./)
  assert.match(late.body, /I changed it meanwhile/)
  assert.deepEqual(
    (await comments(review)).map(({ outcome, reply }) => [outcome, reply]),
    [['kept', 'We saw it on two days.']],
  )
  const shown = await app.get(`${review.path}/write-up`, host)
  assert.match(shown.text, /D\. senco of north answered: the text stays We saw it on two days\./)
})

test('only the writers answer', async () => {
  const review = await reviewAt(app, 'commented')
  const path = `${review.path}/write-up/comments/${review.comment_id}`
  for (const who of [host, hostLead, ile]) assert.equal((await app.get(path, who)).status, 403, who)
  for (const who of [hostSchool, ...outsiders]) assert.equal((await app.get(path, who)).status, 404, who)
  const other = await reviewAt(app, 'sent')
  assert.equal((await app.get(`${other.path}/write-up/comments/${review.comment_id}`, lead)).status, 404)
})

test('after the host has agreed, comments are closed, and a comment that comes late stays on its page', async () => {
  const review = await reviewAt(app, 'host-agreed')
  const path = `${review.path}/write-up/comment?section=thanks`
  assert.equal((await app.get(path, host)).location, `${review.path}/write-up`)
  const late = await app.post(path, { text: 'One more thing' }, host)
  assert.equal(late.status, 422)
  assert.deepEqual(late.errors, ['The report has been agreed, so comments are closed'])
  assert.match(late.body, /One more thing/)
  assert.equal((await comments(review)).length, 1)
})
