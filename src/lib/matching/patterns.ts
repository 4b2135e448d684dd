/**
 * The ways in which the requests of one group can be shared out. What a plan needs to know of a way is only how many days it takes
 * from whom and what it costs, so of the ways that take the same days from the same leaders the cheapest is kept.
 */

/** Requests that are shared out together: those of a group, or one that belongs to none. */
export type Unit = {
  days: readonly number[]
  /** What each leader costs for each request; infinite where the leader may not. */
  costs: readonly (readonly number[])[]
  /** What each leader adds who works with the group, and how many may. */
  perLeader: number
  mostLeaders: number
}

/** One way: for each request the leader by number, or -1 where it stays open. */
export type Pattern = { leaders: readonly number[]; cost: number; taken: ReadonlyMap<number, number> }

/** Every part of a unit's requests (as bits), with what it costs each leader to take just that part. */
export type Parts = { unit: Unit; days: Float64Array; costs: Float64Array[] }

/** The costs of all parts. `capacities` are the days of the leaders. */
export function partsOf(unit: Unit, capacities: readonly number[]): Parts {
  const count = 1 << unit.days.length
  const days = new Float64Array(count)
  const costs = capacities.map(() => new Float64Array(count))
  for (let part = 1; part < count; part++) {
    const last = 31 - Math.clz32(part)
    const rest = part & ~(1 << last)
    days[part] = (days[rest] ?? 0) + (unit.days[last] ?? 0)
    for (const [leader, own] of costs.entries()) {
      const cost = (rest === 0 ? unit.perLeader : (own[rest] ?? 0)) + (unit.costs[leader]?.[last] ?? 0)
      own[part] = (days[part] ?? 0) > (capacities[leader] ?? 0) + 1e-9 ? Number.POSITIVE_INFINITY : cost
    }
  }
  return { unit, days, costs }
}

export type Prices = {
  /** What a leader costs besides who gives so many days to a unit. */
  ofDays: (leader: number, days: number) => number
  /** What a day costs that nobody fills. */
  perOpenDay: number
}

/**
 * The least that sharing out each part costs when only the leaders from one on may take of it, and so many of them at the most:
 * `least[leader][how many][part]`.
 */
function leastCosts(parts: Parts, { ofDays, perOpenDay }: Prices): Float64Array[][] {
  const { unit, days, costs } = parts
  const counts = Math.min(unit.mostLeaders, unit.days.length) + 1
  let later: Float64Array[] = Array.from({ length: counts }, () => days.map((own) => own * perOpenDay))
  const least = [later]
  for (let leader = costs.length - 1; leader >= 0; leader--) {
    const own = (costs[leader] ?? days).map((cost, part) => cost + ofDays(leader, days[part] ?? 0))
    const taken = [...own.keys()].filter((part) => part > 0 && own[part] !== Number.POSITIVE_INFINITY)
    later = later.map((without, count) => (count === 0 ? without : withLeader(without, later[count - 1], own, taken)))
    least.unshift(later)
  }
  return least
}

function withLeader(
  without: Float64Array,
  fewer: Float64Array | undefined,
  own: Float64Array,
  taken: readonly number[],
): Float64Array {
  const least = without.slice()
  const all = without.length - 1
  for (const part of taken) {
    const others = all & ~part
    const cost = own[part] ?? 0
    for (let rest = others; ; rest = (rest - 1) & others) {
      const sum = cost + (fewer?.[rest] ?? 0)
      if (sum < (least[part | rest] ?? 0)) least[part | rest] = sum
      if (rest === 0) break
    }
  }
  return least
}

/**
 * The ways that cost less than the cheapest and `margin` at these prices, at most `most` of them.
 * @returns the cost of the cheapest at these prices, and the ways; not all of them where there are more than `most`
 */
export function patternsWithin(
  parts: Parts,
  prices: Prices,
  margin: number,
  most: number,
): { least: number; patterns: Pattern[]; isAll: boolean } {
  const { unit, days, costs } = parts
  const least = leastCosts(parts, prices)
  const leaderOf = unit.days.map(() => -1)
  const found = new Map<string, Pattern>()
  const place = (part: number, leader: number) => {
    for (let index = 0; index < leaderOf.length; index++) if (part & (1 << index)) leaderOf[index] = leader
  }
  const counts = (least[0]?.length ?? 1) - 1
  const best = least[0]?.[counts]?.[days.length - 1] ?? 0
  const limit = best + margin + 1e-9
  /** Goes through what the leaders from one on may take of what is left; false when there are too many ways. */
  const share = (leader: number, left: number, count: number, spent: number): boolean => {
    const own = costs[leader]
    if (left === 0 || count === 0 || !own) {
      keep(found, patternOf(unit, leaderOf, prices.perOpenDay))
      return found.size <= most
    }
    const [next, nextFewer] = [least[leader + 1]?.[count], least[leader + 1]?.[count - 1]]
    if (spent + (next?.[left] ?? 0) <= limit && !share(leader + 1, left, count, spent)) return false
    for (let part = left; part > 0; part = (part - 1) & left) {
      const cost = spent + (own[part] ?? 0) + prices.ofDays(leader, days[part] ?? 0)
      if (cost + (nextFewer?.[left & ~part] ?? 0) > limit) continue
      place(part, leader)
      const goOn = share(leader + 1, left & ~part, count - 1, cost)
      place(part, -1)
      if (!goOn) return false
    }
    return true
  }
  const isAll = share(0, days.length - 1, counts, 0)
  return { least: best, patterns: [...found.values()], isAll }
}

function keep(found: Map<string, Pattern>, pattern: Pattern): void {
  const key = [...pattern.taken].sort(([a], [b]) => a - b).join(';')
  const before = found.get(key)
  if (!before || before.cost > pattern.cost) found.set(key, pattern)
}

function patternOf(unit: Unit, leaderOf: readonly number[], perOpenDay: number): Pattern {
  const taken = new Map<number, number>()
  let cost = 0
  for (const [index, leader] of leaderOf.entries()) {
    const days = unit.days[index] ?? 0
    if (leader >= 0) taken.set(leader, (taken.get(leader) ?? 0) + days)
    cost += leader >= 0 ? (unit.costs[leader]?.[index] ?? 0) : days * perOpenDay
  }
  return { leaders: [...leaderOf], cost: cost + taken.size * unit.perLeader, taken }
}
