/** Counts a calendar afresh from its dates: which rules it breaks, in words. Independent of how it was found. */
import { addSchoolDays, isInWindow, schoolDaysBetween, weeksAfter, whyNotSchoolDay } from '../school-days.ts'
import { dayAndDate } from '../words.ts'
import { stepWords } from './clash.ts'
import { termsOf } from './days.ts'
import { schoolsOf } from './instance.ts'
import { type Review, type SchedulingProblem, type Step, stepNames } from './problem.ts'
import { halfDaysOf, halfDaysOfADay, type VisitRules, visitRules } from './rules.ts'

/** `standing` are the rules against which a fixed date stands: worth a warning, not a refusal. */
export type Checked = { broken: string[]; standing: string[] }

const plain = (day: string) => Temporal.PlainDate.from(day)
const inWords = (day: string) => dayAndDate(plain(day))

/** What is wrong with a calendar. */
export function checkCalendar(problem: SchedulingProblem, reviews: readonly Review[]): Checked {
  const checked: Checked = { broken: [], standing: [] }
  const rules = visitRules(problem)
  const ids = problem.groups.flatMap(({ schools }) => schools)
  for (const id of ids) {
    const count = reviews.filter(({ school }) => school === id).length
    if (count !== 1) checked.broken.push(`${id} is visited ${count} times`)
  }
  const calendar = termsOf(problem).calendar
  for (const review of reviews) {
    const given = fixedOf(problem, review.school)
    for (const step of stepNames) {
      const day = review[step]
      const say = (words: string) =>
        (given[step] === undefined ? checked.broken : checked.standing).push(
          `The ${stepWords[step]} of ${review.school}${day ? ` on ${inWords(day)}` : ''} ${words}`,
        )
      if ((rules[step] === null) !== (day === undefined))
        checked.broken.push(`${review.school}: ${step} is wanting or too much`)
      if (day === undefined) continue
      if (given[step] !== undefined && given[step] !== day)
        checked.broken.push(`${review.school}: the fixed ${step} moved`)
      if (day < problem.from || day > problem.to) say('is outside the programme')
      const closed = whyNotSchoolDay(calendar, plain(day))
      if (closed) say(`is not on a school day: ${closed}`)
      if (given[step] === undefined && problem.today !== undefined && day < problem.today) say('is in the past')
      for (const who of blockedOn(problem, review.school, day)) say(`is on a day blocked for ${who}`)
      const detail = problem.schools?.find(({ id }) => id === review.school)
      if (step === 'visit' && detail?.earliest && day < detail.earliest) say('is before its earliest day')
      if (step === 'visit' && detail?.latest && day > detail.latest) say('is after its latest day')
      const outside = whyOutside(rules, calendar, review, step)
      const areBothFixed = given[step] !== undefined && given.visit !== undefined
      if (outside)
        (areBothFixed ? checked.standing : checked.broken).push(`The ${stepWords[step]} of ${review.school} ${outside}`)
    }
  }
  const all = twoPlaces(problem, rules, reviews)
  const onlyFixed = reviews.flatMap((review) => {
    const given = fixedOf(problem, review.school)
    return [{ ...review, ...Object.fromEntries(stepNames.map((step) => [step, given[step]])) }]
  })
  // What fixed dates alone bring about stands with them.
  const standing = new Set(twoPlaces(problem, rules, onlyFixed))
  checked.broken.push(...all.filter((words) => !standing.has(words)))
  checked.standing.push(...standing)
  return checked
}

/** Dates that were given, and those of the earlier calendar that have passed. */
function fixedOf(problem: SchedulingProblem, school: string): Partial<Record<Step, string | undefined>> {
  const given = problem.schools?.find(({ id }) => id === school)?.fixed ?? {}
  const earlier = problem.calendar?.find((review) => review.school === school)
  if (!earlier || problem.today === undefined || problem.slipped?.includes(school)) return given
  const today = problem.today
  const past = stepNames.flatMap((step) => {
    const day = earlier[step]
    return day !== undefined && day < today && day >= problem.from && day <= problem.to ? [[step, day] as const] : []
  })
  return { ...Object.fromEntries(past), ...given }
}

function blockedOn(problem: SchedulingProblem, school: string, day: string): string[] {
  const isOn = (ranges: { from: string; to: string }[] | undefined) =>
    ranges?.some(({ from, to }) => from <= day && day <= to) ?? false
  return [
    ...(problem.schools ?? []).filter(({ id, blocked }) => id === school && isOn(blocked)).map(({ id }) => id),
    ...(problem.people ?? [])
      .filter((person) => isOn(person.blocked) && schoolsOf(problem, person).has(school))
      .map(({ id }) => id),
  ]
}

function whyOutside(
  rules: VisitRules,
  calendar: Parameters<typeof isInWindow>[0],
  review: Review,
  step: Step,
): string | undefined {
  const day = plain(review[step] ?? review.visit)
  const visit = plain(review.visit)
  if (step === 'visit') return undefined
  if (step === 'preparation') {
    const first = addSchoolDays(calendar, visit, -(rules.preparation?.withinSchoolDays ?? 0))
    const last = addSchoolDays(calendar, visit, -(rules.preparation?.atLeastSchoolDays ?? 1))
    const isBetween = Temporal.PlainDate.compare(first, day) <= 0 && Temporal.PlainDate.compare(day, last) <= 0
    return isBetween ? undefined : 'is not in the days before the visit'
  }
  if (step === 'writeUp') {
    const after = schoolDaysBetween(calendar, visit, day)
    const isNear = after >= 1 && after <= (rules.writeUp?.withinSchoolDays ?? 0)
    return isNear ? undefined : 'is not in the days after the visit'
  }
  const rule = rules[step]
  if (!rule) return undefined
  const from = rule.after === 'follow-up' && step === 'checkIn' ? plain(review.followUp ?? review.visit) : visit
  const window = weeksAfter(calendar, from, rule.weeks, rule.countedIn)
  return isInWindow(calendar, window, day) ? undefined : `is not ${rule.weeks.from} to ${rule.weeks.to} weeks after`
}

type Dates = Partial<Record<Step, string | undefined>> & { school: string }

function twoPlaces(problem: SchedulingProblem, rules: VisitRules, reviews: readonly Dates[]): string[] {
  const broken: string[] = []
  const everybody = [
    ...problem.groups.map(({ id, schools }) => ({ id, schools: new Set(schools), most: rules.mostVisitsAWeek.group })),
    ...(problem.people ?? []).map((person) => ({
      id: person.id,
      schools: schoolsOf(problem, person),
      most: person.mostVisitsAWeek ?? rules.mostVisitsAWeek.person,
    })),
  ]
  for (const { id, schools, most } of everybody) {
    const used = new Map<string, number>()
    const visits = new Map<string, number>()
    for (const review of reviews.filter(({ school }) => schools.has(school))) {
      for (const step of stepNames) {
        const day = review[step]
        if (day !== undefined) used.set(day, (used.get(day) ?? 0) + halfDaysOf(rules, step))
      }
      if (review.visit === undefined) continue
      const visit = plain(review.visit)
      const monday = visit.subtract({ days: visit.dayOfWeek - 1 }).toString()
      if (visit.dayOfWeek <= 5) visits.set(monday, (visits.get(monday) ?? 0) + 1)
    }
    for (const [day, half] of used)
      if (half > halfDaysOfADay) broken.push(`${id} has ${half} half-days on ${inWords(day)}`)
    for (const [monday, count] of visits)
      if (count > most) broken.push(`${id} has ${count} visits in the week of ${inWords(monday)}`)
  }
  return broken
}
