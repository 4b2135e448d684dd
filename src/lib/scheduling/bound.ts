/**
 * What no calendar can cost less than: a whole-number programme over weeks. Schools of a group that can be visited in the same
 * weeks are counted together, and the other steps as flows from the weeks of visits to the weeks in which some school can hold
 * them: every calendar keeps all of this, so the least cost of the programme is a bound.
 */
import { type Highs, loadHighs, type Model, solve } from '../highs.ts'
import { countsFromFollowUp, type Instance, possibleDays, visitStep } from './instance.ts'
import { writer } from './writer.ts'

export type Bound = { lower: number; isInfeasible: boolean }

/** A programme of more schools times weeks is not even written in a second. */
const mostWrittenASecond = 4_000

/** The bound, as good as the time allows: at the least that all half-days spread over all weeks make the busiest so busy. */
export async function lowerBound(instance: Instance, seconds: number): Promise<Bound> {
  const lower = spreadEvenly(instance)
  const started = performance.now()
  if (instance.schools.length * instance.days.weeks.length > mostWrittenASecond * seconds)
    return { lower, isInfeasible: false }
  const highs = await loadHighs()
  const model = highs.createModel()
  try {
    build(highs, model, instance)
    const left = seconds - (performance.now() - started) / 1000
    model.options.set({ output_flag: false, time_limit: Math.max(0.1, left), mip_rel_gap: 1e-6 })
    solve(model)
    const status = model.getModelStatus()
    if (status === highs.constants.modelStatus.infeasible)
      return { lower: Number.POSITIVE_INFINITY, isInfeasible: true }
    const proved = Number(model.info.get('mip_dual_bound'))
    if (!Number.isFinite(proved)) return { lower, isInfeasible: false }
    // Whole prices make whole costs.
    const isWhole = Object.values(instance.prices).every(Number.isInteger)
    return { lower: Math.max(lower, isWhole ? Math.ceil(proved - 1e-6) : proved), isInfeasible: false }
  } finally {
    model.dispose()
  }
}

function spreadEvenly({ schools, halfDays, days, prices }: Instance): number {
  let all = 0
  for (const { fixed } of schools)
    for (const [step, half] of halfDays.entries())
      if ((fixed[step] as number) < 0 || (days.weekOf[fixed[step] as number] as number) >= 0) all += half
  return prices.busiestWeek * Math.ceil(all / Math.max(1, days.weeks.length))
}

type Entry = readonly [column: number, value: number]

/** Schools of a group that can be visited in the same weeks. */
type Class = { group: number; size: number; resources: number[]; columns: Map<number, number> }

function build(highs: Highs, model: Model, instance: Instance): void {
  const { days, rules, prices, resources, shares, halfDays, roomInWeek } = instance
  const { variable, row } = writer(highs, model)
  const infinity = highs.infinity
  const classes = classesOf(instance, (size) => variable(0, size, true))
  for (const { size, columns } of classes)
    row(
      size,
      size,
      [...columns.values()].map((column) => [column, 1]),
    )
  for (const index of resources.keys())
    for (const [week, entries] of byKey(
      classes.filter((each) => each.resources.includes(index)),
      (week) => week,
    ))
      row(-infinity, roomInWeek[index * days.weeks.length + week] as number, entries)
  const halfTermOf = (week: number) => days.weeks[week]?.halfTerm ?? -1
  for (const own of Map.groupBy(classes, ({ group }) => group).values())
    for (const entries of entriesBy(own, halfTermOf)) {
      const second = variable(prices.secondVisit, rules.oneVisitAHalfTerm === 'required' ? 0 : infinity, false)
      row(-infinity, 1, [...entries, [second, -1]])
    }
  for (const [halfTerm, entries] of byKey(classes, halfTermOf)) {
    const more = variable(prices.uneven, infinity, false)
    row(-infinity, shares[halfTerm] ?? 0, [...entries, [more, -1]])
  }
  const busiest = variable(prices.busiestWeek, infinity, true)
  const loads = days.weeks.map((): Entry[] => [[busiest, -1]])
  const visits = byKey(classes, (week) => week)
  for (const [week, entries] of visits)
    loads[week]?.push(...entries.map(([column]) => [column, halfDays[visitStep] ?? 0] as const))
  const flow = (step: number, from: Map<number, Entry[]>) => {
    const arriving = new Map<number, Entry[]>()
    const pairs = weekPairs(instance, step)
    for (const [week, entries] of from) {
      const leaving: Entry[] = []
      for (const other of pairs.get(week) ?? []) {
        const column = variable(0, infinity, false)
        leaving.push([column, 1])
        arriving.set(other, [...(arriving.get(other) ?? []), [column, 1]])
        loads[other]?.push([column, halfDays[step] ?? 0])
      }
      row(0, 0, [...entries, ...leaving.map(([column]) => [column, -1] as const)])
    }
    return arriving
  }
  if (instance.has[0]) flow(0, visits)
  if (instance.has[2]) flow(2, visits)
  const followUps = instance.has[3] ? flow(3, visits) : new Map<number, Entry[]>()
  if (instance.has[4]) flow(4, countsFromFollowUp(instance) ? followUps : visits)
  for (const entries of loads) if (entries.length > 1) row(-infinity, 0, entries)
}

function classesOf({ schools, days }: Instance, variable: (size: number) => number): Class[] {
  const weeksOf = schools.map(({ visitDays }) => [...new Set([...visitDays].map((day) => days.weekOf[day] as number))])
  const keys = schools.map(({ group, resources }, index) => [group, resources, weeksOf[index]].join('|'))
  return [...Map.groupBy(schools.keys(), (index) => keys[index]).values()].map((members) => {
    const [first = 0] = members
    const weeks = (weeksOf[first] ?? []).filter((week) => week >= 0 || weeksOf[first]?.length === 1)
    return {
      group: schools[first]?.group ?? 0,
      size: members.length,
      resources: schools[first]?.resources ?? [],
      columns: new Map(weeks.map((week) => [week, variable(members.length)])),
    }
  })
}

/** The variables of classes gathered by a key of their weeks; weeks outside of terms are left out. */
function byKey(classes: readonly Class[], keyOf: (week: number) => number): Map<number, Entry[]> {
  const entries = new Map<number, Entry[]>()
  for (const { columns } of classes)
    for (const [week, column] of columns) {
      if (week < 0) continue
      const key = keyOf(week)
      const list = entries.get(key)
      if (list) list.push([column, 1])
      else entries.set(key, [[column, 1]])
    }
  return entries
}

function entriesBy(classes: readonly Class[], keyOf: (week: number) => number): Iterable<Entry[]> {
  return byKey(classes, keyOf).values()
}

/** For each week the weeks in which some school can hold a step that is counted from a day of it. */
function weekPairs(instance: Instance, step: number): Map<number, Set<number>> {
  const { days, schools } = instance
  const pairs = new Map<number, Set<number>>()
  const isFromFollowUp = step === 4 && countsFromFollowUp(instance)
  for (const school of schools) {
    const stands = school.fixed[3] as number
    const from = isFromFollowUp ? (stands >= 0 ? [stands] : school.freeDays) : school.visitDays
    for (const day of from) {
      const week = days.weekOf[day] as number
      if (week < 0) continue
      const weeks = pairs.get(week) ?? new Set<number>()
      pairs.set(week, weeks)
      const can = possibleDays(instance, school, step, day)
      for (let index = 0; index < can.count; index++) weeks.add(days.weekOf[can.at(index)] as number)
    }
  }
  return pairs
}
