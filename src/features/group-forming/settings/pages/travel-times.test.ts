import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../../tests/support/app.ts'
import { moreSchools, programmeToForm } from '../../../../../tests/support/forming-programme.ts'
import { factsFor } from '../../facts.queries.ts'
import { usualSettings } from '../../forming.schema.ts'
import { problemOf } from '../../problem.rules.ts'
import { travelUnit } from '../../travel.rules.ts'
import { settingsRoutes } from '../routes.ts'

const app = await testApp({ after }, settingsRoutes)
const officer = 'north:partnership-officer'
const pathOf = (programme: string) => `/north/programmes/${programme}/forming/travel-times`
const kept = (programme: string) =>
  app.as(officer, async (db, actor) => (await factsFor(db, actor, programme)).travel_times)
const upload = (programme: string, content: string) =>
  app.upload(pathOf(programme), { _form: 'upload' }, { field: 'times', name: 'times.csv', content }, officer)

/** Sends what the page with the counts asks to keep. */
async function keep(programme: string, page: Awaited<ReturnType<typeof upload>>) {
  const value = (name: string) =>
    page.page.querySelector(`main form input[name="${name}"]`)?.getAttribute('value') ?? ''
  return app.post(pathOf(programme), { _form: 'apply', _once: value('_once'), rows: value('rows') }, officer)
}

test('a file is looked at before it is kept, and rows that cannot be used are named', async () => {
  const programme = await programmeToForm(app, { letters: 'abc' })
  assert.match((await app.get(pathOf(programme), officer)).text, /No travel times are kept/)
  const looked = await upload(programme, 'URN,URN,Minutes\n100001,100002,25\n100001,100003,\n100004,100001,9\n')
  assert.equal(looked.status, 200)
  assert.match(looked.text, /times for 1 pair: 1 new, 0 changed, 0 as before/)
  assert.match(looked.text, /Row 4: No school of the programme has the URN 100004/)
  assert.match(looked.text, /1 row without minutes is left out/)
  assert.deepEqual(await kept(programme), [])
  assert.equal((await keep(programme, looked)).status, 303)
  assert.deepEqual(
    (await kept(programme)).map(([, , minutes]) => minutes),
    [25],
  )
  const again = await upload(programme, '100002,100001,30\n100002,100003,12\n')
  assert.match(again.text, /1 new, 1 changed, 0 as before/)
  await keep(programme, again)
  assert.match((await app.get(pathOf(programme), officer)).text, /2 pairs have a travel time/)
  assert.equal((await app.submit(pathOf(programme), {}, officer, 'remove')).status, 303)
  assert.deepEqual(await kept(programme), [])
})

test('files without URNs or minutes, empty and packed wrongly are refused, and nothing is kept', async () => {
  const programme = await programmeToForm(app, { letters: 'abc' })
  for (const [content, why] of [
    ['School,Other,km\nA,B,3\n', /must name three columns/],
    ['URN,URN,Minutes\n', /no rows besides its headings/],
    ['URN,URN,Minutes\n100001,100002,\n', /No row of the file has minutes yet/],
    ['URN,URN,Minutes\n1,2,3\n', /Row 2: No school of the programme has the URN 1/],
    ['', /./],
  ] as const) {
    const refused = await upload(programme, content)
    assert.equal(refused.status, 422, content)
    assert.match(refused.errors.join(), why)
  }
  const nothing = await app.post(
    pathOf(programme),
    { _form: 'apply', _once: crypto.randomUUID(), rows: '9,9,9' },
    officer,
  )
  assert.equal(nothing.status, 422)
  assert.deepEqual(await kept(programme), [])
})

test('the template holds the near pairs, and comes back filled in', async () => {
  const programme = await programmeToForm(app, { letters: '' })
  await moreSchools(app, programme, 20)
  const file = await app.get(`${pathOf(programme)}/template`, officer)
  const lines = file.body.trim().split('\r\n')
  assert.match(lines[0] ?? '', /URN,School,Other URN,Other school,Straight line \(km\),Minutes/)
  assert.ok(lines.length > 100 && lines.length < 191, String(lines.length))
  const filled = lines.map((line, index) => (index === 0 ? line : `${line}12`)).join('\r\n')
  const looked = await upload(programme, filled)
  assert.match(looked.text, new RegExp(`times for ${lines.length - 1} pairs`))
  assert.equal((await keep(programme, looked)).status, 303)
  assert.match((await app.get(`${pathOf(programme)}/template`, officer)).body, /,12\r\n/)
})

test('once there are minutes, pairs without a time are counted in minutes as well', async () => {
  const programme = await programmeToForm(app, { letters: '' })
  const [one = '', other = ''] = await moreSchools(app, programme, 3)
  const settings = usualSettings({ fewest: 3, ideal: 3, most: 3, same_trust: 'allowed', phases: 'any' } as never)
  const look = async () => {
    const facts = await app.as(officer, (db, actor) => factsFor(db, actor, programme))
    const problem = problemOf(facts, settings)
    const [first, second] = problem.schools
    return { unit: travelUnit(facts), line: Math.abs((first?.x ?? 0) - (second?.x ?? 0)), table: problem.travelTable }
  }
  const before = await look()
  assert.deepEqual([before.unit, before.line.toFixed(3)], ['km', '1.000'])
  const urns = await app.database.asOwner((db) =>
    db.selectFrom('school').select(['id', 'urn']).where('id', 'in', [one, other]).execute(),
  )
  await keep(programme, await upload(programme, `${urns.map(({ urn }) => urn).join(',')},17\n`))
  const later = await look()
  // 1.3 km of road at 40 km an hour.
  assert.deepEqual([later.unit, later.line.toFixed(2)], ['minutes', '1.95'])
  assert.deepEqual(
    later.table?.map(([, , minutes]) => minutes),
    [17],
  )
  assert.match(
    (await app.get(pathOf(programme).replace('travel-times', 'aims'), officer)).text,
    /less than 10 minutes longer/,
  )
})

test('only officers of the partnership', async () => {
  const programme = await programmeToForm(app)
  for (const path of [pathOf(programme), `${pathOf(programme)}/template`]) {
    assert.equal((await app.get(path, 'north:a:headteacher')).status, 403)
    assert.equal((await app.get(path, 'south:partnership-officer')).status, 404)
  }
})
