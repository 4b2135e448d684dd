import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { type Answer, testApp } from '../../../../../tests/support/app.ts'
import {
  host,
  hostLead,
  hostSchool,
  ile,
  lead,
  outsiders,
  type ReviewWorld,
  reviewAt,
} from '../../../../../tests/support/review-world.ts'
import { cancelReview } from '../../planning/review.acts.ts'
import { tasksFor } from '../../review.tasks.ts'
import { followUpRoutes } from '../routes.ts'

const app = await testApp({ after }, followUpRoutes)

const due = (day: string, month: string, year: string) => ({
  'due_on-day': day,
  'due_on-month': month,
  'due_on-year': year,
})
const wanted = { text: 'Bring the help ladder to Year 4', owner_name: 'English lead', ...due('12', '1', '2027') }

async function steps(review: ReviewWorld) {
  const rows = await app.database.asOwner((db) =>
    sql<{ text: string; progress: string; removed: boolean }>`
      select text, progress, removed_at is not null as removed from next_step where review_id = ${review.id} order by due_on`.execute(
      db,
    ),
  )
  return rows.rows
}

test('the host adds a next step; the same form sent twice adds one', async () => {
  const review = await reviewAt(app, 'sent')
  const list = `${review.path}/next-steps`
  assert.match((await app.get(list, hostLead)).text, /No next steps yet\. A good next step says/)
  const opened = await app.get(`${list}/new`, hostLead)
  const once = String(opened.page.querySelector('input[name="_once"]')?.getAttribute('value'))
  const fields = { ...wanted, finding_id: review.finding_ids[2] ?? '', _once: once, _form: '' }
  const sent = [await app.post(`${list}/new`, fields, hostLead), await app.post(`${list}/new`, fields, hostLead)]
  assert.deepEqual(
    sent.map((answer) => answer.location),
    [list, list],
  )
  assert.deepEqual(await steps(review), [
    { text: 'Bring the help ladder to Year 4', progress: 'not-started', removed: false },
  ])
  const page = await app.get(list, host)
  assert.match(page.text, /English lead, for “In the upper years some pupils wait for an adult”/)
  assert.match(page.text, /12 January 2027 Not started/)
})

test('what a step lacks is said beside its field, and what was typed stays', async () => {
  const review = await reviewAt(app, 'sent')
  const path = `${review.path}/next-steps/new`
  assert.deepEqual((await app.submit(path, {}, host)).errors, [
    'Enter what you will do',
    'Enter the date by which it will be done',
    'Choose who will see to it, or enter a name',
  ])
  const nobody = await app.submit(path, { ...wanted, owner_name: '' }, host)
  assert.deepEqual(nobody.errors, ['Choose who will see to it, or enter a name'])
  assert.match(nobody.body, /Bring the help ladder to Year 4/)
  const past = await app.submit(path, { ...wanted, ...due('1', '11', '2026') }, host)
  assert.deepEqual(past.errors, ['The date must be today or later'])
  const strange = { ...wanted, owner_person_id: app.world.people.get('north:b:senco')?.id ?? '' }
  assert.match((await app.submit(path, strange, host)).errors[0] ?? '', /Choose a colleague of the host school’s team/)
  const elsewhere = await app.submit(path, { ...wanted, finding_id: randomUUID() }, host)
  assert.deepEqual(elsewhere.errors, ['Choose a finding of this report, or none'])
  assert.deepEqual(await steps(review), [])
})

test('what is changed in a step is kept, all of it', async () => {
  const review = await reviewAt(app, 'agreed')
  const path = `${review.path}/next-steps/${review.step_ids[0]}`
  const changed = {
    text: 'Plan together on Mondays',
    owner_person_id: app.world.people.get(hostLead)?.id ?? '',
    success: 'Every plan names what each pupil does alone',
    finding_id: review.finding_ids[2] ?? '',
    ...due('18', '12', '2026'),
  }
  assert.equal((await app.submit(path, changed, host)).status, 303)
  const page = await app.get(`${review.path}/next-steps`, lead)
  assert.match(
    page.text,
    /Plan together on Mondays C\. headteacher of north, for “In the upper years some pupils wait for an adult” How we will know: Every plan names what each pupil does alone.* 18 December 2026/,
  )
  assert.doesNotMatch(page.text, /Deputy headteacher/)
})

