import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../tests/support/app.ts'
import { jobBench, plannedProgramme } from '../../../../tests/support/visit-calendar.ts'
import { runJob } from '../../../platform/jobs/run.ts'
import { home } from '../../home/pages/home.ts'
import { routes as reviewGroups } from '../../review-groups/routes.ts'
import { inviteMember, startReview } from '../../reviews/public.ts'
import { routes as reviews } from '../../reviews/routes.ts'
import { adoptLatest } from '../public.ts'
import { routes } from '../routes.ts'

const officer = 'north:partnership-officer'
const lead = 'north:partnership-lead'
const head = 'north:c:headteacher'
const app = await testApp({ after }, [...routes, ...reviews, ...reviewGroups, home])
const at = () => ({ now: app.clock.now(), today: app.clock.today(), baseUrl: 'http://localhost' })
const day = (text: string) => Temporal.PlainDate.from(text)

function on(chosen: Temporal.PlainDate) {
  return {
    'visit_on-day': `${chosen.day}`,
    'visit_on-month': `${chosen.month}`,
    'visit_on-year': `${chosen.year}`,
    arrange_meetings: 'yes',
  }
}

type Mail = { to_address: string; subject: string; text: string }
const mailsOf = (kind: string) =>
  app.database.asOwner(
    async (db) =>
      (
        await sql<Mail>`select to_address, subject, text from outbox_mail where kind = ${kind} order by to_address`.execute(
          db,
        )
      ).rows,
  )

/** The morning's job, as the service runs it. */
const tell = () =>
  runJob(
    jobBench(app),
    { id: crypto.randomUUID(), partnership_id: null, person_id: null, name: 'tell-of-slips', data: {} },
    1,
    new AbortController().signal,
  )

/** A programme whose calendar people know, and the review of one of its schools, started. */
async function adoptedProgramme(letter = 'c') {
  const known = await plannedProgramme(app)
  await app.as(officer, (db, actor) => adoptLatest(db, actor, known.programme, at()))
  const host = app.world.schools[letter] ?? ''
  const visit = known.visits.find(({ school }) => school === host)
  assert.ok(visit)
  const started = await app.as(officer, (db, actor) =>
    startReview(db, actor, { group_id: known.group, host_school_id: host }, at()),
  )
  assert.ok('id' in started)
  return { ...known, visit, schedule: `/north/reviews/${started.id}/schedule`, review: started.id }
}

test('on its planned day a review gets the planned days of its meetings, and nobody is told of a slip', async () => {
  const { visit, schedule, review, path } = await adoptedProgramme()
  const planned = day(visit.visit)
  const checked = await app.submit(schedule, on(planned), head)
  assert.match(checked.text, /Days proposed for the meetings:.*, as planned/)
  assert.doesNotMatch(checked.text, /officers see that it moved/)
  const saved = await app.submit(schedule, { ...on(planned), checked: `${planned}` }, head)
  assert.equal(saved.status, 303, saved.errors.join())
  const meetings = await app.database.asOwner((db) =>
    sql<{
      stage: string
      on: string
    }>`select stage, (starts_at at time zone 'Europe/London')::date::text as on from review_meeting
      where review_id = ${review} order by starts_at`.execute(db),
  )
  assert.deepEqual(
    meetings.rows.map((one) => one.on),
    [visit.preparation, visit.followUp, visit.checkIn],
  )
  assert.doesNotMatch((await app.get(path, officer)).text, /moved since the calendar was adopted/)
})

