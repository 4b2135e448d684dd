/** The days that an adopted calendar has for meetings: proposed wherever they still fit. */
import { isSchoolDay, type SchoolCalendar, type Window } from '../../../lib/school-days.ts'

/** The day that people were told for a meeting, if the host is open on it, it is ahead and inside the meeting's window. */
export function plannedIfItFits(
  day: Temporal.PlainDate | undefined,
  window: Pick<Window, 'opens' | 'closes'> | undefined,
  calendar: SchoolCalendar,
  today: Temporal.PlainDate,
): Temporal.PlainDate | undefined {
  if (!day || !window || Temporal.PlainDate.compare(day, today) <= 0 || !isSchoolDay(calendar, day)) return undefined
  const isInside =
    Temporal.PlainDate.compare(window.opens, day) <= 0 && Temporal.PlainDate.compare(day, window.closes) <= 0
  return isInside ? day : undefined
}
