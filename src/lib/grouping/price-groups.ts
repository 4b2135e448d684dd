/** Finds the groups that would improve on prices: all sets of a size are searched, and whole branches are cut off. */

export type Pricing = {
  n: number
  size: number
  /** What each school is worth. */
  worth: Float64Array
  /** n × n; infinite where a rule keeps two schools apart. */
  cost: Float64Array
  /** What a group costs beyond its pairs, never below 0; infinite where it breaks a rule. */
  whole: ((members: Int32Array, at: number, size: number) => number) | undefined
  /** For each school and q, a half of the sum of its q cheapest pairs: cheapHalf[i * size + q]. */
  cheapHalf: Float64Array
}

export type PricedGroup = { members: number[]; value: number }

/** A half of the sum of the 0, 1, 2, … cheapest pairs of each school. */
export function cheapHalves(n: number, size: number, cost: Float64Array): Float64Array {
  const halves = new Float64Array(n * size)
  for (let i = 0; i < n; i++) {
    const row = cost.slice(i * n, i * n + n)
    row[i] = Number.POSITIVE_INFINITY
    row.sort()
    for (let q = 1; q < size; q++) {
      const next = row[q - 1] as number
      halves[i * size + q] = (halves[i * size + q - 1] as number) + (Number.isFinite(next) ? next / 2 : 0)
    }
  }
  return halves
}

export type SearchForGroups = {
  /** Only groups worth more than this. */
  above: number
  /** Keep at most so many, the best. Without `all`, each one found raises the bar to the worst kept. */
  most: number
  isOver: () => boolean
}

/**
 * The best groups of a size by worth less cost, best first. `isComplete` is false when the search was cut short, or when there
 * are more than `most`; the best one is then still the best, unless `isOver` ended the search.
 */
export function bestGroups(pricing: Pricing, search: SearchForGroups): { groups: PricedGroup[]; isComplete: boolean } {
  const { n, size, worth, cost, whole, cheapHalf } = pricing
  const order = Int32Array.from({ length: n }, (_, i) => i).sort((a, b) => (worth[b] as number) - (worth[a] as number))
  const found: PricedGroup[] = []
  const chosen = new Int32Array(size)
  // Rows of candidates and of what each would add, one row for each depth.
  const candidates = Array.from({ length: size + 1 }, () => new Int32Array(n))
  const adds = Array.from({ length: size + 1 }, () => new Float64Array(n))
  const top = new Float64Array(size)
  let above = search.above
  let isCut = false
  let isOver = false
  let nodes = 0

  function keep(value: number): void {
    found.push({ members: [...chosen].sort((a, b) => a - b), value })
    if (found.length < 2 * search.most) return
    found.sort((a, b) => b.value - a.value)
    found.length = search.most
    above = found[search.most - 1]?.value ?? above
    isCut = true
  }

  /** The most that `left` more schools can add, each at its own best. */
  function mostFrom(depth: number, from: number, count: number, left: number): number {
    const row = adds[depth] as Float64Array
    const list = candidates[depth] as Int32Array
    let kept = 0
    for (let place = from; place < count; place++) {
      const value = (row[place] as number) - (cheapHalf[(list[place] as number) * size + left - 1] as number)
      if (kept < left) {
        let slot = kept++
        while (slot > 0 && (top[slot - 1] as number) < value) {
          top[slot] = top[slot - 1] as number
          slot--
        }
        top[slot] = value
      } else if (value > (top[left - 1] as number)) {
        let slot = left - 1
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

  function descend(depth: number, count: number, value: number): void {
    const left = size - depth
    if ((++nodes & 4095) === 0 && search.isOver()) isOver = true
    const list = candidates[depth] as Int32Array
    const row = adds[depth] as Float64Array
    if (left === 1) {
      for (let place = 0; place < count; place++) {
        let total = value + (row[place] as number)
        if (total <= above) continue
        chosen[depth] = list[place] as number
        if (whole) total -= whole(chosen, 0, size)
        if (total > above) keep(total)
      }
      return
    }
    const nextList = candidates[depth + 1] as Int32Array
    const nextRow = adds[depth + 1] as Float64Array
    for (let place = 0; place <= count - left && !isOver; place++) {
      if (value + mostFrom(depth, place, count, left) <= above) return
      const i = list[place] as number
      chosen[depth] = i
      const here = value + (row[place] as number)
      let kept = 0
      for (let later = place + 1; later < count; later++) {
        const j = list[later] as number
        const add = (row[later] as number) - (cost[i * n + j] as number)
        if (add === Number.NEGATIVE_INFINITY) continue
        nextList[kept] = j
        nextRow[kept] = add
        kept++
      }
      if (kept >= left - 1 && here + mostFrom(depth + 1, 0, kept, left - 1) > above) descend(depth + 1, kept, here)
    }
  }

  const first = candidates[0] as Int32Array
  const firstRow = adds[0] as Float64Array
  for (const [place, i] of order.entries()) {
    first[place] = i
    firstRow[place] = worth[i] as number
  }
  descend(0, n, 0)
  found.sort((a, b) => b.value - a.value)
  const isComplete = !isOver && !isCut && found.length <= search.most
  found.length = Math.min(found.length, search.most)
  return { groups: found, isComplete: isComplete || (!isOver && found.length === 0) }
}
