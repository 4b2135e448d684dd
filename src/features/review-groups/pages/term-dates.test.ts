import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { testApp } from '../../../../tests/support/app.ts'
import { isSchoolDay, whyNotSchoolDay } from '../../../lib/school-days.ts'
import { calendarFor } from '../calendar.queries.ts'
import { routes } from '../routes.ts'

const officer = 'north:partnership-officer'
const app = await testApp({ after }, routes)

function day(field: string, text: string) {
  const [year = '', month = '', date = ''] = text.split('-')
  return { [`${field}-day`]: date, [`${field}-month`]: month, [`${field}-year`]: year }
}
const term = (name: string, from: string, to: string) => ({
  academic_year: '2026-27',
  name,
  ...day('starts_on', from),
  ...day('ends_on', to),
})
const northCalendar = (school?: string) => app.as(officer, (db, actor) => calendarFor(db, actor, school))

test('without terms the usual ones are shown and said to be assumed', async () => {
  const page = await app.get('/south/term-dates', 'south:z:senco')
  assert.match(page.text, /No terms have been entered for 2026-27 and 2027-28/)
  assert.match(page.text, /the usual terms in England are assumed/)
  assert.doesNotMatch(page.text, /Add a term/)
})

test('a term is added, changed and removed, and the count of school days follows', async () => {
  assert.equal(
    (await app.submit('/north/term-dates/new', term('Term 1', '2026-09-02', '2026-10-16'), officer)).status,
    303,
  )
  assert.ok(!isSchoolDay(await northCalendar(), Temporal.PlainDate.from('2026-09-01')))
  const page = await app.get('/north/term-dates', officer)
  assert.match(page.text, /33 school days is less than a full year. Is a term missing\?/)
  const edit =
    page.page
      .querySelectorAll('a')
      .find((link) => link.text.startsWith('Change Term 1'))
      ?.getAttribute('href') ?? ''
  assert.equal((await app.submit(edit, day('starts_on', '2026-09-01'), officer)).status, 303)
  assert.ok(isSchoolDay(await northCalendar(), Temporal.PlainDate.from('2026-09-01')))
  assert.equal((await app.submit(edit, {}, officer, 'remove')).status, 303)
  assert.match((await app.get('/north/term-dates', officer)).text, /No terms have been entered for 2026-27/)
  assert.equal((await app.get(edit, officer)).status, 404)
})

test('terms that overlap, run backwards or are outside their year are refused', async () => {
  await app.submit('/north/term-dates/new', term('Autumn', '2026-09-02', '2026-10-16'), officer)
  const errors = async (fields: Record<string, string>) =>
    (await app.submit('/north/term-dates/new', fields, officer)).errors
  assert.deepEqual(await errors(term('Other', '2026-10-12', '2026-11-20')), [
    'Autumn of 2026-27 runs from 2 September 2026 to 16 October 2026. Terms cannot overlap',
  ])
  assert.deepEqual(await errors(term('Other', '2026-11-20', '2026-11-02')), [
    'The last day must be after the first day',
  ])
  assert.deepEqual(await errors(term('Other', '2027-10-20', '2027-11-02')), [
    'The first day must be in the academic year 2026-27',
  ])
  assert.deepEqual(await errors(term('autumn', '2026-11-02', '2026-12-18')), [
    '2026-27 has a term of this name already',
  ])
  assert.deepEqual(await errors({ ...term('Other', '2026-11-02', '2026-12-18'), academic_year: '2026-28' }), [
    'Enter the academic year like 2026-27',
  ])
})

test('days are closed for all schools or for one, and opened again', async () => {
  const closing = { ...day('closed_on', '2026-09-10'), ...day('until', '2026-09-14'), reason: 'Staff development' }
  assert.equal((await app.submit('/north/term-dates/closed-days/new', closing, officer)).status, 303)
  assert.equal(
    (
      await app.submit(
        '/north/term-dates/closed-days/new',
        { ...day('closed_on', '2026-09-21'), reason: 'Heating works', school_id: app.world.schools.c ?? '' },
        officer,
      )
    ).status,
    303,
  )
  assert.equal(
    whyNotSchoolDay(await northCalendar(), Temporal.PlainDate.from('2026-09-14')),
    'schools are closed (Staff development)',
  )
  assert.equal(whyNotSchoolDay(await northCalendar(), Temporal.PlainDate.from('2026-09-21')), undefined)
  assert.equal(
    whyNotSchoolDay(await northCalendar(app.world.schools.c), Temporal.PlainDate.from('2026-09-21')),
    'schools are closed (Heating works)',
  )
  const page = await app.get('/north/term-dates', officer)
  assert.match(page.text, /No closed day lies ahead\. Closed days that are past \(4\)/)
  assert.match(page.text, /Monday 21 September 2026 Heating works Cedar Lane School/)
  const open =
    page.page
      .querySelectorAll('a')
      .find((link) => link.text.includes('14 September'))
      ?.getAttribute('href') ?? ''
  await app.submit(open, {}, officer)
  assert.ok(isSchoolDay(await northCalendar(), Temporal.PlainDate.from('2026-09-14')))
  const weekend = await app.submit(
    '/north/term-dates/closed-days/new',
    { ...day('closed_on', '2026-09-12'), reason: 'Fair' },
    officer,
  )
  assert.deepEqual(weekend.errors, ['These days are at a weekend, when schools are closed anyway'])
  const elsewhere = await app.submit(
    '/north/term-dates/closed-days/new',
    { ...closing, school_id: app.world.schools.z ?? '' },
    officer,
  )
  assert.deepEqual(elsewhere.errors, ['Choose a school of this partnership'])
})

