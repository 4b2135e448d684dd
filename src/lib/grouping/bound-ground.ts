/** A problem as the bound looks at it: costs that are never below 0, and rules as costs without end. */
import { type Instance, instanceOf } from './instance.ts'
import { type Items, itemsOf } from './items.ts'
import { type GroupingProblem, type Sizes, weightsOf } from './problem.ts'

export type BoundGround = {
  instance: Instance
  n: number
  /** n × n: what two schools cost in one group; infinite where a rule keeps them apart. */
  cost: Float64Array
  items: Items
  /** What a group costs beyond its pairs, never below 0; infinite where it breaks a rule. */
  whole: Instance['whole']
  /** The different sizes of groups, and how many there are of each. */
  counts: { size: number; count: number }[]
  /** What every arrangement costs beyond these costs. */
  offset: number
  /** What a group costs; infinite where it breaks a rule. */
  costOf: (members: readonly number[]) => number
}

/** So high that no aim reaches a rule's price. */
const beyondAims = 1e9

export function boundGround(problem: GroupingProblem, sizes: Extract<Sizes, { kind: 'counts' }>): BoundGround {
  const instance = instanceOf(fixedAsPairs(problem), sizes, beyondAims)
  const { n } = instance
  const counts = [...Map.groupBy(sizes.sizes, (size) => size)].map(([size, list]) => ({ size, count: list.length }))
  const { cost, least } = costsOf(instance)
  // Welcome pairs: everything is counted from the most welcome one, which adds the same to each arrangement.
  const pairs = counts.reduce((sum, { size, count }) => sum + (count * size * (size - 1)) / 2, 0)
  const items = itemsOf(instance, cost)
  const whole = wholeOf(instance)
  return {
    instance,
    n,
    cost,
    items,
    whole,
    counts,
    offset: pairs * least + weightsOf(problem).unmetWishes * (problem.wishes ?? []).length,
    costOf: (members) => costOf({ n, cost, items, whole }, members),
  }
}

/** Which of the groups has which number does not matter to a bound: fixed schools are kept together or apart. */
function fixedAsPairs(problem: GroupingProblem): GroupingProblem {
  const fixed = Object.entries(problem.rules?.fixed ?? {})
  if (fixed.length === 0) return problem
  const together = [...(problem.rules?.together ?? [])]
  const apart = [...(problem.rules?.apart ?? [])]
  for (const [index, [a, group]] of fixed.entries())
    for (const [b, other] of fixed.slice(index + 1)) (group === other ? together : apart).push([a, b])
  return { ...problem, rules: { ...problem.rules, together, apart } }
}

function costsOf({ n, pair, price }: Instance): { cost: Float64Array; least: number } {
  const cost = new Float64Array(n * n)
  let least = 0
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      const value = i === j ? 0 : pair(i, j)
      cost[i * n + j] = value >= price / 2 ? Number.POSITIVE_INFINITY : value
      least = Math.min(least, value)
    }
  const fromLeast = cost.map((value, place) => (place % (n + 1) === 0 ? 0 : value - least))
  return { cost: fromLeast, least }
}

function wholeOf({ whole, price }: Instance): Instance['whole'] {
  if (!whole) return undefined
  return (members, at, size) => {
    const cost = whole(members, at, size)
    return cost >= price / 2 ? Number.POSITIVE_INFINITY : cost
  }
}

function costOf(
  { n, cost, items, whole }: Pick<BoundGround, 'n' | 'cost' | 'items' | 'whole'>,
  members: readonly number[],
): number {
  let sum = whole ? whole(Int32Array.from(members), 0, members.length) : 0
  for (const [index, i] of members.entries()) {
    const together = items.members[items.itemOf[i] as number] as number[]
    if (together.length > 1 && !together.every((other) => members.includes(other))) return Number.POSITIVE_INFINITY
    for (const j of members.slice(index + 1)) sum += cost[i * n + j] as number
  }
  return sum
}
