import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { testApp } from '../../../../tests/support/app.ts'
import { jobBench, plannedProgramme, programmeOf } from '../../../../tests/support/visit-calendar.ts'
import { runRequestedJobs } from '../../../platform/jobs/run.ts'
import { addBlockedDate } from '../blocked.queries.ts'
import { routes } from '../routes.ts'

const officer = 'north:partnership-officer'
const app = await testApp({ after }, routes)

test('an officer has a calendar searched for, looks at it from all sides, and nobody is told', async () => {
  const { path } = await programmeOf(app)
  const empty = await app.get(`${path}/calendar`, officer)
  assert.match(empty.text, /No calendar has been planned yet/)
  assert.match(
    empty.text,
    /No terms have been entered for 2026-27 and 2027-28, so the usual terms in England are assumed/,
  )
  const start = await app.submit(`${path}/calendar/searches/new`, { seconds: '5' }, officer)
  assert.equal(start.status, 303)
  const waiting = await app.get(start.location ?? '', officer)
  assert.match(waiting.text, /Looking for a calendar.*Waiting to start/)
  assert.equal((await app.get(`${start.location}/progress`, officer)).status, 200)
  const ran = await runRequestedJobs(jobBench(app))
  assert.deepEqual(ran, { ran: ['plan-visits'], failed: [] })
  assert.match((await app.get(start.location ?? '', officer)).text, /A calendar is found/)
  const page = await app.get(`${path}/calendar`, officer)
  assert.match(page.text, /Version 1, made by partnership officer of north/)
  assert.match(page.text, /No calendar is (better|more than \d+ % better)\./)
  assert.match(page.text, /Nobody but officers sees it until you adopt it/)
  for (const name of ['Birchwood Academy', 'Cedar Lane School', 'Dunmere Community School', 'Elmstead Infant School'])
    assert.ok(page.text.includes(name), name)
  assert.match((await app.get(`${path}/calendar?view=weeks`, officer)).text, /Week of \d+ \w+ 202\d/)
  assert.match((await app.get(`${path}/calendar?view=schools`, officer)).text, /Self-evaluation due/)
  const csv = await app.get(`${path}/calendar/download`, officer)
  assert.equal(csv.body.trim().split('\r\n').length, 5)
  assert.match((await app.get(`${path}/calendar/versions`, officer)).text, /Version 1 Planned by a search/)
  const mails = await app.database.asOwner((db) =>
    sql`select 1 from outbox_mail where kind = 'calendar-adopted'`.execute(db),
  )
  assert.equal(mails.rows.length, 0)
})

test('a calendar that cannot be is refused with the clash in words and where to change it', async () => {
  const { path } = await programmeOf(app, { ends_on: '2027-02-10' })
  await app.database.asOwner((db) =>
    sql`insert into blocked_date (partnership_id, person_id, starts_on, ends_on, created_by, created_at)
      values (${app.world.partnerships.north}, ${app.world.people.get('north:c:headteacher')?.id}, '2026-11-24', '2027-01-20', ${app.world.people.get('north:c:headteacher')?.id}, now())`.execute(
      db,
    ),
  )
  const start = await app.submit(`${path}/calendar/searches/new`, { seconds: '5' }, officer)
  await runRequestedJobs(jobBench(app))
  const page = await app.get(start.location ?? '', officer)
  assert.match(page.text, /No calendar keeps every date and rule/)
  assert.match(page.text, /cannot (all |both )?be visited on school days from/)
  assert.doesNotMatch(page.text, /[0-9a-f]{8}-[0-9a-f]{4}/)
  assert.ok(page.page.querySelector('a[href="/north/term-dates"]'))
  await app.database.asOwner((db) => sql`delete from blocked_date`.execute(db))
})

