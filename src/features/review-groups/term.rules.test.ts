import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Term } from '../../lib/school-days.ts'
import {
  isAcademicYear,
  missingHeadings,
  readTermFile,
  weekdaysIn,
  whyCannotBeTerm,
  whyCannotClose,
  yearsOfTerms,
} from './term.rules.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const term = (starts: string, ends: string, more: Partial<Term> = {}): Term => ({
  academic_year: '2026-27',
  name: 'Term 1',
  starts_on: day(starts),
  ends_on: day(ends),
  ...more,
})
const autumn = term('2026-09-01', '2026-12-18')

test('an academic year is two years that follow one another', () => {
  for (const year of ['2026-27', '1999-00', '2099-00']) assert.ok(isAcademicYear(year), year)
  for (const year of ['2026-28', '2026-2027', '2026-26', '26-27', 'x2026-27', '2026-27x'])
    assert.ok(!isAcademicYear(year), year)
})

test('a term is as long as a term, and lies in its academic year', () => {
  const why = (wanted: Term) => whyCannotBeTerm(wanted, [])
  assert.equal(why(autumn), undefined)
  assert.deepEqual(why({ ...autumn, academic_year: '2026' }), {
    field: 'academic_year',
    message: 'Enter the academic year like 2026-27',
  })
  assert.deepEqual(why(term('2026-09-01', '2026-09-01')), {
    field: 'ends_on',
    message: 'The last day must be after the first day',
  })
  assert.equal(why(term('2026-09-01', '2027-01-09')), undefined)
  assert.deepEqual(why(term('2026-09-01', '2027-01-10')), {
    field: 'ends_on',
    message: 'A term lasts at most 130 days, weekends included. Check the dates',
  })
  assert.equal(why(term('2026-08-01', '2026-10-01')), undefined)
  assert.deepEqual(why(term('2026-07-31', '2026-10-01')), {
    field: 'starts_on',
    message: 'The first day must be in the academic year 2026-27',
  })
  assert.equal(why(term('2027-06-01', '2027-08-31')), undefined)
  assert.deepEqual(why(term('2027-06-01', '2027-09-01')), {
    field: 'ends_on',
    message: 'The last day must be in the academic year 2026-27',
  })
  assert.equal(why(term('2027-09-01', '2027-10-01'))?.field, 'starts_on')
})

test('terms of a year have names of their own and never share a day', () => {
  const why = (wanted: Term) => whyCannotBeTerm(wanted, [autumn])
  assert.deepEqual(why(term('2027-01-04', '2027-02-12', { name: 'TERM 1' })), {
    field: 'name',
    message: '2026-27 has a term of this name already',
  })
  assert.equal(why(term('2027-09-01', '2027-10-22', { academic_year: '2027-28' })), undefined)
  assert.equal(why(term('2026-12-19', '2027-02-12', { name: 'Term 2' })), undefined)
  assert.deepEqual(why(term('2026-12-18', '2027-02-12', { name: 'Term 2' })), {
    field: 'starts_on',
    message: 'Term 1 of 2026-27 runs from 1 September 2026 to 18 December 2026. Terms cannot overlap',
  })
  assert.equal(why(term('2026-08-10', '2026-09-01', { name: 'Term 0' }))?.field, 'starts_on')
  assert.equal(why(term('2026-08-10', '2026-08-31', { name: 'Term 0' })), undefined)
})

test('a year tells its school days, and asks for the term that is missing', () => {
  const spring = term('2027-01-04', '2027-04-01', { name: 'Term 2' })
  const summer = (ends: string) => term('2027-04-19', ends, { name: 'Term 3' })
  const next = term('2027-09-01', '2027-09-03', { academic_year: '2027-28' })
  const [first, second] = yearsOfTerms([autumn, spring, summer('2027-07-22'), next])
  assert.equal(first?.academic_year, '2026-27')
  assert.deepEqual(first?.terms, [autumn, spring, summer('2027-07-22')])
  // Neither Good Friday, Easter Monday nor the two bank holidays in May count.
  assert.equal(first?.school_days, 79 + 62 + 67)
  assert.equal(first?.advice, undefined)
  assert.equal(second?.school_days, 3)
  assert.equal(second?.advice, '3 school days is less than a full year. Is a term missing?')
  const [enough] = yearsOfTerms([autumn, spring, summer('2027-06-07')])
  assert.deepEqual([enough?.school_days, enough?.advice], [175, undefined])
  const [short] = yearsOfTerms([autumn, spring, summer('2027-06-04')])
  assert.match(short?.advice ?? '', /^174 school days is less/)
})

test('days are closed from the first to the last, at most 60 at once', () => {
  assert.equal(whyCannotClose(day('2027-02-01'), day('2027-02-01')), undefined)
  assert.equal(whyCannotClose(day('2027-02-01'), day('2027-04-02')), undefined)
  assert.deepEqual(whyCannotClose(day('2027-02-02'), day('2027-02-01')), {
    field: 'until',
    message: 'The last day must be the first day or after it',
  })
  assert.deepEqual(whyCannotClose(day('2027-02-01'), day('2027-04-03')), {
    field: 'until',
    message: 'Enter at most 60 days at once. For longer holidays change the terms',
  })
  assert.deepEqual(weekdaysIn(day('2027-01-28'), day('2027-02-01')).map(String), [
    '2027-01-28',
    '2027-01-29',
    '2027-02-01',
  ])
  assert.deepEqual(weekdaysIn(day('2027-01-30'), day('2027-01-31')), [])
})

