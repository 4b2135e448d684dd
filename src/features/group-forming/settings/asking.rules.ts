/** Until when schools can be asked, and when they can be reminded. */
import { dayOf } from '../../../lib/clock.ts'
import { type SchoolCalendar, whyNotSchoolDay } from '../../../lib/school-days.ts'
import { longDate } from '../../../lib/words.ts'
import type { Refusal } from '../../../platform/web/form.ts'

type Asking = {
  asked_at: Temporal.Instant | null
  reminded_at: Temporal.Instant | null
  preferences_until: Temporal.PlainDate | null
  preferences_closed_at: Temporal.Instant | null
  proposed_at: Temporal.Instant | null
}

export type AskingState = 'not asked' | 'open' | 'late' | 'closed' | 'proposed'

/** How far the asking is. `late`: the day has passed, and answers are still taken. */
export function askingState(asking: Asking, today: Temporal.PlainDate): AskingState {
  const { asked_at, preferences_until, preferences_closed_at, proposed_at } = asking
  if (proposed_at && (!asked_at || Temporal.Instant.compare(asked_at, proposed_at) <= 0)) return 'proposed'
  if (!asked_at || !preferences_until) return 'not asked'
  if (preferences_closed_at) return 'closed'
  return Temporal.PlainDate.compare(preferences_until, today) < 0 ? 'late' : 'open'
}

/** Why schools cannot be asked until this day; undefined when they can. */
export function whyNotUntil(
  until: Temporal.PlainDate,
  calendar: SchoolCalendar,
  today: Temporal.PlainDate,
): Refusal | undefined {
  const refuse = (message: string) => ({ field: 'until', message })
  if (Temporal.PlainDate.compare(until, today) <= 0) return refuse('Choose a day after today')
  if (Temporal.PlainDate.compare(until, today.add({ years: 1 })) > 0) return refuse('Choose a day within a year')
  const reason = whyNotSchoolDay(calendar, until)
  return reason === undefined
    ? undefined
    : refuse(`${longDate(until)} is no day to answer by: ${reason}. Choose a school day`)
}

/** Why schools cannot be reminded now; undefined when they can. */
export function whyCannotRemind(asking: Asking, waiting: number, today: Temporal.PlainDate): Refusal | undefined {
  const state = askingState(asking, today)
  if (state !== 'open' && state !== 'late')
    return { message: 'Schools are not being asked now, so there is nothing to remind them of' }
  if (waiting === 0) return { message: 'Every school has answered' }
  const told = [asking.asked_at, asking.reminded_at].some((at) => at && dayOf(at).equals(today))
  return told ? { message: 'Schools had an email about this today. Remind them tomorrow at the earliest' } : undefined
}
