/** A calendar as people and files see it: dates, loads, what it costs and what is worth a warning. */
import { longDate } from '../words.ts'
import { checkCalendar } from './check.ts'
import { dayNumber, dayText } from './days.ts'
import type { Instance } from './instance.ts'
import { stepCount } from './plan.ts'
import { type Review, type SchedulingProblem, type Step, stepNames } from './problem.ts'

export type Score = { total: number; secondVisits: number; unevenVisits: number; busiestWeekHalfDays: number }

export type Load = {
  halfTerms: { name: string; from: string; to: string; visits: number; share: number }[]
  weeks: { monday: string; visits: number; halfDays: number }[]
}

export type Move = { school: string; step: Step; from: string; to: string }

/** The reviews of a plan, in the order of their visits. */
export function reviewsOf({ schools, problem, days }: Instance, at: Int32Array): Review[] {
  return schools
    .map(({ id, group }, school): Review => {
      const dates = stepNames.flatMap((step, index) => {
        const day = at[school * stepCount + index] as number
        return day < 0 ? [] : [[step, dayText(days, day)] as const]
      })
      return { school: id, group: problem.groups[group]?.id ?? '', visit: '', ...Object.fromEntries(dates) }
    })
    .sort((a, b) => a.visit.localeCompare(b.visit))
}

/** What a calendar costs, counted from its dates. */
export function scoreOf(instance: Instance, reviews: readonly Review[]): Score {
  const { prices, days } = instance
  const load = loadOf(instance, reviews)
  const inHalfTerm = Map.groupBy(
    reviews.filter(({ visit }) => (days.halfTermOf[dayNumber(days, visit)] ?? -1) >= 0),
    ({ group, visit }) => `${group}|${days.halfTermOf[dayNumber(days, visit)]}`,
  )
  const secondVisits = [...inHalfTerm.values()].reduce((sum, { length }) => sum + length - 1, 0)
  const unevenVisits = load.halfTerms.reduce((sum, { visits, share }) => sum + Math.max(0, visits - share), 0)
  const busiestWeekHalfDays = Math.max(0, ...load.weeks.map(({ halfDays }) => halfDays))
  return {
    total: prices.secondVisit * secondVisits + prices.uneven * unevenVisits + prices.busiestWeek * busiestWeekHalfDays,
    secondVisits,
    unevenVisits,
    busiestWeekHalfDays,
  }
}

/** The visits of each half-term and the half-days of each school week. */
export function loadOf(
  { days, shares, halfDays }: Pick<Instance, 'days' | 'shares' | 'halfDays'>,
  reviews: readonly { [Name in Step]?: string | undefined }[],
): Load {
  const halfTerms = days.halfTerms.map(({ name, from, to }, index) => ({
    name,
    from: dayText(days, from),
    to: dayText(days, to),
    visits: 0,
    share: shares[index] ?? 0,
  }))
  const weeks = days.weeks.map(({ monday }) => ({ monday, visits: 0, halfDays: 0 }))
  for (const review of reviews)
    for (const [step, name] of stepNames.entries()) {
      const on = review[name]
      const week = on === undefined ? undefined : weeks[days.weekOf[dayNumber(days, on)] ?? -1]
      if (on === undefined || !week) continue
      week.halfDays += halfDays[step] ?? 0
      if (name !== 'visit') continue
      week.visits++
      const halfTerm = halfTerms[days.halfTermOf[dayNumber(days, on)] ?? -1]
      if (halfTerm) halfTerm.visits++
    }
  return { halfTerms, weeks }
}

/** The dates of an earlier calendar that are others now. */
export function movesOf({ calendar }: Pick<SchedulingProblem, 'calendar'>, reviews: readonly Review[]): Move[] {
  const now = new Map(reviews.map((review) => [review.school, review]))
  return (calendar ?? []).flatMap((before) =>
    stepNames.flatMap((step) => {
      const [from, to] = [before[step], now.get(before.school)?.[step]]
      return from === undefined || to === undefined || from === to ? [] : [{ school: before.school, step, from, to }]
    }),
  )
}

/** What whoever uses the calendar should know. */
export function warningsOf(instance: Instance, reviews: readonly Review[]): string[] {
  const { problem, days } = instance
  const warnings = checkCalendar(problem, reviews).standing.map((words) => `${words}; it stands because it is fixed.`)
  for (const year of days.assumedYears)
    warnings.push(`No terms were given for ${year}: the usual ones of schools in England are assumed.`)
  const byGroup = Map.groupBy(reviews, ({ group }) => group)
  for (const [group, own] of byGroup) {
    const inHalfTerm = Map.groupBy(own, ({ visit }) => days.halfTermOf[dayNumber(days, visit)] ?? -1)
    for (const [halfTerm, visits] of inHalfTerm)
      if (visits.length > 1 && halfTerm >= 0)
        warnings.push(
          `${group} has ${visits.length} visits in ${days.halfTerms[halfTerm]?.name}: ${visits.map(({ school, visit }) => `${school} on ${longDate(Temporal.PlainDate.from(visit))}`).join(', ')}.`,
        )
  }
  return warnings
}
