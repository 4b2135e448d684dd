/**
 * How good groups can be at best: a lower bound by column generation (a linear programme over groups, with the groups that
 * would improve it found exactly), and for small problems the proved optimum.
 */
import { type Highs, loadHighs, type Model } from '../highs.ts'
import { type Instance, instanceOf } from './instance.ts'
import { bestGroups, cheapHalves, type Pricing } from './price-groups.ts'
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

/** The most groups of one size that the proof of an optimum chooses from. */
const mostToChooseFrom = 6_000

/**
 * The bound for a problem with groups of given sizes; undefined where it cannot be had (more than 150 schools, bounds by group,
 * benefits of pairs, or aims that make some pairs welcome rather than costly).
 * @param groups the best arrangement known, which keeps every rule
 * @param secondsLeft asked often; 0 or less ends the work with the best bound so far
 */
export async function lowerBound(
  problem: GroupingProblem,
  groups: readonly (readonly string[])[],
  secondsLeft: () => number,
): Promise<Bound | undefined> {
  const isOver = () => secondsLeft() <= 0
  const sizes = sizesOf(problem)
  if (problem.objective?.maximisePairs || problem.schools.length > mostForBound || sizes?.kind !== 'counts')
    return undefined
  const instance = instanceOf(problem, sizes)
  const cost = costsOf(instance)
  if (cost.some((value) => value < 0)) return undefined
  const at = new Map(problem.schools.map(({ id }, index) => [id, index]))
  const start = groups.map((ids) => ids.map((id) => at.get(id) ?? 0).sort((a, b) => a - b))
  const highs = await loadHighs()
  const master = masterOf(highs, instance, cost, sizes.sizes)
  try {
    const known = start.reduce((sum, members) => sum + master.costOf(members), 0)
    master.add(start)
    for (const members of start) master.add(neighboursOf(instance, members))
    const { lower, worth } = generate(master, known, isOver)
    const offset = wishesCost(problem)
    if (known - lower <= epsilon * Math.max(1, known)) return { lower: known + offset, isOptimal: true }
    const proof = prove(highs, master, { known, lower, worth, secondsLeft })
    const names = proof.better?.map((members) => members.map((index) => problem.schools[index]?.id ?? ''))
    return { lower: proof.lower + offset, isOptimal: proof.isOptimal, ...(names ? { better: names } : {}) }
  } finally {
    master.model.dispose()
  }
}

/** Wishes are paid for in advance: a pair that fulfils one gives the cost back. */
function wishesCost({ objective, wishes }: GroupingProblem): number {
  return (objective?.unmetWishes ?? 0) * (wishes ?? []).length
}

function costsOf({ n, pair, price }: Instance): Float64Array {
  const cost = new Float64Array(n * n)
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      const value = i === j ? 0 : pair(i, j)
      cost[i * n + j] = value >= price ? Number.POSITIVE_INFINITY : value
    }
  return cost
}

type Master = {
  model: Model
  columns: number[][]
  sizes: number[]
  counts: Map<number, number>
  pricing: Pricing[]
  /** What a group costs; infinite when it breaks a rule. */
  costOf: (members: readonly number[]) => number
  /** Adds groups that are new and keep the rules; returns how many. */
  add: (groups: readonly (readonly number[])[]) => number
}

function masterOf(highs: Highs, instance: Instance, cost: Float64Array, sizeList: readonly number[]): Master {
  const { n, togetherSet, price } = instance
  const counts = new Map<number, number>()
  for (const size of sizeList) counts.set(size, (counts.get(size) ?? 0) + 1)
  const sizes = [...counts.keys()]
  const whole = wholeOf(instance, togetherSet, price)
  const model = highs.createModel()
  model.options.set({ output_flag: false })
  const none = { indices: [], values: [] }
  // Each school in one group, and so many groups of each size.
  for (let i = 0; i < n; i++) model.addRow(1, 1, none)
  for (const size of sizes) model.addRow(counts.get(size) ?? 0, counts.get(size) ?? 0, none)
  const columns: number[][] = []
  const seen = new Set<string>()
  const costOf = (members: readonly number[]) => {
    let sum = whole ? whole(Int32Array.from(members), 0, members.length) : 0
    for (const [index, i] of members.entries())
      for (const j of members.slice(index + 1)) sum += cost[i * n + j] as number
    return sum
  }
  const add = (groups: readonly (readonly number[])[]) => {
    let added = 0
    for (const members of groups) {
      const key = members.join(' ')
      const value = costOf(members)
      const row = sizes.indexOf(members.length)
      if (row === -1 || seen.has(key) || !Number.isFinite(value)) continue
      seen.add(key)
      model.addCol(value, 0, highs.infinity, {
        indices: [...members, n + row],
        values: Array<number>(members.length + 1).fill(1),
      })
      columns.push([...members])
      added++
    }
    return added
  }
  const pricing = sizes.map((size) => ({
    n,
    size,
    cost,
    whole,
    worth: new Float64Array(n),
    cheapHalf: cheapHalves(n, size, cost),
  }))
  return { model, columns, sizes, counts, pricing, costOf, add }
}

/** What a group costs as a whole, infinite for a missing phase or coach and for a set of schools that it cuts in two. */
function wholeOf({ whole }: Instance, togetherSet: Int32Array, price: number): Pricing['whole'] {
  const sizes = new Map<number, number>()
  for (const set of togetherSet) if (set !== -1) sizes.set(set, (sizes.get(set) ?? 0) + 1)
  if (!whole && sizes.size === 0) return undefined
  return (members, at, size) => {
    if (sizes.size > 0) {
      for (let slot = at; slot < at + size; slot++) {
        const set = togetherSet[members[slot] as number] as number
        if (set === -1) continue
        let here = 0
        for (let other = at; other < at + size; other++) if (togetherSet[members[other] as number] === set) here++
        if (here !== sizes.get(set)) return Number.POSITIVE_INFINITY
      }
    }
    const cost = whole ? whole(members, at, size) : 0
    return cost >= price ? Number.POSITIVE_INFINITY : cost
  }
}

