/** A problem in typed arrays: which day each school may use for what, and who must not be in two places. */
import { type Days, dayNumber, daysOf, type Windows } from './days.ts'
import { type SchedulingProblem, type Step, stepNames } from './problem.ts'
import { halfDaysOf, halfDaysOfADay, type Prices, pricesOf, type VisitRules, visitRules } from './rules.ts'

export const visitStep = 1
export type PlannedSchool = {
  id: string
  group: number
  /** Day by day, whether the school and everybody who takes part is free; and how many such days come before each. */
  isFree: Uint8Array
  freeBefore: Int32Array
  freeDays: Int32Array
  /** The day that stands for each step; -1 where none does. */
  fixed: Int32Array
  /** Whether a fixed check-in can be in its window beside a fixed visit, by way of the follow-up: then it has to be. */
  checkInFits: boolean
  /** Days on which the visit can be, so that every step after and before it has a day. */
  visitDays: Int32Array
  resources: number[]
}

/** A group or a person: somebody with two half-days a day and a most of visits a week. */
export type Resource = { id: string; isGroup: boolean; schools: number[]; mostVisitsAWeek: number }

export type Instance = {
  problem: SchedulingProblem
  days: Days
  rules: VisitRules
  prices: Prices
  /** By the places in `stepNames`; 0 where there is no such step or it takes no time. */
  halfDays: number[]
  /** Whether there is such a step. */
  has: boolean[]
  windows: Windows[]
  schools: PlannedSchool[]
  resources: Resource[]
  /** Visits that each half-term should have at the most, by its school days. */
  shares: number[]
  /** The first day on which something new may be planned. */
  soonest: number
  /** Half-days of each resource on each day, and visits in each week: more than the rules say only where fixed dates stand. */
  roomOnDay: Uint8Array
  roomInWeek: Uint8Array
}

/** The instance of a parsed problem. `days` may be given where they were worked out before. */
export function instanceOf(problem: SchedulingProblem, days = daysOf(problem)): Instance {
  const rules = visitRules(problem)
  const soonest = problem.today === undefined ? 0 : Math.max(0, dayNumber(days, problem.today))
  const { resources, resourcesOf } = resourcesIn(problem, rules)
  const none = days.windows.preparation
  const shell = {
    problem,
    days,
    rules,
    prices: pricesOf(problem),
    halfDays: stepNames.map((step) => halfDaysOf(rules, step)),
    has: stepNames.map((step) => rules[step] !== null),
    windows: stepNames.map((step) => (step === 'visit' ? none : days.windows[step])),
    resources,
    soonest,
  }
  const blockedOf = blockedDays(problem, days)
  const details = new Map((problem.schools ?? []).map((school) => [school.id, school]))
  const earlier = new Map((problem.calendar ?? []).map((review) => [review.school, review]))
  const schools: PlannedSchool[] = []
  for (const [group, { schools: ids }] of problem.groups.entries())
    for (const id of ids) {
      const isFree = days.isOpen.slice()
      for (let day = 0; day < days.count; day++) if (day < soonest || blockedOf(id)[day]) isFree[day] = 0
      const freeBefore = new Int32Array(days.count + 1)
      for (let day = 0; day < days.count; day++) freeBefore[day + 1] = (freeBefore[day] ?? 0) + (isFree[day] ?? 0)
      const fixed = Int32Array.from(stepNames, (step, index) =>
        shell.has[index] ? fixedDay(problem, days, step, details.get(id), earlier.get(id)) : -1,
      )
      const school: PlannedSchool = {
        id,
        group,
        isFree,
        freeBefore,
        freeDays: Int32Array.from(isFree.keys().filter((day) => isFree[day] === 1)),
        fixed,
        checkInFits: false,
        visitDays: new Int32Array(),
        resources: resourcesOf.get(id) ?? [],
      }
      school.checkInFits = doesCheckInFit(shell, school)
      school.visitDays = visitDaysOf(shell, school, details.get(id))
      schools.push(school)
    }
  return { ...shell, schools, shares: sharesOf(shell, schools.length), ...roomOf(shell, schools) }
}

