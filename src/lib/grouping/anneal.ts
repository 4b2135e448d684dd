/** Simulated annealing over near schools: swaps, moves into a smaller group, and exchanges of three. */
import { type Arrangement, copyOf, costOf, costOfGroup, exchange, transfer } from './arrangement.ts'
import type { Instance } from './instance.ts'

export type Search = {
  /** How many changes are tried. Not seconds: the same seed then gives the same answer on every machine. */
  moves: number
  random: () => number
  /** Temperatures to begin and to end with, as multiples of the instance's scale. */
  hot: number
  cold: number
  /** Asked every thousand moves or so; true ends the search with the best so far. */
  isOver: () => boolean
}

const between = 1_000

/**
 * Improves on an arrangement and returns the best that was met, never worse than the first.
 * @returns the arrangement, its cost counted afresh, and how many moves were tried.
 */
export function anneal(
  instance: Instance,
  first: Arrangement,
  search: Search,
): { best: Arrangement; cost: number; moves: number } {
  const now = copyOf(first)
  const walk = walker(instance, now, search.random)
  let best = copyOf(first)
  let bestCost = costOf(instance, first)
  let cost = bestCost
  const steps = Math.max(1, Math.ceil(search.moves / between))
  const cooling = (search.cold / search.hot) ** (1 / steps)
  let temperature = search.hot * instance.scale
  let moves = 0
  for (let step = 0; step < steps && !search.isOver(); step++) {
    const count = Math.min(between, search.moves - moves)
    cost += walk(count, temperature)
    moves += count
    temperature *= cooling
    if (cost < bestCost - 1e-9) {
      bestCost = cost
      best = keep(best, now)
    }
  }
  return { best, cost: costOf(instance, best), moves }
}

function keep(into: Arrangement, from: Arrangement): Arrangement {
  into.groupOf.set(from.groupOf)
  into.slotOf.set(from.slotOf)
  into.members.set(from.members)
  into.sizeOf.set(from.sizeOf)
  return into
}

/** Tries so many changes at one temperature and returns by how much the cost changed. */
type Walk = (count: number, temperature: number) => number

