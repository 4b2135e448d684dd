/** Plans the visits of a programme from start to end: the same calendar for the same seed, or the clash in words. */
import { randomFrom } from '../random.ts'
import { lowerBound } from './bound.ts'
import { type Clash, nameClash, onlySchools } from './clash.ts'
import { exactPlan } from './exact.ts'
import { type Instance, instanceOf } from './instance.ts'
import { costOf, type Plan, stepCount } from './plan.ts'
import type { SchedulingProblem } from './problem.ts'
import { changePrice, earlierDays, replan } from './replan.ts'
import { anneal, firstPlan, nearAims, planOn } from './search.ts'

export type Found = {
  /** The days of every school's steps: see `Plan`. */
  at: Int32Array
  cost: number
  moves: number
  /** Only where an earlier calendar was given: whether no calendar changes fewer of its dates. */
  isFewest?: boolean
}

export type ScheduleOptions = {
  /** How many changes to try at the most; see `movesWithin`. */
  moves: number
  seed: number
  /** Asked about every millisecond; true ends the search with the best so far. */
  isOver?: () => boolean
  onBetter?: (found: Found) => void
  /** A cost that is proved to be the least possible ends the search. */
  enough?: number
}

/**
 * The moves that a search of so many seconds tries: fewer than an ordinary core manages, so that time does not decide and the same
 * seed gives the same calendar on every machine.
 */
export function movesWithin(seconds: number): number {
  return Math.floor(seconds * 250_000)
}

/** Half a second of annealing on an ordinary core finds a calendar where there is room for one. */
const firstRun = 150_000
/** After so many runs without a calendar it is asked whether there is one at all. */
const runsBeforeProof = 3
const secondsForProof = 20
const secondsForWeeks = 0.5

/** Plans the visits of a problem. With an earlier calendar it changes as few of its dates as it can. */
export async function scheduleVisits(
  problem: SchedulingProblem,
  options: ScheduleOptions,
): Promise<Found | { clash: Clash }> {
  const instance = instanceOf(problem)
  for (const { id, visitDays } of instance.schools)
    if (visitDays.length === 0) return { clash: await clashOf(problem, [id]) }
  return problem.calendar === undefined ? search(problem, instance, options) : change(problem, instance, options)
}

async function clashOf(problem: SchedulingProblem, ids: readonly string[]): Promise<Clash> {
  return (
    (await nameClash(problem, ids)) ?? {
      reason: 'No calendar was found that keeps all dates and rules, and it could not be proved that there is none.',
      schools: [...ids],
      sources: [],
    }
  )
}

/**
 * Runs follow each other, each longer than the one before: a longer search makes the same runs and then more, so it is never
 * worse. Every second run tries for an easier busiest week, the others leave it and better the rest.
 */
async function search(
  problem: SchedulingProblem,
  instance: Instance,
  options: ScheduleOptions,
): Promise<Found | { clash: Clash }> {
  const isOver = options.isOver ?? (() => false)
  const enough = (options.enough ?? 0) + 1e-6
  const total = instance.schools.length * instance.halfDays.reduce((sum, half) => sum + half, 0)
  const fair = Math.ceil(total / Math.max(1, instance.days.weeks.length))
  let best: Found | undefined
  let plan: Plan | undefined
  let moves = 0
  let length = firstRun
  for (let run = 0; run === 0 || (moves < options.moves && !isOver() && (best?.cost ?? enough + 1) > enough); run++) {
    const random = randomFrom(options.seed * 7_919 + run)
    const less = run % 2 === 0 ? 1 : 0
    plan = best ? betterFrom(instance, best, less) : firstPlan(instance, random, fair)
    moves += anneal(instance, plan, best?.cost ?? Number.POSITIVE_INFINITY, {
      moves: Math.max(1, Math.min(length, options.moves - moves)),
      random,
      hot: best ? 2 : 4,
      cold: 0.4,
      isOver,
      less,
      enough,
      onBetter: ({ at }, cost) => {
        best = { at: at.slice(), cost, moves }
        options.onBetter?.(best)
      },
    })
    length = Math.ceil(length * 1.5)
    if (!best && run + 1 === runsBeforeProof) {
      const proved = await proof(problem, instance, plan)
      if (proved && 'clash' in proved) return proved
      if (proved) best = { at: proved.at, cost: costOf(instance, planOn(instance, proved.at, fair)), moves }
      if (best) options.onBetter?.(best)
    }
  }
  if (best) return { at: nearAims(instance, best.at), cost: best.cost, moves }
  const proved = await proof(problem, instance, plan)
  if (!proved) return { clash: await clashOf(problem, []) }
  return 'clash' in proved ? proved : { ...proved, cost: costOf(instance, planOn(instance, proved.at, fair)), moves }
}

