/** The days of a visit: one, or two where the model allows it. Windows count from the last, what comes before it to the first. */
import { addSchoolDays, type SchoolCalendar, schoolDaysBetween, whyNotSchoolDay } from '../../lib/school-days.ts'
import { dayAndDate, longDate, shortDate } from '../../lib/words.ts'
import type { ReviewModel } from '../review-models/public.ts'

export type VisitDays = { visit_on: Temporal.PlainDate | null; visit_second_on: Temporal.PlainDate | null }

/** The days of a visit, in order; none while it has no day. */
export function daysOf({ visit_on, visit_second_on }: VisitDays): Temporal.PlainDate[] {
  return [visit_on, visit_second_on].flatMap((day) => day ?? [])
}

/** The last day of a visit, from which is counted what follows it. */
export function lastDay({ visit_on, visit_second_on }: VisitDays): Temporal.PlainDate | null {
  return visit_second_on ?? visit_on
}

/** Which day of a visit a date is, from 1; undefined when it is none. */
export function numberOf(visit: VisitDays, day: Temporal.PlainDate): number | undefined {
  const index = daysOf(visit).findIndex((one) => one.equals(day))
  return index < 0 ? undefined : index + 1
}

/** How many days a visit may last. */
export function daysAllowed(model: Pick<ReviewModel, 'stages'>): { fewest: number; most: number } {
  return model.stages.find(({ kind }) => kind === 'visit')?.days ?? { fewest: 1, most: 1 }
}

/** A second day further away would be another visit: staff and visitors have to hold what they saw until then. */
export const longestApart = 5

/** The second day where nobody chose another: the next school day. */
export function nextSchoolDay(calendar: SchoolCalendar, first: Temporal.PlainDate): Temporal.PlainDate {
  return addSchoolDays(calendar, first, 1)
}

/** Why a day cannot be the second of a visit, as far as the two days decide it; undefined when it can. */
export function whyNotSecond(
  host: string,
  first: Temporal.PlainDate,
  second: Temporal.PlainDate,
  calendar: SchoolCalendar,
): string | undefined {
  if (Temporal.PlainDate.compare(second, first) <= 0) return 'The second day must be after the first'
  const closed = whyNotSchoolDay(calendar, second)
  const next = dayAndDate(nextSchoolDay(calendar, first))
  if (closed) return `${host} is not open on ${dayAndDate(second)}, because ${closed}. The next school day is ${next}.`
  if (schoolDaysBetween(calendar, first, second) > longestApart)
    return `The second day must be at most ${longestApart} school days after the first. The next school day is ${next}.`
  return undefined
}

type InWords = (day: Temporal.PlainDate) => string

/** Two dates with their common end said once: "17 and 18 March 2027", "30 September and 1 October 2027". */
function together(days: readonly Temporal.PlainDate[], inWords: InWords): string {
  const [first, second] = days
  if (!first) return 'No day yet'
  if (!second) return inWords(first)
  const ends = [first.year === second.year && ` ${first.year}`, first.month === second.month && / \S+ \d+$/] as const
  let start = inWords(first)
  if (ends[0] && ends[1]) start = start.replace(ends[1], '')
  else if (ends[0]) start = start.replace(ends[0], '')
  return `${start} and ${inWords(second)}`
}

/** "17 and 18 March 2027" */
export const longDays = (visit: VisitDays): string => together(daysOf(visit), longDate)
/** "17 and 18 Mar 2027", for tables. */
export const shortDays = (visit: VisitDays): string => together(daysOf(visit), shortDate)
/** "Wednesday 17 and Thursday 18 March 2027" */
export const namedDays = (visit: VisitDays): string => together(daysOf(visit), dayAndDate)
