import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import { testApp, testNow } from '../../../../../tests/support/app.ts'
import { host, hostLead, lead, outsiders, reviewAt, reviewer } from '../../../../../tests/support/review-world.ts'
import { whatHappened } from '../../happened.queries.ts'
import { tasksFor } from '../../review.tasks.ts'
import { routes } from '../../routes.ts'

const app = await testApp({ after }, routes)
beforeEach(() => app.clock.set(testNow))

/** A head of a school of the group who is not on the team. */
const partner = 'north:e:headteacher'
const colleague = 'north:c:senior-leader'
const idOf = (who: string) => app.world.people.get(who as typeof lead)?.id ?? ''

/** A review of a cluster whose summary is agreed: the improvement workshop comes next. */
async function cluster() {
  const review = await reviewAt(app, 'agreed')
  await app.database.asOwner(async (db) => {
    await sql`update programme set model_key = 'school-clusters'`.execute(db)
    await sql`delete from review_meeting where review_id = ${review.id}`.execute(db)
  })
  return { ...review, here: `${review.path}/leaders/workshop` }
}

async function presentId(review: { here: string }, who = hostLead): Promise<string> {
  const page = await app.get(review.here, who)
  return page.page.querySelector('input[name=instead_of]')?.getAttribute('value') ?? ''
}

const name = async (review: { here: string }, whom: string, more: Record<string, string> = {}, who = hostLead) =>
  app.submit(
    review.here,
    { person_id: idOf(whom), instead_of: await presentId(review, who), reason: '', ...more },
    who,
    'name',
  )

const book = (path: string, on: string, who: string) => {
  const [year = '', month = '', day = ''] = on.split('-')
  const boxes = { 'meets_on-day': day, 'meets_on-month': month, 'meets_on-year': year }
  return app.submit(`${path}/plan/workshop`, { ...boxes, starts: '4pm', minutes: '150', checked: on }, who)
}

const mails = async (kind: string) =>
  (
    await app.database.asOwner((db) =>
      sql<{ to_name: string; subject: string; text: string; attachments: { content: string }[] }>`
        delete from outbox_mail where kind = ${kind} returning to_name, subject, text, attachments`.execute(db),
    )
  ).rows

/** What the home page of a person has of reviews. */
const home = (who: typeof partner) =>
  app.as(who, async (db, actor) =>
    (await tasksFor(db, actor, app.clock.today())).map(({ kind, title }) => `${kind}: ${title}`).join('\n'),
  )

const record = {
  champion: 'E. and twenty staff',
  causes: 'Too little time together.',
  changes: 'Plan on Mondays.',
  measures: 'We ask pupils.',
}

test('the host names a champion of a partner school, who is told, arranges the workshop and writes it up', async () => {
  const review = await cluster()
  assert.match(
    (await app.get(review.path, hostLead)).text,
    /Name the improvement champion for the improvement workshop\. This waits for you/,
  )
  assert.match((await app.get(review.here, hostLead)).text, /Nobody is named yet/)
  assert.equal((await app.get(review.here, partner)).status, 404, 'who was not named does not see the page')
  assert.equal((await name(review, partner)).location, review.here)
  const [mail] = await mails('leader-named')
  assert.match(mail?.subject ?? '', /^You are the improvement champion: improvement workshop of Cedar Lane School$/)
  assert.match(mail?.text ?? '', /The improvement workshop has no day yet/)
  assert.match(
    (await app.get(review.path, partner)).text,
    /Improvement champion: E\. headteacher of north, Elmstead Infant School/,
  )
  assert.match(await home(partner), /now: Choose the day of the improvement workshop/)

  assert.equal((await book(review.path, '2026-12-03', partner)).status, 303)
  const arranged = await mails('meeting-arranged')
  assert.ok(arranged.some((one) => one.to_name === app.world.people.get(partner)?.name && one.attachments.length === 1))
  assert.match(await home(partner), /coming: Improvement workshop at 4pm/)
  app.clock.set(Temporal.Instant.from('2026-12-03T19:00:00Z'))
  assert.match(await home(partner), /now: Hold the improvement workshop and write down what came of it/)
  const link =
    (await app.get(review.path, partner)).page.querySelector('a[href*="/meetings/"]')?.getAttribute('href') ?? ''
  assert.match((await app.get(link, partner)).text, /Improvement champion: E\. headteacher/)
  assert.equal((await app.submit(link, { ...record, causes: '' }, partner)).status, 422)
  assert.equal((await app.submit(link, record, partner)).status, 303)
  assert.match((await app.get(`${link}/record`, partner)).text, /Plan on Mondays\./)
  assert.match((await app.get(review.path, partner)).text, /Improvement champion of the improvement workshop/)
  assert.match((await app.get('/north/reviews', partner)).text, /Reviews that you take part in Host school/)
  assert.equal((await app.get(`${review.path}/report`, partner)).status, 404, 'the report stays the host’s to share')
  assert.equal((await app.get(`${review.path}/prepare`, partner)).status, 404)
  const today = Temporal.PlainDate.from('2026-12-04')
  const all = await app.as(lead, (db, actor) => whatHappened(db, actor, 'everybody', today))
  const workshop = all.find(({ id, stage }) => id === review.id && stage === 'workshop')
  assert.ok(
    workshop?.people.some((one) => one.person_id === idOf(partner) && one.side === 'visitor'),
    'their time counts',
  )
})

