/** For each school the schools it may well be grouped with. */

type Ground = {
  n: number
  x: Float64Array
  y: Float64Array
  pair: (i: number, j: number) => number
  mayMeet: (i: number, j: number) => boolean
  /** By straight lines over a grid, without looking at all pairs. */
  byPlace: boolean
}

const widest = 40

/**
 * Up to 40 schools for each school that it may meet, the cheapest first, in rows of `width`. Schools that a rule keeps apart
 * are left out, because a list full of them would leave nowhere to move. `typical` is the mean cost of the sixth (or last).
 */
export function nearestOf(ground: Ground): { near: Int32Array; width: number; typical: number } {
  const width = Math.max(1, Math.min(widest, ground.n - 1))
  const near = new Int32Array(ground.n * width)
  const candidates = ground.byPlace ? gridCandidates(ground, width) : everyone(ground.n)
  let sum = 0
  for (let i = 0; i < ground.n; i++) {
    const list = candidates(i)
      .filter((j) => j !== i && ground.mayMeet(i, j))
      .map((j) => ({ j, cost: ground.pair(i, j) }))
      .sort((a, b) => a.cost - b.cost)
    for (let place = 0; place < width; place++) near[i * width + place] = (list[place % list.length]?.j ?? i) as number
    sum += Math.abs(list[Math.min(5, list.length - 1)]?.cost ?? 0)
  }
  return { near, width, typical: sum / ground.n }
}

function everyone(n: number): () => number[] {
  return () => Array.from({ length: n }, (_, index) => index)
}

/** Candidates from the squares around a school, widened until there are enough that it may meet. */
function gridCandidates({ n, x, y, mayMeet }: Ground, enough: number): (i: number) => number[] {
  const cells = new Map<number, number[]>()
  const [west, south] = [least(x), least(y)]
  const side = Math.max(1e-9, Math.sqrt(((most(x) - west) * (most(y) - south)) / n) * 3)
  const columns = Math.ceil((most(x) - west) / side) + 1
  const cellOf = (i: number) =>
    Math.floor(((y[i] as number) - south) / side) * columns + Math.floor(((x[i] as number) - west) / side)
  for (let i = 0; i < n; i++) {
    const cell = cells.get(cellOf(i))
    if (cell) cell.push(i)
    else cells.set(cellOf(i), [i])
  }
  return (i) => {
    const row = Math.floor(((y[i] as number) - south) / side)
    const column = Math.floor(((x[i] as number) - west) / side)
    let found: number[] = []
    for (let reach = 1; reach <= columns; reach *= 2) {
      found = []
      for (let r = row - reach; r <= row + reach; r++)
        for (let c = Math.max(0, column - reach); c <= Math.min(columns - 1, column + reach); c++)
          for (const j of cells.get(r * columns + c) ?? []) if (j !== i && mayMeet(i, j)) found.push(j)
      if (found.length >= enough) break
    }
    return found
  }
}

function least(values: Float64Array): number {
  return values.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY)
}

function most(values: Float64Array): number {
  return values.reduce((high, value) => Math.max(high, value), Number.NEGATIVE_INFINITY)
}
