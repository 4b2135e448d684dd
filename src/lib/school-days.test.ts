import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import {
  addSchoolDays,
  isInWindow,
  isSchoolDay,
  nearestSchoolDay,
  type SchoolCalendar,
  schoolCalendar,
  schoolDaysBetween,
  type Term,
  weeksAfter,
  whyNotSchoolDay,
  yearsAssumed,
} from './school-days.ts'
import { bankHolidayOn, bankHolidaysByRule, easterSunday } from './school-days-bank-holidays.ts'
import { academicYearName, academicYearStart, usualTerms } from './school-days-usual-terms.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const term = (name: string, starts: string, ends: string): Term => ({
  academic_year: '2026-27',
  name,
  starts_on: day(starts),
  ends_on: day(ends),
})

const sharedData = new URL('../../../shared/data/calendar/', import.meta.url)
const usual = schoolCalendar([], [])
const own = schoolCalendar(
  [
    term('Term 1', '2026-09-01', '2026-10-16'),
    term('Term 2', '2026-11-02', '2026-12-18'),
    term('Term 3', '2027-01-04', '2027-02-12'),
    term('Term 4', '2027-02-22', '2027-03-25'),
    term('Term 5', '2027-04-12', '2027-05-28'),
    term('Term 6', '2027-06-07', '2027-07-22'),
  ],
  [{ closed_on: day('2026-11-27'), reason: 'staff development day' }],
)

test('a day on which schools are closed says why', () => {
  assert.equal(whyNotSchoolDay(own, day('2026-11-26')), undefined)
  assert.equal(whyNotSchoolDay(own, day('2026-11-27')), 'schools are closed (staff development day)')
  assert.equal(whyNotSchoolDay(own, day('2026-11-28')), 'it is a Saturday')
  assert.equal(whyNotSchoolDay(own, day('2026-11-29')), 'it is a Sunday')
  assert.equal(whyNotSchoolDay(own, day('2027-05-03')), 'it is a bank holiday (Early May bank holiday)')
  assert.equal(whyNotSchoolDay(own, day('2026-10-20')), 'it is in the school holidays')
})

test('days are counted from one school day to the next', () => {
  assert.equal(String(addSchoolDays(own, day('2026-11-26'), 1)), '2026-11-30')
  assert.equal(String(addSchoolDays(own, day('2026-12-18'), 1)), '2027-01-04')
  assert.equal(String(addSchoolDays(own, day('2027-01-04'), -1)), '2026-12-18')
  assert.equal(String(addSchoolDays(own, day('2026-12-25'), 0)), '2027-01-04')
  assert.equal(schoolDaysBetween(own, day('2026-11-26'), day('2026-11-30')), 1)
  assert.equal(schoolDaysBetween(own, day('2026-11-30'), day('2026-11-26')), -1)
  assert.equal(schoolDaysBetween(own, day('2026-12-18'), day('2027-01-03')), 0)
})

test('six school weeks after a visit in November are in January, after the holiday', () => {
  // 13 November: 24 school days are left to 18 December, with 27 November closed.
  const window = weeksAfter(own, day('2026-11-13'), { from: 5, to: 7 })
  assert.equal(String(window.opens), '2027-01-04')
  assert.equal(String(window.closes), '2027-01-18')
  assert.equal(window.schoolDays, 11)
  assert.ok(isInWindow(own, window, day('2027-01-11')))
  assert.ok(!isInWindow(own, window, day('2027-01-16')), 'a Saturday inside is not in the window')
})

test('in calendar weeks the ends move to school days, and a window that a holiday swallows opens on the first day back', () => {
  const part = weeksAfter(own, day('2026-11-12'), { from: 5, to: 7 }, 'calendar-weeks')
  assert.deepEqual([String(part.opens), String(part.closes)], ['2026-12-17', '2026-12-18'])
  const swallowed = weeksAfter(own, day('2027-06-24'), { from: 5, to: 7 }, 'calendar-weeks')
  assert.deepEqual([String(swallowed.opens), String(swallowed.closes)], ['2027-09-01', '2027-09-15'])
})

