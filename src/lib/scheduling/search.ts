/** Looks for a calendar: schools with the fewest days first, then annealing over whole reviews and single steps. */
import { countsFromFollowUp, type Instance, possibleDays, visitStep } from './instance.ts'
import { aimAt, costOf, emptyPlan, lift, type Plan, place, stepCount } from './plan.ts'

/** What somebody in two places costs while the search goes on: more than anything that a review could gain. */
const clashPrice = 60

type Random = () => number

/** A day of a step counted from a day, at random among those that can be; -1 where none can. */
function anyDay(instance: Instance, school: number, step: number, from: number, random: Random): number {
  const { windows, schools } = instance
  const { fixed, freeBefore, freeDays } = schools[school] as Instance['schools'][number]
  const stands = fixed[step] as number
  if (stands >= 0) return stands
  const window = windows[step] as Instance['windows'][number]
  const [opens, closes] = [window.opens[from] as number, window.closes[from] as number]
  if (opens > closes) return -1
  const first = freeBefore[opens] as number
  const count = (freeBefore[closes + 1] as number) - first
  return count === 0 ? -1 : (freeDays[first + Math.floor(random() * count)] as number)
}

/** Days for every step of a school's review, the visit's given; false where a draw leaves a step without one. */
function drawSteps(instance: Instance, school: number, days: Int32Array, random: Random): boolean {
  const visit = days[visitStep] as number
  for (const step of [0, 2, 3] as const) {
    days[step] = instance.has[step] ? anyDay(instance, school, step, visit, random) : -1
    if (instance.has[step] && (days[step] as number) < 0) return false
  }
  return drawCheckIn(instance, school, days, random)
}

function drawCheckIn(instance: Instance, school: number, days: Int32Array, random: Random): boolean {
  days[4] = -1
  if (!instance.has[4]) return true
  const from = countsFromFollowUp(instance) ? days[3] : days[visitStep]
  const day = anyDay(instance, school, 4, from as number, random)
  days[4] = day
  const { fixed, checkInFits } = instance.schools[school] as Instance['schools'][number]
  if (day < 0 || (fixed[4] as number) < 0) return day >= 0
  if ((fixed[visitStep] as number) >= 0 && !checkInFits) return true
  const window = instance.windows[4] as Instance['windows'][number]
  return (window.opens[from as number] as number) <= day && day <= (window.closes[from as number] as number)
}

/** Puts a school's whole review on the given days and returns those it had. */
function putReview(instance: Instance, plan: Plan, school: number, days: Int32Array): void {
  for (let step = 0; step < stepCount; step++) {
    if (plan.at[school * stepCount + step] === days[step]) continue
    lift(instance, plan, school, step)
    if ((days[step] as number) >= 0) place(instance, plan, school, step, days[step] as number)
  }
}

/** What the search makes smaller: the cost, with the overload of all weeks in place of the busiest alone. */
function heightOf({ prices }: Instance, plan: Plan): number {
  return (
    clashPrice * plan.clashes +
    prices.secondVisit * plan.second +
    prices.uneven * plan.uneven +
    prices.busiestWeek * plan.overload
  )
}

const triesAtFirst = 24

/** A first plan: schools with the fewest days first, each on the best of some days drawn at random. */
export function firstPlan(instance: Instance, random: Random, aim: number): Plan {
  const plan = emptyPlan(instance, aim)
  const order = [...instance.schools.keys()].sort(
    (a, b) =>
      (instance.schools[a]?.visitDays.length as number) - (instance.schools[b]?.visitDays.length as number) || a - b,
  )
  const days = new Int32Array(stepCount)
  for (const school of order) {
    const { visitDays } = instance.schools[school] as Instance['schools'][number]
    let best: { days: Int32Array; height: number } | undefined
    for (let tried = 0; tried < triesAtFirst || !best; tried++) {
      days[visitStep] = visitDays[Math.floor(random() * visitDays.length)] as number
      if (!drawSteps(instance, school, days, random)) continue
      putReview(instance, plan, school, days)
      const height = heightOf(instance, plan)
      if (!best || height < best.height) best = { days: days.slice(), height }
    }
    putReview(instance, plan, school, best.days)
  }
  return plan
}

export type AnnealOptions = {
  moves: number
  random: Random
  hot: number
  cold: number
  isOver: () => boolean
  /** Told of each valid plan that costs less than any before. */
  onBetter: (plan: Plan, cost: number) => void
  /** Below this cost no plan can be: the search ends there. */
  enough: number
  /** By how much a better plan is to be below the busiest week found; 0 leaves it there and betters the rest. */
  less: 0 | 1
}