/** Fixed dates stand even where they put somebody in two places; nothing is put beside them then. */
function roomOf(
  { days, halfDays, resources }: Pick<Instance, 'days' | 'halfDays' | 'resources'>,
  schools: PlannedSchool[],
) {
  const roomOnDay = new Uint8Array(resources.length * days.count)
  const roomInWeek = new Uint8Array(resources.length * days.weeks.length)
  for (const { fixed, resources: own } of schools)
    for (const resource of own)
      for (const [step, day] of fixed.entries()) {
        if (day < 0) continue
        const index = resource * days.count + day
        roomOnDay[index] = (roomOnDay[index] as number) + (halfDays[step] as number)
        const week = days.weekOf[day] as number
        if (step !== visitStep || week < 0) continue
        const at = resource * days.weeks.length + week
        roomInWeek[at] = (roomInWeek[at] as number) + 1
      }
  for (const [index, fixed] of roomOnDay.entries()) roomOnDay[index] = Math.max(halfDaysOfADay, fixed)
  for (const [index, fixed] of roomInWeek.entries()) {
    const most = resources[Math.floor(index / days.weeks.length)]?.mostVisitsAWeek as number
    roomInWeek[index] = Math.max(Math.min(most, 255), fixed)
  }
  return { roomOnDay, roomInWeek }
}

type Shell = Pick<Instance, 'problem' | 'days' | 'rules' | 'has' | 'windows'>
type Details = NonNullable<SchedulingProblem['schools']>[number]
type Earlier = NonNullable<SchedulingProblem['calendar']>[number]

/** A date that was given, or one of the earlier calendar that has passed already. */
function fixedDay(problem: SchedulingProblem, days: Days, step: Step, details?: Details, earlier?: Earlier): number {
  const given = details?.fixed?.[step]
  if (given !== undefined) return dayNumber(days, given)
  const before = earlier?.[step]
  const hasSlipped = step === 'visit' && earlier !== undefined && problem.slipped?.includes(earlier.school)
  if (before === undefined || problem.today === undefined || before >= problem.today || hasSlipped) return -1
  // What was done for a visit that slipped is done again where it no longer fits: only the visit's own steps stand with it.
  if (problem.slipped?.includes(earlier?.school ?? '')) return -1
  return before >= problem.from && before <= problem.to ? dayNumber(days, before) : -1
}

/** Who is blocked on which days, through the school and everybody who takes part in its review. */
function blockedDays(problem: SchedulingProblem, days: Days): (school: string) => Uint8Array {
  const bySchool = new Map(
    problem.groups.flatMap(({ schools }) => schools.map((id) => [id, new Uint8Array(days.count)])),
  )
  const block = (ids: Iterable<string>, ranges: { from: string; to: string }[] | undefined) => {
    for (const range of ranges ?? []) {
      const from = Math.max(0, dayNumber(days, range.from))
      const to = Math.min(days.count - 1, dayNumber(days, range.to))
      if (from <= to) for (const id of ids) bySchool.get(id)?.fill(1, from, to + 1)
    }
  }
  for (const { id, blocked } of problem.schools ?? []) block([id], blocked)
  for (const person of problem.people ?? []) block(schoolsOf(problem, person), person.blocked)
  const nobody = new Uint8Array(days.count)
  return (school) => bySchool.get(school) ?? nobody
}

/** The schools in whose reviews a person takes part. */
export function schoolsOf(
  { groups }: Pick<SchedulingProblem, 'groups'>,
  person: { groups?: string[] | undefined; schools?: string[] | undefined },
): Set<string> {
  const own = groups.filter(({ id }) => person.groups?.includes(id)).flatMap(({ schools }) => schools)
  return new Set([...own, ...(person.schools ?? [])])
}

/** Groups, and the people whose duties reach beyond what their group's own rules keep apart already. */
function resourcesIn(problem: SchedulingProblem, rules: VisitRules) {
  const ids = problem.groups.flatMap(({ schools }) => schools)
  const indexOf = new Map(ids.map((id, index) => [id, index]))
  const groups = problem.groups.map(({ id, schools }) => ({
    id,
    isGroup: true,
    schools: schools.map((each) => indexOf.get(each) ?? 0),
    mostVisitsAWeek: rules.mostVisitsAWeek.group,
  }))
  const people = (problem.people ?? []).map((person) => ({
    id: person.id,
    isGroup: false,
    schools: [...schoolsOf(problem, person)].map((each) => indexOf.get(each) ?? 0).sort((a, b) => a - b),
    mostVisitsAWeek: person.mostVisitsAWeek ?? rules.mostVisitsAWeek.person,
  }))
  const resources: Resource[] = [...groups]
  for (const person of people) {
    const isKept = resources.some(
      (other) =>
        other.mostVisitsAWeek <= person.mostVisitsAWeek &&
        person.schools.every((school) => other.schools.includes(school)),
    )
    if (!isKept && person.schools.length > 1) resources.push(person)
  }
  const resourcesOf = new Map(
    ids.map((id, school) => [id, [...resources.keys()].filter((index) => resources[index]?.schools.includes(school))]),
  )
  return { resources, resourcesOf }
}