const row = (kind: string, start: string, end: string, more: Record<string, string> = {}) => ({
  academic_year: '2026-27',
  label: 'Autumn',
  kind,
  start,
  end,
  ...more,
})
const read = (rows: Record<string, string>[], authority = '') =>
  readTermFile(
    rows.map((cells, index) => ({ line: index + 2, cells })),
    authority,
  )

test('a file of term dates says which columns it lacks', () => {
  assert.deepEqual(missingHeadings(['kind', 'start', 'source', 'end']), ['academic_year', 'label'])
  assert.deepEqual(missingHeadings(['academic_year', 'kind', 'label', 'start', 'end']), [])
})

test('a file of term dates gives terms and closed weekdays, and says what it leaves out and why', () => {
  const file = read([
    row(' Term ', ' 2026-09-01', '2026-12-18 ', { academic_year: ' 2026-27 ', label: ' Autumn ' }),
    row('holiday', '2026-10-23', '2026-10-26', { label: 'Half term' }),
    row('HOLIDAY', '2027-01-01', '2027-01-01', { label: '' }),
    row('inset', '2026-09-01', '2026-09-01', { label: 'Training' }),
    row('inset', '2026-09-02', '2026-09-02', { label: ' ' }),
    row('holiday', '2026-09-01', '2026-09-01', { label: 'Term starts' }),
    row('holiday', '2027-07-22', '2027-07-22', { label: 'Last Day of term' }),
  ])
  assert.deepEqual(file.terms, [{ ...autumn, name: 'Autumn' }])
  assert.deepEqual(
    file.closed.map(({ closed_on, reason }) => [String(closed_on), reason]),
    [
      ['2026-10-23', 'Half term'],
      ['2026-10-26', 'Half term'],
      ['2027-01-01', 'Holiday'],
    ],
  )
  assert.deepEqual(file.problems, [])
  assert.deepEqual(file.authorities, [])
  assert.deepEqual(file.left_out, [
    { line: 5, message: 'Training on 1 Sep 2026 belongs to one school: enter it for that school' },
    { line: 6, message: 'A closed day on 2 Sep 2026 belongs to one school: enter it for that school' },
    { line: 7, message: 'Term starts, 1 Sep 2026, is not a holiday' },
    { line: 8, message: 'Last Day of term, 22 Jul 2027, is not a holiday' },
  ])
})

test('every row that cannot be used is told with its line and its reason', () => {
  const file = read([
    row('term', 'soon', '2026-12-18'),
    row('term', '2026-09-01', '2026-02-30'),
    row('term', '2026-12-18', '2026-09-01'),
    row('term', '2026-09-01', '2026-12-18', { label: ' ' }),
    row('break', '2026-09-01', '2026-12-18'),
    row('holiday', '2026-07-01', '2026-09-10'),
    row('term', '2026-09-01', '2026-12-18'),
    row('term', '2026-09-01', '2026-12-18', { label: 'Again' }),
    { academic_year: '2026-27' },
    row('term', 'x2027-01-04', '2027-04-01'),
    row('term', '2027-01-04', '2027-04-01x'),
    { start: '2027-01-04', end: '2027-04-01' },
  ])
  assert.equal(file.terms.length, 1)
  assert.deepEqual([file.closed, file.left_out], [[], []])
  assert.deepEqual(file.problems, [
    { line: 2, message: '"soon" in the column start is not a day like 2026-09-01' },
    { line: 3, message: '"2026-02-30" in the column end is not a day like 2026-10-16' },
    { line: 4, message: 'The end, 1 Sep 2026, is before the start, 18 Dec 2026' },
    { line: 5, message: 'The column label has no name for the term' },
    { line: 6, message: '"break" in the column kind is not term, holiday or inset' },
    { line: 7, message: 'This holiday is longer than 60 days' },
    { line: 9, message: 'Autumn of 2026-27 runs from 1 September 2026 to 18 December 2026. Terms cannot overlap' },
    { line: 10, message: '"" in the column start is not a day like 2026-09-01' },
    { line: 11, message: '"x2027-01-04" in the column start is not a day like 2026-09-01' },
    { line: 12, message: '"2027-04-01x" in the column end is not a day like 2026-10-16' },
    { line: 13, message: '"" in the column kind is not term, holiday or inset' },
  ])
})

test('of a file with several authorities only the rows of one are read', () => {
  const rows = [
    row('term', '2026-09-01', '2026-10-16', { authority: 'Kent' }),
    row('term', '2026-11-02', '2026-12-18', { authority: 'Kent (one school, from its page)', label: 'Late autumn' }),
    row('term', '2026-09-02', '2026-10-23', { authority: ' Bury ', label: 'Other' }),
    row('term', '2027-01-04', '2027-02-12', { authority: 'Kentish Town', label: 'Spring' }),
    row('term', '2027-04-19', '2027-05-28', { label: 'Summer' }),
  ]
  const kent = read(rows, 'Kent')
  assert.deepEqual(
    kent.terms.map(({ name }) => name),
    ['Autumn', 'Late autumn', 'Summer'],
  )
  assert.deepEqual(kent.authorities, ['Kent', 'Kent (one school, from its page)', 'Bury', 'Kentish Town'])
  const all = read([...rows, ...rows.slice(0, 1)])
  assert.deepEqual(all.authorities, kent.authorities)
  assert.deepEqual(
    all.problems.map(({ line }) => line),
    [4, 7],
    'terms that overlap',
  )
})