test('an academic year with no terms entered counts with the usual ones, and says so', () => {
  assert.deepEqual(yearsAssumed(own, day('2027-06-01'), day('2027-07-01')), [])
  assert.deepEqual(yearsAssumed(own, day('2027-06-01'), day('2027-10-01')), ['2027-28'])
  assert.ok(isSchoolDay(own, day('2027-09-06')))
  const augustStart = schoolCalendar(
    [{ academic_year: '2026-27', name: 'Term 1', starts_on: day('2026-08-27'), ends_on: day('2026-10-16') }],
    [],
  )
  assert.ok(isSchoolDay(augustStart, day('2026-08-27')))
  assert.deepEqual(yearsAssumed(augustStart, day('2026-09-01'), day('2026-09-02')), [])
})

test('academic years run from September', () => {
  assert.equal(academicYearName(academicYearStart(day('2027-08-31'))), '2026-27')
  assert.equal(academicYearName(academicYearStart(day('2027-09-01'))), '2027-28')
  assert.equal(academicYearName(2099), '2099-00')
})

test('Easter falls when it falls', () => {
  for (const easter of ['2024-03-31', '2025-04-20', '2026-04-05', '2027-03-28', '2028-04-16', '2038-04-25']) {
    assert.equal(String(easterSunday(Number(easter.slice(0, 4)))), easter)
  }
})

test('the rule for bank holidays gives the published ones', () => {
  for (const year of [2025, 2026, 2027, 2028]) {
    for (const [monthAndDay, name] of bankHolidaysByRule(year))
      assert.equal(bankHolidayOn(day(`${year}-${monthAndDay}`)), name)
  }
  // Christmas Day 2022 was a Sunday: the Monday was Boxing Day, the Tuesday the substitute.
  assert.deepEqual(bankHolidaysByRule(2022).slice(-2), [
    ['12-27', 'Christmas Day'],
    ['12-26', 'Boxing Day'],
  ])
  assert.equal(bankHolidayOn(day('2029-01-01')), "New Year's Day")
})

test('the bank holidays are those of GOV.UK', (t) => {
  const file = new URL('bank_holidays_england_wales_2025-2028.json', sharedData)
  if (!existsSync(file)) return t.skip('the folder of real data is not here')
  const events: { date: string; title: string }[] = JSON.parse(readFileSync(file, 'utf8'))['england-and-wales'].events
  const ours: { date: string; title: string }[] = []
  for (let date = day('2025-01-01'); date.year < 2029; date = date.add({ days: 1 })) {
    const title = bankHolidayOn(date)
    if (title) ours.push({ title, date: date.toString() })
  }
  assert.deepEqual(
    ours.map((e) => `${e.date} ${e.title}`),
    events.map((e) => `${e.date} ${e.title}`),
  )
})

function kentTerms(): Term[] {
  const rows: Record<string, string>[] = parse(readFileSync(new URL('term_dates_kent_bury.csv', sharedData), 'utf8'), {
    columns: true,
  })
  return rows
    .filter((row) => row.kind === 'term' && row.authority?.startsWith('Kent'))
    .map((row) => ({
      academic_year: row.academic_year ?? '',
      name: row.label ?? '',
      starts_on: day(row.start ?? ''),
      ends_on: day(row.end ?? ''),
    }))
}

test("Kent's published terms: about 190 days a year, and the usual terms are near them", (t) => {
  if (!existsSync(new URL('term_dates_kent_bury.csv', sharedData))) return t.skip('the folder of real data is not here')
  const kent = schoolCalendar(kentTerms(), [])
  for (const year of [2024, 2025, 2026]) {
    const from = day(`${year}-08-31`)
    const to = day(`${year + 1}-08-31`)
    const days = schoolDaysBetween(kent, from, to)
    assert.ok(days >= 185 && days <= 196, `${days} days in ${year}`)
    let differ = 0
    for (let date = from; Temporal.PlainDate.compare(date, to) < 0; date = date.add({ days: 1 })) {
      if (isSchoolDay(kent, date) !== isSchoolDay(usual, date)) differ += 1
    }
    assert.ok(differ <= 12, `${differ} days of ${year} differ from the usual terms`)
  }
  const window = weeksAfter(kent, day('2026-10-01'), { from: 10, to: 12 })
  assert.deepEqual([String(window.opens), String(window.closes)], ['2027-01-07', '2027-01-21'])
})

