import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../../tests/support/app.ts'
import { assurer, triadAt } from '../../../../../tests/support/triads.ts'
import { routes as groupRoutes } from '../../../review-groups/routes.ts'
import { followUpRoutes } from '../../follow-up/routes.ts'
import { startReview } from '../../planning/start.acts.ts'
import { groupMeetingRoutes } from '../routes.ts'

const officer = 'north:partnership-officer'
const head = 'north:c:headteacher'
const senco = 'north:d:senco'
const app = await testApp({ after }, [...groupMeetingRoutes, ...followUpRoutes, ...groupRoutes])
const triad = (model?: string, letters?: string) => triadAt(app, model, letters)

const on = (day: string) => {
  const { day: d, month, year } = Temporal.PlainDate.from(day)
  return { 'meets_on[day]': String(d), 'meets_on[month]': String(month), 'meets_on[year]': String(year) }
}

const stored = async (group: string) =>
  (
    await app.database.asOwner((db) =>
      sql<{ stage: string; day: string; held: boolean; record: Record<string, string> }>`
        select stage, (starts_at at time zone 'Europe/London')::date::text as day, held_at is not null as held, record
          from group_meeting where group_id = ${group} order by starts_at`.execute(db),
    )
  ).rows

test('the page of a triad lists its meetings with the days between which they should be', async () => {
  const { path } = await triad()
  const page = await app.get(path, head)
  assert.match(page.text, /Meetings of the group/)
  assert.match(page.text, /Launch Between 2 November 2026 and \d+ November 2026/)
  assert.match(page.text, /Celebration of learning/)
  const kent = await triad('inclusion-peer-review', 'bcde')
  assert.doesNotMatch((await app.get(kent.path, head)).text, /Meetings of the group/)
})

test('a head chooses the day of the launch, and everybody of the triad gets it for their calendar', async () => {
  const { id, path } = await triad()
  const page = await app.get(`${path}/meetings/launch/plan`, head)
  assert.match(page.text, /These people get an email/)
  const early = await app.submit(`${path}/meetings/launch/plan`, on('2027-03-02'), head)
  assert.match(early.text, /is after the proposed time/, 'a day outside the window is read again first')
  assert.deepEqual(await stored(id), [])
  const holiday = await app.submit(`${path}/meetings/launch/plan`, on('2026-12-25'), head)
  assert.equal(holiday.status, 422)
  assert.match(holiday.text, /Schools are not open on Friday 25 December 2026/)
  const late = await app.submit(`${path}/meetings/launch/plan`, on('2028-03-02'), head)
  assert.match(late.text, /Choose a day within the programme/)
  const saved = await app.submit(`${path}/meetings/launch/plan`, { ...on('2026-11-26'), place: 'Cedar Lane' }, head)
  assert.equal(saved.location, `${path}/meetings/launch`)
  assert.deepEqual(
    (await stored(id)).map(({ stage, day, held }) => [stage, day, held]),
    [['launch', '2026-11-26', false]],
  )
  const mails = await app.database.asOwner((db) =>
    sql<{ to_address: string; subject: string }>`
      select to_address, subject from outbox_mail where kind = 'group-meeting-arranged' order by to_address`.execute(
      db,
    ),
  )
  assert.equal(mails.rows.length, 7, 'three heads, three SENCOs and the quality assurer')
  assert.ok(mails.rows.every(({ subject }) => subject === 'Launch, River triad, 26 November 2026'))
})

