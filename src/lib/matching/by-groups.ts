/**
 * The best plan by way of whole groups: a linear programme chooses among ways to share out each group (patterns.ts), whose prices
 * say which further ways are worth while, until none is. Its value is a bound that lies close to the best plan, so that only few
 * ways can belong to it: those are listed in full, and the best choice among them is the best of all.
 */
import { type Highs, loadHighs, type Model, solve } from '../highs.ts'
import { type Parts, type Pattern, type Prices, partsOf, patternsWithin, type Unit } from './patterns.ts'

export type Shares = {
  units: readonly Unit[]
  /** The days that each leader can give. */
  capacities: readonly number[]
  /** What it costs when the busiest leader's days are used up wholly. */
  load: number
  /** The least share of days that the busiest leader uses in any plan. */
  leastLoad: number
  /** What a day costs that nobody fills: more than any other saving. */
  perOpenDay: number
  /** No plan that fills every day costs less. */
  leastCost: number
}

export type Shared = { patterns: Pattern[]; cost: number; bound: number }

/** Smaller differences in cost than this are none. */
const tiny = 1e-5
/** Ways of one unit that are looked at together, and limits of one leader. */
const most = { eachRound: 12, inAll: 6000, limits: 6 }

/** A row of the linear programme: what a leader gives to all units together, measured in some way, is not more than something. */
type Limit = { measure: (days: number) => number; row: number }

type Master = {
  highs: Highs
  model: Model
  /** Of each leader. */
  limits: readonly (readonly Limit[])[]
  patterns: { unit: number; pattern: Pattern }[]
  /** The best choice so far, as columns; at first everything stays open. */
  best: readonly number[]
}

/** The cheapest plan, at most by the share `gap` dearer than the best possible unless time runs out. */
export async function shareOut(problem: Shares, gap: number, secondsLeft: () => number): Promise<Shared> {
  const parts = problem.units.map((unit) => partsOf(unit, problem.capacities))
  const master = begin(await loadHighs(), parts, problem)
  try {
    const { prices, values, bound } = improve(master, problem, parts, secondsLeft)
    // Where no day stays open the bound is a cost; open days would make the share of it too large.
    const nearly = gap * (bound < problem.perOpenDay ? bound : problem.leastCost)
    let margin = 2 * nearly
    for (;;) {
      const isAll = addWithin(master, parts, prices, values, margin)
      const chosen = choose(master, 0.9 * nearly, secondsLeft())
      // A way that was left out makes every plan with it dearer than the bound by the margin.
      const proved = Math.min(chosen.cost, Math.max(bound, Math.min(chosen.bound, isAll ? bound + margin : bound)))
      if (chosen.cost - proved <= nearly + tiny || !isAll || secondsLeft() < 0.2) return { ...chosen, bound: proved }
      margin = Math.min(chosen.cost - bound - 0.9 * nearly, margin * 3)
    }
  } finally {
    master.model.dispose()
  }
}

/**
 * Ways to measure the days that a leader gives to one unit so that all units together come to 1 at the most. Besides the plain share
 * of the capacity there are those that see that two halves may stand together but nothing may stand beside more than a half
 * (dual feasible functions): they bring the bound near to what whole units allow.
 */
function measuresOf(capacity: number, sizes: readonly number[]): ((days: number) => number)[] {
  const halves = sizes.filter((size, index) => index > 0 && size <= capacity / 2 + tiny).slice(-most.limits)
  return [
    (days) => days / capacity,
    ...halves.map((least) => (days: number) => {
      if (days > capacity - least + tiny) return 1
      return days >= least - tiny ? days / capacity : 0
    }),
  ]
}

/** Column 0 is the share of the busiest; each unit has a row, then come the limits of the leaders. */
function begin(highs: Highs, parts: readonly Parts[], problem: Shares): Master {
  const { units, capacities, load, leastLoad, perOpenDay } = problem
  const model = highs.createModel()
  model.options.set({ output_flag: false })
  model.addCol(load, Math.min(1, leastLoad), 1, { indices: [], values: [] })
  for (const _ of units) model.addRow(1, 1, { indices: [], values: [] })
  let row = units.length
  const sizes = [...new Set(parts.flatMap(({ days }) => [...days]))].filter((days) => days > 0).sort((a, b) => a - b)
  const limits = capacities.map((capacity) => {
    if (capacity <= 0) return []
    const own = measuresOf(capacity, sizes).map((measure) => {
      model.addRow(-highs.infinity, 1, { indices: [], values: [] })
      return { measure, row: row++ }
    })
    if (leastLoad >= 1) return own
    model.addRow(-highs.infinity, 0, { indices: [0], values: [-1] })
    return [...own, { measure: (days: number) => days / capacity, row: row++ }]
  })
  const master: Master = { highs, model, limits, patterns: [], best: units.map((_, unit) => unit + 1) }
  for (const [unit, { days }] of units.entries()) {
    const cost = perOpenDay * days.reduce((sum, each) => sum + each, 0)
    add(master, unit, { leaders: days.map(() => -1), cost, taken: new Map() })
  }
  return master
}