/** Anneals a plan in place. Returns the moves made. */
export function anneal(instance: Instance, plan: Plan, best: number, options: AnnealOptions): number {
  const { moves, random, hot, cold, isOver, onBetter, enough, less } = options
  const count = instance.schools.length
  const before = new Int32Array(stepCount)
  const days = new Int32Array(stepCount)
  let height = heightOf(instance, plan)
  let lowest = best
  let temperature = hot
  const factor = (cold / hot) ** (1 / Math.max(1, Math.ceil(moves / 1024)))
  for (let move = 0; move < moves; move++) {
    if (move % 1024 === 0) {
      if (isOver() || lowest <= enough) return move
      if (move > 0) temperature *= factor
    }
    const school = Math.floor(random() * count)
    before.set(plan.at.subarray(school * stepCount, (school + 1) * stepCount))
    days.set(before)
    if (!change(instance, school, days, random)) continue
    putReview(instance, plan, school, days)
    const now = heightOf(instance, plan)
    if (now > height && random() >= Math.exp((height - now) / temperature)) {
      putReview(instance, plan, school, before)
      continue
    }
    height = now
    if (plan.clashes === 0 && costOf(instance, plan) < lowest - 1e-9) {
      lowest = costOf(instance, plan)
      onBetter(plan, lowest)
      aimAt(plan, Math.max(0, Math.min(plan.aim, plan.busiest - less)))
      height = heightOf(instance, plan)
    }
  }
  return moves
}

/** A change of one review: another visit with all its steps, a visit near by, or another day for one step. */
function change(instance: Instance, school: number, days: Int32Array, random: Random): boolean {
  const { visitDays, fixed } = instance.schools[school] as Instance['schools'][number]
  const kind = random()
  if (kind < 0.45) {
    const step = Math.floor(random() * stepCount)
    if (step !== visitStep) return changeStep(instance, school, step, days, random)
  }
  if ((fixed[visitStep] as number) >= 0 || visitDays.length < 2) {
    const others = [0, 2, 3, 4]
    return changeStep(instance, school, others[Math.floor(random() * 4)] as number, days, random)
  }
  const visit =
    kind < 0.75
      ? visitDays[Math.floor(random() * visitDays.length)]
      : nearDay(visitDays, days[visitStep] as number, random)
  days[visitStep] = visit as number
  return drawSteps(instance, school, days, random)
}

function changeStep(instance: Instance, school: number, step: number, days: Int32Array, random: Random): boolean {
  if (!instance.has[step] || (instance.schools[school]?.fixed[step] as number) >= 0) return false
  const from = step === 4 && countsFromFollowUp(instance) ? days[3] : days[visitStep]
  const day = anyDay(instance, school, step, from as number, random)
  if (day < 0 || day === days[step]) return false
  days[step] = day
  return step !== 3 || !countsFromFollowUp(instance) || drawCheckIn(instance, school, days, random)
}

/** One of the days up to three weeks of school before and after a day. */
function nearDay(list: Int32Array, day: number, random: Random): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle] as number) < day) low = middle + 1
    else high = middle
  }
  const index = low + Math.floor(random() * 31) - 15
  return list[Math.min(list.length - 1, Math.max(0, index))] as number
}

/** A plan on the days of another. */
export function planOn(instance: Instance, at: Int32Array, aim: number): Plan {
  const plan = emptyPlan(instance, aim)
  for (const [index, day] of at.entries())
    if (day >= 0) place(instance, plan, Math.floor(index / stepCount), index % stepCount, day)
  return plan
}

/**
 * The same calendar with steps nearer to the days that their windows aim at, wherever that costs nothing.
 * @returns the days
 */
export function nearAims(instance: Instance, at: Int32Array): Int32Array {
  const plan = planOn(instance, at, Number.MAX_SAFE_INTEGER)
  const cost = costOf(instance, plan)
  for (const [school, own] of instance.schools.entries())
    for (const step of [0, 2, 3, 4] as const) {
      const day = plan.at[school * stepCount + step] as number
      // A follow-up from which the check-in is counted stays: the check-in would have to come along.
      if (day < 0 || (own.fixed[step] as number) >= 0 || (step === 3 && countsFromFollowUp(instance))) continue
      const from = plan.at[school * stepCount + (step === 4 && countsFromFollowUp(instance) ? 3 : visitStep)] as number
      const aim = instance.windows[step]?.aim[from] ?? day
      for (const nearer of daysByNearness(instance, school, step, from, aim)) {
        if (Math.abs(nearer - aim) >= Math.abs(day - aim)) break
        lift(instance, plan, school, step)
        place(instance, plan, school, step, nearer)
        if (plan.clashes === 0 && costOf(instance, plan) <= cost) break
        lift(instance, plan, school, step)
        place(instance, plan, school, step, day)
      }
    }
  return plan.at
}

function daysByNearness(instance: Instance, school: number, step: number, from: number, aim: number): number[] {
  const can = possibleDays(instance, instance.schools[school] as Instance['schools'][number], step, from)
  const days = Array.from({ length: can.count }, (_, index) => can.at(index))
  return days.sort((a, b) => Math.abs(a - aim) - Math.abs(b - aim) || a - b)
}
