/** The rules and prices of a problem, with those of the inclusion peer review in Kent where it says nothing. */
import type { CountedIn } from '../school-days.ts'
import type { SchedulingProblem, Step } from './problem.ts'

type Beside = { halfDays: number; withinSchoolDays: number }
type Before = Beside & { atLeastSchoolDays: number }
type Later = {
  halfDays: number
  weeks: { from: number; aim: number; to: number }
  countedIn: CountedIn
  after: 'visit' | 'follow-up'
}

export type VisitRules = {
  preparation: Before | null
  visit: { halfDays: number }
  writeUp: Beside | null
  followUp: Later | null
  checkIn: Later | null
  oneVisitAHalfTerm: 'wished' | 'required'
  mostVisitsAWeek: { group: number; person: number }
}

/** What a day holds for one person. */
export const halfDaysOfADay = 2

/** The rules of visits, complete. */
export function visitRules({ rules }: Pick<SchedulingProblem, 'rules'>): VisitRules {
  const { preparation, writeUp, followUp, checkIn } = rules ?? {}
  const beside = (given: typeof writeUp): Beside | null =>
    given === null ? null : { halfDays: given?.halfDays ?? 1, withinSchoolDays: given?.withinSchoolDays ?? 5 }
  const later = (given: typeof checkIn, from: number, aim: number, to: number): Later | null =>
    given === null
      ? null
      : {
          halfDays: given?.halfDays ?? 1,
          weeks: given?.weeks ?? { from, aim, to },
          countedIn: given?.countedIn ?? 'school-weeks',
          after: given?.after ?? 'visit',
        }
  const before = beside(preparation)
  return {
    preparation: before && { ...before, atLeastSchoolDays: preparation?.atLeastSchoolDays ?? 1 },
    visit: { halfDays: rules?.visit?.halfDays ?? 2 },
    writeUp: beside(writeUp),
    followUp: later(followUp, 5, 6, 7),
    checkIn: later(checkIn, 10, 11, 12),
    oneVisitAHalfTerm: rules?.oneVisitAHalfTerm ?? 'wished',
    mostVisitsAWeek: { group: rules?.mostVisitsAWeek?.group ?? 1, person: rules?.mostVisitsAWeek?.person ?? 2 },
  }
}

/** The half-days that a step takes of everybody who takes part; 0 where there is no such step. */
export function halfDaysOf(rules: VisitRules, step: Step): number {
  return rules[step]?.halfDays ?? 0
}

export type Prices = { secondVisit: number; uneven: number; busiestWeek: number }

/** What counts in a calendar, complete. */
export function pricesOf({ weights }: Pick<SchedulingProblem, 'weights'>): Prices {
  return {
    secondVisit: weights?.secondVisit ?? 10,
    uneven: weights?.uneven ?? 2,
    busiestWeek: weights?.busiestWeek ?? 5,
  }
}
