/** The question for days: whole ones, halves and eighths, typed as people write them. */
import { z } from 'zod'
import { text } from '../../platform/web/fields.ts'
import { halfDaysFromDays, mostHalfDays } from './days.rules.ts'

export const daysHint = 'In days: 0.5 or ½ is half a day, 0.125 is 45 minutes'

/** Days that somebody types, as half-days. */
export function days(least: number) {
  return text('Enter how many days it took', { max: 20 }).transform((typed, context) => {
    const halfDays = halfDaysFromDays(typed)
    const message =
      halfDays === undefined
        ? 'Enter days in figures, in steps of an eighth: 1, 0.5 or ½, 0.125'
        : halfDays < least
          ? `Enter ${least / 2} days or more`
          : `Enter ${mostHalfDays / 2} days or fewer`
    if (halfDays !== undefined && halfDays >= least && halfDays <= mostHalfDays) return halfDays
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  })
}
