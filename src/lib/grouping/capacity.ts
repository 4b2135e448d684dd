/**
 * Groups with capacities and a benefit for each pair, after the published problems of capacitated clustering and of maximally
 * diverse groups: annealing on a table of what each member would bring to each group.
 */
import type { Search } from './anneal.ts'

export type CapacityProblem = {
  n: number
  /** n × n, the same both ways, 0 on the diagonal. */
  benefit: Float64Array
  weight: Float64Array
  /** The least and the most that each group may hold. */
  bounds: readonly (readonly [number, number])[]
}

type State = {
  groupOf: Int32Array
  load: Float64Array
  /** brings[g * n + i]: the benefit of i with all members of group g. */
  brings: Float64Array
}

const between = 1_000
const slack = 1e-9

/** A first arrangement within the capacities: heavy members first, each to the group that gains most and is still short. */
export function firstCapacity(problem: CapacityProblem, random: () => number): Int32Array | undefined {
  const { n, weight, bounds } = problem
  for (let attempt = 0; attempt < 20; attempt++) {
    const order = Array.from({ length: n }, (_, i) => ({ i, key: (weight[i] as number) + (attempt + 0.1) * random() }))
    order.sort((a, b) => b.key - a.key)
    const groupOf = new Int32Array(n).fill(-1)
    const load = new Float64Array(bounds.length)
    const left: number[] = []
    for (const { i } of order) if (!place(problem, groupOf, load, i, true)) left.push(i)
    const isPlaced = left.every((i) => place(problem, groupOf, load, i, false))
    if (isPlaced && bounds.every(([min], g) => (load[g] as number) >= min - slack)) return groupOf
  }
  return undefined
}

/** Puts i into the group with the most room below its minimum (or, later, below its maximum). */
function place(
  { weight, bounds }: CapacityProblem,
  groupOf: Int32Array,
  load: Float64Array,
  i: number,
  toMin: boolean,
): boolean {
  const own = weight[i] as number
  let best = -1
  let bestRoom = -slack
  for (const [g, [min, max]] of bounds.entries()) {
    if ((load[g] as number) + own > max + slack) continue
    const room = toMin ? min - (load[g] as number) : max - (load[g] as number) - own
    if (room > bestRoom && (!toMin || room > slack)) {
      best = g
      bestRoom = room
    }
  }
  if (best === -1) return false
  groupOf[i] = best
  load[best] = (load[best] as number) + own
  return true
}

/** The sum of benefits inside groups. */
export function benefitOf({ n, benefit }: CapacityProblem, groupOf: Int32Array): number {
  let sum = 0
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) if (groupOf[i] === groupOf[j]) sum += benefit[i * n + j] as number
  return sum
}

function stateOf({ n, benefit, weight, bounds }: CapacityProblem, groupOf: Int32Array): State {
  const load = new Float64Array(bounds.length)
  const brings = new Float64Array(bounds.length * n)
  for (let j = 0; j < n; j++) {
    const group = groupOf[j] as number
    load[group] = (load[group] as number) + (weight[j] as number)
    for (let i = 0; i < n; i++)
      brings[group * n + i] = (brings[group * n + i] as number) + (benefit[j * n + i] as number)
  }
  return { groupOf: groupOf.slice(), load, brings }
}

/** Annealing from a first arrangement; returns the best that was met. `search.hot` and `cold` are multiples of the mean benefit a member has in a group. */
export function annealCapacity(problem: CapacityProblem, first: Int32Array, search: Search) {
  const state = stateOf(problem, first)
  const { n } = problem
  let now = benefitOf(problem, first)
  let best = first.slice()
  let bestBenefit = now
  const scale = Math.max(1e-9, spreadOf(problem))
  const steps = Math.max(1, Math.ceil(search.moves / between))
  const cooling = (search.cold / search.hot) ** (1 / steps)
  let temperature = search.hot * scale
  let moves = 0
  for (let step = 0; step < steps && !search.isOver(); step++) {
    const count = Math.min(between, search.moves - moves)
    for (let move = 0; move < count; move++) now += tryOne(problem, state, search.random, temperature)
    moves += count
    temperature *= cooling
    if (now > bestBenefit + 1e-9) {
      bestBenefit = now
      best.set(state.groupOf)
    }
  }
  if (n > 0) best = best.slice()
  return { groupOf: best, benefit: benefitOf(problem, best), moves }
}

/** How much benefits differ: their standard deviation times the root of a group's usual size. */
function spreadOf({ n, benefit, bounds }: CapacityProblem): number {
  let sum = 0
  let squares = 0
  for (const value of benefit) {
    sum += value
    squares += value * value
  }
  const count = Math.max(1, n * (n - 1))
  const variance = Math.max(0, squares / count - (sum / count) ** 2)
  return Math.sqrt(variance * Math.max(1, n / bounds.length))
}

function tryOne(problem: CapacityProblem, state: State, random: () => number, temperature: number): number {
  const { n, weight, bounds, benefit } = problem
  const { groupOf, load, brings } = state
  const i = Math.floor(random() * n)
  const a = groupOf[i] as number
  const own = weight[i] as number
  if (random() < 0.4) {
    const b = Math.floor(random() * bounds.length)
    if (a === b) return 0
    if ((load[a] as number) - own < (bounds[a]?.[0] ?? 0) - slack) return 0
    if ((load[b] as number) + own > (bounds[b]?.[1] ?? 0) + slack) return 0
    const gain = (brings[b * n + i] as number) - (brings[a * n + i] as number)
    if (!accepts(gain, temperature, random)) return 0
    move(problem, state, i, b)
    return gain
  }
  const k = Math.floor(random() * n)
  const b = groupOf[k] as number
  if (a === b) return 0
  const gain =
    (brings[b * n + i] as number) -
    (brings[a * n + i] as number) +
    (brings[a * n + k] as number) -
    (brings[b * n + k] as number) -
    2 * (benefit[i * n + k] as number)
  if (!accepts(gain, temperature, random)) return 0
  const more = (weight[k] as number) - own
  if (!fits((load[a] as number) + more, bounds[a]) || !fits((load[b] as number) - more, bounds[b])) return 0
  move(problem, state, i, b)
  move(problem, state, k, a)
  return gain
}

function accepts(gain: number, temperature: number, random: () => number): boolean {
  return gain >= 0 || (gain > -20 * temperature && Math.log(random()) * temperature < gain)
}

function fits(load: number, bounds: readonly [number, number] | undefined): boolean {
  return bounds !== undefined && load >= bounds[0] - slack && load <= bounds[1] + slack
}

function move({ n, benefit, weight }: CapacityProblem, { groupOf, load, brings }: State, i: number, to: number): void {
  const from = groupOf[i] as number
  groupOf[i] = to
  load[from] = (load[from] as number) - (weight[i] as number)
  load[to] = (load[to] as number) + (weight[i] as number)
  const [row, leave, join] = [i * n, from * n, to * n]
  for (let j = 0; j < n; j++) {
    const value = benefit[row + j] as number
    brings[leave + j] = (brings[leave + j] as number) - value
    brings[join + j] = (brings[join + j] as number) + value
  }
}