test('what came of a meeting is written after it, by the schools, and two writers see both texts', async () => {
  const { id, path } = await triad()
  const here = `${path}/meetings/launch`
  const answers = { hopes: 'That SENCOs learn from one another.', agreed: 'We ask before we advise.' }
  assert.equal((await app.post(here, answers, senco)).status, 422, 'no day is chosen')
  await app.submit(`${here}/plan`, on('2026-11-24'), head)
  const half = await app.submit(here, { hopes: answers.hopes, agreed: '' }, senco)
  assert.deepEqual(half.errors, ['Answer “What did you agree about how you work together?”'])
  assert.match(half.body, /That SENCOs learn from one another\./)
  const opened = await app.get(here, head)
  const version = String(opened.page.querySelector('input[name="_version"]')?.getAttribute('value'))
  assert.equal((await app.submit(here, answers, senco)).location, here)
  assert.deepEqual(
    (await stored(id)).map(({ held, record }) => [held, record]),
    [[true, answers]],
  )
  const other = await app.submit(here, { hopes: 'Another hope.', agreed: 'Another rule.', _version: version }, head)
  assert.equal(other.status, 409)
  assert.match(other.text, /We ask before we advise\./)
  assert.match(other.body, /Another rule\./)
})

test('meetings keep their order, and each waits for what came of the one before', async () => {
  const { path } = await triad()
  await app.submit(`${path}/meetings/launch/plan`, on('2026-11-24'), head)
  const before = await app.submit(
    `${path}/meetings/first-triad/plan`,
    { ...on('2026-11-20'), checked: '2026-11-20' },
    head,
  )
  assert.match(before.text, /The first triad meeting must be after the launch on 24 November 2026/)
  const page = await app.get(`${path}/meetings/first-triad`, senco)
  assert.match(page.text, /Choose the day of the meeting first/)
})

test('leaders read and arrange; the partnership arranges and reads nothing; others find nothing', async () => {
  const { path } = await triad()
  const here = `${path}/meetings/launch`
  await app.submit(`${here}/plan`, on('2026-11-24'), assurer)
  await app.submit(here, { hopes: 'A hope that is theirs.', agreed: 'A rule.' }, senco)
  assert.match((await app.get(here, assurer)).body, /A hope that is theirs\./)
  const seen = await app.get(here, officer)
  assert.equal(seen.status, 200)
  assert.doesNotMatch(seen.body, /A hope that is theirs\./)
  assert.equal((await app.post(here, { hopes: 'x', agreed: 'y' }, officer)).status, 422)
  const governor = 'north:c:governor'
  assert.doesNotMatch((await app.get(here, governor)).body, /A hope that is theirs\./)
  assert.equal((await app.get(`${here}/plan`, governor)).status, 403)
  for (const who of ['north:b:headteacher', 'south:z:headteacher', 'south:partnership-officer'])
    assert.equal((await app.get(here, who)).status, 404, who)
  assert.equal((await app.get(`${path}/meetings/visit`, head)).status, 404, 'the visit is no meeting of the group')
})

test('a school of a triad writes its plan before the visit; a school of a model that reports first does not', async () => {
  const begun = async ({ id }: { id: string }) =>
    app.as(officer, async (db, actor) => {
      const wanted = { group_id: id, host_school_id: app.world.schools.c ?? '' }
      const made = await startReview(db, actor, wanted, { now: app.clock.now(), baseUrl: 'http://localhost' })
      assert.ok('id' in made)
      return `/north/reviews/${made.id}/next-steps`
    })
  const steps = await begun(await triad())
  assert.match((await app.get(steps, head)).text, /No next steps yet/)
  const day = { 'due_on[day]': '1', 'due_on[month]': '3', 'due_on[year]': '2027' }
  const step = { text: 'Share support plans every half-term.', owner_name: 'The SENCO', success: 'Pupils say so.' }
  const added = await app.submit(`${steps}/new`, { ...step, ...day }, 'north:c:senco')
  assert.equal(added.location, steps, added.text.slice(0, 300))
  assert.match((await app.get(steps, head)).text, /Share support plans every half-term\./)
  for (const who of [officer, 'north:c:governor', 'south:z:headteacher'])
    assert.equal((await app.get(steps, who)).status, 404, who)
  assert.equal((await app.get(await begun(await triad('inclusion-peer-review', 'bcde')), head)).status, 404)
})
