/**
 * School days: the weekdays inside a term that are neither bank holidays nor closed. A school week is
 * five of them, so "six weeks after" does not run out in the holidays.
 */
import { bankHolidayOn, bankHolidaysOf } from './school-days-bank-holidays.ts'
import { academicYearName, academicYearStart, type Term, usualTerms } from './school-days-usual-terms.ts'

export { academicYearStart, type Term, usualTerms } from './school-days-usual-terms.ts'
export type ClosedDay = { closed_on: Temporal.PlainDate; reason: string }

/** Made by `schoolCalendar`; everything but the questions below is its own affair. */
export type SchoolCalendar = {
  terms: readonly Term[]
  closed: ReadonlyMap<string, string>
  /** The first calendar years of the academic years for which terms were entered. */
  entered: ReadonlySet<number>
  /** The school days of each academic year that was asked about, as day numbers, in order. */
  days: Map<number, readonly number[]>
}

/** `schoolDays` counts both ends. */
export type Window = { opens: Temporal.PlainDate; closes: Temporal.PlainDate; schoolDays: number }

/** Weeks of five school days, or of seven days whose ends are moved to school days. */
export type CountedIn = 'school-weeks' | 'calendar-weeks'

const daysOfAWeek = 5

/** No search goes through more years than this, so that a calendar of nothing but closed days is an error and not a hang. */
const mostYears = 8

/** Days as numbers: counting in whole numbers is a hundred times quicker than in dates. */
const firstDay = Temporal.PlainDate.from('1970-01-01')
const dayNumber = (day: Temporal.PlainDate) => Date.UTC(day.year, day.month - 1, day.day) / 86_400_000
const dayFrom = (number: number) => firstDay.add({ days: number })

/** A calendar from the terms and closed days of a partnership (and of a school, if they are added). */
export function schoolCalendar(terms: readonly Term[], closed: readonly ClosedDay[]): SchoolCalendar {
  return {
    terms,
    closed: new Map(closed.map((day) => [day.closed_on.toString(), day.reason])),
    // A term may start in the last days of August: its middle tells its year.
    entered: new Set(
      terms.map((term) =>
        academicYearStart(term.starts_on.add({ days: Math.floor(term.starts_on.until(term.ends_on).days / 2) })),
      ),
    ),
    days: new Map(),
  }
}

/** Why schools are not open on that day, in words that follow "because" ("it is a Saturday"); undefined on a school day. */
export function whyNotSchoolDay(calendar: SchoolCalendar, day: Temporal.PlainDate): string | undefined {
  if (day.dayOfWeek === 6) return 'it is a Saturday'
  if (day.dayOfWeek === 7) return 'it is a Sunday'
  const bankHoliday = bankHolidayOn(day)
  if (bankHoliday) return `it is a bank holiday (${bankHoliday})`
  const closed = calendar.closed.get(day.toString())
  if (closed !== undefined) return `schools are closed (${closed})`
  return isInTerm(calendar, day) ? undefined : 'it is in the school holidays'
}

function isInTerm(calendar: SchoolCalendar, day: Temporal.PlainDate): boolean {
  return termsAbout(calendar, academicYearStart(day)).some(
    (term) =>
      Temporal.PlainDate.compare(term.starts_on, day) <= 0 && Temporal.PlainDate.compare(day, term.ends_on) <= 0,
  )
}

/** Every term that was entered, and the usual ones of a year for which none were. */
function termsAbout(calendar: SchoolCalendar, year: number): readonly Term[] {
  return calendar.entered.has(year) ? calendar.terms : [...calendar.terms, ...usualTerms(year)]
}

/** The school days from September of a year to the next August, as day numbers, in order. */
function daysOfYear(calendar: SchoolCalendar, year: number): readonly number[] {
  const known = calendar.days.get(year)
  if (known) return known
  const first = dayNumber(Temporal.PlainDate.from({ year, month: 9, day: 1 }))
  const last = dayNumber(Temporal.PlainDate.from({ year: year + 1, month: 8, day: 31 }))
  const open = new Set<number>()
  for (const term of termsAbout(calendar, year)) {
    const end = Math.min(last, dayNumber(term.ends_on))
    for (let day = Math.max(first, dayNumber(term.starts_on)); day <= end; day++) if (!isWeekend(day)) open.add(day)
  }
  for (const day of bankHolidaysOf(year)) open.delete(dayNumber(day))
  for (const day of bankHolidaysOf(year + 1)) open.delete(dayNumber(day))
  for (const day of calendar.closed.keys()) open.delete(dayNumber(Temporal.PlainDate.from(day)))
  const days = [...open].sort((a, b) => a - b)
  calendar.days.set(year, days)
  return days
}

/** 1 January 1970, day 0, was a Thursday. */
function isWeekend(day: number): boolean {
  const weekday = (day + 3) % 7
  return weekday >= 5
}

