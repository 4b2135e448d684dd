/**
 * The linear programme over whole groups: how much of each group is taken, so that each school is in one and there are so many of
 * each size, at the least cost. It knows the groups that were added to it; `bound.ts` finds those that it lacks.
 */
import type { Highs, Model } from '../highs.ts'
import type { BoundGround } from './bound-ground.ts'
import { type Cut, countIn, mostIn } from './cuts.ts'

export type GroupColumns = {
  model: Model
  /** The groups, each with its schools in rising order. */
  groups: number[][]
  cuts: Cut[]
  /** Adds groups that are new and keep the rules; returns how many. */
  add: (groups: readonly (readonly number[])[]) => number
  addCut: (cut: Cut) => void
}

/** Rows: each school in one group, then the groups of each size, then the cuts. */
export function groupColumns(highs: Highs, ground: BoundGround, cuts: readonly Cut[] = []): GroupColumns {
  const { n, counts, costOf } = ground
  const model = highs.createModel()
  model.options.set({ output_flag: false })
  const none = { indices: [], values: [] }
  for (let i = 0; i < n; i++) model.addRow(1, 1, none)
  for (const { count } of counts) model.addRow(count, count, none)
  const seen = new Set<string>()
  const columns: GroupColumns = { model, groups: [], cuts: [], add, addCut }
  for (const cut of cuts) addCut(cut)
  return columns

  function add(groups: readonly (readonly number[])[]): number {
    let added = 0
    for (const members of groups) {
      const key = members.join(' ')
      const size = counts.findIndex((each) => each.size === members.length)
      if (size === -1 || seen.has(key)) continue
      const cost = costOf(members)
      if (!Number.isFinite(cost)) continue
      seen.add(key)
      const indices = [...members, n + size]
      const values = Array<number>(indices.length).fill(1)
      for (const [index, cut] of columns.cuts.entries()) {
        const times = countIn(cut, members)
        if (times === 0) continue
        indices.push(n + counts.length + index)
        values.push(times)
      }
      model.addCol(cost, 0, highs.infinity, { indices, values })
      columns.groups.push([...members])
      added++
    }
    return added
  }

  function addCut(cut: Cut): void {
    const indices: number[] = []
    const values: number[] = []
    for (const [column, members] of columns.groups.entries()) {
      const times = countIn(cut, members)
      if (times === 0) continue
      indices.push(column)
      values.push(times)
    }
    model.addRow(-highs.infinity, mostIn(cut), { indices, values })
    columns.cuts.push(cut)
  }
}

/** What a group costs less what it is worth at the prices of the rows. */
export function reducedCost(
  { cuts }: GroupColumns,
  { n, counts, costOf }: BoundGround,
  members: readonly number[],
  prices: Float64Array,
): number {
  const size = counts.findIndex((each) => each.size === members.length)
  let sum = costOf(members) - (prices[n + size] as number)
  for (const i of members) sum -= prices[i] as number
  for (const [index, cut] of cuts.entries()) {
    const price = prices[n + counts.length + index] as number
    if (price !== 0) sum -= price * countIn(cut, members)
  }
  return sum
}
