/**
 * How good groups can be at best: a lower bound by column generation (a linear programme over groups, with the groups that would
 * improve it found exactly), sharpened by cuts, and the proved optimum where few enough groups remain to choose from.
 */
import { type Highs, loadHighs, solve } from '../highs.ts'
import { type BoundGround, boundGround } from './bound-ground.ts'
import { chooseAmong, groupsInGap } from './choose-groups.ts'
import { brokenCuts, mostIn } from './cuts.ts'
import { type GroupColumns, groupColumns, reducedCost } from './group-columns.ts'
import { bestGroups, type Pricing } from './price-groups.ts'
import { type GroupingProblem, sizesOf } from './problem.ts'

export type Bound = {
  /** No arrangement that keeps the rules scores less. */
  lower: number
  /** The best arrangement that the proof came across, when it is better than the one given. */
  better?: string[][]
  /** Whether the best arrangement known scores exactly the bound. */
  isOptimal: boolean
}

/** Up to so many schools a bound is worked out. */
export const mostForBound = 150

const epsilon = 1e-6
const cutsInRound = 50

/** So many groups are chosen from at once (`few`); more (`many`) only when cuts help no further. */
const usualChoice = { few: 400, many: 12_000 }

/**
 * The bound for a problem with groups of given sizes; undefined where it cannot be had (more than 150 schools, bounds by group,
 * benefits of pairs, or not even a first one in the time).
 * @param groups the best arrangement known, which keeps every rule
 * @param secondsLeft asked often; 0 or less ends the work with the best bound so far
 * @param choice of how many groups the optimum is chosen
 */
export async function lowerBound(
  problem: GroupingProblem,
  groups: readonly (readonly string[])[],
  secondsLeft: () => number,
  choice = usualChoice,
): Promise<Bound | undefined> {
  const sizes = sizesOf(problem)
  if (problem.objective?.maximisePairs || problem.schools.length > mostForBound || sizes?.kind !== 'counts')
    return undefined
  const ground = boundGround(problem, sizes)
  const at = new Map(problem.schools.map(({ id }, index) => [id, index]))
  const start = groups.map((ids) => ids.map((id) => at.get(id) ?? 0).sort((a, b) => a - b))
  const search = searchFrom(await loadHighs(), ground, start, secondsLeft)
  try {
    const { lower, isOptimal, better } = close(search, choice)
    if (!Number.isFinite(lower)) return undefined
    const names = better && inTheirPlaces(problem, better)
    return { lower: lower + ground.offset, isOptimal, ...(names ? { better: names } : {}) }
  } finally {
    search.columns.model.dispose()
  }
}

type Search = {
  highs: Highs
  ground: BoundGround
  columns: GroupColumns
  pricing: Pricing[]
  start: number[][]
  known: number
  /** The best bound so far, and the prices of the rows that prove it. */
  lower: number
  prices: Float64Array
  secondsLeft: () => number
  isOver: () => boolean
}

function searchFrom(highs: Highs, ground: BoundGround, start: number[][], secondsLeft: () => number): Search {
  const { n, items, whole, counts } = ground
  const columns = groupColumns(highs, ground)
  columns.add(start)
  for (const members of start) columns.add(neighboursOf(ground, members))
  return {
    highs,
    ground,
    columns,
    pricing: counts.map(({ size }) => ({ items, size, whole, worth: new Float64Array(n), fines: [] })),
    start,
    known: start.reduce((sum, members) => sum + ground.costOf(members), 0),
    lower: Number.NEGATIVE_INFINITY,
    prices: new Float64Array(n + counts.length),
    secondsLeft,
    isOver: () => secondsLeft() <= 0,
  }
}

/** Groups that differ from one in one school: good company for a start. */
function neighboursOf({ n, instance: { near, width } }: BoundGround, members: readonly number[]): number[][] {
  const groups: number[][] = []
  const nearby = new Set(members.flatMap((i) => [...near.subarray(i * width, i * width + Math.min(12, width))]))
  for (const i of nearby) {
    if (members.includes(i) || i >= n) continue
    for (const out of members) groups.push([...members.filter((each) => each !== out), i].sort((a, b) => a - b))
  }
  return groups
}