/** How many of a year's school days come before a day. */
function countBefore(days: readonly number[], day: number): number {
  let low = 0
  let high = days.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((days[middle] ?? 0) < day) low = middle + 1
    else high = middle
  }
  return low
}

/** Whether schools are open on that day. */
export function isSchoolDay(calendar: SchoolCalendar, day: Temporal.PlainDate): boolean {
  const days = daysOfYear(calendar, academicYearStart(day))
  const number = dayNumber(day)
  return days[countBefore(days, number)] === number
}

/** The school day itself, or the nearest one after it (before it, with `step` -1). */
export function nearestSchoolDay(
  calendar: SchoolCalendar,
  day: Temporal.PlainDate,
  step: 1 | -1 = 1,
): Temporal.PlainDate {
  return isSchoolDay(calendar, day) ? day : addSchoolDays(calendar, day, step)
}

/**
 * The school day that many school days after a day (before it, when `count` is negative). From a day
 * that is not a school day, 1 is the next school day; 0 is the day itself or the next school day.
 */
export function addSchoolDays(calendar: SchoolCalendar, day: Temporal.PlainDate, count: number): Temporal.PlainDate {
  if (count === 0) return nearestSchoolDay(calendar, day)
  let year = academicYearStart(day)
  let days = daysOfYear(calendar, year)
  const number = dayNumber(day)
  // The place of the wanted day in this year's list, which may lie in a year before or after.
  let place = count > 0 ? countBefore(days, number + 1) + count - 1 : countBefore(days, number) + count
  for (let tried = 0; tried < mostYears; tried++) {
    const found = days[place]
    if (found !== undefined) return dayFrom(found)
    if (place >= 0) {
      place -= days.length
      days = daysOfYear(calendar, ++year)
    } else {
      days = daysOfYear(calendar, --year)
      place += days.length
    }
  }
  throw new Error(`no school day ${count} from ${day} within ${mostYears} years`)
}

/** How many school days come after `from`, up to and with `to`; negative when `to` is earlier. */
export function schoolDaysBetween(calendar: SchoolCalendar, from: Temporal.PlainDate, to: Temporal.PlainDate): number {
  const [first, last] = [academicYearStart(from), academicYearStart(to)]
  if (first > last) return -schoolDaysBetween(calendar, to, from)
  let count = countBefore(daysOfYear(calendar, last), dayNumber(to) + 1)
  for (let year = first; year < last; year++) count += daysOfYear(calendar, year).length
  return count - countBefore(daysOfYear(calendar, first), dayNumber(from) + 1)
}

/**
 * The window from `from` to `to` weeks after a day. Both ends are school days. Counted in school weeks,
 * week 6 is the 30th school day after; counted in calendar weeks, an end that falls in a holiday moves
 * inwards, and a window that a holiday swallows whole becomes as many school days from the first day back.
 */
export function weeksAfter(
  calendar: SchoolCalendar,
  day: Temporal.PlainDate,
  weeks: { from: number; to: number },
  countedIn: CountedIn = 'school-weeks',
): Window {
  if (countedIn === 'school-weeks') {
    const opens = addSchoolDays(calendar, day, weeks.from * daysOfAWeek)
    const closes = addSchoolDays(calendar, opens, (weeks.to - weeks.from) * daysOfAWeek)
    return windowOf(calendar, opens, closes)
  }
  const opens = nearestSchoolDay(calendar, day.add({ weeks: weeks.from }))
  const closes = nearestSchoolDay(calendar, day.add({ weeks: weeks.to }), -1)
  if (Temporal.PlainDate.compare(opens, closes) <= 0) return windowOf(calendar, opens, closes)
  return windowOf(calendar, opens, addSchoolDays(calendar, opens, (weeks.to - weeks.from) * daysOfAWeek))
}

function windowOf(calendar: SchoolCalendar, opens: Temporal.PlainDate, closes: Temporal.PlainDate): Window {
  return { opens, closes, schoolDays: schoolDaysBetween(calendar, opens, closes) + 1 }
}

/** Whether a day is in a window and is a school day. */
export function isInWindow(calendar: SchoolCalendar, window: Window, day: Temporal.PlainDate): boolean {
  return (
    Temporal.PlainDate.compare(window.opens, day) <= 0 &&
    Temporal.PlainDate.compare(day, window.closes) <= 0 &&
    isSchoolDay(calendar, day)
  )
}

/** The academic years between two days ("2026-27") whose terms nobody entered, so that the usual ones are assumed. */
export function yearsAssumed(calendar: SchoolCalendar, from: Temporal.PlainDate, to: Temporal.PlainDate): string[] {
  const years: string[] = []
  for (let year = academicYearStart(from); year <= academicYearStart(to); year++) {
    if (!calendar.entered.has(year)) years.push(academicYearName(year))
  }
  return years
}
