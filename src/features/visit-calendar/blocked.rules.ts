/** Who keeps which blocked dates, and why they cannot be added. */
import { longDate, sentenceList } from '../../lib/words.ts'
import type { Refusal } from '../../platform/web/form.ts'
import { may, type RoleHeld } from '../people/roles.policy.ts'

/** Why a school cannot be visited. Of people no reason is asked. */
export const blockedReasons = {
  exams: 'Exams',
  production: 'Production or performance',
  trip: 'Trip or residential',
  'staff-training': 'Staff training',
  'building-work': 'Building work',
  other: 'Something else',
} as const
export type BlockedReason = keyof typeof blockedReasons
export const blockedReasonKeys = Object.keys(blockedReasons).filter(
  (key): key is BlockedReason => key in blockedReasons,
)

/** The schools whose blocked dates somebody keeps: those that they lead. */
export function ledSchoolIds({ roles }: { roles: readonly RoleHeld[] }): string[] {
  const led = roles.flatMap((held) => (held.school_id && may([held], 'blocked-dates:keep') ? [held.school_id] : []))
  return [...new Set(led)]
}

const longestDays = 100
const mostEntries = 100

/** Why dates cannot be blocked; undefined when they can. */
export function whyCannotBlock(
  dates: { starts_on: Temporal.PlainDate; ends_on: Temporal.PlainDate },
  today: Temporal.PlainDate,
  entries: number,
): Refusal | undefined {
  if (Temporal.PlainDate.compare(dates.ends_on, dates.starts_on) < 0)
    return { field: 'ends_on', message: 'The last day must not be before the first' }
  if (Temporal.PlainDate.compare(dates.ends_on, today) < 0)
    return { field: 'ends_on', message: 'These days are past. Enter days to come' }
  if (dates.starts_on.until(dates.ends_on).days >= longestDays)
    return { field: 'ends_on', message: `Enter at most ${longestDays} days at once` }
  if (Temporal.PlainDate.compare(dates.starts_on, today.add({ years: 4 })) > 0)
    return { field: 'starts_on', message: 'Enter days of the next four years' }
  return entries >= mostEntries
    ? { message: `You have ${mostEntries} entries already. Remove some that you no longer need` }
    : undefined
}

/** What to think about before a visit is put on a blocked day. */
export function blockedAdvice(
  day: Temporal.PlainDate,
  around: readonly { starts_on: Temporal.PlainDate; ends_on: Temporal.PlainDate; who: string }[],
): string[] {
  const who = around
    .filter(
      ({ starts_on, ends_on }) =>
        Temporal.PlainDate.compare(starts_on, day) <= 0 && Temporal.PlainDate.compare(day, ends_on) <= 0,
    )
    .map((one) => one.who)
  const names = [...new Set(who)]
  return names.length === 0 ? [] : [`${longDate(day)} is blocked for ${sentenceList(names)}. Talk to them first.`]
}
