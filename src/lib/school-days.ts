/**
 * School days: the weekdays inside a term that are neither bank holidays nor closed. A school week is
 * five of them, so "six weeks after" does not run out in the holidays.
 */
import { bankHolidayOn } from './school-days-bank-holidays.ts'
import { academicYearName, academicYearStart, type Term, usualTerms } from './school-days-usual-terms.ts'

export { academicYearStart, type Term, usualTerms } from './school-days-usual-terms.ts'
export type ClosedDay = { closed_on: Temporal.PlainDate; reason: string }

/** Made by `schoolCalendar`; the maps are there so that asking about a day is quick. */
export type SchoolCalendar = {
  terms: readonly Term[]
  closed: ReadonlyMap<string, string>
  /** The first calendar years of the academic years for which terms were entered. */
  entered: ReadonlySet<number>
  usual: Map<number, readonly Term[]>
}

/** `schoolDays` counts both ends. */
export type Window = { opens: Temporal.PlainDate; closes: Temporal.PlainDate; schoolDays: number }

/** Weeks of five school days, or of seven days whose ends are moved to school days. */
export type CountedIn = 'school-weeks' | 'calendar-weeks'

const daysOfAWeek = 5

/** No search goes further than this, so that a calendar of nothing but closed days is an error and not a hang. */
const furthest = 366 * 6

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
    usual: new Map(),
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

/** Whether schools are open on that day. */
export function isSchoolDay(calendar: SchoolCalendar, day: Temporal.PlainDate): boolean {
  return whyNotSchoolDay(calendar, day) === undefined
}

function isInTerm(calendar: SchoolCalendar, day: Temporal.PlainDate): boolean {
  const within = (term: Term) =>
    Temporal.PlainDate.compare(term.starts_on, day) <= 0 && Temporal.PlainDate.compare(day, term.ends_on) <= 0
  if (calendar.terms.some(within)) return true
  const year = academicYearStart(day)
  return !calendar.entered.has(year) && usualTermsOf(calendar, year).some(within)
}

function usualTermsOf(calendar: SchoolCalendar, year: number): readonly Term[] {
  let terms = calendar.usual.get(year)
  if (!terms) {
    terms = usualTerms(year)
    calendar.usual.set(year, terms)
  }
  return terms
}

/** The school day itself, or the nearest one after it (before it, with `step` -1). */
export function nearestSchoolDay(
  calendar: SchoolCalendar,
  day: Temporal.PlainDate,
  step: 1 | -1 = 1,
): Temporal.PlainDate {
  let candidate = day
  for (let tried = 0; tried < furthest; tried++) {
    if (isSchoolDay(calendar, candidate)) return candidate
    candidate = candidate.add({ days: step })
  }
  throw new Error(`no school day within ${furthest} days of ${day}`)
}

/**
 * The school day that many school days after a day (before it, when `count` is negative). From a day
 * that is not a school day, 1 is the next school day; 0 is the day itself or the next school day.
 */
export function addSchoolDays(calendar: SchoolCalendar, day: Temporal.PlainDate, count: number): Temporal.PlainDate {
  if (count === 0) return nearestSchoolDay(calendar, day)
  const step = count > 0 ? 1 : -1
  let candidate = day
  for (let left = Math.abs(count); left > 0; left--)
    candidate = nearestSchoolDay(calendar, candidate.add({ days: step }), step)
  return candidate
}

/** How many school days come after `from`, up to and with `to`; negative when `to` is earlier. */
export function schoolDaysBetween(calendar: SchoolCalendar, from: Temporal.PlainDate, to: Temporal.PlainDate): number {
  if (Temporal.PlainDate.compare(from, to) > 0) return -schoolDaysBetween(calendar, to, from)
  let count = 0
  for (let day = from.add({ days: 1 }); Temporal.PlainDate.compare(day, to) <= 0; day = day.add({ days: 1 })) {
    if (isSchoolDay(calendar, day)) count += 1
  }
  return count
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
