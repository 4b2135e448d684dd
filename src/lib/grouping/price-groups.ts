/** Finds the groups that would improve on prices: all sets of a size are searched, and whole branches are cut off. */
import type { Items } from './items.ts'

export type Pricing = {
  items: Items
  size: number
  /** What each school is worth. */
  worth: Float64Array
  /** What a group costs beyond its pairs, never below 0; infinite where it breaks a rule. */
  whole: ((members: Int32Array, at: number, size: number) => number) | undefined
  /** Sets of schools that cost more when two of them meet. */
  fines: readonly Fine[]
}

/** A group with k schools of the set pays the fine floor(k / 2) times. */
export type Fine = { schools: readonly number[]; fine: number }

export type PricedGroup = { members: number[]; value: number }

export type SearchForGroups = {
  /** Only groups worth more than this. */
  above: number
  /** Keep at most so many, the best: each one found beyond raises the bar to the worst kept. */
  most: number
  /** Ends the search as soon as there are more than `most`. */
  orNone?: boolean
  isOver: () => boolean
}

/**
 * The best groups of a size by worth less cost, best first. `isComplete` is false when the search was cut short, or when there
 * are more than `most`; the best one is then still the best, unless `isOver` or `orNone` ended the search.
 */
export function bestGroups(pricing: Pricing, search: SearchForGroups): { groups: PricedGroup[]; isComplete: boolean } {
  const { items, size, worth, whole } = pricing
  const { count: n, weight, cost } = items
  const value0 = Float64Array.from(items.members, (schools, item) =>
    schools.reduce((sum, i) => sum + (worth[i] as number), -(items.inside[item] as number)),
  )
  const order = Int32Array.from({ length: n }, (_, i) => i).sort(
    (a, b) => (value0[b] as number) / (weight[b] as number) - (value0[a] as number) / (weight[a] as number),
  )
  const found: PricedGroup[] = []
  const fined = finesByItem(pricing)
  const chosen = new Int32Array(size)
  const schools = new Int32Array(size)
  // Rows of candidates and of what each would add, one row for each depth.
  const candidates = Array.from({ length: size + 1 }, () => new Int32Array(n))
  const adds = Array.from({ length: size + 1 }, () => new Float64Array(n))
  const top = new Float64Array(size)
  const cheapest = new Float64Array(size)
  // For each item and q, a half of the sum of what its q cheapest places beside it cost: of all items, and of those at hand.
  const halvesOfAll = new Float64Array(n * (size + 1))
  const halvesHere = new Float64Array(n * (size + 1))
  let above = search.above
  let isCut = false
  let isOver = false
  let nodes = 0

  function keep(depth: number, value: number): void {
    let slot = 0
    for (let place = 0; place < depth; place++)
      for (const school of items.members[chosen[place] as number] as number[]) schools[slot++] = school
    const total = whole ? value - whole(schools, 0, size) : value
    if (!(total > above)) return
    found.push({ members: [...schools].sort((a, b) => a - b), value: total })
    if (search.orNone && found.length > search.most) {
      isCut = true
      isOver = true
    }
    if (found.length < 2 * search.most) return
    found.sort((a, b) => b.value - a.value)
    found.length = search.most
    above = found[search.most - 1]?.value ?? above
    isCut = true
  }

  function fillHalves(halves: Float64Array, list: Int32Array, count: number, places: number): void {
    for (let a = 0; a < count; a++) {
      const item = list[a] as number
      let kept = 0
      for (let b = 0; b < count; b++) {
        if (a === b) continue
        const other = list[b] as number
        const each = (cost[item * n + other] as number) / (weight[other] as number)
        if (each === Number.POSITIVE_INFINITY) continue
        for (let copy = weight[other] as number; copy > 0; copy--) {
          let slot = kept < places ? kept++ : places
          if (slot === places) {
            if (slot === 0 || each >= (cheapest[slot - 1] as number)) break
            slot--
          }
          while (slot > 0 && (cheapest[slot - 1] as number) > each) {
            cheapest[slot] = cheapest[slot - 1] as number
            slot--
          }
          cheapest[slot] = each
        }
      }
      let sum = 0
      const row = item * (size + 1)
      halves[row] = 0
      for (let q = 1; q <= places; q++) {
        sum += q <= kept ? (cheapest[q - 1] as number) / 2 : Number.POSITIVE_INFINITY
        halves[row + q] = sum
      }
    }
  }

  /** The most that `left` more places can add, each item at its own best. Leaves the worst place that counts in top[left - 1]. */
  function mostFrom(depth: number, from: number, count: number, left: number): number {
    const row = adds[depth] as Float64Array
    const list = candidates[depth] as Int32Array
    const halves = depth === 0 ? halvesOfAll : halvesHere
    let kept = 0
    for (let place = from; place < count; place++) {
      const item = list[place] as number
      const own = weight[item] as number
      const value = ((row[place] as number) - (halves[item * (size + 1) + left - own] as number)) / own
      for (let copy = own; copy > 0; copy--) {
        let slot = kept < left ? kept++ : left
        if (slot === left) {
          if (value <= (top[left - 1] as number)) break
          slot--
        }
        while (slot > 0 && (top[slot - 1] as number) < value) {
          top[slot] = top[slot - 1] as number
          slot--
        }
        top[slot] = value
      }
    }
    if (kept < left) return Number.NEGATIVE_INFINITY
    let sum = 0
    for (let slot = 0; slot < left; slot++) sum += top[slot] as number
    return sum
  }

  /** Drops the candidates that cannot be in a group worth enough, and says how many are left. */
  function thin(depth: number, count: number, left: number, value: number): number {
    const most = value + mostFrom(depth, 0, count, left)
    if (most <= above) return 0
    const row = adds[depth] as Float64Array
    const list = candidates[depth] as Int32Array
    const halves = depth === 0 ? halvesOfAll : halvesHere
    const worst = top[left - 1] as number
    let kept = 0
    for (let place = 0; place < count; place++) {
      const item = list[place] as number
      const own = weight[item] as number
      const add = row[place] as number
      if (most - own * worst + add - (halves[item * (size + 1) + left - own] as number) <= above) continue
      list[kept] = item
      row[kept++] = add
    }
    return kept
  }

  function descend(depth: number, count: number, value: number, left: number): void {
    if ((++nodes & 1023) === 0 && search.isOver()) isOver = true
    const list = candidates[depth] as Int32Array
    const row = adds[depth] as Float64Array
    const nextList = candidates[depth + 1] as Int32Array
    const nextRow = adds[depth + 1] as Float64Array
    for (let place = 0; place < count && !isOver; place++) {
      if (left > 1 && value + mostFrom(depth, place, count, left) <= above) return
      const item = list[place] as number
      const after = left - (weight[item] as number)
      if (after === 0 && value + (row[place] as number) <= above) continue
      const here = value + (row[place] as number) - fined.owedBy(item)
      chosen[depth] = item
      if (after === 0) {
        if (here > above) keep(depth + 1, here)
        continue
      }
      const shift = fined.enter(item)
      let kept = 0
      for (let later = place + 1; later < count; later++) {
        const other = list[later] as number
        const add = (row[later] as number) - (cost[item * n + other] as number) - (shift[other] as number)
        if (add === Number.NEGATIVE_INFINITY || (weight[other] as number) > after) continue
        nextList[kept] = other
        nextRow[kept++] = add
      }
      fined.clearShift(item)
      if (depth === 0) kept = atHand(kept, after, here)
      else kept = thin(depth + 1, kept, after, here)
      if (kept > 0) descend(depth + 1, kept, here, after)
      fined.leave(item)
    }
  }

  /** Thins the company of a first item, measuring what is near among those at hand: twice, because fewer are then near. */
  function atHand(count: number, left: number, value: number): number {
    const list = candidates[1] as Int32Array
    for (let place = 0; place < count; place++) {
      const row = (list[place] as number) * (size + 1)
      for (let q = 0; q < left; q++) halvesHere[row + q] = halvesOfAll[row + q] as number
    }
    let kept = thin(1, count, left, value)
    for (let turn = 0; turn < 2 && kept > 0; turn++) {
      fillHalves(halvesHere, list, kept, left - 1)
      kept = thin(1, kept, left, value)
    }
    return kept
  }

  const first = candidates[0] as Int32Array
  const firstRow = adds[0] as Float64Array
  let count = 0
  for (const item of order) {
    if ((weight[item] as number) > size) continue
    first[count] = item
    firstRow[count++] = value0[item] as number
  }
  fillHalves(halvesOfAll, first, count, size - 1)
  descend(0, count, 0, size)
  found.sort((a, b) => b.value - a.value)
  const isComplete = !isOver && !isCut && found.length <= search.most
  found.length = Math.min(found.length, search.most)
  return { groups: found, isComplete: isComplete || (!isOver && found.length === 0) }
}

