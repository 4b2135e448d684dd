/** Forms groups: the search from start to end, interruptible, the same for the same seed. */

import { randomFrom } from '../random.ts'
import { anneal } from './anneal.ts'
import { type Arrangement, firstArrangement } from './arrangement.ts'
import { annealCapacity, type CapacityProblem, firstCapacity } from './capacity.ts'
import { type Conflict, whyImpossible } from './impossible.ts'
import { type Instance, instanceOf } from './instance.ts'
import { type GroupingProblem, mostForTables, sizesOf } from './problem.ts'
import { recount, type Score, type Violation, violationsOf } from './recount.ts'

export type Found = { groups: string[][]; score: Score; violations: Violation[]; moves: number }

export type FormOptions = {
  /** How many changes to try at the most, once the first run is made; see `movesWithin`. */
  moves: number
  seed: number
  /** Asked about every millisecond; true ends the search with the best so far. */
  isOver?: () => boolean
  /** Told of each better arrangement, as it is found at the end of a run. */
  onBetter?: (found: Found) => void
}

/**
 * The moves that a search of so many seconds tries: fewer than two ordinary cores manage, so that time does not decide and the
 * same seed gives the same groups on every machine.
 */
export function movesWithin(seconds: number, schools: number): number {
  return Math.floor(seconds * (schools > mostForTables ? 2_000_000 : 4_000_000))
}

/** How many moves the first run tries; 46 for each school make seven whole runs of a minute's search of all England. */
const firstRun = (schools: number) => Math.max(156_000, 46 * schools)

/**
 * Forms the groups of a parsed problem. Runs follow each other, each twice as long as the one before, all from the same seed. How
 * long a run is never depends on how long the search may take, and none begins that would not end (but for the first): a longer
 * search makes the same runs and then more, so it is never worse.
 */
export function formGroups(problem: GroupingProblem, options: FormOptions): Found | { conflict: Conflict } {
  const conflict = whyImpossible(problem)
  if (conflict) return { conflict }
  const run = problem.objective?.maximisePairs ? capacityRuns(problem) : travelRuns(problem)
  const isOver = options.isOver ?? (() => false)
  let best: Found | undefined
  let moves = 0
  let length = firstRun(problem.schools.length)
  for (let index = 0; best === undefined || (moves + length <= options.moves && !isOver()); index++) {
    const random = randomFrom(options.seed * 7_919 + index)
    const ended = run({
      moves: length,
      random,
      isOver,
      isWorse: best !== undefined && best.violations.length > 0,
    })
    if (!ended)
      return {
        conflict: {
          reason: 'No way was found to fill the groups within their bounds.',
          rules: ['groups.bounds'],
          schools: [],
        },
      }
    moves += ended.moves
    const found = {
      groups: ended.groups,
      score: recount(problem, ended.groups),
      violations: violationsOf(problem, ended.groups),
      moves,
    }
    if (!best || isBetter(problem, found, best)) {
      best = found
      options.onBetter?.(best)
    }
    length *= 2
  }
  return { ...best, moves }
}

function isBetter(problem: GroupingProblem, a: Found, b: Found): boolean {
  if (a.violations.length !== b.violations.length) return a.violations.length < b.violations.length
  return problem.objective?.maximisePairs ? a.score.total > b.score.total : a.score.total < b.score.total
}

type RunOptions = {
  moves: number
  random: () => number
  isOver: () => boolean
  /** Whether the best so far still breaks rules: then they cost more in this run. */
  isWorse: boolean
}
type Run = (options: RunOptions) => { groups: string[][]; moves: number } | undefined

function travelRuns(problem: GroupingProblem): Run {
  const sizes = sizesOf(problem)
  if (!sizes) throw new Error('Sizes were checked before')
  let harder = 1
  let instance = instanceOf(problem, sizes)
  const first = firstArrangement(instance)
  if (isParted(instance, first)) instance = drawnTogether(instance)
  return ({ isWorse, ...options }) => {
    if (isWorse) {
      harder *= 8
      instance = instanceOf(problem, sizes, harder)
      if (isParted(instance, first)) instance = drawnTogether(instance)
    }
    const { best, moves } = anneal(instance, first, { ...options, hot: 4, cold: 0.08 })
    return { groups: namesIn(problem, best), moves }
  }
}

/** Whether fixed schools left no room to bring a set together. */
function isParted({ togetherSet }: Instance, { groupOf }: Arrangement): boolean {
  const home = new Map<number, number>()
  for (const [i, set] of togetherSet.entries()) if (set !== -1) home.set(set, groupOf[i] as number)
  return togetherSet.some((set, i) => set !== -1 && home.get(set) !== groupOf[i])
}

/** The instance with a reward for sets that are together, as high as the price of a broken rule. */
function drawnTogether(instance: Instance): Instance {
  const { pair, togetherSet, price } = instance
  const isOne = (i: number, j: number) => togetherSet[i] === togetherSet[j] && togetherSet[i] !== -1
  return { ...instance, pair: (i, j) => pair(i, j) - (isOne(i, j) ? price : 0) }
}

function namesIn(problem: GroupingProblem, { groups, members, sizeOf, room }: Arrangement): string[][] {
  return Array.from({ length: groups }, (_, group) =>
    [...members.subarray(group * room, group * room + (sizeOf[group] as number))]
      .sort((a, b) => a - b)
      .map((index) => problem.schools[index]?.id ?? ''),
  )
}

function capacityRuns(problem: GroupingProblem): Run {
  const capacity = capacityOf(problem)
  return (options) => {
    const first = firstCapacity(capacity, options.random)
    if (!first) return undefined
    const { groupOf, moves } = annealCapacity(capacity, first, { ...options, hot: 3, cold: 0.1 })
    const groups = capacity.bounds.map((): string[] => [])
    for (const [index, { id }] of problem.schools.entries()) groups[groupOf[index] as number]?.push(id)
    return { groups, moves }
  }
}

function capacityOf(problem: GroupingProblem): CapacityProblem {
  const n = problem.schools.length
  const benefit = new Float64Array(n * n)
  for (const [i, j, value] of problem.objective?.maximisePairs ?? []) {
    benefit[i * n + j] = (benefit[i * n + j] as number) + value
    benefit[j * n + i] = (benefit[j * n + i] as number) + value
  }
  const sizes = sizesOf(problem)
  const bounds =
    sizes?.kind === 'bounds' ? sizes.bounds : (sizes?.sizes ?? []).map((size): [number, number] => [size, size])
  const isWeighed = sizes?.kind === 'bounds'
  return {
    n,
    benefit,
    bounds,
    weight: Float64Array.from(problem.schools, (school) => (isWeighed ? (school.weight ?? 1) : 1)),
  }
}
