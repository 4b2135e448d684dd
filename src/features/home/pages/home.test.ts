import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import { testApp, testNow } from '../../../../tests/support/app.ts'
import {
  host,
  hostLead,
  hostSchool,
  ile,
  lead,
  type ReviewWorld,
  reviewAt,
  reviewer,
} from '../../../../tests/support/review-world.ts'
import { roleKeys } from '../../people/public.ts'
import { shareSnapshot, takeSnapshot } from '../../sharing/public.ts'
import { routes } from '../routes.ts'

const app = await testApp({ after }, routes)

beforeEach(async () => {
  app.clock.set(testNow)
  // Each test's review is the only one, and nothing waits from the others.
  await app.database.asOwner(async (db) => {
    await sql`update review set cancelled_at = now() where cancelled_at is null`.execute(db)
    await sql`update share set revoked_at = now(), revoked_by = shared_by where revoked_at is null`.execute(db)
  })
})

type Row = { title: string; href: string; day: string; about: string; note: string }

/** The tasks of a person's home page, by the heading above them; what waits now is under ''. */
async function lists(who: string): Promise<Map<string, Row[]>> {
  const page = await app.get(`/${who.split(':')[0]}`, who)
  assert.equal(page.status, 200, who)
  const found = new Map<string, Row[]>()
  let heading = ''
  for (const element of page.page.querySelectorAll('main h2, main .app-tasks__item')) {
    if (element.tagName === 'H2') heading = element.text
    else {
      const text = (part: string) => element.querySelector(`.app-tasks__${part}`)?.text.trim() ?? ''
      const link = element.querySelector('a')
      const row = { title: link?.text ?? '', href: link?.getAttribute('href') ?? '', day: text('day') }
      found.set(heading, [...(found.get(heading) ?? []), { ...row, about: text('about'), note: text('note') }])
    }
  }
  return found
}

/** The titles of a list, without the self-evaluation that the visitors may still read and the reviews that others start. */
const titles = async (who: string, heading = '') =>
  ((await lists(who)).get(heading) ?? [])
    .map((row) => row.title)
    .filter((title) => !/self-evaluation|^Start the review of/.test(title))
const inReview = (review: ReviewWorld, path: string) => `${review.path}/${path}`

test('people of every role have a home page, and an empty one says what happens next', async () => {
  for (const role of roleKeys) {
    const who = ['headteacher', 'senior-leader', 'senco', 'governor'].includes(role)
      ? `south:z:${role}`
      : `south:${role}`
    const page = await app.get('/south', who)
    assert.equal(page.status, 200, who)
    if (role.startsWith('partnership-')) assert.match(page.text, /What you need to do Publish a framework/, who)
    else assert.match(page.text, /Nothing waits for you now/, who)
    const isOnlooker = ['ile', 'facilitator', 'quality-assurer', 'provider'].includes(role)
    assert.equal(/What you can look at The schools of the partnership/.test(page.text), isOnlooker, who)
  }
  const head = await app.get('/south', 'south:z:headteacher')
  assert.match(head.text, /A review begins with your school’s self-evaluation/)
  assert.match(head.text, /School Zeal Park School/)
  const officer = await app.get('/south', 'south:partnership-officer')
  assert.match(officer.text, /Run the partnership/)
  assert.equal(officer.page.querySelector('a[href="/south/audit"]'), null, 'only a lead reads the record of changes')
  assert.equal((await app.get('/south', 'north:a:headteacher')).status, 404)
  assert.match(String((await app.get('/south')).location), /^\/sign-in\?return=%2Fsouth/)
})

test('while the team drafts, its writers are asked for the report and the host waits', async () => {
  const review = await reviewAt(app, 'drafted')
  for (const who of [lead, reviewer]) {
    const [task] = (await lists(who)).get('') ?? []
    assert.equal(task?.title, 'Write up the findings and send the draft report to the host', who)
    assert.equal(task?.href, inReview(review, 'write-up'))
    assert.equal(task?.day, '24 November 2026')
    assert.equal(task?.about, 'Review of Cedar Lane School')
  }
  assert.deepEqual(await titles(hostLead, 'Waiting for others'), [
    'Write up the findings and send the draft report to the host',
  ])
  assert.deepEqual(await titles('north:partnership-officer'), ['Enter the term dates'], 'nothing of the draft')
  assert.ok(!(await titles(ile)).some((title) => title.includes('challenge')), 'has challenged a finding')
  assert.deepEqual(await titles(ile, 'Waiting for others'), ['The team writes the report'])
})

