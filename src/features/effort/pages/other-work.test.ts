import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../tests/support/app.ts'
import { routes } from '../routes.ts'

const app = await testApp({ after }, routes)
const senco = 'north:a:senco'
const head = 'north:a:headteacher'
const idOf = (who: string) => app.world.people.get(who)?.id ?? ''
const mine = `/north/time/${idOf(senco)}`
const on = (day: string) => {
  const [year = '', month = '', date = ''] = day.split('-')
  return { 'done_on-day': date, 'done_on-month': month, 'done_on-year': year }
}

async function add(fields: Record<string, string>, who: string, path = `${mine}/add`) {
  const asked = await app.submit(path, fields, who)
  const checked = asked.page.querySelector('input[name="checked"]')?.getAttribute('value') ?? ''
  return { asked, saved: await app.submit(path, { ...fields, checked }, who) }
}

test('work that the service cannot see is added after a look at the total', async () => {
  const { asked, saved } = await add({ what: 'Trained new reviewers', days: '0.5', ...on('2026-10-01') }, senco)
  assert.match(asked.text, /For you, the total for 2026 to 2027 goes from 0 days to ½ day/)
  assert.equal(saved.status, 303, saved.errors.join())
  const page = await app.get('/north/time', senco)
  assert.match(
    page.text,
    /You gave ½ day to peer review\. Other work ½ day Trained new reviewers ½ day, 1 October 2026/,
  )
  assert.match((await app.get(`/north/schools/${app.world.schools.a}/time`, head)).text, /A\. senco of north ½/)
})

test('what does not fit is refused with what was typed', async () => {
  const good = { what: 'Helped by telephone', days: '1', ...on('2026-10-02') }
  const cases = [
    [{ ...good, what: '' }, /Enter what was done/],
    [{ ...good, days: '0' }, /Enter 0\.125 days or more/],
    [{ ...good, ...on('2026-11-25') }, /only what has been done is counted/],
    [{ ...good, ...on('2019-11-25') }, /last three years/],
    [{ ...good, ...on('2026-02-31') }, /real date/],
    [{ ...good, school: app.world.schools.b ?? '' }, /Choose for which school/],
  ] as const
  for (const [fields, message] of cases) {
    const refused = await app.submit(`${mine}/add`, fields, senco)
    assert.equal(refused.status, 422)
    assert.match(refused.errors.join(), message)
    assert.equal(refused.page.querySelector('textarea[name="what"]')?.text.trim(), fields.what)
  }
})

test('a head adds for a colleague and changes it; two who change it at once see one another; taken out, it is kept', async () => {
  const { saved } = await add({ what: 'Covered a visit', days: '1', ...on('2026-10-05') }, head)
  assert.equal(saved.status, 303, saved.errors.join())
  const page = await app.get('/north/time', senco)
  assert.match(page.text, /Covered a visit 1 day, 5 October 2026 Written by A\. headteacher of north/)
  const links = page.page.querySelectorAll('main dl a')
  const path = links.find((link) => /Covered/.test(link.text))?.getAttribute('href') ?? ''
  for (const who of [
    'north:a:senior-leader',
    'north:b:headteacher',
    'north:partnership-officer',
    'south:z:headteacher',
  ])
    assert.equal((await app.get(path, who)).status, 404, who)
  const fields = { what: 'Covered half a visit', days: '0.5', ...on('2026-10-05') }
  assert.equal((await add(fields, senco, path)).saved.status, 303)
  const late = await app.submit(path, { ...fields, what: 'Covered two', checked: '2026-10-05 1', _version: '1' }, head)
  assert.equal(late.status, 409)
  assert.match(late.text, /Covered half a visit/)
  assert.match(late.text, /Covered two/)
  const stale = await app.submit(path, { _version: '1' }, head, 'take-out')
  assert.match(stale.errors.join(), /Somebody changed this meanwhile/)
  assert.equal((await app.submit(path, {}, senco, 'take-out')).status, 303)
  assert.doesNotMatch((await app.get('/north/time', senco)).text, /Covered/)
  assert.match((await app.get(path, senco)).text, /A\. senco of north took it out .*Save it to count it again/)
  assert.equal((await add(fields, senco, path)).saved.status, 303)
  assert.match((await app.get('/north/time', senco)).text, /Covered half a visit/)
  const rows = await app.database.asOwner((db) =>
    sql<{ what: string }>`select what from effort_addition where what like 'Covered%' order by version`.execute(db),
  )
  assert.deepEqual(
    rows.rows.map(({ what }) => what),
    ['Covered a visit', 'Covered half a visit', 'Covered half a visit', 'Covered half a visit'],
  )
})

test('what is written about time can be neither changed nor removed', async () => {
  for (const statement of [sql`update effort_addition set what = ''`, sql`delete from effort_addition`])
    await assert.rejects(
      app.as(senco, (db) => statement.execute(db)),
      /permission denied/,
    )
})
