/** An earlier calendar made right again with as few changed dates as possible. */
import { dayNumber } from './days.ts'
import { countsFromFollowUp, type Instance, type PlannedSchool, possibleDays, visitStep } from './instance.ts'
import { costOf, emptyPlan, lift, type Plan, place, stepCount } from './plan.ts'
import { stepNames } from './problem.ts'

/** A changed date; a visit's on top, because most people have it in their diaries; and a week that a date moves. */
export const changePrices = { date: 1000, visit: 300, week: 1 }
/** A clash that a change would make somewhere else costs one more change there at least. */
const clashPrice = 1000
/** Beyond this the reviews of a programme are not worth looking at. */
const mostNodes = 400
const optionsEach = 6
const mostDeep = 8

export type Replanned = {
  at: Int32Array
  /** Dates that changed, without those that a school has now for the first time. */
  moved: number
  /** No calendar changes fewer dates. */
  isFewest: boolean
}

/** The days of the earlier calendar; -1 where it has none for a step. */
export function earlierDays({ problem, schools, days, has }: Instance): Int32Array {
  const before = new Map((problem.calendar ?? []).map((review) => [review.school, review]))
  return Int32Array.from({ length: schools.length * stepCount }, (_, index) => {
    const step = index % stepCount
    const name = stepNames[step]
    const on = name && before.get(schools[Math.floor(index / stepCount)]?.id ?? '')?.[name]
    return on === undefined || !has[step] ? -1 : dayNumber(days, on)
  })
}

/** What it costs that a step is on a day and not where it was. */
export function changePrice(before: Int32Array, school: number, step: number, day: number): number {
  const from = before[school * stepCount + step] as number
  if (from < 0 || from === day) return 0
  return (
    changePrices.date + (step === visitStep ? changePrices.visit : 0) + (changePrices.week * Math.abs(day - from)) / 7
  )
}

/** Mends an earlier calendar; undefined where that was not found within the nodes that are looked at. */
export function replan(instance: Instance): Replanned | undefined {
  const before = earlierDays(instance)
  const plan = emptyPlan(instance, Number.MAX_SAFE_INTEGER)
  const wrong = new Set<number>()
  for (const school of instance.schools.keys()) {
    const own = before.subarray(school * stepCount, (school + 1) * stepCount)
    if (isWhole(instance, school, own)) put(instance, plan, school, own)
    else wrong.add(school)
  }
  let forced = 0
  const alone = emptyPlan(instance, Number.MAX_SAFE_INTEGER)
  for (const school of wrong) forced += datesMoved(before, bestAlone(instance, alone, before, school), school)
  const search: Search = { instance, plan, before, nodes: 0, best: undefined, touched: new Set() }
  mend(search, [...wrong], 0, 0)
  if (!search.best) return undefined
  const moved = search.best.at.reduce(
    (sum, day, index) => sum + ((before[index] as number) >= 0 && day !== before[index] ? 1 : 0),
    0,
  )
  return { at: search.best.at, moved, isFewest: moved <= forced }
}

type Search = {
  instance: Instance
  plan: Plan
  before: Int32Array
  nodes: number
  best: { at: Int32Array; price: number } | undefined
  /** Schools that have been placed anew on the way to here. */
  touched: Set<number>
}

function put(instance: Instance, plan: Plan, school: number, days: Int32Array): void {
  for (let step = 0; step < stepCount; step++)
    if ((days[step] as number) >= 0) place(instance, plan, school, step, days[step] as number)
}

function liftAll(instance: Instance, plan: Plan, school: number): void {
  for (let step = 0; step < stepCount; step++) lift(instance, plan, school, step)
}

/** Whether a review has all of its days, each where it may be as far as the school alone is concerned. */
function isWhole(instance: Instance, school: number, days: Int32Array): boolean {
  const own = instance.schools[school] as PlannedSchool
  if (!own.visitDays.includes(days[visitStep] as number)) return false
  for (const step of [0, 2, 3, 4] as const) {
    if (!instance.has[step]) continue
    const from = step === 4 && countsFromFollowUp(instance) ? days[3] : days[visitStep]
    if (!canBe(instance, own, step, from as number, days[step] as number)) return false
  }
  return true
}

function canBe(instance: Instance, own: PlannedSchool, step: number, from: number, day: number): boolean {
  const can = possibleDays(instance, own, step, from)
  for (let index = 0; index < can.count; index++) if (can.at(index) === day) return true
  return false
}

type Option = { days: Int32Array; price: number }

/** Places the schools that want a place, one after another; a school that another clashes with then wants one too. */
function mend(search: Search, wanting: readonly number[], price: number, deep: number): void {
  const { instance, plan } = search
  if (search.nodes++ > mostNodes || (search.best && price >= search.best.price)) return
  const [school, ...rest] = wanting.length > 0 ? wanting : clashing(search)
  if (school === undefined) {
    if (plan.clashes === 0) search.best = { at: plan.at.slice(), price: price + costOf(instance, plan) / 100 }
    return
  }
  if (deep >= mostDeep + wanting.length) return
  // Without a school that wants a place, one of those that clash is moved: each in turn.
  const next = wanting.length > 0 ? [school] : [school, ...rest]
  for (const each of next) {
    const had = plan.at.slice(each * stepCount, (each + 1) * stepCount)
    const paid = priceOf(search, each, had)
    liftAll(instance, plan, each)
    search.touched.add(each)
    for (const option of optionsFor(search, each).slice(0, optionsEach)) {
      put(instance, plan, each, option.days)
      mend(search, wanting.length > 0 ? rest : [], price - paid + priceOf(search, each, option.days), deep + 1)
      liftAll(instance, plan, each)
    }
    search.touched.delete(each)
    put(instance, plan, each, had)
  }
}

