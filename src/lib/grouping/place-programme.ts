/** Placing as a whole-number programme: each unit in one group, every rule a row, solved by HiGHS. */
import type { Highs, Model } from '../highs.ts'
import { changesOf, type Ground } from './place-ground.ts'

export type Wanted = {
  /** What is made small: the number of changes, or costs by unit and group that may change. */
  least: 'changes' | readonly (readonly number[])[]
  mostChanges?: number
  /** The groups that a unit may go to besides its fixed one; every group that may change unless told. */
  options?: (unit: number) => readonly number[] | undefined
  /** Choices of which not all may be made together. */
  not?: readonly (readonly { unit: number; group: number }[])[]
  seconds: number
}

export type Solved = {
  /** The group of each unit; undefined where none was found. */
  to: number[] | undefined
  /** Whether the answer (also that there is none) is proved. */
  isProved: boolean
}

/** The best placing of the units of a ground. */
export function solvePlacing(highs: Highs, ground: Ground, wanted: Wanted): Solved {
  const model = highs.createModel()
  try {
    model.options.set({
      output_flag: false,
      mip_rel_gap: wanted.least === 'changes' ? 0 : 1e-4,
      time_limit: wanted.seconds,
    })
    // The number of changes is whole: less than one from the bound is the bound.
    if (wanted.least === 'changes') model.options.set({ mip_abs_gap: 0.99 })
    const choices = build(highs, model, ground, wanted)
    if (!choices) return { to: undefined, isProved: true }
    model.run()
    const status = model.getModelStatus()
    const { optimal, infeasible } = highs.constants.modelStatus
    const values = model.getSolution().colValue
    const to = choices.map((options) => options.find(({ column }) => (values[column] ?? 0) > 0.5)?.group ?? -1)
    const isWhole = to.length > 0 && !to.includes(-1)
    if (status === optimal && isWhole) return { to, isProved: true }
    if (status === infeasible) return { to: undefined, isProved: true }
    return { to: isWhole && Number.isFinite(model.getObjectiveValue()) ? to : undefined, isProved: false }
  } finally {
    model.dispose()
  }
}

type Choice = { unit: number; group: number; column: number }

/** Fills the model; undefined when a unit has nowhere to go. */
function build(highs: Highs, model: Model, ground: Ground, wanted: Wanted): Choice[][] | undefined {
  const { units, active } = ground
  let columns = 0
  const variable = (cost: number) => {
    model.addCol(cost, 0, 1, { indices: [], values: [] })
    model.changeColIntegrality(columns, highs.constants.variableType.integer)
    return columns++
  }
  const row: Row = (least, most, entries) => {
    model.addRow(least ?? -highs.infinity, most ?? highs.infinity, {
      indices: entries.map(([column]) => column),
      values: entries.map(([, value]) => value),
    })
  }
  const position = new Map(active.map((group, index) => [group, index]))
  const choices = units.map(({ ids, fixed }, unit) =>
    (fixed === undefined ? (wanted.options?.(unit) ?? active) : [fixed])
      .filter((group) => position.has(group))
      .map((group): Choice => {
        const cost =
          wanted.least === 'changes'
            ? changesOf(ground, ids, group)
            : (wanted.least[unit]?.[position.get(group) ?? -1] ?? 0)
        return { unit, group, column: variable(cost) }
      }),
  )
  if (choices.some((options) => options.length === 0)) return undefined
  const all = choices.flat()
  for (const options of choices)
    row(
      1,
      1,
      options.map(({ column }) => [column, 1]),
    )
  const open = new Map(active.map((group) => [group, variable(0)]))
  const byGroup = Map.groupBy(all, ({ group }) => group)
  for (const group of active)
    groupRows(ground, group, byGroup.get(group) ?? [], open.get(group) ?? 0, { row, variable })
  if (wanted.mostChanges !== undefined)
    row(
      undefined,
      wanted.mostChanges,
      all.map(({ unit, group, column }) => [column, changesOf(ground, units[unit]?.ids ?? [], group)]),
    )
  for (const chosen of wanted.not ?? []) {
    const entries = chosen.flatMap(({ unit, group }): [number, number][] => {
      const choice = choices[unit]?.find((each) => each.group === group)
      return choice ? [[choice.column, 1]] : []
    })
    if (entries.length === chosen.length) row(undefined, chosen.length - 1, entries)
  }
  return choices
}

type Row = (
  least: number | undefined,
  most: number | undefined,
  entries: readonly (readonly [number, number])[],
) => void

/** The rows of one group: its size when it is open, and every rule about who is in it. */
function groupRows(
  { weighing, units }: Ground,
  group: number,
  choices: readonly Choice[],
  open: number,
  { row, variable }: { row: Row; variable: (cost: number) => number },
): void {
  const { rules } = weighing.problem
  const idsOf = ({ unit }: Choice) => units[unit]?.ids ?? []
  /** How many schools of some kind come with each choice. */
  const counting = (isKind: (id: string) => boolean) =>
    choices.flatMap((choice): [number, number][] => {
      const count = idsOf(choice).filter(isKind).length
      return count === 0 ? [] : [[choice.column, count]]
    })
  const load = choices.map((choice): [number, number] => [choice.column, weighing.load(idsOf(choice))])
  const [least, most] = weighing.allowed(group)
  row(0, undefined, [...load, [open, -least]])
  row(undefined, 0, [...load, [open, -most]])
  if (rules?.separateTrusts) {
    const trusts = new Set(choices.flatMap((choice) => idsOf(choice).map((id) => weighing.school(id).trust ?? '')))
    trusts.delete('')
    for (const trust of trusts) {
      const entries = counting((id) => weighing.school(id).trust === trust)
      if (entries.reduce((sum, [, count]) => sum + count, 0) > 1) row(undefined, 1, entries)
    }
  }
  for (const [a, b] of rules?.apart ?? []) {
    const entries = counting((id) => id === a || id === b)
    if (entries.reduce((sum, [, count]) => sum + count, 0) > 1) row(undefined, 1, entries)
  }
  for (const { phase, atLeast } of rules?.everyGroupHas ?? [])
    row(0, undefined, [...counting((id) => weighing.school(id).phase === phase), [open, -atLeast]])
  if (rules?.coaches) row(0, undefined, [...counting(weighing.isCoach), [open, -1]])
  if (!rules?.crossPhase && !rules?.singlePhase) return
  const phases = [...new Set(choices.flatMap((choice) => idsOf(choice).map((id) => weighing.school(id).phase)))]
  if (rules.crossPhase)
    for (const phase of phases)
      row(0, undefined, [...counting((id) => weighing.school(id).phase !== phase), [open, -1]])
  if (rules.singlePhase) {
    const chosen = phases.map((phase) => ({ phase, column: variable(0) }))
    row(
      undefined,
      1,
      chosen.map(({ column }) => [column, 1]),
    )
    for (const { phase, column } of chosen)
      row(undefined, 0, [...counting((id) => weighing.school(id).phase === phase), [column, -most]])
  }
}
