import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../../tests/support/app.ts'
import { lead, reviewAt, reviewer, secondReviewer } from '../../../../../tests/support/review-world.ts'
import {
  type Example,
  lead as exampleLead,
  exampleReview,
  host,
  hostLead,
  ile,
  rows,
} from '../../../../../tests/support/visit.ts'
import { planningRoutes } from '../../planning/routes.ts'
import { preparationRoutes } from '../routes.ts'

const app = await testApp({ after }, [...preparationRoutes, ...planningRoutes])

type Kept = { to_name: string; subject: string; text: string; attachments: { type: string; content: string }[] }

/** The mails of a kind since the last look; they are taken away. */
const mails = (kind: string) =>
  rows(app, sql<Kept>`delete from outbox_mail where kind = ${kind} returning to_name, subject, text, attachments`)

const unfolded = (text: string) => text.replaceAll(/\r\n[ \t]/g, '')

/** What a person's calendar address gives of a review's programme: each event with its status and sequence. */
async function feedOf(who: string, review: { path: string }): Promise<string[]> {
  const made = await app.submit('/north/calendar', {}, who, 'make')
  const feed = await app.get(/http:\/\/localhost(\S+\.ics)/.exec(made.text)?.[1] ?? '')
  return unfolded(feed.body)
    .split('BEGIN:VEVENT')
    .slice(1)
    .filter((event) => event.includes('UID:activity-') && event.includes(review.path))
    .map((event) =>
      [/SUMMARY:([^:\r]*)/, /STATUS:(\w+)/, /SEQUENCE:(\d+)/].map((one) => one.exec(event)?.[1]).join(' '),
    )
    .sort()
}

const add = (example: Example, change: Record<string, string> = {}) =>
  app.submit(
    `${example.path}/visit-programme/activities/new`,
    {
      title: 'Learning walk',
      kind: 'learning-walk',
      starts: '9:15am',
      ends: '10am',
      place: 'Hall',
      visitor_person_id: example.person(exampleLead),
      host_person_id: example.person(hostLead),
      question_id: '',
      ...change,
    },
    exampleLead,
  )

const send = (example: { path: string }, message = '', who = exampleLead) =>
  app.submit(`${example.path}/visit-programme/send`, { message }, who)

test('before sending, the page shows who gets what; then each has their own activities, by mail and in the feed', async () => {
  const example = await exampleReview(app)
  await add(example)
  const programme = await app.get(`${example.path}/visit-programme`, exampleLead)
  assert.match(programme.text, /The programme is in nobody’s calendar yet/)
  const page = await app.get(`${example.path}/visit-programme/send`, hostLead)
  assert.match(page.text, /A\. headteacher of north: 1 activity 9:15am to 10am, Learning walk, Hall/)
  assert.match(page.text, /have no activity of their own/)
  assert.equal((await mails('programme-sent')).length, 0)
  const sent = await send(example, 'Park behind the hall')
  assert.equal(sent.status, 303)
  const got = await mails('programme-sent')
  assert.deepEqual(got.map((mail) => mail.to_name).sort(), ['A. headteacher of north', 'C. headteacher of north'])
  for (const mail of got) {
    assert.match(mail.text, /Your day:\n9:15am to 10am, Learning walk, Hall/)
    assert.match(mail.text, /Park behind the hall/)
    assert.equal(mail.attachments.length, 1)
    assert.match(mail.attachments[0]?.type ?? '', /method=REQUEST/)
  }
  assert.deepEqual(await feedOf(hostLead, example), ['Learning walk CONFIRMED 0'])
  assert.deepEqual(await feedOf(host, example), [])
  assert.match(
    (await app.get(`${example.path}/visit-programme`, exampleLead)).text,
    /Sent to calendars by C\. headteacher of north on 24 November 2026 at 10am\. Everybody’s calendar has it/,
  )
  assert.match((await app.get(`${example.path}/visit-programme/send`, hostLead)).text, /has the programme as it stands/)
})