test('a draft waits for the host, and for the team as soon as a comment does', async () => {
  const sent = await reviewAt(app, 'sent')
  assert.deepEqual(await titles(hostLead), ['Read the draft report: comment on it or agree it'])
  assert.deepEqual(await titles(host), ['Read the draft report and comment on it'])
  assert.deepEqual(await titles(lead, 'Waiting for others'), ['The school reads the draft report'])
  await app.database.asOwner((db) =>
    sql`insert into summary_comment (partnership_id, review_id, section, text, author_id)
      select partnership_id, id, 'overall', 'Is this so?', ${app.world.people.get(host)?.id} from review where id = ${sent.id}`.execute(
      db,
    ),
  )
  for (const who of [lead, reviewer]) assert.deepEqual(await titles(who), ['Answer 1 comment on the draft report'], who)
  assert.deepEqual(await titles(hostLead), [])
  const waiting = (await lists(hostLead)).get('Waiting for others') ?? []
  assert.equal(waiting[0]?.title, 'The team answers your comments')
  assert.equal(waiting[0]?.note, 'Waits for A. headteacher of north.')
})

test('after the head it is the lead reviewer who agrees', async () => {
  const review = await reviewAt(app, 'host-agreed')
  const [task] = (await lists(lead)).get('') ?? []
  assert.equal(task?.title, 'Agree the report for the team')
  assert.equal(task?.href, inReview(review, 'write-up'))
})

test('next steps are put in front of who sees to them three weeks before their day, and of the head', async () => {
  const review = await reviewAt(app, 'agreed')
  const [first] = (await lists(hostLead)).get('') ?? []
  assert.match(first?.title ?? '', /^Give Years 4 to 6 twenty minutes/)
  assert.equal(first?.href, inReview(review, `next-steps/${review.step_ids[0]}/progress`))
  assert.equal(first?.note, 'Deputy headteacher sees to it.')
  assert.deepEqual(await titles(host), [], 'the step of the SENCO is two months away')
  app.clock.set(Temporal.Instant.from('2027-01-18T09:00:00Z'))
  const own = ((await lists(host)).get('') ?? []).find((row) => row.href.includes(review.step_ids[1] ?? ''))
  assert.match(own?.title ?? '', /^Bring the help ladder to Years 4 to 6/)
  assert.equal(own?.about, 'Next step of Cedar Lane School')
  const heads = await lists(hostLead)
  assert.ok(heads.get('Waiting for others')?.some((row) => row.href.includes(review.step_ids[1] ?? '')))
  app.clock.set(Temporal.Instant.from('2027-01-25T09:00:00Z'))
  assert.ok(
    (await lists(hostLead)).get('')?.some((row) => row.href.includes(review.step_ids[1] ?? '')),
    'late',
  )
  for (const who of [lead, hostSchool])
    assert.ok(!(await titles(who)).some((title) => title.startsWith('Bring the help ladder')), who)
  await app.database.asOwner((db) => sql`update review set closed_at = now() where id = ${review.id}`.execute(db))
  assert.ok(
    (await titles(host)).some((title) => title.startsWith('Bring the help ladder')),
    'it outlasts its review',
  )
})

test('the meetings after the visit are coming up, and waited for once their day has come', async () => {
  const review = await reviewAt(app, 'agreed')
  const coming = (await lists(ile)).get('Coming up') ?? []
  assert.equal(coming.length, 2)
  assert.match(coming[0]?.title ?? '', /^Follow-up meeting at /)
  const meeting = await review.meeting('follow-up')
  app.clock.set(meeting.starts_at.add({ hours: 3 }))
  for (const who of [lead, hostLead])
    assert.ok((await titles(who)).includes('Hold the follow-up meeting and write down what came of it'), who)
})

test('a report that another school shares is to be read until it is opened', async () => {
  const review = await reviewAt(app, 'agreed')
  await app.as(hostLead, async (db, actor) => {
    const frozen = { school_id: review.school, subject: { kind: 'review-report' as const, id: review.id }, content: {} }
    const snapshot = await takeSnapshot(db, actor, frozen, app.clock.now())
    const recipients = [{ kind: 'school' as const, school_id: app.world.schools.b ?? '' }]
    const wanted = { recipients, purpose: 'To learn from it', until_on: Temporal.PlainDate.from('2027-03-01') }
    await shareSnapshot(db, actor, snapshot, wanted, app.services, app.clock.now())
  })
  assert.deepEqual(await titles('north:b:senco'), ['Read the review report of Cedar Lane School'])
  assert.deepEqual(await titles('north:b:governor'), ['Read the review report of Cedar Lane School'])
  assert.deepEqual(await titles('north:partnership-lead'), ['Enter the term dates'], 'it is not shared with them')
})
