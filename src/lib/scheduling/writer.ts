import type { Highs, Model } from '../highs.ts'

/** Writes variables and rows into a model of HiGHS. */
export function writer(highs: Highs, model: Model) {
  let columns = 0
  return {
    /** A variable from 0 to `most`; returns its column. */
    variable(cost: number, most: number, isWhole: boolean): number {
      model.addCol(cost, 0, most, { indices: [], values: [] })
      if (isWhole) model.changeColIntegrality(columns, highs.constants.variableType.integer)
      return columns++
    },
    row(least: number, most: number, entries: readonly (readonly [column: number, value: number])[]): void {
      model.addRow(least, most, {
        indices: entries.map(([column]) => column),
        values: entries.map(([, value]) => value),
      })
    },
  }
}
