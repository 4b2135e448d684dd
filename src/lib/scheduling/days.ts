/** The days of a programme in numbers: which are school days, their weeks and half-terms, and what may be how long after what. */
import {
  addSchoolDays,
  isSchoolDay,
  nearestSchoolDay,
  type SchoolCalendar,
  schoolCalendar,
  type Term,
  usualTerms,
  weeksAfter,
  yearsAssumed,
} from '../school-days.ts'
import type { SchedulingProblem, Step } from './problem.ts'
import { type VisitRules, visitRules } from './rules.ts'

/** From the first to the last day that a step may be on, by the day of the step before it; none where it closes first. */
export type Windows = { opens: Int32Array; closes: Int32Array; aim: Int32Array }

export type HalfTerm = { name: string; from: number; to: number; schoolDays: number }

export type Days = {
  first: Temporal.PlainDate
  count: number
  isOpen: Uint8Array
  /** The school week of each day, counted from 0; -1 on days that are not school days. */
  weekOf: Int16Array
  halfTermOf: Int16Array
  weeks: { monday: string; halfTerm: number }[]
  halfTerms: HalfTerm[]
  /** By the day of the visit, except the check-in where it is counted from the follow-up. */
  windows: Record<Exclude<Step, 'visit'>, Windows>
  /** Academic years whose terms nobody gave. */
  assumedYears: string[]
}

const plain = (text: string) => Temporal.PlainDate.from(text)

/** The number of a day, counted from the programme's first; it may lie outside the programme. */
export function dayNumber({ first }: Pick<Days, 'first'>, day: string): number {
  return first.until(plain(day)).days
}

/** A day of the programme as "2026-11-23". */
export function dayText({ first }: Pick<Days, 'first'>, day: number): string {
  return first.add({ days: day }).toString()
}

/** The terms of a problem: those it gives, and the usual ones of a year for which it gives none. */
export function termsOf(problem: SchedulingProblem): { calendar: SchoolCalendar; terms: Term[]; assumed: string[] } {
  const given = (problem.terms ?? []).map(({ name, from, to }) => ({
    academic_year: '',
    name,
    starts_on: plain(from),
    ends_on: plain(to),
  }))
  const margin = (day: string, months: number) => plain(day).add({ months }).toString()
  const [least, most] = [margin(problem.from, -12), margin(problem.to, 18)]
  const closed = (problem.closed ?? []).flatMap(({ from, to, reason }) =>
    daysFromTo(laterOf(from, least), laterOf(to, most) === to ? most : to).map((closed_on) => ({
      closed_on,
      reason: reason ?? '',
    })),
  )
  const calendar = schoolCalendar(given, closed)
  const assumed = yearsAssumed(calendar, plain(problem.from), plain(problem.to))
  const usual = assumed.flatMap((year) =>
    usualTerms(Number(year.slice(0, 4))).map((term) => ({ ...term, name: `${term.name} of ${year}` })),
  )
  const terms = [...given, ...usual].sort((a, b) => Temporal.PlainDate.compare(a.starts_on, b.starts_on))
  return { calendar, terms, assumed }
}

const laterOf = (a: string, b: string) => (a.localeCompare(b) > 0 ? a : b)

function daysFromTo(from: string, to: string): Temporal.PlainDate[] {
  const days: Temporal.PlainDate[] = []
  const last = plain(to)
  for (let day = plain(from); Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) days.push(day)
  return days
}

/** The days of a problem. */
export function daysOf(problem: SchedulingProblem): Days {
  const { calendar, terms, assumed } = termsOf(problem)
  const first = plain(problem.from)
  const count = first.until(plain(problem.to)).days + 1
  const isOpen = Uint8Array.from({ length: count }, (_, day) =>
    isSchoolDay(calendar, first.add({ days: day })) ? 1 : 0,
  )
  return {
    first,
    count,
    isOpen,
    ...weeksAndHalfTerms(first, isOpen, terms),
    windows: windowsOf(calendar, visitRules(problem), first, count),
    assumedYears: assumed,
  }
}