/** Groups that differ from one in one school: good company for a start. */
function neighboursOf({ n, near, width }: Instance, members: readonly number[]): number[][] {
  const groups: number[][] = []
  const nearby = new Set(members.flatMap((i) => [...near.subarray(i * width, i * width + Math.min(12, width))]))
  for (const i of nearby) {
    if (members.includes(i) || i >= n) continue
    for (const out of members) groups.push([...members.filter((each) => each !== out), i].sort((a, b) => a - b))
  }
  return groups
}

/**
 * Solves the linear programme over all groups, adding those that improve it until there are none. Groups are looked for at prices
 * between the programme's own and the best so far (which swing less), and at its own when those find nothing.
 */
function generate(master: Master, known: number, isOver: () => boolean): { lower: number; worth: Float64Array } {
  const { model, pricing } = master
  const n = pricing[0]?.n ?? 0
  let lower = 0
  let best: Float64Array | undefined
  let towardsBest = 0.7
  while (!isOver()) {
    model.run()
    const duals = Float64Array.from(model.getSolution().rowDual)
    if (model.getObjectiveValue() - lower <= epsilon * Math.max(1, known)) break
    const share = best ? towardsBest : 0
    const prices = duals.map((dual, row) => share * (best?.[row] ?? 0) + (1 - share) * dual)
    const priced = priceAt(master, prices, isOver)
    if (priced.bound === undefined) break
    if (priced.bound > lower) {
      lower = priced.bound
      best = prices
    }
    const improving = priced.groups.filter((members) => reducedCost(master, members, duals) < -epsilon)
    if (master.add(improving) > 0) towardsBest = 0.7
    else if (share === 0) break
    else towardsBest = towardsBest > 0.3 ? 0.3 : 0
  }
  return { lower, worth: (best ?? new Float64Array(n)).slice(0, n) }
}

/** The groups that would pay at some prices, and the bound that these prove; no bound when the search was cut short. */
function priceAt({ pricing, counts }: Master, prices: Float64Array, isOver: () => boolean) {
  const n = pricing[0]?.n ?? 0
  let bound = 0
  for (let i = 0; i < n; i++) bound += prices[i] as number
  const found: number[][] = []
  for (const [index, each] of pricing.entries()) {
    each.worth.set(prices.subarray(0, n))
    const bar = -(prices[n + index] as number)
    const { groups } = bestGroups(each, { above: bar, most: 40, isOver })
    if (isOver()) return { groups: found, bound: undefined }
    bound -= (counts.get(each.size) ?? 0) * (groups[0]?.value ?? bar)
    found.push(...groups.map((group) => group.members))
  }
  return { groups: found, bound }
}

function reducedCost({ costOf, pricing }: Master, members: readonly number[], duals: Float64Array): number {
  const n = pricing[0]?.n ?? 0
  const row = pricing.findIndex((each) => each.size === members.length)
  return members.reduce((sum, i) => sum - (duals[i] as number), costOf(members) - (duals[n + row] as number))
}

/**
 * Closes the gap: every group that could be part of a better arrangement is listed (its price may not exceed the gap), and the
 * best choice among them is found in whole numbers.
 */
function prove(
  highs: Highs,
  master: Master,
  {
    known,
    lower,
    worth,
    secondsLeft,
  }: { known: number; lower: number; worth: Float64Array; secondsLeft: () => number },
): { lower: number; isOptimal: boolean; better?: number[][] } {
  const { pricing, sizes, counts } = master
  const isOver = () => secondsLeft() <= 0
  for (const each of pricing) {
    each.worth.set(worth)
    const { groups: best } = bestGroups(each, { above: Number.NEGATIVE_INFINITY, most: 1, isOver })
    const all = bestGroups(each, {
      above: (best[0]?.value ?? 0) - (known - lower) - epsilon,
      most: mostToChooseFrom,
      isOver,
    })
    // Too many to choose from in the time that an officer waits: the bound of the linear programme stands.
    if (!all.isComplete) return { lower, isOptimal: false }
    master.add(all.groups.map((group) => group.members))
  }
  const n = worth.length
  const { model, columns } = master
  const type = highs.constants.variableType.integer
  for (let column = 0; column < columns.length; column++) model.changeColIntegrality(column, type)
  model.options.set({ mip_rel_gap: 1e-9, time_limit: Math.max(0.1, secondsLeft()) })
  model.run()
  const isSolved = model.getModelStatus() === highs.constants.modelStatus.optimal
  const chosen = [...model.getSolution().colValue].flatMap((value, column) =>
    value > 0.5 ? [columns[column] ?? []] : [],
  )
  const places = chosen.reduce((sum, members) => sum + members.length, 0)
  const value = chosen.reduce((sum, members) => sum + master.costOf(members), 0)
  const isBetter =
    places === n &&
    chosen.length === sizes.reduce((sum, size) => sum + (counts.get(size) ?? 0), 0) &&
    value < known - epsilon
  const best = isBetter ? value : known
  const proved = isSolved ? best : Math.max(lower, Math.min(best, Number(model.info.get('mip_dual_bound'))))
  return { lower: proved, isOptimal: isSolved, ...(isBetter ? { better: chosen } : {}) }
}