test('a visit is moved by hand: the effect is shown, then a new version is made', async () => {
  const { path, visits } = await plannedProgramme(app)
  const visit = visits.find(({ state }) => state === 'planned')
  assert.ok(visit)
  const here = `${path}/calendar/schools/${visit.school}`
  const to = visit.visit.startsWith('2027-03') ? '2027-05-11' : '2027-03-09'
  const [year = '', month = '', day = ''] = to.split('-')
  const fields = { 'visit_on-day': day, 'visit_on-month': month, 'visit_on-year': year }
  const sunday = await app.submit(here, { ...fields, 'visit_on-day': '7', 'visit_on-month': '3' }, officer, 'move')
  assert.equal(sunday.status, 422)
  assert.match(sunday.errors.join(), /is not open on 7 March 2027, because it is a Sunday/)
  const sent = await app.submit(here, fields, officer, 'move')
  assert.equal(sent.status, 303, sent.errors.join())
  const proposal = await app.get(sent.location ?? '', officer)
  assert.match(proposal.text, /is moved by hand Check what moves/)
  assert.match(proposal.text, /Nobody: the calendar that changes has not been adopted/)
  const dropped = await app.submit(sent.location ?? '', {}, officer, 'drop')
  assert.equal(dropped.location, `${path}/calendar`)
  assert.equal((await app.get(sent.location ?? '', officer)).status, 404)
  const again = await app.submit(here, fields, officer, 'move')
  const taken = await app.submit(again.location ?? '', {}, officer, 'take')
  assert.equal(taken.status, 303, taken.errors.join())
  assert.ok((await app.get(here, officer)).text.includes('2027'))
  const rows = await app.database.asOwner((db) =>
    sql<{
      visits: { school: string; visit: string }[]
    }>`select visits from visit_calendar where programme_id = ${path.split('/').at(-1)} order by number desc limit 1`.execute(
      db,
    ),
  )
  assert.equal(rows.rows[0]?.visits.find(({ school }) => school === visit.school)?.visit, to)
})

test('adopting tells heads and leaders once, and a slip then tells those whose dates change', async () => {
  const { path, programme, visits } = await plannedProgramme(app)
  const check = await app.get(`${path}/calendar/adopt`, officer)
  assert.match(check.text, /5 people get one email each/)
  const adopted = await app.submit(`${path}/calendar/adopt`, {}, officer)
  assert.equal(adopted.status, 303, adopted.errors.join())
  const mails = () =>
    app.database.asOwner(
      async (db) =>
        (
          await sql<{
            to_address: string
            text: string
          }>`select to_address, text from outbox_mail where kind = 'calendar-adopted' order by id`.execute(db)
        ).rows,
    )
  const first = await mails()
  assert.equal(first.length, 5)
  const toHead = first.find(({ to_address }) => to_address === 'north.c.headteacher@example.org')
  assert.match(toHead?.text ?? '', /Cedar Lane School is visited on \w+ \d+ \w+ 202\d:\n- Self-evaluation shared by/)
  assert.match(toHead?.text ?? '', /You take part in these visits:\n- /)
  assert.match((await app.get(`${path}/calendar/adopt`, officer)).text, /This calendar is adopted/)
  const visit = visits.find(({ state }) => state === 'planned')
  const slip = await app.submit(`${path}/calendar/slip`, { school: visit?.school ?? '' }, officer)
  assert.equal(slip.status, 303, slip.errors.join())
  const proposal = await app.get(slip.location ?? '', officer)
  assert.match(proposal.text, /Who will be told \d people get one email each/)
  const told = await app.submit(slip.location ?? '', {}, officer, 'tell')
  assert.equal(told.status, 303, told.errors.join())
  const second = await mails()
  assert.ok(second.length > first.length)
  const again = second.filter(({ text }) => /has changed\. These are your dates now/.test(text))
  assert.equal(again.length, second.length - first.length)
  const actions = await app.database.asOwner((db) =>
    sql<{
      action: string
    }>`select action from audit_entry where subject_id = ${programme} and action like 'visit-calendar:%' order by number`.execute(
      db,
    ),
  )
  assert.deepEqual(
    actions.rows.map(({ action }) => action),
    ['visit-calendar:adopt', 'visit-calendar:change', 'visit-calendar:adopt'],
  )
})

test('other roles and other partnerships see nothing of it', async () => {
  const { path, version } = await plannedProgramme(app)
  for (const end of [
    '',
    '/searches/new',
    '/slip',
    '/mend',
    '/adopt',
    '/versions',
    '/download',
    '/blocked-dates',
    `/versions/${version}`,
  ]) {
    assert.equal((await app.get(`${path}/calendar${end}`, 'north:c:headteacher')).status, 403, end)
    assert.equal(
      (await app.get(`${path}/calendar${end}`.replace('/north/', '/south/'), 'south:partnership-officer')).status,
      404,
      end,
    )
  }
})