test('another is named with a reason; both are told, and the history stays with host and team', async () => {
  const review = await cluster()
  await book(review.path, '2026-12-07', lead)
  await name(review, partner)
  const [first] = await mails('leader-named')
  assert.match(first?.attachments[0]?.content ?? '', /STATUS:CONFIRMED/)
  const without = await name(review, colleague)
  assert.equal(without.status, 422)
  assert.match(without.errors[0] ?? '', /Say why E\. headteacher of north is no longer the improvement champion/)
  assert.equal(without.page.querySelector(`option[value="${idOf(colleague)}"]`)?.hasAttribute('selected'), true)
  assert.equal((await name(review, colleague, { reason: 'She moves to another school.' }, lead)).status, 303)
  const [ended] = await mails('leader-ended')
  assert.match(ended?.text ?? '', /She moves to another school\./)
  assert.match(ended?.attachments[0]?.content ?? '', /STATUS:CANCELLED/)
  const page = await app.get(review.here, reviewer)
  assert.match(page.text, /C\. senior leader of north, Cedar Lane School, named by A\. headteacher/)
  assert.match(page.text, /Before E\. headteacher of north, .*She moves to another school\./)
  assert.equal(page.page.querySelectorAll('main form').length, 0, 'a reviewer reads')
  assert.equal((await app.get(review.here, partner)).status, 404)
  assert.equal((await app.get(`${review.path}/plan/workshop`, partner)).status, 403)
  assert.doesNotMatch((await app.get(review.path, 'north:partnership-officer')).text, /She moves/)
})

test('who leads can step back with a reason, and then somebody is to be named again', async () => {
  const review = await cluster()
  await name(review, partner)
  const instead_of = await presentId(review, partner)
  const end = (reason: string) => app.submit(review.here, { reason, instead_of }, partner, 'end')
  assert.deepEqual((await end('')).errors, ['Say why'])
  assert.equal((await end('I cannot be there.')).location, review.path)
  assert.match(
    (await app.get(review.here, hostLead)).text,
    /Nobody is named yet.*E\. headteacher of north: I cannot be there\./,
  )
  assert.match(
    (await app.get(review.path, hostLead)).text,
    /Name the improvement champion for the improvement workshop/,
  )
})

test('who was overtaken by somebody else’s choice is told, and nothing is replaced', async () => {
  const review = await cluster()
  const old = await presentId(review)
  await name(review, partner, {}, lead)
  const late = await app.submit(
    review.here,
    { person_id: idOf(colleague), instead_of: old, reason: 'x' },
    hostLead,
    'name',
  )
  assert.equal(late.status, 422)
  assert.match(
    late.errors[0] ?? '',
    /A\. headteacher of north named E\. headteacher of north after you opened this page/,
  )
  assert.match((await app.get(review.path, lead)).text, /Improvement champion: E\. headteacher/)
})

test('only colleagues of the group’s schools can be named, by the host lead or the lead reviewer', async () => {
  const review = await cluster()
  for (const wrong of ['north:b:headteacher', 'north:c:governor', 'north:partnership-officer'])
    assert.match((await name(review, wrong)).errors[0] ?? '', /Choose a colleague of one of the group’s schools/, wrong)
  assert.equal(
    (await app.submit(review.here, { person_id: '', instead_of: '', reason: '' }, hostLead, 'name')).status,
    422,
  )
  for (const who of [reviewer, host]) {
    const sent = await app.post(
      review.here,
      { _form: 'name', person_id: idOf(partner), instead_of: '', reason: '' },
      who,
    )
    assert.equal(sent.status, 422, who)
    assert.match(sent.errors[0] ?? sent.text, /The host lead or the lead reviewer names/)
  }
  for (const who of [...outsiders, colleague]) assert.equal((await app.get(review.here, who)).status, 404, who)
  assert.equal((await app.get(`${review.path}/leaders/impact`, hostLead)).status, 404, 'nobody is named for that stage')
  const [row] = (
    await app.database.asOwner((db) =>
      sql<{ many: number }>`select count(*)::int as many from stage_leader where review_id = ${review.id}`.execute(db),
    )
  ).rows
  assert.equal(row?.many, 0)
})

test('the calendar of a champion has the workshop, and nothing else of the review', async () => {
  const review = await cluster()
  await name(review, colleague)
  await book(review.path, '2026-12-08', hostLead)
  const made = await app.submit('/north/calendar', {}, colleague, 'make')
  const feed = await app.get(/http:\/\/localhost(\S+\.ics)/.exec(made.text)?.[1] ?? '')
  const events = feed.body.replaceAll(/\r\n[ \t]/g, '').match(/SUMMARY:[^\r]*/g)
  assert.ok(events && events.length > 0)
  assert.deepEqual([...new Set(events)], ['SUMMARY:Improvement workshop: Cedar Lane School'])
})
