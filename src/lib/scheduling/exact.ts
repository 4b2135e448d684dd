/** Day by day, for a few schools: a calendar at the least price, or the proof that there is none. */
import { loadHighs, solve } from '../highs.ts'
import { countsFromFollowUp, type Instance, type PlannedSchool, possibleDays, visitStep } from './instance.ts'
import { stepCount } from './plan.ts'
import { writer } from './writer.ts'

/** The days of all steps, as in a plan; 'none' where it is proved that there are none; undefined where time ran out. */
export type Exact = { at: Int32Array; isBest: boolean } | 'none' | undefined

type Entry = readonly [column: number, value: number]
type Columns = Map<number, number>[]

/**
 * @param price what a day costs for a step of a school; 0 for all where any calendar will do
 */
export async function exactPlan(
  instance: Instance,
  seconds: number,
  price: (school: number, step: number, day: number) => number = () => 0,
): Promise<Exact> {
  if (instance.schools.some(({ visitDays }) => visitDays.length === 0)) return 'none'
  const highs = await loadHighs()
  const model = highs.createModel()
  try {
    const { variable, row } = writer(highs, model)
    const columns = instance.schools.map(
      (school, index): Columns =>
        daysPossible(instance, school).map(
          (days, step) => new Map([...days].map((day) => [day, variable(price(index, step, day), 1, true)])),
        ),
    )
    for (const [index, steps] of columns.entries()) {
      for (const own of steps)
        if (own.size > 0)
          row(
            1,
            1,
            [...own.values()].map((column) => [column, 1]),
          )
      const school = instance.schools[index] as PlannedSchool
      for (const [step, from] of linked(instance)) follow(instance, school, steps, step, from, row)
    }
    twoPlaces(instance, columns, (entries, most) => row(-highs.infinity, most, entries))
    model.options.set({ output_flag: false, time_limit: Math.max(0.1, seconds) })
    solve(model)
    const status = model.getModelStatus()
    if (status === highs.constants.modelStatus.infeasible) return 'none'
    const values = model.getSolution().colValue
    const at = new Int32Array(instance.schools.length * stepCount).fill(-1)
    for (const [index, steps] of columns.entries())
      for (const [step, own] of steps.entries())
        for (const [day, column] of own) if ((values[column] ?? 0) > 0.5) at[index * stepCount + step] = day
    const isWhole = columns.every((steps, index) =>
      steps.every((own, step) => own.size === 0 || (at[index * stepCount + step] as number) >= 0),
    )
    return isWhole ? { at, isBest: status === highs.constants.modelStatus.optimal } : undefined
  } finally {
    model.dispose()
  }
}

/** Each step with the step from which it is counted. */
function linked(instance: Instance): [step: number, from: number][] {
  const pairs: [number, number][] = [
    [0, visitStep],
    [2, visitStep],
    [3, visitStep],
    [4, countsFromFollowUp(instance) ? 3 : visitStep],
  ]
  return pairs.filter(([step]) => instance.has[step])
}

function daysPossible(instance: Instance, school: PlannedSchool): Set<number>[] {
  const days: Set<number>[] = Array.from({ length: stepCount }, () => new Set<number>())
  for (const day of school.visitDays) days[visitStep]?.add(day)
  for (const [step, from] of linked(instance))
    for (const day of days[from] ?? []) {
      const can = possibleDays(instance, school, step, day)
      for (let index = 0; index < can.count; index++) days[step]?.add(can.at(index))
    }
  return days
}

/** A visit (or follow-up) on a day wants one of the days that may follow it. */
function follow(
  instance: Instance,
  school: PlannedSchool,
  steps: Columns,
  step: number,
  from: number,
  row: (least: number, most: number, entries: readonly Entry[]) => void,
): void {
  for (const [day, column] of steps[from] ?? []) {
    const can = possibleDays(instance, school, step, day)
    const entries: Entry[] = [[column, -1]]
    for (let index = 0; index < can.count; index++) {
      const after = steps[step]?.get(can.at(index))
      if (after !== undefined) entries.push([after, 1])
    }
    row(0, 1, entries)
  }
}

/** Two half-days a day for everybody, so many visits a week, and one a half-term where that binds. */
function twoPlaces(
  instance: Instance,
  columns: readonly Columns[],
  atMost: (entries: Entry[], most: number) => void,
): void {
  const { days, resources, halfDays, schools, rules, roomOnDay, roomInWeek } = instance
  const gather = (keys: Map<number, Entry[]>, key: number, entry: Entry) => {
    const list = keys.get(key)
    if (list) list.push(entry)
    else keys.set(key, [entry])
  }
  for (const [resource, { schools: own, isGroup }] of resources.entries()) {
    const onDay = new Map<number, Entry[]>()
    const inWeek = new Map<number, Entry[]>()
    const inHalfTerm = new Map<number, Entry[]>()
    for (const school of own)
      for (const [step, each] of (columns[school] ?? []).entries())
        for (const [day, column] of each) {
          gather(onDay, day, [column, halfDays[step] ?? 0])
          if (step !== visitStep || (days.weekOf[day] as number) < 0) continue
          gather(inWeek, days.weekOf[day] as number, [column, 1])
          gather(inHalfTerm, days.halfTermOf[day] as number, [column, 1])
        }
    for (const [day, entries] of onDay) {
      const room = roomOnDay[resource * days.count + day] as number
      if (entries.reduce((sum, [, half]) => sum + half, 0) > room) atMost(entries, room)
    }
    if (schools.length > 1)
      for (const [week, entries] of inWeek) atMost(entries, roomInWeek[resource * days.weeks.length + week] as number)
    if (isGroup && rules.oneVisitAHalfTerm === 'required') for (const entries of inHalfTerm.values()) atMost(entries, 1)
  }
}
