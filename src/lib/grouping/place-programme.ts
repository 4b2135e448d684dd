/** Placing as a whole-number programme: each unit in one group, every rule a row, solved by HiGHS. */
import { type Highs, type Model, solve } from '../highs.ts'
import { type CostOf, changesOf, type Ground } from './place-ground.ts'

export type Wanted = {
  /** What is made small: the number of changes, or the cost of a unit in a group. */
  least: 'changes' | CostOf
  mostChanges?: number
  /** How many groups that had no schools may have some. */
  mostNewGroups?: number
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
    const isByChanges = wanted.least === 'changes'
    model.options.set({ output_flag: false, mip_rel_gap: isByChanges ? 0 : 1e-3, time_limit: wanted.seconds })
    // The number of changes is whole: less than one from the bound is the bound.
    if (isByChanges) model.options.set({ mip_abs_gap: 0.99 })
    const programme = programmeOn(highs, model)
    const choices = build(programme, ground, wanted)
    if (programme.isImpossible() || choices.some((options) => options.length === 0))
      return { to: undefined, isProved: true }
    const settled = choices.map((options) => options.find(({ column }) => column === always)?.group)
    if (programme.isEmpty()) return { to: settled.map(Number), isProved: true }
    solve(model)
    const status = model.getModelStatus()
    const { optimal, infeasible } = highs.constants.modelStatus
    if (status === infeasible) return { to: undefined, isProved: true }
    const values = model.getSolution().colValue
    const to = choices.map(
      (options, unit) => settled[unit] ?? options.find(({ column }) => (values[column] ?? 0) > 0.5)?.group ?? -1,
    )
    if (status === optimal) return { to, isProved: true }
    const isFound = !to.includes(-1) && Number.isFinite(Number(model.info.get('mip_gap')))
    return { to: isFound ? to : undefined, isProved: false }
  } finally {
    model.dispose()
  }
}

/** A choice that has no alternative needs no variable: it is a figure in every row. */
const always = -1

type Choice = { unit: number; group: number; column: number }

type Entries = readonly (readonly [number, number])[]

type Programme = {
  variable: (cost: number) => number
  row: (least: number | undefined, most: number | undefined, entries: Entries) => void
  /** Whether a row without variables cannot be kept. */
  isImpossible: () => boolean
  /** Whether there are no variables. */
  isEmpty: () => boolean
}

function programmeOn(highs: Highs, model: Model): Programme {
  let columns = 0
  let isImpossible = false
  return {
    variable: (cost) => {
      model.addCol(cost, 0, 1, { indices: [], values: [] })
      model.changeColIntegrality(columns, highs.constants.variableType.integer)
      return columns++
    },
    row: (least = -highs.infinity, most = highs.infinity, entries) => {
      const settled = entries.reduce((sum, [column, value]) => (column === always ? sum + value : sum), 0)
      const open = entries.filter(([column]) => column !== always)
      if (open.length === 0) {
        if (settled < least - 1e-9 || settled > most + 1e-9) isImpossible = true
        return
      }
      model.addRow(least - settled, most - settled, {
        indices: open.map(([column]) => column),
        values: open.map(([, value]) => value),
      })
    },
    isImpossible: () => isImpossible,
    isEmpty: () => columns === 0,
  }
}

function build(programme: Programme, ground: Ground, wanted: Wanted): Choice[][] {
  const { units, active } = ground
  const { variable, row } = programme
  const { least, mostChanges = Number.POSITIVE_INFINITY } = wanted
  const isActive = new Set(active)
  const choices = units.map(({ ids, fixed }, unit) => {
    const options = (fixed === undefined ? (wanted.options?.(unit) ?? active) : [fixed]).filter(
      (group) => isActive.has(group) && changesOf(ground, ids, group) <= mostChanges,
    )
    const costOf = (group: number) => (least === 'changes' ? changesOf(ground, ids, group) : least(unit, group))
    if (options.length === 1) return options.map((group): Choice => ({ unit, group, column: always }))
    const own = options.map((group): Choice => ({ unit, group, column: variable(costOf(group)) }))
    row(1, 1, each(own))
    return own
  })
  const all = choices.flat()
  const byGroup = Map.groupBy(all, ({ group }) => group)
  const opened: [number, number][] = []
  for (const group of active) {
    const own = byGroup.get(group) ?? []
    if (own.length === 0) continue
    const open = own.some(({ column }) => column === always) ? always : variable(0)
    groupRows(ground, group, own, open, programme)
    if (ground.base[group]?.length === 0) opened.push([open, 1])
  }
  if (wanted.mostNewGroups !== undefined) row(undefined, wanted.mostNewGroups, opened)
  if (wanted.mostChanges !== undefined)
    row(
      undefined,
      wanted.mostChanges,
      all.flatMap(({ unit, group, column }) => {
        const changes = changesOf(ground, units[unit]?.ids ?? [], group)
        return changes === 0 ? [] : [[column, changes] as const]
      }),
    )
  for (const chosen of wanted.not ?? []) {
    const made = chosen.flatMap(({ unit, group }) => choices[unit]?.find((choice) => choice.group === group) ?? [])
    if (made.length === chosen.length) row(undefined, chosen.length - 1, each(made))
  }
  return choices
}

/** Each of some choices, counted once. */
function each(choices: readonly Choice[]): Entries {
  return choices.map(({ column }) => [column, 1])
}

/** The rows of one group: its size when it is open, and every rule about who is in it. */
function groupRows(
  { weighing, units }: Ground,
  group: number,
  choices: readonly Choice[],
  open: number,
  { row, variable }: Programme,
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