/** Schools that share a day or a week with somebody too often, those placed anew last of all. */
function clashing({ instance, plan, touched }: Search): number[] {
  if (plan.clashes === 0) return []
  const found: number[] = []
  for (const school of instance.schools.keys()) {
    if (touched.has(school) || (plan.at[school * stepCount + visitStep] as number) < 0) continue
    const clashes = plan.clashes
    const days = plan.at.slice(school * stepCount, (school + 1) * stepCount)
    liftAll(instance, plan, school)
    const isOne = plan.clashes < clashes
    put(instance, plan, school, days)
    if (isOne) found.push(school)
  }
  return found
}

function priceOf({ before }: Search, school: number, days: Int32Array): number {
  let price = 0
  for (let step = 0; step < stepCount; step++)
    if ((days[step] as number) >= 0) price += changePrice(before, school, step, days[step] as number)
  return price
}

function datesMoved(before: Int32Array, days: Int32Array | undefined, school: number): number {
  let moved = 0
  for (let step = 0; step < stepCount; step++) {
    const from = before[school * stepCount + step] as number
    if (from >= 0 && from !== days?.[step]) moved++
  }
  return moved
}

/** The fewest dates that a school must change if it were alone. */
function bestAlone(instance: Instance, plan: Plan, before: Int32Array, school: number): Int32Array | undefined {
  return optionsFor({ instance, plan, before }, school)[0]?.days
}

/** The ways to place a school, each visit day with its best other steps, cheapest first. */
function optionsFor(search: Pick<Search, 'instance' | 'plan' | 'before'>, school: number): Option[] {
  const { instance, plan, before } = search
  const own = instance.schools[school] as PlannedSchool
  const options: Option[] = []
  for (const visit of own.visitDays) {
    const days = new Int32Array(stepCount).fill(-1)
    days[visitStep] = visit
    let price = changePrice(before, school, visitStep, visit)
    place(instance, plan, school, visitStep, visit)
    for (const step of [0, 2, 3, 4] as const) {
      if (!instance.has[step]) continue
      const best =
        step === 3 && countsFromFollowUp(instance) && instance.has[4]
          ? bestPair(search, school, visit)
          : bestDay(search, school, step, step === 4 && countsFromFollowUp(instance) ? (days[3] as number) : visit)
      if (!best) {
        price = Number.POSITIVE_INFINITY
        break
      }
      days[step] = best.day
      price += best.price
      place(instance, plan, school, step, best.day)
    }
    const all = price + clashPrice * plan.clashes + costOf(instance, plan)
    liftAll(instance, plan, school)
    if (Number.isFinite(price)) options.push({ days, price: all })
  }
  return options.sort((a, b) => a.price - b.price)
}

/** The cheapest day of a step: where it was if it can be, else near it, where nobody clashes and the week is not too full. */
function bestDay(
  { instance, plan, before }: Pick<Search, 'instance' | 'plan' | 'before'>,
  school: number,
  step: number,
  from: number,
): { day: number; price: number } | undefined {
  const can = possibleDays(instance, instance.schools[school] as PlannedSchool, step, from)
  const aim = instance.windows[step]?.aim[from] ?? from
  let best: { day: number; price: number; weighed: number } | undefined
  for (let index = 0; index < can.count; index++) {
    const day = can.at(index)
    const price = changePrice(before, school, step, day)
    const clashes = plan.clashes
    place(instance, plan, school, step, day)
    const weighed = price + clashPrice * (plan.clashes - clashes) + costOf(instance, plan) + Math.abs(day - aim) / 100
    lift(instance, plan, school, step)
    if (!best || weighed < best.weighed) best = { day, price, weighed }
  }
  return best
}

/** The follow-up for which the check-in that is counted from it costs least too. */
function bestPair(
  search: Pick<Search, 'instance' | 'plan' | 'before'>,
  school: number,
  visit: number,
): { day: number; price: number } | undefined {
  const { instance, plan, before } = search
  const can = possibleDays(instance, instance.schools[school] as PlannedSchool, 3, visit)
  let best: { day: number; price: number; both: number } | undefined
  for (let index = 0; index < can.count; index++) {
    const day = can.at(index)
    const clashes = plan.clashes
    place(instance, plan, school, 3, day)
    const price = changePrice(before, school, 3, day)
    const after = bestDay(search, school, 4, day)
    const both = price + clashPrice * (plan.clashes - clashes) + (after?.price ?? Number.POSITIVE_INFINITY)
    lift(instance, plan, school, 3)
    if (after && (!best || both < best.both)) best = { day, price, both }
  }
  return best
}