/** What a browser would send from the page on which somebody chooses between two versions. */
function entered(page: Answer['page']): Record<string, string> {
  const controls = page.querySelectorAll('main form [name]')
  const sent = controls.filter((one) => one.getAttribute('type') !== 'radio' || one.hasAttribute('checked'))
  return Object.fromEntries(
    sent.map((one) => [
      one.getAttribute('name') ?? '',
      one.tagName === 'TEXTAREA' ? one.textContent : (one.getAttribute('value') ?? ''),
    ]),
  )
}

test('two colleagues changing one step see both texts, and choose day, owner and finding one by one', async () => {
  const review = await reviewAt(app, 'agreed')
  const path = `${review.path}/next-steps/${review.step_ids[0]}`
  const [, second = '', third = ''] = review.finding_ids
  const theirs = {
    text: 'Plan together on Mondays',
    owner_person_id: app.world.people.get(host)?.id ?? '',
    finding_id: second,
    ...due('18', '12', '2026'),
  }
  const mine = {
    text: 'Plan together on Fridays',
    owner_person_id: '',
    owner_name: 'Deputy headteacher',
    finding_id: third,
    ...due('11', '12', '2026'),
    _version: '1',
  }
  assert.equal((await app.submit(path, theirs, hostLead)).status, 303)
  const late = await app.submit(path, mine, host)
  assert.equal(late.status, 409)
  assert.match(late.text, /Plan together on Mondays/)
  assert.match(late.body, /Plan together on Fridays/)
  assert.match(
    late.text,
    /By when\? 18 December 2026 C\. headteacher of north chose this 11 December 2026 You chose this/,
  )
  assert.match(late.text, /Who will see to it\? C\. senco of north .* Deputy headteacher You chose this/)
  assert.match(late.text, /Which finding is it for\? Assistants who plan .* In the upper years some pupils wait/)
  const chosen = { ...entered(late.page), '_keep[choice-1]': 'theirs', '_keep[choice-2]': 'theirs' }
  const kept = await app.post(path, chosen, host)
  assert.equal(kept.status, 303, kept.errors.join())
  const shown = (await app.get(`${review.path}/next-steps`, hostLead)).text
  assert.match(
    shown,
    /Plan together on Fridays C\. senco of north, for “In the upper years some pupils wait for an adult” .*18 December 2026/,
  )
})

test('the same change made twice is no conflict, and where one thing was chosen otherwise only that is asked', async () => {
  const review = await reviewAt(app, 'agreed')
  const path = `${review.path}/next-steps/${review.step_ids[0]}`
  const first = { text: 'Plan together on Mondays', ...due('18', '12', '2026') }
  assert.equal((await app.submit(path, first, hostLead)).status, 303)
  assert.equal((await app.submit(path, { ...first, _version: '1' }, host)).status, 303)
  const late = await app.submit(path, { ...first, ...due('17', '12', '2026'), _version: '1' }, host)
  assert.equal(late.status, 409)
  assert.deepEqual(
    [...late.page.querySelectorAll('legend')].map((legend) => legend.textContent?.trim()),
    ['By when?'],
  )
})

test('a step is taken out and put back, and what a colleague was typing meanwhile stays', async () => {
  const review = await reviewAt(app, 'agreed')
  const list = `${review.path}/next-steps`
  const path = `${list}/${review.step_ids[0]}`
  assert.equal((await app.submit(path, {}, hostLead, 'remove')).location, list)
  assert.equal((await steps(review))[0]?.removed, true)
  const late = await app.post(path, { ...wanted, text: 'Worded better', _version: '1' }, host)
  assert.equal(late.status, 422)
  assert.match(late.errors[0] ?? '', /A colleague took this step out/)
  assert.match(late.body, /Worded better/)
  assert.equal((await app.get(path, host)).status, 404)
  const page = await app.get(list, host)
  assert.match(page.text, /Taken out: 1 step/)
  assert.equal((await app.submit(list, {}, host, 'back')).location, list)
  assert.equal((await steps(review))[0]?.removed, false)
})