/** A half-term ends with its term, or where a whole week of the term is closed. */
function weeksAndHalfTerms(first: Temporal.PlainDate, isOpen: Uint8Array, terms: readonly Term[]) {
  const count = isOpen.length
  const weekOf = new Int16Array(count).fill(-1)
  const halfTermOf = new Int16Array(count).fill(-1)
  const weeks: Days['weeks'] = []
  const halfTerms: HalfTerm[] = []
  const mondayBefore = (day: number) => day - ((first.dayOfWeek - 1 + day) % 7)
  for (const term of terms) {
    const starts = Math.max(0, first.until(term.starts_on).days)
    const ends = Math.min(count - 1, first.until(term.ends_on).days)
    const parts: HalfTerm[] = []
    let week = Number.NaN
    for (let day = starts; day <= ends; day++) {
      if (!isOpen[day] || weekOf[day] !== -1) continue
      const monday = mondayBefore(day)
      if (monday !== week) {
        if (Number.isNaN(week) || monday - week > 7) parts.push({ name: term.name, from: day, to: day, schoolDays: 0 })
        weeks.push({ monday: first.add({ days: monday }).toString(), halfTerm: halfTerms.length + parts.length - 1 })
        week = monday
      }
      const part = parts.at(-1) as HalfTerm
      part.to = day
      part.schoolDays++
      weekOf[day] = weeks.length - 1
      halfTermOf[day] = halfTerms.length + parts.length - 1
    }
    const names = parts.length > 1 ? parts.map((_, index) => `${term.name}, part ${index + 1}`) : [term.name]
    halfTerms.push(...parts.map((part, index) => ({ ...part, name: names[index] ?? term.name })))
  }
  return { weekOf, halfTermOf, weeks, halfTerms }
}

function windowsOf(
  calendar: SchoolCalendar,
  rules: VisitRules,
  first: Temporal.PlainDate,
  count: number,
): Days['windows'] {
  const every = (
    window: (day: Temporal.PlainDate) => {
      opens: Temporal.PlainDate
      closes: Temporal.PlainDate
      aim: Temporal.PlainDate
    },
  ) => {
    const windows = { opens: new Int32Array(count), closes: new Int32Array(count), aim: new Int32Array(count) }
    for (let number = 0; number < count; number++) {
      const { opens, closes, aim } = window(first.add({ days: number }))
      windows.opens[number] = Math.max(0, first.until(opens).days)
      windows.closes[number] = Math.min(count - 1, first.until(closes).days)
      windows.aim[number] = Math.min(count - 1, Math.max(0, first.until(aim).days))
    }
    return windows
  }
  const none = { opens: new Int32Array(count), closes: new Int32Array(count).fill(-1), aim: new Int32Array(count) }
  const later = (rule: VisitRules['followUp']) =>
    rule === null
      ? none
      : every((day) => {
          const { opens, closes } = weeksAfter(calendar, day, rule.weeks, rule.countedIn)
          const aim =
            rule.countedIn === 'school-weeks'
              ? addSchoolDays(calendar, day, rule.weeks.aim * 5)
              : nearestSchoolDay(calendar, day.add({ weeks: rule.weeks.aim }))
          return { opens, closes, aim }
        })
  const { preparation, writeUp } = rules
  return {
    preparation: preparation
      ? every((day) => ({
          opens: addSchoolDays(calendar, day, -preparation.withinSchoolDays),
          closes:
            preparation.atLeastSchoolDays === 1
              ? day.subtract({ days: 1 })
              : addSchoolDays(calendar, day, -preparation.atLeastSchoolDays),
          aim: addSchoolDays(
            calendar,
            day,
            -Math.ceil((preparation.withinSchoolDays + preparation.atLeastSchoolDays) / 2),
          ),
        }))
      : none,
    writeUp: writeUp
      ? every((day) => ({
          opens: day.add({ days: 1 }),
          closes: addSchoolDays(calendar, day, writeUp.withinSchoolDays),
          aim: addSchoolDays(calendar, day, 1),
        }))
      : none,
    followUp: later(rules.followUp),
    checkIn: later(rules.checkIn),
  }
}
