import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../tests/support/app.ts'
import { reviewAt } from '../../../../tests/support/review-world.ts'
import { routes as homeRoutes } from '../../home/routes.ts'
import { limitsFor } from '../limits.queries.ts'
import { usualLimits } from '../limits.rules.ts'
import { tasksFor } from '../public.ts'
import { routes } from '../routes.ts'

const app = await testApp({ after }, [...routes, ...homeRoutes])
const officer = 'north:partnership-officer'
const otherOfficer = 'north:partnership-lead'
// Its visit is on 1 December, 16 school days ahead, and its preparation is open.
const review = await reviewAt(app, 'arranged')
app.clock.set(Temporal.Instant.from('2026-11-09T10:00:00Z'))
const programme = await app.database.asOwner(async (db) => {
  const found = await sql<{ id: string; name: string }>`
    select p.id, p.name from programme p join review r on r.programme_id = p.id where r.id = ${review.id}`.execute(db)
  return found.rows[0] ?? { id: '', name: '' }
})
const health = `/north/programmes/${programme.id}/health`
const here = `${health}/limits`
const stored = async () => (await app.as(officer, (db, actor) => limitsFor(db, actor, programme.id))).limits
const tasksOf = (who: string) =>
  app.as(who, async (db, actor) =>
    (await tasksFor(db, actor, app.clock.today())).filter(({ href }) => href.endsWith('/health')),
  )

test('a programme begins with the usual numbers, and says what they are', async () => {
  const { page, text } = await app.get(here, officer)
  for (const [name, value] of Object.entries(usualLimits))
    assert.equal(page.querySelector(`input[name="${name}"]`)?.getAttribute('value'), String(value))
  assert.match(text, /Usually 70/)
  assert.doesNotMatch(text, /Use the usual numbers/)
})

test('other numbers hold for the page, the file and the home page', async () => {
  assert.match((await app.get(health, officer)).text, /1 review under way: 1 on course/)
  assert.deepEqual(await tasksOf(officer), [])
  assert.equal((await app.submit(here, { preparation: '20' }, officer)).location, health)
  assert.match((await app.get(health, officer)).text, /1 review under way: 1 at risk/)
  assert.match((await app.get(`${health}/download`, officer)).body, /At risk,"?The visit is in 16 school days/)
  const [task] = await tasksOf(officer)
  assert.equal(task?.title, `1 review of ${programme.name} needs a look`)
  assert.equal(task?.href, health)
  assert.equal(task?.note, '1 at risk.')
  const home = await app.get('/north', officer)
  assert.equal(home.page.querySelector(`a[href="${health}"]`)?.text, task?.title)
  assert.match((await app.get(here, officer)).text, /Last changed by .+ on 9 November 2026/)
  const audit = await app.database.asOwner((db) =>
    sql`select from audit_entry where action = 'programme:change-limits' and subject_id = ${programme.id}`.execute(db),
  )
  assert.equal(audit.rows.length, 1)
})

test('the usual numbers can be taken again', async () => {
  assert.equal((await app.submit(here, {}, officer, 'usual')).location, health)
  assert.deepEqual(await stored(), usualLimits)
  assert.deepEqual(await tasksOf(otherOfficer), [])
})

test('what is no number of school days is refused, and stays in its box', async () => {
  for (const [sent, message] of [
    ['', /Enter a number of school days/],
    ['soon', /Enter a number in digits/],
    ['-1', /Enter 0 or more/],
    ['201', /Enter 200 or less/],
  ] as const) {
    const refused = await app.submit(here, { window_opens: sent, team: '3' }, officer)
    assert.equal(refused.status, 422)
    assert.match(refused.errors.join(), message)
    assert.equal(refused.page.querySelector('input[name="team"]')?.getAttribute('value'), '3')
  }
  assert.deepEqual(await stored(), usualLimits)
})

test('two who change the numbers see both, and nothing is overwritten', async () => {
  const { page } = await app.get(here, otherOfficer)
  const value = (name: string) => page.querySelector(`form input[name="${name}"]`)?.getAttribute('value') ?? ''
  const mine = { ...Object.fromEntries(Object.keys(usualLimits).map((name) => [name, value(name)])), team: '9' }
  const form = { _once: value('_once'), _version: value('_version') }
  assert.equal((await app.submit(here, { team: '12' }, officer)).status, 303)
  const conflict = await app.post(here, { ...form, ...mine }, otherOfficer)
  assert.equal(conflict.status, 409)
  assert.match(conflict.text, /Visit near, few visitors/)
  assert.match(conflict.text, /12 school days/)
  assert.match(conflict.text, /9 school days/)
  assert.equal((await stored()).team, 12)
  const kept = conflict.page.querySelector('form input[name="_version"]')?.getAttribute('value') ?? ''
  const decided = await app.post(
    here,
    { ...mine, _once: crypto.randomUUID(), _version: kept, invitation: '7' },
    otherOfficer,
  )
  assert.equal(decided.status, 303)
  assert.deepEqual(await stored(), { ...usualLimits, team: 9, invitation: 7 })
  const same = await app.post(here, { ...form, _once: crypto.randomUUID(), ...mine, invitation: '7' }, otherOfficer)
  assert.equal(same.status, 303)
  const late = await app.post(
    here,
    { _form: 'usual', _once: crypto.randomUUID(), _version: form._version },
    otherOfficer,
  )
  assert.equal(late.status, 422)
  assert.match(late.errors.join(), /A colleague saved other numbers meanwhile/)
  assert.equal((await stored()).team, 9)
})

test('only the lead and the officers of the partnership choose them, and only they have the line on their home page', async () => {
  for (const who of ['north:c:headteacher', 'north:ile']) {
    assert.equal((await app.get(here, who)).status, 403)
    assert.equal((await app.post(here, { team: '1' }, who)).status, 403)
    assert.deepEqual(await tasksOf(who), [])
  }
  assert.equal((await app.get(here, 'south:partnership-officer')).status, 404)
  assert.equal((await app.get(here.replace('/north/', '/south/'), 'south:partnership-officer')).status, 404)
  assert.deepEqual(await tasksOf('south:partnership-officer'), [])
})

test('a programme that has ended has no line', async () => {
  assert.equal((await app.submit(here, { preparation: '30' }, officer)).status, 303)
  assert.equal((await tasksOf(officer)).length, 1)
  await app.database.asOwner((db) =>
    sql`update programme set ends_on = '2026-11-08' where id = ${programme.id}`.execute(db),
  )
  assert.deepEqual(await tasksOf(officer), [])
})