const anyDay = fc.integer({ min: 0, max: 365 * 14 }).map((offset) => day('2024-09-01').add({ days: offset }))
const anyCalendar: fc.Arbitrary<SchoolCalendar> = fc.oneof(
  fc.constant(usual),
  fc.constant(own),
  fc.array(anyDay, { maxLength: 60 }).map((days) =>
    schoolCalendar(
      own.terms,
      days.map((closed_on) => ({ closed_on, reason: 'closed' })),
    ),
  ),
)

test('every usual year has six terms in order, of 185 to 196 school days', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2000, max: 2100 }), (year) => {
      const terms = usualTerms(year)
      assert.equal(terms.length, 6)
      terms.forEach((one, index) => {
        assert.ok(one.starts_on.dayOfWeek <= 5 && one.ends_on.dayOfWeek <= 5)
        assert.ok(one.starts_on.until(one.ends_on).days >= 18)
        const next = terms[index + 1]
        if (next) assert.ok(one.ends_on.until(next.starts_on).days >= 10)
      })
      const days = schoolDaysBetween(usual, day(`${year}-08-31`), day(`${year + 1}-08-31`))
      assert.ok(days >= 185 && days <= 197, `${days} days`)
    }),
  )
})

test('adding school days always lands on a school day, and counting back gives the number', () => {
  fc.assert(
    fc.property(anyCalendar, anyDay, fc.integer({ min: -80, max: 80 }), (calendar, from, count) => {
      const landed = addSchoolDays(calendar, from, count)
      assert.ok(isSchoolDay(calendar, landed))
      if (count > 0) assert.equal(schoolDaysBetween(calendar, from, landed), count)
      if (count < 0 && isSchoolDay(calendar, from)) assert.equal(schoolDaysBetween(calendar, from, landed), count)
    }),
  )
})

test('the count between two days adds up over any day between them', () => {
  fc.assert(
    fc.property(anyCalendar, anyDay, fc.nat(200), fc.nat(200), (calendar, from, first, second) => {
      const middle = from.add({ days: first })
      const to = middle.add({ days: second })
      assert.equal(
        schoolDaysBetween(calendar, from, to),
        schoolDaysBetween(calendar, from, middle) + schoolDaysBetween(calendar, middle, to),
      )
    }),
    { numRuns: 60 },
  )
})

test('a window opens and closes on school days, in order, after its day, however it is counted', () => {
  const weeks = fc
    .tuple(fc.integer({ min: 1, max: 14 }), fc.integer({ min: 0, max: 4 }))
    .map(([from, more]) => ({ from, to: from + more }))
  fc.assert(
    fc.property(
      anyCalendar,
      anyDay,
      weeks,
      fc.constantFrom('school-weeks', 'calendar-weeks'),
      (calendar, from, length, countedIn) => {
        const window = weeksAfter(calendar, from, length, countedIn)
        assert.ok(isSchoolDay(calendar, window.opens) && isSchoolDay(calendar, window.closes))
        assert.ok(Temporal.PlainDate.compare(from, window.opens) < 0)
        assert.ok(Temporal.PlainDate.compare(window.opens, window.closes) <= 0)
        assert.ok(window.schoolDays >= 1)
        if (countedIn === 'school-weeks') {
          assert.equal(window.schoolDays, (length.to - length.from) * 5 + 1)
          assert.equal(schoolDaysBetween(calendar, from, window.opens), length.from * 5)
          // Holidays can only make it later than the same number of calendar weeks.
          assert.ok(from.until(nearestSchoolDay(calendar, window.opens)).days >= length.from * 7 - 2)
        }
      },
    ),
    { numRuns: 200 },
  )
})

test('what is quick to ask agrees with what is said in words, on every day', () => {
  fc.assert(
    fc.property(anyCalendar, anyDay, (calendar, from) => {
      assert.equal(isSchoolDay(calendar, from), whyNotSchoolDay(calendar, from) === undefined)
    }),
    { numRuns: 500 },
  )
})

test('a calendar that is closed for years is an error, not a hang', () => {
  const always = Array.from({ length: 366 * 12 }, (_, index) => ({
    closed_on: day('2024-09-01').add({ days: index }),
    reason: 'closed',
  }))
  assert.throws(() => addSchoolDays(schoolCalendar([], always), day('2025-09-01'), 1), /no school day/)
})