test('only officers change term dates', async () => {
  for (const path of ['new', 'import', 'closed-days/new'])
    assert.equal((await app.get(`/north/term-dates/${path}`, 'north:a:headteacher')).status, 403)
})

const file = `authority,source_url,academic_year,kind,label,start,end
Westshire,https://example.org,2027-28,term,Term 1,2027-09-01,2027-10-22
Westshire,https://example.org,2027-28,term,Term 2,2027-11-01,2027-12-17
"Westshire (Hill School)",https://example.org,2027-28,inset,Staff development day,2027-09-01,2027-09-01
Eastshire,https://example.org,2027-28,holiday,Autumn half term,2027-10-25,2027-10-29
Westshire,https://example.org,2027-28,term,Term 3,2028-01-03,soon
`

test('a file of term dates is read, checked and then saved', async () => {
  const which = await app.upload(
    '/north/term-dates/import',
    { _form: 'upload' },
    { field: 'terms', name: 'terms.csv', content: file },
    officer,
  )
  assert.equal(which.status, 200)
  assert.match(which.text, /Which term dates do you want\? Westshire Eastshire/)
  const text = which.page.querySelector('input[name=text]')?.getAttribute('value') ?? ''
  const seen = await app.post('/north/term-dates/import', { _form: 'apply', text, authority: 'Westshire' }, officer)
  assert.match(seen.text, /2 terms/)
  assert.match(seen.text, /Row 6: "soon" in the column end is not a day like/)
  assert.match(seen.text, /belongs to one school/)
  const saved = await app.post(
    '/north/term-dates/import',
    { _form: 'apply', text, authority: 'Westshire', confirmed: 'yes' },
    officer,
  )
  assert.equal(saved.status, 303)
  assert.match((await app.get('/north/term-dates', officer)).text, /2027-28 .* Term 1 1 Sep 2027 22 Oct 2027/)
})

test('a file without the headings, without terms, or of another kind is refused with what is wrong', async () => {
  const bad = async (content: string) =>
    (
      await app.upload(
        '/north/term-dates/import',
        { _form: 'upload' },
        { field: 'terms', name: 'x.csv', content },
        officer,
      )
    ).errors
  assert.deepEqual(await bad('name,start\nTerm 1,2026-09-01\n'), [
    'The first row must name the columns. Missing: academic_year, kind, label, end',
  ])
  assert.deepEqual(await bad('academic_year,kind,label,start,end\n'), [
    'The file has no terms or holidays that can be read',
  ])
  assert.equal((await bad('\u0000\u0001\u0002PK')).length, 1)
})

test("Kent's published terms are imported as they stand", async (t) => {
  const kent = new URL('../../../../../shared/data/calendar/term_dates_kent_bury.csv', import.meta.url)
  if (!existsSync(kent)) return t.skip('the folder of real data is not here')
  const which = await app.upload(
    '/south/term-dates/import',
    { _form: 'upload' },
    { field: 'terms', name: 'terms.csv', content: readFileSync(kent) },
    'south:partnership-officer',
  )
  const text = which.page.querySelector('input[name=text]')?.getAttribute('value') ?? ''
  assert.match(which.text, /Kent Bury/)
  const saved = await app.post(
    '/south/term-dates/import',
    { _form: 'apply', text, authority: 'Kent', confirmed: 'yes' },
    'south:partnership-officer',
  )
  assert.equal(saved.status, 303)
  const page = await app.get('/south/term-dates', 'south:z:senco')
  assert.match(page.text, /Term 6 1 Jun 2026 21 Jul 2026/)
  assert.match(page.text, /No terms have been entered for 2027-28/)
})