test('a pinned date that no longer fits leads to where it is unpinned, since no new plan moves it', async () => {
  const { path, visits } = await plannedProgramme(app)
  const [pinned, other] = visits
  assert.ok(pinned && other)
  const block = ({ school, visit }: typeof pinned) =>
    app.as(officer, (db, actor) => {
      const on = Temporal.PlainDate.from(visit)
      return addBlockedDate(
        db,
        actor,
        { school_id: school, starts_on: on, ends_on: on, reason: 'exams' },
        app.clock.now(),
      )
    })
  const mend = `${path}/calendar/mend`
  const dates = `${path}/calendar/schools/${pinned.school}`
  await app.submit(dates, {}, officer, 'pin')
  await block(pinned)
  const alone = await app.get(mend, officer)
  assert.match(
    alone.text,
    /Every date that may move still fits\. These dates clash, but a new plan leaves them as they/,
  )
  assert.ok(alone.page.querySelector(`main a[href="${dates}"]`))
  assert.equal(alone.page.querySelector('main form[method="post"]'), null)
  await block(other)
  const both = await app.get(mend, officer)
  assert.match(both.text, /These dates no longer fit: .* These dates clash, but/)
  const mended = await app.submit(mend, {}, officer)
  assert.equal(mended.status, 303, mended.errors.join())
  await app.submit(dates, {}, officer, 'unpin')
  assert.doesNotMatch((await app.get(mend, officer)).text, /These dates clash/)
  await app.database.asOwner((db) =>
    sql`delete from blocked_date where school_id = any(${[pinned.school, other.school]})`.execute(db),
  )
})

test('pinned dates stay when the rest is planned again, and a stopped search keeps the best so far', async () => {
  const { path, visits } = await plannedProgramme(app)
  const pinned = visits.find(({ state }) => state === 'planned')
  assert.ok(pinned)
  const here = `${path}/calendar/schools/${pinned.school}`
  assert.equal((await app.submit(here, {}, officer, 'pin')).location, here)
  assert.match((await app.get(here, officer)).text, /These dates stay when the rest is planned again/)
  const start = await app.submit(`${path}/calendar/searches/new`, { seconds: '60' }, officer)
  const running = runRequestedJobs(jobBench(app))
  const newest = () =>
    app.database.asOwner(
      async (db) =>
        (
          await sql<{
            message: string
            state: string
          }>`select message, state from job_progress order by created_at desc limit 1`.execute(db)
        ).rows[0],
    )
  while (!/is found/.test((await newest())?.message ?? '') && (await newest())?.state !== 'done') await sleep(50)
  // Sent without opening the page again, as by somebody who presses as the search ends: by then it may have no such form.
  const stop = await app.post(start.location ?? '', { _form: 'stop', _once: crypto.randomUUID() }, officer)
  assert.equal(stop.status, 303, stop.errors.join())
  await running
  const rows = await app.database.asOwner((db) =>
    sql<{
      visits: { school: string; visit: string }[]
    }>`select visits from visit_calendar where programme_id = ${path.split('/').at(-1)} order by number desc limit 1`.execute(
      db,
    ),
  )
  assert.equal(rows.rows[0]?.visits.length, 4)
  assert.equal(rows.rows[0]?.visits.find(({ school }) => school === pinned.school)?.visit, pinned.visit)
  assert.match((await app.get(start.location ?? '', officer)).text, /A calendar is found/)
  assert.equal((await app.submit(here, {}, officer, 'unpin')).status, 303)
})

test('a change that was worked out before another version was made is not taken', async () => {
  const { path, visits } = await plannedProgramme(app)
  const [one, two] = visits.filter(({ state }) => state === 'planned')
  const first = await app.submit(`${path}/calendar/slip`, { school: one?.school ?? '' }, officer)
  const lead = 'north:partnership-lead'
  const second = await app.submit(`${path}/calendar/slip`, { school: two?.school ?? '' }, lead)
  assert.equal((await app.submit(first.location ?? '', {}, officer, 'take')).status, 303)
  const late = await app.submit(second.location ?? '', {}, lead, 'take')
  assert.equal(late.status, 422)
  assert.match(late.errors.join(), /Somebody made another version after this was worked out/)
})

test('a search that is stopped before it begins leaves the calendar as it was', async () => {
  const { path } = await programmeOf(app)
  const start = await app.submit(`${path}/calendar/searches/new`, { seconds: '5' }, officer)
  assert.match((await app.get(`${path}/calendar`, officer)).text, /A search for a calendar is going on/)
  await app.submit(start.location ?? '', {}, officer, 'stop')
  assert.match((await app.get(start.location ?? '', officer)).text, /It was stopped before it had found a calendar/)
  await runRequestedJobs(jobBench(app))
  const page = await app.get(`${path}/calendar`, officer)
  assert.doesNotMatch(page.text, /going on/)
  assert.match(page.text, /No calendar has been planned yet/)
})
