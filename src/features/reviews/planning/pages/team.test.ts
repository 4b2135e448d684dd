import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../../tests/support/app.ts'
import {
  host,
  hostLead,
  lead,
  type ReviewWorld,
  reviewAt,
  reviewer,
} from '../../../../../tests/support/review-world.ts'
import { reviewFor } from '../../review.queries.ts'
import { tasksFor } from '../../review.tasks.ts'
import { planningRoutes } from '../routes.ts'
import { answerInvitation, inviteMember } from '../team.acts.ts'

const app = await testApp({ after }, planningRoutes)
const invited = 'north:e:headteacher'
const colleague = 'north:d:headteacher'
const person = (key: string) => app.world.people.get(key)?.id ?? ''
const at = () => ({ now: app.clock.now(), baseUrl: 'http://localhost' })

async function invite(review: ReviewWorld, who: string, part: 'reviewer', by: string): Promise<void> {
  const wanted = { person_id: person(who), part }
  assert.equal(await app.as(by, (db, actor) => inviteMember(db, actor, review.id, wanted, at())), undefined)
}

const partOf = async (review: ReviewWorld, who: string) =>
  (await app.as(who, (db, actor) => reviewFor(db, actor, review.id)))?.part

test('who has come to belong to the host since the invitation cannot accept it', async () => {
  const review = await reviewAt(app, 'arranged')
  await invite(review, invited, 'reviewer', lead)
  await app.database.asOwner((db) =>
    sql`insert into role_grant (partnership_id, person_id, role, school_id, reason)
      values (${app.world.partnerships.north}, ${person(invited)}, 'governor', ${review.school}, 'Elected by the parents')`.execute(
      db,
    ),
  )
  const refused = await app.submit(`${review.path}/invitation`, { answer: 'accept' }, invited)
  assert.equal(refused.status, 422)
  assert.deepEqual(refused.errors, [
    'E. headteacher of north is a governor of Cedar Lane School. You cannot take part in this review. Please decline',
  ])
  assert.notEqual(await partOf(review, invited), 'reviewer')
  assert.equal((await app.submit(`${review.path}/invitation`, { answer: 'decline' }, invited)).status, 303)
})

test('an interest that was declared is a task of the lead reviewer, and of nobody else on the team', async () => {
  const review = await reviewAt(app, 'arranged')
  await invite(review, colleague, 'reviewer', lead)
  const answer = { accept: true, declared: 'My sister teaches there.' }
  await app.as(colleague, (db, actor) => answerInvitation(db, actor, review.id, answer, at()))
  const decisions = async (who: string) =>
    (await app.as(who, (db, actor) => tasksFor(db, actor, app.clock.today())))
      .filter((task) => task.href.startsWith(`${review.path}/team/`))
      .map((task) => [task.kind, task.title])
  assert.deepEqual(await decisions(lead), [['now', 'Decide whether D. headteacher of north can take part']])
  for (const who of [reviewer, hostLead, colleague]) assert.deepEqual(await decisions(who), [], who)
})

/** The addresses that were told of an answer since the last time. */
async function toldOfAnswers(): Promise<string[]> {
  const found = await app.database.asOwner((db) =>
    sql<{ to_address: string }>`delete from outbox_mail where kind = 'review-answer' returning to_address`.execute(db),
  )
  return found.rows.map((mail) => mail.to_address).sort()
}

test('who declines is told to whoever finds somebody else: the one who leads, or the officers about that one', async () => {
  const review = await reviewAt(app, 'arranged')
  await toldOfAnswers()
  for (const [who, told] of [
    [reviewer, ['north.a.headteacher@example.org']],
    [host, ['north.c.headteacher@example.org']],
    [lead, ['north.partnership-lead@example.org', 'north.partnership-officer@example.org']],
  ] as const) {
    await app.submit(`${review.path}/invitation`, { answer: 'decline', note: 'We are short of staff.' }, who)
    assert.deepEqual(await toldOfAnswers(), told, who)
  }
})