test('a visit that moves: its mover sees whom it meets, officers are told once, and the change is kept readable', async () => {
  const { visits, schedule, path, programme, review } = await adoptedProgramme()
  const other = visits.find(({ school }) => school === app.world.schools.d)
  assert.ok(other)
  const to = day(other.visit)
  const ile = app.world.people.get('north:ile')?.id ?? ''
  await app.as(officer, (db, actor) => inviteMember(db, actor, review, { person_id: ile, part: 'reviewer' }, at()))
  const checked = await app.submit(schedule, on(to), head)
  assert.match(
    checked.text,
    /The visit: the calendar of .* plans the visit to Dunmere Community School for the same day, with the same group/,
  )
  assert.match(checked.text, /When you save, the partnership’s officers see that it moved/)
  const saved = await app.submit(schedule, { ...on(to), checked: `${to}` }, head)
  assert.equal(saved.status, 303, saved.errors.join())

  for (const who of [officer, lead]) {
    const page = await app.get('/north', who)
    assert.match(
      page.text,
      /Plan around what changed in the calendar of visits.*1 visit moved since the calendar was adopted; \d planned dates? clash/,
    )
  }
  assert.doesNotMatch((await app.get('/north', head)).text, /Plan around what changed/)
  assert.match(
    (await app.get(path, officer)).text,
    /1 visit moved since the calendar was adopted.*Plan around it with the fewest changes/,
  )
  assert.doesNotMatch((await app.get(path, head)).text, /1 visit moved/)
  const calendar = await app.get(`${path}/calendar`, officer)
  assert.match(calendar.text, /1 visit moved since the calendar was adopted; \d planned dates? clash/)
  assert.match(
    calendar.text,
    /The visit of Dunmere Community School on .* is on the day of the visit to Cedar Lane School, with the same people/,
  )

  await tell()
  const mails = await mailsOf('visits-moved')
  assert.deepEqual(
    mails.map(({ to_address }) => to_address),
    ['north.partnership-lead@example.org', 'north.partnership-officer@example.org'],
  )
  assert.match(mails[0]?.text ?? '', /Cedar Lane School: from .* to .*, by C\. headteacher of north/)
  assert.match(mails[0]?.text ?? '', /Planned dates that cannot be kept:\n- The visit of Dunmere Community School/)
  assert.match(mails[0]?.text ?? '', new RegExp(`/north/programmes/${programme}/calendar/mend`))
  await tell()
  assert.equal((await mailsOf('visits-moved')).length, 2, 'nobody is told twice')

  const mended = await app.submit(`${path}/calendar/mend`, {}, officer)
  assert.equal(mended.status, 303, mended.errors.join())
  assert.match((await app.get(mended.location ?? '', officer)).text, /Dunmere Community School Visit/)
  const taken = await app.submit(mended.location ?? '', {}, officer, 'tell')
  assert.equal(taken.status, 303, taken.errors.join())
  const list = await app.get(`${path}/calendar/versions`, officer)
  const version = list.page.querySelector('main table a')?.getAttribute('href') ?? ''
  const kept = await app.get(version, officer)
  assert.match(
    kept.text,
    /What had happened 1 visit moved since the calendar before it was adopted: Cedar Lane School: from .* by C\. headteacher of north/,
  )
  assert.match(kept.text, /The visit of Dunmere Community School on .* is on the day of the visit to Cedar Lane School/)
  assert.match(kept.text, /\d dates? changed/)
  assert.match(
    kept.text,
    /Who was told.*Dates that were new.*D\. headteacher of north .*Visit, Dunmere Community School: /,
  )
  assert.doesNotMatch(kept.text, /[0-9a-f]{8}-[0-9a-f]{4}/)
  const left = await app.get('/north', officer)
  assert.equal(left.page.querySelector(`a[href="${path}/calendar/mend"]`), null)
  assert.doesNotMatch((await app.get(path, officer)).text, /1 visit moved/)
  assert.equal((await app.get(version, head)).status, 403)
  assert.equal((await app.get(version.replace('/north/', '/south/'), 'south:partnership-officer')).status, 404)
})

test('a visit that moved back is no email to anybody, and what an officer moved none to that officer', async () => {
  const { visit, schedule } = await adoptedProgramme('e')
  const before = (await mailsOf('visits-moved')).length
  const planned = day(visit.visit)
  const away = planned.add({ days: planned.dayOfWeek === 5 ? -1 : 1 })
  for (const to of [away, planned]) {
    const saved = await app.submit(schedule, { ...on(to), checked: `${to}` }, 'north:e:headteacher')
    assert.equal(saved.status, 303, saved.errors.join())
  }
  await tell()
  assert.equal((await mailsOf('visits-moved')).length, before)
  assert.equal((await app.submit(schedule, { ...on(away), checked: `${away}` }, officer)).status, 303)
  await tell()
  const mails = (await mailsOf('visits-moved')).filter(({ text }) => text.includes('Elmstead Infant School: from'))
  assert.deepEqual(
    mails.map(({ to_address }) => to_address),
    ['north.partnership-lead@example.org'],
  )
})

test('what somebody has in another review is said before a day is chosen', async () => {
  const first = await adoptedProgramme('b')
  const second = await adoptedProgramme('b')
  const who = 'north:b:headteacher'
  const planned = day(first.visit.visit)
  const saved = await app.submit(first.schedule, { ...on(planned), checked: `${planned}` }, who)
  assert.equal(saved.status, 303, saved.errors.join())
  await app.database.asOwner((db) =>
    sql`insert into group_meeting (partnership_id, group_id, stage, starts_at, minutes, updated_by)
      values (${app.world.partnerships.north}, ${first.group}, 'evening', ${`${first.visit.preparation}T17:00:00Z`}, 60, ${app.world.people.get(officer)?.id})`.execute(
      db,
    ),
  )
  const seen = await app.submit(second.schedule, on(day(first.visit.preparation ?? '')), who)
  assert.match(seen.text, /The visit: B\. headteacher of north has a meeting of River group on .* at [56]pm/)
  assert.match(seen.text, /The visit: B\. headteacher of north has a meeting about Birchwood Academy on .* at 3:45pm/)
})