function walker(instance: Instance, state: Arrangement, random: () => number): Walk {
  const { n, near, width, pair, whole, fixed, togetherSet } = instance
  const { groupOf, slotOf, members, sizeOf, room, groups } = state
  const wholeOf = new Float64Array(groups)
  for (let group = 0; group < groups; group++)
    wholeOf[group] = whole ? whole(members, group * room, sizeOf[group] as number) : 0
  const isHeld = Uint8Array.from({ length: n }, (_, i) => (fixed[i] !== -1 || togetherSet[i] !== -1 ? 1 : 0))
  const hasSets = togetherSet.some((set) => set !== -1)
  const scratch = new Int32Array(room + 1)
  const mayTake = takes(instance, state)
  // What the group's new row would cost as a whole, and whose cost it will be when the change is made.
  const pending = new Float64Array(3)

  /** The change of a group's pairs when `out` leaves (-1: nobody) and `into` comes (-1: nobody). */
  function replaced(group: number, out: number, into: number): number {
    const start = group * room
    const end = start + (sizeOf[group] as number)
    let change = 0
    for (let slot = start; slot < end; slot++) {
      const other = members[slot] as number
      if (other === out) continue
      if (into !== -1) change += pair(into, other)
      if (out !== -1) change -= pair(out, other)
    }
    return change
  }

  function wholeAfter(group: number, out: number, into: number, place: number): number {
    if (!whole) return 0
    const start = group * room
    const end = start + (sizeOf[group] as number)
    let size = 0
    for (let slot = start; slot < end; slot++) {
      const other = members[slot] as number
      if (other !== out) scratch[size++] = other
    }
    if (into !== -1) scratch[size++] = into
    const cost = whole(scratch, 0, size)
    pending[place] = cost
    return cost - (wholeOf[group] as number)
  }

  const accepts = (change: number, temperature: number) =>
    change <= 0 || (change < 20 * temperature && Math.log(random()) * -temperature > change)

  function tryTransfer(i: number, to: number, temperature: number): number {
    const from = groupOf[i] as number
    let change = replaced(from, i, -1) + replaced(to, -1, i)
    if (change > 20 * temperature && !whole) return 0
    change += wholeAfter(from, i, -1, 0) + wholeAfter(to, -1, i, 1)
    if (!accepts(change, temperature)) return 0
    transfer(state, i, to)
    if (whole) {
      wholeOf[from] = pending[0] as number
      wholeOf[to] = pending[1] as number
    }
    return change
  }

  function trySwap(i: number, k: number, temperature: number): number {
    const [a, b] = [groupOf[i] as number, groupOf[k] as number]
    let change = replaced(a, i, k) + replaced(b, k, i)
    change += wholeAfter(a, i, k, 0) + wholeAfter(b, k, i, 1)
    if (!accepts(change, temperature)) return 0
    exchange(state, i, k)
    if (whole) {
      wholeOf[a] = pending[0] as number
      wholeOf[b] = pending[1] as number
    }
    return change
  }

  /** i takes the place of k, k that of l, l that of i. */
  function tryThree(i: number, k: number, l: number, temperature: number): number {
    const [a, b, c] = [groupOf[i] as number, groupOf[k] as number, groupOf[l] as number]
    let change = replaced(a, i, l) + replaced(b, k, i) + replaced(c, l, k)
    change += wholeAfter(a, i, l, 0) + wholeAfter(b, k, i, 1) + wholeAfter(c, l, k, 2)
    if (!accepts(change, temperature)) return 0
    exchange(state, i, k)
    exchange(state, k, l)
    if (whole) {
      wholeOf[a] = pending[0] as number
      wholeOf[b] = pending[1] as number
      wholeOf[c] = pending[2] as number
    }
    return change
  }

  /**
   * Moves all that belong together with i into the group of j, for as many who are free to go the other way; or for one
   * fewer, where the groups may exchange their sizes.
   */
  function trySet(i: number, j: number, temperature: number): number {
    const [a, b] = [groupOf[i] as number, groupOf[j] as number]
    const set = rowOf(state, a).filter((member) => togetherSet[member] === togetherSet[i])
    const free = rowOf(state, b).filter((member) => isHeld[member] === 0)
    const isForFewer = mayTake(a, b) && (free.length < set.length || random() < 0.5)
    const count = set.length - (isForFewer ? 1 : 0)
    if (set.some((member) => fixed[member] !== -1) || free.length < count) return 0
    const back = Array.from({ length: count }, (_, index) => {
      const pick = index + Math.floor(random() * (free.length - index))
      const picked = free[pick] as number
      free[pick] = free[index] as number
      return picked
    })
    const last = isForFewer ? (set.at(-1) as number) : -1
    const before = costOfGroup(instance, state, a) + costOfGroup(instance, state, b)
    for (const [index, other] of back.entries()) exchange(state, set[index] as number, other)
    if (isForFewer) transfer(state, last, b)
    const change = costOfGroup(instance, state, a) + costOfGroup(instance, state, b) - before
    if (accepts(change, temperature)) {
      if (whole) for (const group of [a, b]) wholeOf[group] = whole(members, group * room, sizeOf[group] as number)
      return change
    }
    if (isForFewer) transfer(state, last, a)
    for (const [index, other] of back.entries()) exchange(state, set[index] as number, other)
    return 0
  }

  /** Another member of j's group than j, at random; -1 when there is none. */
  function partnerBeside(j: number): number {
    const group = groupOf[j] as number
    const size = sizeOf[group] as number
    if (size < 2) return -1
    const slot = Math.floor(random() * (size - 1))
    return members[group * room + (slot >= (slotOf[j] as number) ? slot + 1 : slot)] as number
  }

  function nearbyOf(i: number): number {
    const draw = random()
    return draw < 0.02 ? Math.floor(random() * n) : (near[i * width + Math.floor(draw * draw * width)] as number)
  }

  function tryOne(temperature: number): number {
    const i = Math.floor(random() * n)
    if (fixed[i] !== -1) return 0
    const j = nearbyOf(i)
    const [a, b] = [groupOf[i] as number, groupOf[j] as number]
    if (a === b) return 0
    if (hasSets && togetherSet[i] !== -1) return trySet(i, j, temperature)
    if (mayTake(a, b) && random() < 0.5) return tryTransfer(i, b, temperature)
    const k = partnerBeside(j)
    if (k === -1 || isHeld[k] === 1) return 0
    if (random() < 0.85 || groups < 3) return trySwap(i, k, temperature)
    const beside = nearbyOf(k)
    const c = groupOf[beside] as number
    const l = c === a || c === b ? -1 : partnerBeside(beside)
    return l === -1 || isHeld[l] === 1 ? trySwap(i, k, temperature) : tryThree(i, k, l, temperature)
  }

  return (count, temperature) => {
    let change = 0
    for (let move = 0; move < count; move++) change += tryOne(temperature)
    return change
  }
}

/** Whether a school may go from one group to another without one in return. */
function takes({ sizes }: Instance, { sizeOf }: Arrangement): (from: number, to: number) => boolean {
  if (sizes.kind === 'counts') {
    return sizes.sizes.every((size) => size === sizes.sizes[0])
      ? () => false
      : (from, to) => sizeOf[from] === (sizeOf[to] as number) + 1
  }
  const { bounds } = sizes
  return (from, to) =>
    (sizeOf[from] as number) > (bounds[from]?.[0] ?? 0) && (sizeOf[to] as number) + 1 <= (bounds[to]?.[1] ?? 0)
}

function rowOf({ members, sizeOf, room }: Arrangement, group: number): number[] {
  return [...members.subarray(group * room, group * room + (sizeOf[group] as number))]
}
