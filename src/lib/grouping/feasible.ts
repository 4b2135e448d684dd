/** Whether any arrangement keeps some of a problem's rules, asked of the solver: each school in one group, each rule a few rows. */
import { type Highs, type Model, solve } from '../highs.ts'
import type { GroupingProblem, Sizes } from './problem.ts'
import { joined } from './ties.ts'

/** One rule that could be given up by itself. */
export type SingleRule =
  | { kind: 'sizes' }
  | { kind: 'together' | 'apart'; pair: readonly [string, string] }
  | { kind: 'trust'; trust: string; schools: string[] }
  | { kind: 'has'; phase: string; atLeast: number }
  | { kind: 'singlePhase' | 'crossPhase' }
  | { kind: 'coaches'; schools: readonly string[] }
  | { kind: 'fixed'; school: string; group: number }

/** The groups of an arrangement; `none` where there is none for certain, `unknown` where time was over before. */
export type Feasible = string[][] | 'none' | 'unknown'

type Kind<K extends SingleRule['kind']> = Extract<SingleRule, { kind: K }>

/**
 * An arrangement in as many groups as the problem has that keeps the rules given, and no others.
 * @param seconds the longest that the solver may take
 */
export function arrangementWith(
  highs: Highs,
  problem: GroupingProblem,
  sizes: Sizes,
  rules: readonly SingleRule[],
  seconds: number,
): Feasible {
  const ground = groundOf(problem, sizes, rules)
  if (!ground) return 'none'
  const model = highs.createModel()
  try {
    model.options.set({ output_flag: false, time_limit: Math.max(0.05, seconds) })
    write(highs, model, ground)
    solve(model)
    const status = model.getModelStatus()
    if (status === highs.constants.modelStatus.infeasible) return 'none'
    if (status !== highs.constants.modelStatus.optimal) return 'unknown'
    const value = model.getSolution().colValue
    const groups: string[][] = Array.from({ length: ground.groups }, () => [])
    for (const [item, ids] of ground.items.entries())
      for (const [group, list] of groups.entries())
        if ((value[item * ground.groups + group] as number) > 0.5) list.push(...ids)
    return groups
  } finally {
    model.dispose()
  }
}

type Ground = {
  problem: GroupingProblem
  sizes: Sizes
  rules: readonly SingleRule[]
  groups: number
  /** Schools kept together, as one. */
  items: string[][]
  itemOf: Map<string, number>
  /** Items of which each is kept apart from each. */
  crowds: number[][]
}

/** Undefined where schools that are kept together are apart, or more are apart from each other than there are groups. */
function groundOf(problem: GroupingProblem, sizes: Sizes, rules: readonly SingleRule[]): Ground | undefined {
  const groups = sizes.kind === 'counts' ? sizes.sizes.length : sizes.bounds.length
  const sets = joined(only(rules, 'together').map(({ pair }) => pair))
  const tied = new Set(sets.flat())
  const items = [...sets, ...problem.schools.filter(({ id }) => !tied.has(id)).map(({ id }) => [id])]
  const itemOf = new Map(items.flatMap((ids, item) => ids.map((id) => [id, item])))
  const pairs = [
    ...only(rules, 'apart').map(({ pair }) => pair),
    ...only(rules, 'trust').flatMap(({ schools }) =>
      schools.flatMap((a, index) => schools.slice(index + 1).map((b) => [a, b] as const)),
    ),
  ].map(([a, b]) => [itemOf.get(a) ?? 0, itemOf.get(b) ?? 0] as const)
  if (pairs.some(([a, b]) => a === b)) return undefined
  const crowds = crowdsOf(pairs)
  if (crowds.some((crowd) => crowd.length > groups)) return undefined
  if (only(rules, 'fixed').some(({ group }) => group >= groups)) return undefined
  return { problem, sizes, rules, groups, items, itemOf, crowds }
}

function only<K extends SingleRule['kind']>(rules: readonly SingleRule[], kind: K): Kind<K>[] {
  return rules.filter((rule): rule is Kind<K> => rule.kind === kind)
}

/** Sets of items that may not meet, the largest first, so that each pair is in one: far stronger than pairs by themselves. */
function crowdsOf(pairs: readonly (readonly [number, number])[]): number[][] {
  const rows = new Map<number, Set<number>>()
  for (const [a, b] of pairs) {
    rows.set(a, (rows.get(a) ?? new Set()).add(b))
    rows.set(b, (rows.get(b) ?? new Set()).add(a))
  }
  const order = [...rows].sort((a, b) => b[1].size - a[1].size)
  const covered = new Set<string>()
  const crowds: number[][] = []
  for (const [a, b] of pairs) {
    if (covered.has(`${a} ${b}`)) continue
    const crowd = [a, b]
    for (const [item, row] of order) if (crowd.every((member) => row.has(member))) crowd.push(item)
    for (const one of crowd) for (const other of crowd) covered.add(`${one} ${other}`)
    crowds.push(crowd)
  }
  return crowds.sort((a, b) => b.length - a.length)
}

type Entry = readonly [column: number, value: number]