/** The day from which a step is counted: the visit's, or the follow-up's where the check-in is counted from it. */
export function countsFromFollowUp({ rules }: Pick<Instance, 'rules'>): boolean {
  return rules.checkIn?.after === 'follow-up'
}

function doesCheckInFit(shell: Shell, school: PlannedSchool): boolean {
  const [visit = -1, checkIn = -1] = [school.fixed[visitStep], school.fixed[4]]
  if (visit < 0 || checkIn < 0 || !countsFromFollowUp(shell)) return false
  const followUps = possibleDays(shell, school, 3, visit)
  for (let index = 0; index < followUps.count; index++) {
    const [opens, closes] = [
      shell.windows[4]?.opens[followUps.at(index)],
      shell.windows[4]?.closes[followUps.at(index)],
    ]
    if ((opens ?? 0) <= checkIn && checkIn <= (closes ?? -1)) return true
  }
  return false
}

function visitDaysOf(shell: Shell, school: PlannedSchool, details?: Details): Int32Array {
  const { problem, days } = shell
  const fixed = school.fixed[visitStep] ?? -1
  if (fixed >= 0) return hasEveryStep(shell, school, fixed) ? Int32Array.of(fixed) : new Int32Array()
  const least = details?.earliest === undefined ? 0 : dayNumber(days, details.earliest)
  const most = details?.latest === undefined ? days.count : dayNumber(days, details.latest)
  const slippedFrom = problem.slipped?.includes(school.id)
    ? problem.calendar?.find((review) => review.school === school.id)?.visit
    : undefined
  const not = slippedFrom === undefined ? -1 : dayNumber(days, slippedFrom)
  return school.freeDays.filter((day) => day >= least && day <= most && day !== not && hasEveryStep(shell, school, day))
}

/** Whether each step has a day for a visit on that day, other schools set aside. */
function hasEveryStep(shell: Shell, school: PlannedSchool, visit: number): boolean {
  const canBe = (step: number, from: number) => possibleDays(shell, school, step, from)
  for (const step of [0, 2, 3] as const) if (shell.has[step] && canBe(step, visit).count === 0) return false
  if (!shell.has[4]) return true
  if (!countsFromFollowUp(shell)) return canBe(4, visit).count > 0
  const followUps = canBe(3, visit)
  for (let index = 0; index < followUps.count; index++) if (canBe(4, followUps.at(index)).count > 0) return true
  return false
}

/**
 * The days that a step can have, counted from a day. A fixed date stands: beside a fixed visit always, beside one that is free
 * only where it fits.
 */
export function possibleDays(
  shell: Pick<Instance, 'windows' | 'days'>,
  school: PlannedSchool,
  step: number,
  from: number,
): { count: number; at: (index: number) => number } {
  const window = shell.windows[step] as Windows
  const [opens, closes] = [window.opens[from] as number, window.closes[from] as number]
  const fixed = school.fixed[step] as number
  if (fixed >= 0) {
    const isBesideFixed = (school.fixed[visitStep] as number) >= 0 && !(step === 4 && school.checkInFits)
    const stands = isBesideFixed || (opens <= fixed && fixed <= closes)
    return { count: stands ? 1 : 0, at: () => fixed }
  }
  if (opens > closes) return { count: 0, at: () => -1 }
  const first = school.freeBefore[opens] as number
  return {
    count: (school.freeBefore[closes + 1] as number) - first,
    at: (index) => school.freeDays[first + index] as number,
  }
}

/**
 * Each half-term's share of all visits, rounded up, by its school days after which every step still has its window. Blocked dates
 * and today do not count, so that a share stays as it is while a programme goes on.
 */
function sharesOf({ days, has, windows }: Shell, schools: number): number[] {
  const open = days.halfTerms.map(() => 0)
  let all = 0
  for (let day = 0; day < days.count; day++) {
    const halfTerm = days.halfTermOf[day] as number
    const isLeft = windows.every(
      (window, step) => !has[step] || step === visitStep || (window.opens[day] ?? 0) <= (window.closes[day] ?? -1),
    )
    if (halfTerm < 0 || !isLeft) continue
    open[halfTerm] = (open[halfTerm] ?? 0) + 1
    all++
  }
  return open.map((count) => Math.ceil((schools * count) / Math.max(1, all) - 1e-9))
}
