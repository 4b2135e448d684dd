/**
 * The usual school year in England, for a partnership that has not entered its own: what most local
 * authorities do, in six terms. A page that counts with it says so.
 */
import { easterSunday, lastMonday } from './school-days-bank-holidays.ts'

export type Term = { academic_year: string; name: string; starts_on: Temporal.PlainDate; ends_on: Temporal.PlainDate }

/** The calendar year in which the academic year of a day began: 2026 for any day from September 2026 to August 2027. */
export function academicYearStart(day: Temporal.PlainDate): number {
  return day.month >= 9 ? day.year : day.year - 1
}

/** "2026-27" */
export function academicYearName(start: number): string {
  return `${start}-${String((start + 1) % 100).padStart(2, '0')}`
}

/**
 * Six terms. The breaks: the week of the last Monday of October; the two weeks around Christmas and
 * New Year; the week of the third Monday of February; two weeks at Easter (after it when it is early,
 * before it when it is late); the week of the spring bank holiday; and summer from about 22 July.
 */
export function usualTerms(start: number): Term[] {
  const year = start + 1
  const october = lastMonday(start, 10)
  const christmas = mondayOfChristmasBreak(start)
  const february = Temporal.PlainDate.from({ year, month: 2, day: 1 })
  const halfTerm = firstMondayFrom(february).add({ days: 14 })
  const easter = easterBreak(year)
  const may = lastMonday(year, 5)
  const bounds: [Temporal.PlainDate, Temporal.PlainDate][] = [
    [firstWeekdayFrom(Temporal.PlainDate.from({ year: start, month: 9, day: 1 })), weekendBefore(october)],
    [october.add({ days: 7 }), weekendBefore(christmas)],
    [christmas.add({ days: 14 }), weekendBefore(halfTerm)],
    [halfTerm.add({ days: 7 }), weekendBefore(easter)],
    [easter.add({ days: 14 }), weekendBefore(may)],
    [may.add({ days: 7 }), lastWeekdayTo(Temporal.PlainDate.from({ year, month: 7, day: 22 }))],
  ]
  return bounds.map(([starts_on, ends_on], index) => ({
    academic_year: academicYearName(start),
    name: `Term ${index + 1}`,
    starts_on,
    ends_on,
  }))
}

/** The Friday before a Monday on which a break starts. */
function weekendBefore(monday: Temporal.PlainDate): Temporal.PlainDate {
  return monday.subtract({ days: 3 })
}

/** The fortnight holds both 25 December and 1 January: it starts on the Monday from 19 to 25 December. */
function mondayOfChristmasBreak(year: number): Temporal.PlainDate {
  return firstMondayFrom(Temporal.PlainDate.from({ year, month: 12, day: 19 }))
}

/** The Monday of the Easter fortnight. When Easter is late schools break up before it, so that the terms stay of a length. */
function easterBreak(year: number): Temporal.PlainDate {
  const easter = easterSunday(year)
  const early = Temporal.PlainDate.compare(easter, Temporal.PlainDate.from({ year, month: 4, day: 10 })) <= 0
  return early ? easter.add({ days: 1 }) : easter.subtract({ days: 13 })
}

function firstMondayFrom(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.add({ days: (8 - day.dayOfWeek) % 7 })
}

function firstWeekdayFrom(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.dayOfWeek > 5 ? firstMondayFrom(day) : day
}

function lastWeekdayTo(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.dayOfWeek > 5 ? day.subtract({ days: day.dayOfWeek - 5 }) : day
}