/** Raises the bound by rounds of cuts, and chooses among the groups that are left in the gap once they are few. */
function close(
  search: Search,
  { few, many }: typeof usualChoice,
): { lower: number; isOptimal: boolean; better?: number[][] } {
  const { columns, known, ground } = search
  while (generate(search)) {
    if (isClosed(search)) return { lower: known, isOptimal: true }
    const chosen = chosenFrom(search, few)
    if (chosen) return chosen
    const value = columns.model.getSolution().colValue
    const shares = [...value].flatMap((share, column) =>
      share > 1e-7 ? [{ members: columns.groups[column] ?? [], share }] : [],
    )
    const cuts = brokenCuts(ground.n, shares, cutsInRound, columns.cuts)
    if (cuts.length === 0) {
      const last = chosenFrom(search, many)
      if (last) return last
      break
    }
    for (const cut of cuts) columns.addCut(cut)
  }
  return isClosed(search) ? { lower: known, isOptimal: true } : { lower: search.lower, isOptimal: false }
}

function isClosed({ known, lower }: Search): boolean {
  return known - lower <= epsilon * Math.max(1, known)
}

function chosenFrom(search: Search, most: number) {
  const { highs, ground, columns, pricing, secondsLeft, isOver } = search
  setPrices(search, search.prices)
  const groups = groupsInGap(pricing, search, most, isOver)
  return groups && chooseAmong(highs, ground, columns.cuts, groups, search, secondsLeft)
}

/**
 * Solves the linear programme over all groups, adding those that improve it until there are none. Groups are looked for at prices
 * between the programme's own and the best so far (which swing less), and at its own when those find nothing.
 * @returns false when time was over before
 */
function generate(search: Search): boolean {
  const { columns, known, isOver, ground } = search
  let towardsBest = 0.7
  while (!isOver()) {
    solve(columns.model)
    const own = Float64Array.from(columns.model.getSolution().rowDual)
    if (columns.model.getObjectiveValue() - search.lower <= 10 * epsilon * Math.max(1, known)) return true
    const share = Number.isFinite(search.lower) ? towardsBest : 0
    const prices = own.map((price, row) => share * (search.prices[row] ?? 0) + (1 - share) * price)
    const priced = priceAt(search, prices)
    if (!priced) return false
    if (priced.bound > search.lower) {
      search.lower = priced.bound
      search.prices = prices
    }
    if (isClosed(search)) return true
    const improving = priced.groups.filter((members) => reducedCost(columns, ground, members, own) < -epsilon)
    if (columns.add(improving) > 0) towardsBest = 0.7
    else if (share === 0) return true
    else towardsBest = towardsBest > 0.3 ? 0.3 : 0
  }
  return false
}

/** The groups that would pay at some prices, and the bound that these prove; undefined when the search was cut short. */
function priceAt(search: Search, prices: Float64Array): { groups: number[][]; bound: number } | undefined {
  const { pricing, columns, isOver } = search
  const { n, counts } = search.ground
  setPrices(search, prices)
  let bound = 0
  for (let i = 0; i < n; i++) bound += prices[i] as number
  for (const [index, cut] of columns.cuts.entries()) bound += cutPrice(search, prices, index) * mostIn(cut)
  const found: number[][] = []
  for (const [index, each] of pricing.entries()) {
    const bar = -(prices[n + index] as number)
    const { groups } = bestGroups(each, { above: bar, most: 40, isOver })
    if (isOver()) return undefined
    bound -= (counts[index]?.count ?? 0) * (groups[0]?.value ?? bar)
    found.push(...groups.map((group) => group.members))
  }
  return { groups: found, bound }
}

function setPrices(search: Search, prices: Float64Array): void {
  const { pricing, columns, ground } = search
  const fines = columns.cuts.flatMap((schools, index) => {
    const fine = -cutPrice(search, prices, index)
    return fine > 1e-9 ? [{ schools, fine }] : []
  })
  for (const each of pricing) {
    each.worth.set(prices.subarray(0, ground.n))
    each.fines = fines
  }
}

/** The price of a cut: below 0, or 0 where it was added after these prices. */
function cutPrice({ ground: { n, counts } }: Search, prices: Float64Array, index: number): number {
  return Math.min(0, prices[n + counts.length + index] ?? 0)
}

/** Groups of ids, those with fixed schools at their numbers. */
function inTheirPlaces(problem: GroupingProblem, groups: readonly (readonly number[])[]): string[][] {
  const fixed = problem.rules?.fixed ?? {}
  const named = groups.map((members) => members.map((index) => problem.schools[index]?.id ?? ''))
  const placed: string[][] = Array(groups.length)
  const others = named.filter((ids) => {
    const held = ids.find((id) => fixed[id] !== undefined)
    if (held !== undefined) placed[fixed[held] as number] = ids
    return held === undefined
  })
  for (let group = 0; group < groups.length; group++) placed[group] ??= others.pop() ?? []
  return placed
}
