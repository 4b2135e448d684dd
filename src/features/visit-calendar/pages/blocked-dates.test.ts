import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../tests/support/app.ts'
import { plannedProgramme } from '../../../../tests/support/visit-calendar.ts'
import { newToken, tokenHash } from '../../../platform/web/session.ts'
import { home } from '../../home/pages/home.ts'
import { routes as reviewGroups } from '../../review-groups/routes.ts'
import { putFeed } from '../../reviews/planning/calendar.queries.ts'
import { startReview } from '../../reviews/public.ts'
import { routes as reviews } from '../../reviews/routes.ts'
import { adoptLatest } from '../public.ts'
import { routes } from '../routes.ts'

const officer = 'north:partnership-officer'
const head = 'north:c:headteacher'
const path = '/north/blocked-dates'
const app = await testApp({ after }, [...routes, ...reviews, ...reviewGroups, home])

function from(day: string, last = day) {
  const [a, b] = [day.split('-'), last.split('-')]
  return {
    'starts_on-day': a[2] ?? '',
    'starts_on-month': a[1] ?? '',
    'starts_on-year': a[0] ?? '',
    'ends_on-day': b[2] ?? '',
    'ends_on-month': b[1] ?? '',
    'ends_on-year': b[0] ?? '',
  }
}

const clear = () => app.database.asOwner((db) => sql`delete from blocked_date`.execute(db))

test('people and schools block days, officers see from when to when, and only who entered them removes them', async () => {
  const { path: programme } = await plannedProgramme(app)
  assert.match((await app.get(path, head)).text, /No days are blocked/)
  const wrong = await app.submit(`${path}/new`, { whose: 'me', ...from('2027-03-10', '2027-03-09') }, head)
  assert.equal(wrong.status, 422)
  assert.match(wrong.errors.join(), /The last day must not be before the first/)
  assert.equal(wrong.page.querySelector('input[name="starts_on-day"]')?.getAttribute('value'), '10')
  const school = app.world.schools.c ?? ''
  const unsaid = await app.submit(`${path}/new`, { whose: school, ...from('2027-05-10', '2027-05-21') }, head)
  assert.match(unsaid.errors.join(), /Choose why the school cannot be visited/)
  const other = await app.submit(`${path}/new`, { whose: app.world.schools.d ?? '', ...from('2027-05-10') }, head)
  assert.match(other.errors.join(), /Choose whose days they are/)
  assert.equal((await app.submit(`${path}/new`, { whose: 'me', ...from('2027-03-10') }, head)).status, 303)
  const exams = { whose: school, reason: 'exams', ...from('2027-05-10', '2027-05-21') }
  assert.equal((await app.submit(`${path}/new`, exams, head)).location, path)
  const mine = await app.get(path, head)
  assert.match(mine.text, /10 March 2027 Yours/)
  assert.match((await app.get(path, 'north:c:senco')).text, /10 May 2027 to 21 May 2027 Cedar Lane School: exams/)
  assert.doesNotMatch((await app.get(path, 'north:c:senco')).text, /Yours/)
  const seen = await app.get(`${programme}/calendar/blocked-dates`, officer)
  assert.match(seen.text, /C\. headteacher of north 10 March 2027 River group/)
  const remove = mine.page.querySelector('main table a')?.getAttribute('href') ?? ''
  assert.equal((await app.get(remove, 'north:d:headteacher')).status, 404)
  assert.equal((await app.get(remove, 'north:ile')).status, 404)
  assert.equal((await app.get(path, 'north:c:governor')).status, 403)
  assert.equal((await app.submit(remove, {}, head)).status, 303)
  assert.doesNotMatch((await app.get(path, head)).text, /Yours/)
  await clear()
})

test('an adopted calendar reaches home, the group, the calendar feed and the day of a review', async () => {
  const { programme, group, visits } = await plannedProgramme(app)
  const visit = visits.find(({ school }) => school === app.world.schools.c)
  assert.ok(visit)
  const day = Temporal.PlainDate.from(visit.visit)
  assert.doesNotMatch((await app.get('/north', head)).text, /Planned visit/)
  const at = { now: app.clock.now(), today: app.clock.today(), baseUrl: 'http://localhost' }
  assert.ok('told' in (await app.as(officer, (db, actor) => adoptLatest(db, actor, programme, at))))
  assert.match((await app.get('/north', head)).text, /Planned visit to your school Cedar Lane School/)
  assert.match((await app.get('/north', 'north:c:senco')).text, /Planned visit to your school/)
  assert.doesNotMatch((await app.get('/north', 'north:a:headteacher')).text, /Planned visit/)
  assert.match(
    (await app.get(`/north/review-groups/${group}`, 'north:d:senco')).text,
    /Planned visits.*Cedar Lane School/,
  )
  assert.match((await app.get(path, 'north:ile')).text, /Planned visits of your groups/)
  const token = newToken()
  await app.as('north:ile', (db, actor) => putFeed(db, actor, tokenHash(app.services.secret, token), app.clock.now()))
  const feed = await app.get(`/north/calendar/${token}.ics`)
  assert.match(feed.body, /SUMMARY:Planned review visit: Cedar Lane School/)
  assert.match(feed.body, /STATUS:TENTATIVE/)
  const started = await app.as(officer, (db, actor) =>
    startReview(db, actor, { group_id: group, host_school_id: visit.school }, at),
  )
  assert.ok('id' in started)
  const schedule = `/north/reviews/${started.id}/schedule`
  const page = await app.get(schedule, officer)
  assert.match(page.text, /plans this visit for/)
  assert.equal(page.page.querySelector('input[name="visit_on-day"]')?.getAttribute('value'), String(day.day))
  await app.submit(`${path}/new`, { whose: 'me', ...from(visit.visit) }, 'north:d:headteacher')
  const checked = await app.submit(schedule, {}, officer)
  assert.match(checked.text, /is blocked for D\. headteacher of north\. Talk to them first\./)
  const other = day.add({ days: day.dayOfWeek === 5 ? -1 : 1 })
  const moved = { 'visit_on-day': `${other.day}`, 'visit_on-month': `${other.month}`, 'visit_on-year': `${other.year}` }
  const taken = await app.submit(schedule, { ...moved, checked: `${other}` }, officer)
  assert.equal(taken.status, 303, taken.errors.join())
  const calendar = `/north/programmes/${programme}/calendar`
  assert.match((await app.get(calendar, officer)).text, /Cedar Lane School is visited on .*; the calendar says/)
  const mend = await app.submit(`${calendar}/mend`, {}, officer)
  assert.equal(mend.status, 303, mend.errors.join())
  assert.match((await app.get(mend.location ?? '', officer)).text, /Cedar Lane School Visit/)
  const dates = await app.database.asOwner((db) =>
    sql<{ visit_on: Temporal.PlainDate }>`select visit_on from review where id = ${started.id}`.execute(db),
  )
  assert.ok(dates.rows[0]?.visit_on.equals(other), 'the review keeps its own day')
  await clear()
})