test('a change goes to those whom it concerns, as an update and a cancellation, and says what was different', async () => {
  const example = await exampleReview(app)
  await add(example)
  await add(example, {
    title: 'Books',
    kind: 'book-study',
    starts: '11am',
    ends: '11:30am',
    host_person_id: example.person(host),
  })
  await send(example)
  await mails('programme-sent')
  const [first] = await rows(
    app,
    sql<{ id: string }>`select id from visit_activity where review_id = ${example.review} and title = 'Learning walk'`,
  )
  const path = `${example.path}/visit-programme/activities/${first?.id}`
  await app.submit(path, { starts: '9:30am', host_person_id: example.person(host) }, exampleLead)
  assert.match(
    (await app.get(`${example.path}/visit-programme`, exampleLead)).text,
    /It has changed since for 3 people/,
  )
  const page = await app.get(`${example.path}/visit-programme/send`, exampleLead)
  assert.match(page.text, /A\. headteacher of north: 1 change; 0 activities in all Taken out: 9:15am to 10am/)
  assert.match(page.text, /Changed: 9:30am to 10am, Learning walk, Hall \(it was 9:15am to 10am;/)
  await send(example)
  const got = new Map(
    [...(await mails('programme-sent')), ...(await mails('programme-withdrawn'))].map((mail) => [mail.to_name, mail]),
  )
  assert.match(got.get('A. headteacher of north')?.attachments[0]?.type ?? '', /method=CANCEL/)
  assert.match(got.get('A. senco of north')?.text ?? '', /What is different for you:\nNew: 9:30am to 10am/)
  assert.match(unfolded(got.get('C. headteacher of north')?.attachments[0]?.content ?? ''), /SEQUENCE:1/)
  assert.deepEqual(await feedOf(exampleLead, example), ['Books CONFIRMED 0', 'Learning walk CONFIRMED 1'])
  assert.deepEqual(await feedOf(hostLead, example), ['Learning walk CANCELLED 1'])
})

test('the programme is taken out of calendars with a word, and can be sent again', async () => {
  const example = await exampleReview(app)
  assert.match((await app.get(`${example.path}/visit-programme/withdraw`, exampleLead)).text, /in nobody’s calendar/)
  await add(example)
  await send(example)
  await mails('programme-sent')
  const page = await app.get(`${example.path}/visit-programme/withdraw`, exampleLead)
  assert.match(page.text, /each get an email, and their activities leave their calendars/)
  await app.submit(`${example.path}/visit-programme/withdraw`, { message: 'A new plan follows' }, exampleLead)
  const got = await mails('programme-withdrawn')
  assert.equal(got.length, 2)
  assert.match(got[0]?.text ?? '', /no longer stands as it was sent.*A new plan follows/s)
  assert.match(got[0]?.attachments[0]?.type ?? '', /method=CANCEL/)
  assert.deepEqual(await feedOf(hostLead, example), ['Learning walk CANCELLED 1'])
  await send(example)
  assert.deepEqual(await feedOf(hostLead, example), ['Learning walk CONFIRMED 2'])
})

test('a programme with a clash, or changed since it was looked at, is not sent', async () => {
  await mails('programme-sent')
  const example = await exampleReview(app)
  await add(example)
  const shown = (await app.get(`${example.path}/visit-programme/send`, exampleLead)).page
    .querySelector('input[name="shown"]')
    ?.getAttribute('value')
  await add(example, { title: 'Books', kind: 'book-study', starts: '11am', ends: '11:30am' })
  const older = await app.post(
    `${example.path}/visit-programme/send`,
    { _form: '', shown: shown ?? '', message: 'Welcome' },
    exampleLead,
  )
  assert.equal(older.status, 422)
  assert.match(older.errors[0] ?? '', /changed after you opened this page/)
  assert.match(older.body, /Welcome/)
  await add(example, { title: 'Talk', kind: 'pupil-conversation', place: 'Library' })
  const clashing = await app.get(`${example.path}/visit-programme/send`, exampleLead)
  assert.match(clashing.text, /Put the clashes right first, so that nobody is sent to two places/)
  assert.equal(clashing.page.querySelectorAll('main form').length, 0)
  assert.equal((await mails('programme-sent')).length, 0)
})

test('a visit that moves takes its activities along; who leaves the team and a cancelled review lose them', async () => {
  const review = await reviewAt(app, 'prepared')
  assert.equal((await send(review, '', lead)).status, 303)
  await mails('programme-sent')
  const before = await feedOf(reviewer, review)
  assert.ok(before.length > 1 && before.every((one) => /CONFIRMED 0$/.test(one)), before.join())
  const on = { 'visit_on-day': '11', 'visit_on-month': '3', 'visit_on-year': '2027', checked: '2027-03-11' }
  assert.equal((await app.submit(`${review.path}/schedule`, on, lead)).status, 303)
  assert.ok((await feedOf(reviewer, review)).every((one) => /CONFIRMED 1$/.test(one)))
  const moved = (await mails('visit-arranged')).find(
    (mail) => /^D\. senco/.test(mail.to_name) && mail.attachments.length > 4,
  )
  assert.ok(
    moved?.attachments.some((one) => /UID:activity-/.test(one.content) && /DTSTART:20270311T/.test(one.content)),
  )
  const [member] = await rows(
    app,
    sql<{
      id: string
    }>`select m.id from review_member m where review_id = ${review.id} and person_id = ${app.world.people.get(reviewer)?.id}`,
  )
  const removed = await app.submit(`${review.path}/team/${member?.id}/remove`, { reason: 'Ill' }, lead)
  assert.equal(removed.status, 303, removed.errors.join())
  assert.ok((await feedOf(reviewer, review)).every((one) => /CANCELLED 2$/.test(one)))
  const cancelled = await app.submit(
    `${review.path}/cancel`,
    { reason: 'The school closes' },
    'north:partnership-officer',
  )
  assert.equal(cancelled.status, 303, cancelled.errors.join())
  const left = await feedOf(secondReviewer, review)
  assert.ok(left.length > 0 && left.every((one) => /CANCELLED 2$/.test(one)), left.join())
})

test('those who do not prepare the visit cannot send it, and nobody outside finds the pages', async () => {
  const example = await exampleReview(app)
  await add(example)
  for (const path of ['send', 'withdraw']) {
    for (const who of [ile, host])
      assert.equal((await app.get(`${example.path}/visit-programme/${path}`, who)).status, 403)
    for (const who of ['north:e:headteacher', 'north:partnership-officer', 'south:z:headteacher'])
      assert.equal((await app.get(`${example.path}/visit-programme/${path}`, who)).status, 404)
  }
  const empty = await exampleReview(app)
  assert.match(
    (await app.get(`${empty.path}/visit-programme/send`, exampleLead)).text,
    /nobody of the two teams has an activity yet/,
  )
})
