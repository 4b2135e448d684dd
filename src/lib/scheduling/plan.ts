/** A calendar while it is looked for: days of every step of every school, with what they cost kept up to date. */
import type { Instance } from './instance.ts'
import { visitStep } from './instance.ts'

export const stepCount = 5

export type Plan = {
  /** The day of each school's steps, five after each other; -1 where a step has none. */
  at: Int32Array
  /** Half-days of each group and person on each day, and visits in each week. */
  used: Uint8Array
  visitsInWeek: Uint8Array
  /** Visits of each group in each half-term, and of all groups. */
  groupVisits: Uint8Array
  visits: Int32Array
  /** Half-days of all reviews in each week, and in how many weeks there are so many. */
  load: Int32Array
  weeksWithLoad: Int32Array
  busiest: number
  /** Above this a week is too full for the search; see `overload`. */
  aim: number
  /** Half-days beyond `aim`, over all weeks. */
  overload: number
  /** How often somebody would be in two places, or rules that bind are broken. */
  clashes: number
  second: number
  uneven: number
}

/** A plan in which nothing has a day yet. */
export function emptyPlan({ schools, resources, days, halfDays }: Instance, aim: number): Plan {
  const most = schools.length * halfDays.reduce((sum, half) => sum + half, 0)
  const weeksWithLoad = new Int32Array(most + 2)
  weeksWithLoad[0] = days.weeks.length
  return {
    at: new Int32Array(schools.length * stepCount).fill(-1),
    used: new Uint8Array(resources.length * days.count),
    visitsInWeek: new Uint8Array(resources.length * days.weeks.length),
    groupVisits: new Uint8Array(resources.length * days.halfTerms.length),
    visits: new Int32Array(days.halfTerms.length),
    load: new Int32Array(days.weeks.length),
    weeksWithLoad,
    busiest: 0,
    aim,
    overload: 0,
    clashes: 0,
    second: 0,
    uneven: 0,
  }
}

/** Gives a step of a school a day. */
export function place(instance: Instance, plan: Plan, school: number, step: number, day: number): void {
  plan.at[school * stepCount + step] = day
  count(instance, plan, school, step, day, 1)
}

/** Takes the day of a step away. */
export function lift(instance: Instance, plan: Plan, school: number, step: number): void {
  const index = school * stepCount + step
  const day = plan.at[index] as number
  if (day < 0) return
  plan.at[index] = -1
  count(instance, plan, school, step, day, -1)
}

function count(instance: Instance, plan: Plan, school: number, step: number, day: number, sign: 1 | -1): void {
  const half = instance.halfDays[step] as number
  const { days } = instance
  const { resources, group } = instance.schools[school] as Instance['schools'][number]
  for (const resource of resources) {
    const index = resource * days.count + day
    const before = plan.used[index] as number
    const after = before + sign * half
    plan.used[index] = after
    const room = instance.roomOnDay[index] as number
    plan.clashes += Math.max(0, after - room) - Math.max(0, before - room)
  }
  const week = days.weekOf[day] as number
  if (week >= 0) addLoad(plan, week, sign * half)
  if (step === visitStep) countVisit(instance, plan, resources, group, day, week, sign)
}

function addLoad(plan: Plan, week: number, half: number): void {
  const before = plan.load[week] as number
  const after = before + half
  plan.load[week] = after
  plan.weeksWithLoad[before] = (plan.weeksWithLoad[before] as number) - 1
  plan.weeksWithLoad[after] = (plan.weeksWithLoad[after] as number) + 1
  plan.overload += Math.max(0, after - plan.aim) - Math.max(0, before - plan.aim)
  if (after > plan.busiest) plan.busiest = after
  while (plan.busiest > 0 && plan.weeksWithLoad[plan.busiest] === 0) plan.busiest--
}

function countVisit(
  instance: Instance,
  plan: Plan,
  resources: readonly number[],
  group: number,
  day: number,
  week: number,
  sign: 1 | -1,
): void {
  const { days, shares, rules, roomInWeek } = instance
  if (week >= 0)
    for (const resource of resources) {
      const index = resource * days.weeks.length + week
      const most = roomInWeek[index] as number
      const before = plan.visitsInWeek[index] as number
      plan.visitsInWeek[index] = before + sign
      plan.clashes += Math.max(0, before + sign - most) - Math.max(0, before - most)
    }
  const halfTerm = days.halfTermOf[day] as number
  if (halfTerm < 0) return
  const index = group * days.halfTerms.length + halfTerm
  const before = plan.groupVisits[index] as number
  const more = Math.max(0, before + sign - 1) - Math.max(0, before - 1)
  plan.groupVisits[index] = before + sign
  plan.second += more
  if (rules.oneVisitAHalfTerm === 'required') plan.clashes += more
  const share = shares[halfTerm] as number
  const all = plan.visits[halfTerm] as number
  plan.visits[halfTerm] = all + sign
  plan.uneven += Math.max(0, all + sign - share) - Math.max(0, all - share)
}

/** What a plan costs whoever lives by it. */
export function costOf({ prices }: Instance, plan: Plan): number {
  return prices.secondVisit * plan.second + prices.uneven * plan.uneven + prices.busiestWeek * plan.busiest
}

/** Changes the load above which a week is too full. */
export function aimAt(plan: Plan, aim: number): void {
  plan.aim = aim
  plan.overload = plan.load.reduce((sum, load) => sum + Math.max(0, load - aim), 0)
}
