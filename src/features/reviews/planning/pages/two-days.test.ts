import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../../tests/support/app.ts'
import { exampleReview as exampleOfKent, hostLead, lead, rows } from '../../../../../tests/support/visit.ts'
import { routes } from '../../routes.ts'

const app = await testApp({ after }, routes)

/** A review of a programme whose visits may last two days. */
async function exampleReview() {
  const example = await exampleOfKent(app)
  await app.database.asOwner((db) => sql`update programme set model_key = 'school-clusters'`.execute(db))
  return example
}

type Kept = { to_name: string; subject: string; text: string; attachments: { type: string; content: string }[] }
const mails = (kind: string) =>
  rows(app, sql<Kept>`delete from outbox_mail where kind = ${kind} returning to_name, subject, text, attachments`)
const unfolded = (text: string) => text.replaceAll(/\r\n[ \t]/g, '')
const facts = ({ content }: { content: string }) =>
  [/UID:(visit|activity)/, /DTSTART[^:]*:(\d{8})/, /STATUS:(\w+)/]
    .map((one) => one.exec(unfolded(content))?.[1])
    .join(' ')

const box = (name: string, text: string) => {
  const [year = '', month = '', day = ''] = text.split('-')
  return { [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year }
}
const choose = (first: string, second: string | undefined, more: Record<string, string> = {}) => ({
  ...box('visit_on', first),
  days: second === undefined ? '1' : '2',
  ...box('visit_second_on', second ?? ''),
  ...more,
})
const daysOf = async (id: string) => {
  const [row] = await rows(
    app,
    sql<{ days: string }>`select concat_ws(' ', visit_on, visit_second_on) as days from review where id = ${id}`,
  )
  return row?.days
}
const put = (path: string, first: string, second: string | undefined, checked: string) =>
  app.submit(`${path}/schedule`, choose(first, second, { checked }), lead)

test('where the model allows it two days are chosen, checked, saved and told; the second alone is the next school day', async () => {
  const example = await exampleReview()
  const page = await app.get(`${example.path}/schedule`, lead)
  assert.match(page.text, /How many days does the visit last\? One day Two days/)
  const checked = await app.submit(`${example.path}/schedule`, choose('2027-03-12', ''), lead)
  assert.match(checked.text, /Friday 12 and Monday 15 March 2027 can be the days/)
  assert.match(checked.text, /Improvement workshop: from 22 March 2027/, 'one school week after the last day')
  assert.equal((await put(example.path, '2027-03-12', '', '2027-03-12 2027-03-15')).status, 303)
  assert.equal(await daysOf(example.review), '2027-03-12 2027-03-15')
  assert.match(
    (await app.get(example.path, hostLead)).text,
    /Friday 12 and Monday 15 March 2027, from 8:45am to 3:30pm on each day/,
  )
  assert.match((await app.get('/north/reviews', lead)).text, /12 and 15 Mar 2027/)
  const [mail] = await mails('visit-arranged')
  assert.ok(mail)
  assert.match(mail.subject, /12 and 15 March 2027$/)
  assert.deepEqual(
    mail.attachments.map(facts).filter((one) => one.startsWith('visit')),
    ['visit 20270312 CONFIRMED', 'visit 20270315 CONFIRMED'],
  )
  const twice = unfolded(mail.attachments.map(({ content }) => content).join())
  assert.equal(new Set(twice.match(/UID:visit-[^\r]+/g)).size, 2, 'each day is an event of its own')
})

test('a second day that does not fit is refused at its field, with what was typed', async () => {
  const example = await exampleReview()
  const asked: [string, string, RegExp][] = [
    ['2027-03-19', '2027-03-20', /is not open on Saturday 20 March 2027/],
    ['2027-03-19', '2027-03-18', /must be after the first/],
    ['2027-03-08', '2027-03-22', /at most 5 school days/],
  ]
  for (const [first, second, why] of asked) {
    const refused = await app.submit(`${example.path}/schedule`, choose(first, second), lead)
    assert.equal(refused.status, 422)
    assert.match(refused.errors[0] ?? '', why)
    assert.equal(refused.page.querySelector('[name=visit_second_on-day]')?.getAttribute('value'), second.slice(-2))
  }
  await app.database.asOwner((db) => sql`update programme set model_key = 'inclusion-peer-review'`.execute(db))
  assert.doesNotMatch((await app.get(`${example.path}/schedule`, lead)).text, /Two days/)
  const forced = await app.submit(
    `${example.path}/schedule`,
    choose('2027-03-17', '2027-03-18', { checked: '2027-03-17' }),
    lead,
  )
  assert.equal(forced.status, 303, 'the answer to a question that was not asked is not heard')
  assert.equal(await daysOf(example.review), '2027-03-17')
})

test('the days of another visit are taken, both of them, for the group and for its people', async () => {
  const [one, other] = [await exampleReview(), await exampleReview()]
  assert.equal((await put(one.path, '2027-05-05', '2027-05-07', '2027-05-05 2027-05-07')).status, 303)
  const refused = async (first: string, second: string | undefined) =>
    (await app.submit(`${other.path}/schedule`, choose(first, second), lead)).errors[0]
  assert.match((await refused('2027-05-07', undefined)) ?? '', /on that day/)
  assert.match((await refused('2027-05-04', '2027-05-05')) ?? '', /on that day/)
  assert.equal(await refused('2027-05-06', undefined), undefined, 'the day between them is free')
})

test('the programme has both days, each with its own clashes, and goes into calendars on its own day', async () => {
  const example = await exampleReview()
  await put(example.path, '2027-06-09', '2027-06-10', '2027-06-09 2027-06-10')
  const add = (title: string, on_day: string, starts = '9:15am') =>
    app.submit(
      `${example.path}/visit-programme/activities/new`,
      {
        ...{ title, on_day, starts, ends: '10am', kind: 'learning-walk', place: 'Hall', question_id: '' },
        visitor_person_id: example.person(lead),
        host_person_id: example.person(hostLead),
      },
      lead,
    )
  assert.match(
    (await app.get(`${example.path}/visit-programme/activities/new`, lead)).text,
    /On which day\?.*Wednesday 9 June 2027.*Thursday 10 June 2027/,
  )
  for (const on of ['1', '2']) assert.equal((await add(`Walk ${on}`, on)).status, 303)
  const page = await app.get(`${example.path}/visit-programme`, lead)
  assert.match(page.text, /First day: Wednesday 9 June 2027.*Walk 1.*Second day: Thursday 10 June 2027.*Walk 2/)
  assert.doesNotMatch(page.text, /two places at once/)
  assert.match(
    (await app.get(`${example.path}/visit-programme/print`, lead)).text,
    /First day: Wednesday 9 June.*Walk 1.*Second day: Thursday 10 June.*Walk 2/,
  )
  assert.match((await app.get(`${example.path}/notebook`, lead)).text, /First day: .*Walk 1.*Second day: .*Walk 2/)
  await mails('programme-sent')
  assert.equal((await app.submit(`${example.path}/visit-programme/send`, {}, lead)).status, 303)
  const [sent] = await mails('programme-sent')
  assert.ok(sent)
  assert.match(sent.subject, /Wednesday 9 and Thursday 10 June 2027/)
  assert.deepEqual(sent.attachments.map(facts), ['activity 20270609 CONFIRMED', 'activity 20270610 CONFIRMED'])
  await mails('visit-arranged')

  // Both days move together.
  await put(example.path, '2027-06-15', '2027-06-16', '2027-06-15 2027-06-16')
  const [moved] = await mails('visit-arranged')
  assert.ok(moved)
  assert.match(moved.subject, /^New days: visit to .*15 and 16 June 2027/)
  const told = moved.attachments.map(facts)
  for (const fact of ['visit 20270615', 'visit 20270616', 'activity 20270615', 'activity 20270616'])
    assert.ok(told.includes(`${fact} CONFIRMED`), fact)

  // With the second day go its event and its activities.
  await put(example.path, '2027-06-15', undefined, '2027-06-15')
  assert.equal(await daysOf(example.review), '2027-06-15')
  const [shorter] = await mails('visit-arranged')
  const gone = shorter?.attachments.map(facts) ?? []
  assert.ok(gone.includes('visit 20270616 CANCELLED'), gone.join())
  assert.ok(gone.includes('activity 20270616 CANCELLED'), gone.join())
  const after = await app.get(`${example.path}/visit-programme`, lead)
  assert.match(
    after.text,
    /“Walk 2” \(second day, 9:15am to 10am\) is planned for the second day, and the visit has one day/,
  )
  assert.match(after.text, /Second day: the visit does not have it now/)
})

test('on each day the page of notes shows that day’s part', async () => {
  const example = await exampleReview()
  await put(example.path, '2027-07-07', '2027-07-08', '2027-07-07 2027-07-08')
  await app.submit(`${example.path}/visit-programme`, {}, lead, 'start')
  const [count] = await rows(
    app,
    sql<{ first: number; second: number }>`
    select count(*) filter (where on_day = 1) as first, count(*) filter (where on_day = 2) as second from visit_activity where review_id = ${example.review}`,
  )
  assert.ok((count?.first ?? 0) > 5 && (count?.second ?? 0) > 5)
  for (const on of ['2027-07-07', '2027-07-08']) {
    app.clock.set(Temporal.Instant.from(`${on}T08:00:00Z`))
    const text = (await app.get(`${example.path}/notes`, lead)).text
    const opening = on.endsWith('7') ? /Now.*welcome and the focus of the day/ : /Now.*what to look at again/
    assert.match(text, opening)
  }
})