/**
 * The fines in the course of a search. While an odd number of a set's schools is in the group, each other one carries a half of
 * the next fine in advance (`shift`), so that the sum is never more than what they will pay; who enters owes the rest.
 */
function finesByItem({ items, fines }: Pricing) {
  const of: { index: number; has: number }[][] = Array.from({ length: items.count }, () => [])
  const sets = fines.map(({ schools }, index) => {
    const has = new Map<number, number>()
    for (const i of schools) has.set(items.itemOf[i] as number, (has.get(items.itemOf[i] as number) ?? 0) + 1)
    for (const [item, times] of has) of[item]?.push({ index, has: times })
    return [...has].map(([item, times]) => ({ item, times }))
  })
  const isOdd = new Uint8Array(fines.length)
  const shift = new Float64Array(items.count)
  const fineOf = Float64Array.from(fines, ({ fine }) => fine)

  /** What an item pays beyond what it carried. */
  function owedBy(item: number): number {
    let owed = 0
    for (const { index, has } of of[item] as { index: number; has: number }[]) {
      const odd = isOdd[index] as number
      const pays = (odd + has) >> 1
      owed += (fineOf[index] as number) * (pays - (odd * has) / 2)
    }
    return owed
  }

  function enter(item: number): Float64Array {
    for (const { index, has } of of[item] as { index: number; has: number }[]) {
      if ((has & 1) === 0) continue
      const half = ((isOdd[index] === 1 ? -1 : 1) * (fineOf[index] as number)) / 2
      for (const { item: other, times } of sets[index] as { item: number; times: number }[])
        shift[other] = (shift[other] as number) + half * times
    }
    leave(item)
    return shift
  }

  function leave(item: number): void {
    for (const { index, has } of of[item] as { index: number; has: number }[])
      if (has & 1) isOdd[index] = 1 - (isOdd[index] as number)
  }

  function clearShift(item: number): void {
    for (const { index } of of[item] as { index: number; has: number }[])
      for (const { item: other } of sets[index] as { item: number; times: number }[]) shift[other] = 0
  }

  return { owedBy, enter, leave, clearShift }
}
