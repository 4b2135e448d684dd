/**
 * Closes the gap between a bound and the best arrangement known: every group that could be part of a better one is listed, and the
 * best choice among them is found in whole numbers.
 */
import type { Highs } from '../highs.ts'
import type { BoundGround } from './bound-ground.ts'
import type { Cut } from './cuts.ts'
import { groupColumns } from './group-columns.ts'
import { bestGroups, type Pricing } from './price-groups.ts'

export type Choice = { lower: number; isOptimal: boolean; better?: number[][] }

/** The arrangement known, what it costs, and the bound proved with the prices that are set in `pricing`. */
export type Gap = { start: readonly (readonly number[])[]; known: number; lower: number }

const epsilon = 1e-6

/**
 * The groups that an arrangement better than the one known can have: at the prices that proved the bound, none may cost more
 * beyond the best group of its size than the gap. Undefined where there are more than `most`.
 */
export function groupsInGap(
  pricing: readonly Pricing[],
  { known, lower }: Gap,
  most: number,
  isOver: () => boolean,
): number[][] | undefined {
  const list: number[][] = []
  for (const each of pricing) {
    const { groups: best } = bestGroups(each, { above: Number.NEGATIVE_INFINITY, most: 1, isOver })
    const above = (best[0]?.value ?? 0) - (known - lower) - epsilon
    const all = bestGroups(each, { above, most: most - list.length, orNone: true, isOver })
    if (!all.isComplete) return undefined
    list.push(...all.groups.map(({ members }) => members))
  }
  return list
}

/** The best choice among listed groups. Cut short, it still tells a bound. */
export function chooseAmong(
  highs: Highs,
  ground: BoundGround,
  cuts: readonly Cut[],
  groups: readonly number[][],
  { start, known, lower }: Gap,
  secondsLeft: () => number,
): Choice {
  const columns = groupColumns(highs, ground, cuts)
  const { model } = columns
  try {
    columns.add(groups)
    columns.add(start)
    const type = highs.constants.variableType.integer
    for (let column = 0; column < columns.groups.length; column++) model.changeColIntegrality(column, type)
    const used = new Set(start.map((members) => members.join(' ')))
    model.setSolution({ colValue: columns.groups.map((members) => (used.has(members.join(' ')) ? 1 : 0)) })
    model.options.set({ mip_rel_gap: 1e-9, time_limit: Math.max(0.1, secondsLeft()) })
    model.run({
      [highs.constants.callbackType.mipInterrupt]: (event) => {
        if (secondsLeft() <= 0) event.interrupt()
        return undefined
      },
    })
    const isSolved = model.getModelStatus() === highs.constants.modelStatus.optimal
    const chosen = [...model.getSolution().colValue].flatMap((value, column) =>
      value > 0.5 ? [columns.groups[column] ?? []] : [],
    )
    const value = chosen.reduce((sum, members) => sum + ground.costOf(members), 0)
    const isBetter = isPartition(ground.n, chosen) && value < known - epsilon
    const best = isBetter ? value : known
    const dual = Number(model.info.get('mip_dual_bound'))
    const proved = isSolved ? best : Math.max(lower, Math.min(best, Number.isNaN(dual) ? lower : dual))
    return { lower: proved, isOptimal: isSolved, ...(isBetter ? { better: chosen } : {}) }
  } finally {
    model.dispose()
  }
}

function isPartition(n: number, groups: readonly (readonly number[])[]): boolean {
  const places = groups.flat()
  return places.length === n && new Set(places).size === n
}