test('progress is written down, with both texts when two write at once, and late steps are marked', async () => {
  const review = await reviewAt(app, 'agreed')
  const path = `${review.path}/next-steps/${review.step_ids[0]}/progress`
  assert.match((await app.get(path, hostLead)).text, /Give Years 4 to 6 twenty minutes of shared planning/)
  const under = { progress: 'under-way', progress_note: 'Running since Monday' }
  assert.equal((await app.submit(path, under, hostLead)).status, 303)
  const late = await app.submit(path, { progress: 'done', progress_note: 'All done', _version: '1' }, host)
  assert.equal(late.status, 409)
  assert.match(late.text, /Running since Monday/)
  assert.match(late.text, /How far is it\? Under way C\. headteacher of north chose this Done You chose this/)
  assert.match(late.body, /All done/)
  assert.equal((await app.post(path, { ...entered(late.page), '_keep[choice-1]': 'theirs' }, host)).status, 303)
  assert.deepEqual((await steps(review))[0]?.progress, 'under-way')
  assert.equal(
    (await app.submit(path, { progress: 'under-way', progress_note: 'All done', _version: '1' }, host)).status,
    303,
  )
  assert.equal((await app.submit(path, under, hostLead)).status, 303)
  assert.deepEqual((await app.submit(path, { progress: 'perhaps' }, host)).errors, ['Choose how far it is'])
  app.clock.set(Temporal.Instant.from('2026-12-15T10:00:00Z'))
  const page = await app.get(`${review.path}/next-steps`, lead)
  app.clock.set(Temporal.Instant.from('2026-11-24T10:00:00Z'))
  assert.match(page.text, /Running since Monday/)
  assert.match(page.text, /Under way, late/)
  assert.equal(page.page.querySelector('a[href$="/progress"]'), null, 'the team reads and does not change')
})

test('the host decides its next steps; the team and the rest of the school read them; others find nothing', async () => {
  const review = await reviewAt(app, 'agreed')
  const list = `${review.path}/next-steps`
  const step = `${list}/${review.step_ids[0]}`
  for (const who of [lead, ile, hostSchool]) {
    assert.equal((await app.get(list, who)).status, 200, who)
    for (const path of [`${list}/new`, step, `${step}/progress`])
      assert.equal((await app.get(path, who)).status, 403, `${path} as ${who}`)
  }
  for (const who of outsiders)
    for (const path of [list, `${list}/new`, step, `${step}/progress`])
      assert.equal((await app.get(path, who)).status, 404, `${path} as ${who}`)
  const early = await reviewAt(app, 'drafted')
  assert.equal((await app.get(`${early.path}/next-steps`, lead)).status, 404)
  const other = await reviewAt(app, 'sent')
  assert.equal((await app.get(`${other.path}/next-steps/${review.step_ids[0]}`, hostLead)).status, 404)
})

test('a step is put before the host as long as its review is not cancelled', async () => {
  const review = await reviewAt(app, 'sent')
  const soon = { ...wanted, ...due('1', '12', '2026') }
  assert.equal((await app.submit(`${review.path}/next-steps/new`, soon, hostLead)).status, 303)
  const asked = async () =>
    (await app.as(hostLead, (db, actor) => tasksFor(db, actor, app.clock.today())))
      .filter((task) => task.href.startsWith(`${review.path}/next-steps/`))
      .map((task) => task.title)
  assert.deepEqual(await asked(), [wanted.text])
  const at = { now: app.clock.now(), baseUrl: 'http://localhost' }
  await app.as('north:partnership-officer', (db, actor) => cancelReview(db, actor, review.id, 'The school moves.', at))
  assert.deepEqual(await asked(), [])
})