function add({ model, highs, limits, patterns }: Master, unit: number, pattern: Pattern): void {
  const entries = [...pattern.taken].flatMap(([leader, days]) =>
    (limits[leader] ?? []).map(({ row, measure }) => [row, measure(days)] as const).filter(([, value]) => value > 0),
  )
  // Without an upper bound, which would hide a part of the value of its unit: the row lets it be 1 at the most.
  model.addCol(pattern.cost, 0, highs.infinity, {
    indices: [unit, ...entries.map(([row]) => row)],
    values: [1, ...entries.map(([, value]) => value)],
  })
  patterns.push({ unit, pattern })
}

/** Adds ways until the linear programme has no use for another. Answers its prices and its bound. */
function improve(
  master: Master,
  problem: Shares,
  parts: readonly Parts[],
  secondsLeft: () => number,
): { prices: Prices; values: number[]; bound: number } {
  const { units, perOpenDay } = problem
  let best: { prices: Prices; values: number[]; bound: number } | undefined
  for (;;) {
    solve(master.model)
    const duals = master.model.getSolution().rowDual
    const values = units.map((_, unit) => duals[unit] ?? 0)
    const ofDays = (leader: number, days: number) =>
      (master.limits[leader] ?? []).reduce(
        (sum, { row, measure }) => sum - Math.min(0, duals[row] ?? 0) * measure(days),
        0,
      )
    const prices = { ofDays, perOpenDay }
    let [bound, added] = [master.model.getObjectiveValue(), 0]
    for (const [unit, own] of parts.entries()) {
      const { least, patterns } = patternsWithin(own, prices, 0.5, most.eachRound)
      const value = values[unit] ?? 0
      bound += Math.min(0, least - value)
      for (const pattern of patterns) {
        if (priceOf(pattern, prices) >= value - tiny) continue
        add(master, unit, pattern)
        added++
      }
    }
    if (!best || bound > best.bound) best = { prices, values, bound }
    if (added === 0 || secondsLeft() < 0.2) return best
  }
}

function priceOf(pattern: Pattern, { ofDays }: Prices): number {
  return [...pattern.taken].reduce((sum, [leader, days]) => sum + ofDays(leader, days), pattern.cost)
}

/** Adds every way that the best plan may use if it costs no more than the bound and `margin`. Answers whether these are all. */
function addWithin(
  master: Master,
  parts: readonly Parts[],
  prices: Prices,
  values: readonly number[],
  margin: number,
): boolean {
  let isAll = true
  const known = new Set(master.patterns.map(({ unit, pattern }) => keyOf(unit, pattern)))
  for (const [unit, own] of parts.entries()) {
    const slack = (values[unit] ?? 0) - patternsWithin(own, prices, 0, 1).least
    const found = patternsWithin(own, prices, Math.max(0, slack) + margin, most.inAll)
    isAll &&= found.isAll
    for (const pattern of found.patterns) if (!known.has(keyOf(unit, pattern))) add(master, unit, pattern)
  }
  return isAll
}

function keyOf(unit: number, pattern: Pattern): string {
  return `${unit}:${pattern.leaders.join()}`
}

/** The best choice among the ways that are known. */
function choose(master: Master, nearly: number, seconds: number): Shared {
  const { model, highs, patterns } = master
  for (let column = 1; column <= patterns.length; column++)
    model.changeColIntegrality(column, highs.constants.variableType.integer)
  // The ways are few and chosen with care already: looking for a smaller programme takes longer than it saves.
  model.options.set({
    presolve: 'off',
    mip_rel_gap: 0,
    mip_abs_gap: Math.max(tiny, nearly),
    time_limit: Math.max(0.2, seconds),
  })
  const start = new Float64Array(patterns.length + 1)
  start[0] = 1
  for (const column of master.best) start[column] = 1
  model.setSolution({ colValue: start })
  solve(model)
  const solution = model.getSolution().colValue
  master.best = patterns.flatMap((_, index) => ((solution[index + 1] ?? 0) > 0.5 ? [index + 1] : []))
  const chosen = master.best.flatMap((column) => patterns[column - 1] ?? []).sort((a, b) => a.unit - b.unit)
  return {
    patterns: chosen.map(({ pattern }) => pattern),
    cost: model.getObjectiveValue(),
    bound: Number(model.info.get('mip_dual_bound')),
  }
}