function betterFrom(instance: Instance, { at }: Found, less: 0 | 1): Plan {
  const { busiest } = planOn(instance, at, 0)
  return planOn(instance, at, Math.max(0, busiest - less))
}

/** A calendar or the proof that there is none, for the schools that clash and all that are tied to them by people. */
async function proof(
  problem: SchedulingProblem,
  instance: Instance,
  plan: Plan | undefined,
): Promise<{ at: Int32Array } | { clash: Clash } | undefined> {
  const at = plan?.at.slice() ?? new Int32Array(instance.schools.length * stepCount).fill(-1)
  for (const { schools } of instance.resources.toSorted((a, b) => a.schools.length - b.schools.length)) {
    const ids = schools.map((index) => instance.schools[index]?.id ?? '')
    const bound = await lowerBound(instanceOf(onlySchools(problem, new Set(ids)), instance.days), secondsForWeeks)
    if (bound.isInfeasible) return { clash: await clashOf(problem, ids) }
  }
  for (const own of tied(instance)) {
    const few = onlySchools(problem, new Set(own.map((index) => instance.schools[index]?.id ?? '')))
    const small = instanceOf(few, instance.days)
    const exact = await exactPlan(small, secondsForProof)
    if (exact === 'none')
      return {
        clash: await clashOf(
          problem,
          small.schools.map(({ id }) => id),
        ),
      }
    if (!exact) return undefined
    for (const [index, { id }] of small.schools.entries()) {
      const place = instance.schools.findIndex((school) => school.id === id)
      at.set(exact.at.subarray(index * stepCount, (index + 1) * stepCount), place * stepCount)
    }
  }
  return { at }
}

/** Sets of schools that share somebody, directly or by way of others, small ones first. */
function tied({ schools, resources }: Instance): number[][] {
  const setOf = schools.map((_, index) => [index])
  for (const { schools: own } of resources)
    for (const school of own) {
      const [a, b] = [setOf[own[0] ?? 0], setOf[school]]
      if (!a || !b || a === b) continue
      a.push(...b)
      for (const each of b) setOf[each] = a
    }
  return [...new Set(setOf)].sort((a, b) => a.length - b.length)
}

const secondsForFewest = 1.2

/** An earlier calendar with as few changes as possible: mended review by review, then whole-number if that may be better. */
async function change(
  problem: SchedulingProblem,
  instance: Instance,
  options: ScheduleOptions,
): Promise<Found | { clash: Clash }> {
  const mended = replan(instance)
  if (mended?.isFewest) return { at: mended.at, cost: costAt(instance, mended.at), moves: 0, isFewest: true }
  const before = earlierDays(instance)
  const price = (school: number, step: number, day: number) => changePrice(before, school, step, day)
  const exact = await exactPlan(instance, mended ? secondsForFewest : secondsForProof, price)
  if (exact && exact !== 'none') {
    const isBetter = !mended || changesOf(before, exact.at) < changesOf(before, mended.at)
    const at = isBetter ? exact.at : mended.at
    return { at, cost: costAt(instance, at), moves: 0, isFewest: exact.isBest }
  }
  if (mended) return { at: mended.at, cost: costAt(instance, mended.at), moves: 0, isFewest: false }

  return search(problem, instance, options)
}

function changesOf(before: Int32Array, at: Int32Array): number {
  return at.reduce((sum, day, index) => sum + ((before[index] as number) >= 0 && day !== before[index] ? 1 : 0), 0)
}

function costAt(instance: Instance, at: Int32Array): number {
  return costOf(instance, planOn(instance, at, 0))
}