function write(highs: Highs, model: Model, ground: Ground): void {
  const { problem, sizes, rules, groups, items, itemOf, crowds } = ground
  const all = [...Array(groups).keys()]
  const has = (kind: SingleRule['kind']) => rules.some((rule) => rule.kind === kind)
  const at = (item: number, group: number) => item * groups + group
  const row = (least: number, most: number, entries: readonly Entry[]) =>
    model.addRow(least, most, { indices: entries.map(([column]) => column), values: entries.map(([, value]) => value) })
  const many = highs.infinity
  model.addVars(new Float64Array(items.length * groups), new Float64Array(items.length * groups).fill(1))
  /** How many of some schools are in a group. */
  const countOf = (schools: readonly string[], group: number, by = 1): Entry[] =>
    [...Map.groupBy(schools, (id) => itemOf.get(id) ?? 0)].map(([item, ids]) => [at(item, group), by * ids.length])

  for (const item of items.keys())
    row(
      1,
      1,
      all.map((group) => [at(item, group), 1] as const),
    )
  for (const crowd of crowds)
    for (const group of all)
      row(
        -many,
        1,
        crowd.map((item) => [at(item, group), 1] as const),
      )
  writeSizes(ground, { row, at, extra: (count) => extraColumns(model, count), many })
  writePhases(ground, { row, countOf, extra: (count) => extraColumns(model, count), many })
  for (const { schools } of only(rules, 'coaches')) for (const group of all) row(1, many, countOf(schools, group))
  for (const { school, group } of only(rules, 'fixed')) model.changeColBounds(at(itemOf.get(school) ?? 0, group), 1, 1)
  // Groups that are all alike may be numbered by the members of a crowd.
  const isAlike = sizes.kind === 'counts' && !has('fixed')
  if (isAlike)
    for (const [group, item] of (crowds[0] ?? [problem.schools.length > 0 ? 0 : -1]).entries())
      if (item >= 0) model.changeColBounds(at(item, group), 1, 1)
  const type = highs.constants.variableType.integer
  for (let column = 0; column < model.getDimensions().numCols; column++) model.changeColIntegrality(column, type)
}

/** Adds columns of 0 or 1; returns the number of the first. */
function extraColumns(model: Model, count: number): number {
  const first = model.getDimensions().numCols
  model.addVars(new Float64Array(count), new Float64Array(count).fill(1))
  return first
}

type Writer = {
  row: (least: number, most: number, entries: readonly Entry[]) => void
  extra: (count: number) => number
  many: number
}

function writeSizes(
  { problem, sizes, rules, groups, items }: Ground,
  { row, at, extra, many }: Writer & { at: (item: number, group: number) => number },
): void {
  const isKept = rules.some(({ kind }) => kind === 'sizes')
  const weightOf = new Map(problem.schools.map(({ id, weight }) => [id, sizes.kind === 'counts' ? 1 : (weight ?? 1)]))
  const load = (group: number): Entry[] =>
    items.map((ids, item) => [at(item, group), ids.reduce((sum, id) => sum + (weightOf.get(id) ?? 1), 0)])
  if (sizes.kind === 'bounds') {
    if (isKept) for (const [group, [min, max]] of sizes.bounds.entries()) row(min - 1e-9, max + 1e-9, load(group))
    return
  }
  const different = [...Map.groupBy(sizes.sizes, (size) => size)].map(([size, list]) => ({ size, count: list.length }))
  if (!isKept) for (let group = 0; group < groups; group++) row(1, many, load(group))
  else if (different.length === 1)
    for (let group = 0; group < groups; group++) row(sizes.sizes[0] ?? 0, sizes.sizes[0] ?? 0, load(group))
  else {
    // Any group may have any of the sizes.
    const first = extra(groups * different.length)
    const size = (group: number, index: number) => first + group * different.length + index
    for (let group = 0; group < groups; group++) {
      row(
        1,
        1,
        different.map((_, index) => [size(group, index), 1] as const),
      )
      row(0, 0, [...load(group), ...different.map((each, index) => [size(group, index), -each.size] as const)])
    }
    for (const [index, { count }] of different.entries())
      row(
        count,
        count,
        Array.from({ length: groups }, (_, group) => [size(group, index), 1] as const),
      )
  }
}

function writePhases(
  { problem, rules, groups }: Ground,
  {
    row,
    countOf,
    extra,
    many,
  }: Writer & { countOf: (schools: readonly string[], group: number, by?: number) => Entry[] },
): void {
  const phases = [...Map.groupBy(problem.schools, ({ phase }) => phase ?? 'none')].map(([phase, schools]) => ({
    phase,
    ids: schools.map(({ id }) => id),
  }))
  for (const { phase, atLeast } of only(rules, 'has')) {
    const ids = problem.schools.filter((school) => school.phase === phase).map(({ id }) => id)
    for (let group = 0; group < groups; group++) row(atLeast, many, countOf(ids, group))
  }
  const isSingle = only(rules, 'singlePhase').length > 0
  const isCross = only(rules, 'crossPhase').length > 0
  const first = isSingle ? extra(groups * phases.length) : 0
  for (let group = 0; group < groups; group++) {
    if (isSingle)
      row(
        -many,
        1,
        phases.map((_, index) => [first + group * phases.length + index, 1] as const),
      )
    for (const [index, { ids }] of phases.entries()) {
      const others = () =>
        countOf(
          phases.flatMap((each) => (each.ids === ids ? [] : each.ids)),
          group,
        )
      for (const id of ids) {
        const own = countOf([id], group)
        if (isSingle) row(-many, 0, [...own, [first + group * phases.length + index, -1]])
        if (isCross) row(0, many, withLess(others(), own))
      }
    }
  }
}

/** Entries less others; a column that both name is named once. */
function withLess(entries: readonly Entry[], less: readonly Entry[]): Entry[] {
  const sum = new Map(entries)
  for (const [column, value] of less) sum.set(column, (sum.get(column) ?? 0) - value)
  return [...sum]
}
