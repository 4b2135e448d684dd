/** What can change when schools are placed: schools in units that stay together, and the groups that they may go to. */
import type { Locked } from './binding.ts'
import { type Move, placesIn } from './effect.ts'
import { joined } from './ties.ts'
import type { Weighing } from './weigh.ts'

/** The group of a unit that would have to be in two. */
const nowhere = -1

/** Schools that go together: one, or a set that rules keep together. */
export type Unit = {
  ids: string[] /** The group that it must be in, by a rule or a lock. */
  fixed: number | undefined
}

export type Ground = {
  weighing: Weighing
  /** The present schools of each group, by its number before; new ones stand at the end. */
  base: string[][]
  /** The group that each school had. */
  homeOf: ReadonlyMap<string, number>
  /** Groups that may change. */
  active: number[]
  units: Unit[]
}

/** How many new groups there may be at the end, and which groups may change at all. */
type Extent = { newGroups: number; active?: readonly number[] }

/** The ground for some groups before. What is locked, and what is outside of the groups that may change, is left out whole. */
export function groundOf(
  weighing: Weighing,
  previous: readonly (readonly string[])[],
  locked: Locked,
  { newGroups, active: wanted }: Extent,
): Ground {
  const base = [...weighing.known(previous), ...Array.from({ length: newGroups }, (): string[] => [])]
  const homeOf = placesIn(base)
  const active = [...base.keys()].filter(
    (group) =>
      !locked.groups?.includes(group) && (wanted === undefined || group >= previous.length || wanted.includes(group)),
  )
  const isActive = new Set(active)
  const { rules, schools } = weighing.problem
  const free = schools
    .map(({ id }) => id)
    .filter((id) => {
      const home = homeOf.get(id)
      return home === undefined || isActive.has(home)
    })
  const isFree = new Set(free)
  const sets = joined((rules?.together ?? []).filter(([a, b]) => isFree.has(a) && isFree.has(b)))
  const inSet = new Set(sets.flat())
  const fixedGroups = (ids: readonly string[]) => [
    ...new Set(
      ids.flatMap((id) =>
        [rules?.fixed?.[id] ?? [], (locked.schools?.includes(id) ? homeOf.get(id) : []) ?? []].flat(),
      ),
    ),
  ]
  const units = [...sets, ...free.filter((id) => !inSet.has(id)).map((id) => [id])].map((ids) => {
    const [fixed, other] = fixedGroups(ids)
    return { ids, fixed: other === undefined ? fixed : nowhere }
  })
  return { weighing, base, homeOf, active, units }
}

/** How many schools of a unit that had a group would go to another. */
export function changesOf({ homeOf }: Pick<Ground, 'homeOf'>, ids: readonly string[], group: number): number {
  return ids.filter((id) => homeOf.has(id) && homeOf.get(id) !== group).length
}

/** How many schools that had a group go to another. */
export function countChanges(ground: Ground, to: readonly number[]): number {
  return ground.units.reduce((sum, { ids }, unit) => sum + changesOf(ground, ids, to[unit] ?? -1), 0)
}

/** How many groups without schools before have some now. */
export function newGroupsIn({ base }: Ground, to: readonly number[]): number {
  return new Set(to.filter((group) => base[group]?.length === 0)).size
}

/** The groups that an assignment makes: schools that stay first, in their order. */
export function groupsOf({ base, units, homeOf }: Ground, to: readonly number[]): string[][] {
  const target = new Map(units.flatMap(({ ids }, index) => ids.map((id) => [id, to[index] ?? -1])))
  const groups = base.map((ids, group) => ids.filter((id) => (target.get(id) ?? group) === group))
  for (const [id, group] of target) if (homeOf.get(id) !== group) groups[group]?.push(id)
  return groups
}

/** What a unit, by its number, costs in a group. */
export type CostOf = (unit: number, group: number) => number

/**
 * What each unit would cost in each group, were it the only one to move: exact for one that does, near enough to choose by for
 * several. New groups have nobody to measure by; there, joiners stand for those who would come.
 * @param groups those that the units come to; the schools that had a group unless told
 */
export function costsOf({ weighing, base, units, homeOf }: Ground, groups: readonly string[][] = base): CostOf {
  const { cost, problem } = weighing
  const joiners = problem.schools.map(({ id }) => id).filter((id) => !homeOf.has(id))
  const alone = (ids: readonly string[], group: number) => {
    const strangers = joiners.filter((id) => !ids.includes(id))
    const inside = cost(ids)
    const sum = strangers.reduce((total, id) => total + cost([...ids, id]) - inside, 0)
    const company = Math.max(0, weighing.allowed(group)[0] - ids.length) / 2
    return inside + (strangers.length === 0 ? 0 : (company * sum) / strangers.length)
  }
  const known = new Map<number, number>()
  return (unit, group) => {
    const key = unit * base.length + group
    const before = known.get(key)
    if (before !== undefined) return before
    const ids = units[unit]?.ids ?? []
    const others = (groups[group] ?? []).filter((id) => !ids.includes(id))
    const found = others.length > 0 ? cost([...others, ...ids]) - cost(others) : alone(ids, group)
    known.set(key, found)
    return found
  }
}

/** The moves of the schools of a unit to a group. */
export function movesOf(ids: readonly string[], to: number): Move[] {
  return ids.map((school) => ({ school, to }))
}
