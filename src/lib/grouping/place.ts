/** Places late joiners, and closes the gaps of leavers, with the fewest changes for the schools that have a group. */
import { type Highs, loadHighs } from '../highs.ts'
import { type Locked, middlesOf } from './binding.ts'
import { type Conflict, whyImpossible } from './impossible.ts'
import { changesOf, costsOf, type Ground, groundOf, groupsOf } from './place-ground.ts'
import { improve } from './place-improve.ts'
import { solvePlacing, type Wanted } from './place-programme.ts'
import type { GroupingProblem } from './problem.ts'
import type { Score } from './recount.ts'
import { type Weighing, weighingOf } from './weigh.ts'

/** A school that goes to another group than before, by numbers; `from` is null for one that had none. */
export type Moved = { school: string; from: number | null; to: number }

export type Placing = {
  /** With the numbers of the groups before; one that closes is left without schools, new ones stand at the end. */
  groups: string[][]
  moved: Moved[]
  /** How many schools that had a group go to another. */
  changes: number
  score: Score
}

export type Placement = Placing & {
  /** Whether it is proved that no placement changes fewer schools. */
  isFewest: boolean
  /** Up to two further placements: others with as few changes, or with one more change for clearly less cost. */
  alternatives: Placing[]
}

export type PlaceOptions = {
  /** Groups that nobody leaves or joins, and schools that stay in their groups. No rule is asked of a locked group. */
  locked?: Locked
}

/** Up to so many schools all of them may move; beyond it those of groups near by, and fewest is proved only for none and one. */
const mostForAll = 150

/** How much of what the groups concerned cost one more change must save to be offered. */
const clearly = 0.1

const seconds = 4

/**
 * Places the schools of a problem close to the groups that they had: `problem.schools` are the schools now, of which joiners have
 * no group before; schools that are only in `previous` have left. Group sizes are those of `allowedSizes`. The number of schools
 * that change is made as small as the rules let it be, then the cost small without further changes. Solves for up to a second or
 * two without a pause.
 */
export async function placeWithFewestChanges(
  problem: GroupingProblem,
  previous: readonly (readonly string[])[],
  { locked = {} }: PlaceOptions = {},
): Promise<Placement | { conflict: Conflict }> {
  const highs = await loadHighs()
  const weighing = weighingOf(problem)
  const fewest = fewestChanges(highs, weighing, previous, locked)
  if (!fewest) return { conflict: conflictOf(highs, weighing, previous, locked) }
  const { ground, to, isFewest } = fewest
  const costs = costsOf(ground)
  const best = improve(ground, cheapest(highs, ground, { least: costs, mostChanges: countChanges(ground, to) }) ?? to)
  const others = furtherPlacings(highs, ground, costs, best)
  return {
    ...placingOf(ground, best, previous.length),
    isFewest,
    alternatives: others.map((each) => placingOf(ground, each, previous.length)),
  }
}

type Fewest = { ground: Ground; to: number[]; isFewest: boolean }

function fewestChanges(
  highs: Highs,
  weighing: Weighing,
  previous: readonly (readonly string[])[],
  locked: Locked,
): Fewest | undefined {
  const n = weighing.problem.schools.length
  if (n <= mostForAll) return fewestAmongAll(highs, weighing, previous, locked)
  const whole = groundOf(weighing, previous, locked, { newGroups: newGroupsFor(weighing, previous, 0) })
  const still = solvePlacing(highs, whole, { least: 'changes', options: stayersStay(whole), mostChanges: 0, seconds })
  if (still.to) return { ground: whole, to: still.to, isFewest: true }
  for (let width = 12; ; width *= 2) {
    const active = groupsNear(whole, width)
    const found = fewestAmongAll(highs, weighing, previous, locked, active)
    if (found) return { ...found, isFewest: still.isProved && countChanges(found.ground, found.to) <= 1 }
    if (width > 50 || active.length >= whole.active.length) return undefined
  }
}

/** The fewest changes when all groups that may change are looked at together. */
function fewestAmongAll(
  highs: Highs,
  weighing: Weighing,
  previous: readonly (readonly string[])[],
  locked: Locked,
  active?: readonly number[],
): Fewest | undefined {
  const most = newGroupsFor(weighing, previous, Number.POSITIVE_INFINITY)
  for (let newGroups = newGroupsFor(weighing, previous, 0); ; ) {
    const ground = groundOf(weighing, previous, locked, { newGroups, ...(active ? { active } : {}) })
    const { to, isProved } = solvePlacing(highs, ground, { least: 'changes', seconds })
    // More new groups would have to be filled by schools that change: they are of use only where so many do.
    const enough = to ? Math.min(most, newGroupsFor(weighing, previous, countChanges(ground, to))) : most
    if (newGroups >= enough) return to && { ground, to, isFewest: isProved }
    newGroups = enough
  }
}

/** How many new groups joiners and so many schools that change can fill; one at least. */
function newGroupsFor(
  { problem, allowed }: Weighing,
  previous: readonly (readonly string[])[],
  changes: number,
): number {
  const before = new Set(previous.flat())
  const joiners = problem.schools.filter(({ id }) => !before.has(id)).length
  const least = Math.max(1, allowed(previous.length)[0])
  return Math.max(1, Math.floor(Math.min(problem.schools.length, joiners + changes) / least))
}

/** Schools that have a group stay in it. */
function stayersStay({ units, homeOf }: Ground): NonNullable<Wanted['options']> {
  return (unit) => {
    const homes = [...new Set((units[unit]?.ids ?? []).flatMap((id) => homeOf.get(id) ?? []))]
    return homes.length === 0 ? undefined : homes
  }
}

/** The groups around joiners and around groups that cannot stay as they are. */
function groupsNear(ground: Ground, width: number): number[] {
  const { weighing, base, units, homeOf } = ground
  const middles = middlesOf(weighing, base)
  const around = ({ x = 0, y = 0 }: { x?: number | undefined; y?: number | undefined }) =>
    middles
      .map((middle) => ({ group: middle.group, far: (middle.x - x) ** 2 + (middle.y - y) ** 2 }))
      .sort((a, b) => a.far - b.far)
      .slice(0, width)
      .map(({ group }) => group)
  const broken = middles.filter(({ group }) => weighing.brokenIn(base[group] ?? [], group).length > 0)
  const torn = units.filter(
    ({ ids, fixed }) => new Set([...ids.map((id) => homeOf.get(id)), fixed ?? homeOf.get(ids[0] ?? '')]).size > 1,
  )
  const joiners = units.filter(({ ids }) => ids.some((id) => !homeOf.has(id)))
  const apart = (weighing.problem.rules?.apart ?? []).flatMap(([a, b]) =>
    homeOf.get(a) === homeOf.get(b) ? [homeOf.get(a)] : [],
  )
  const places = [
    ...broken,
    ...middles.filter(({ group }) => apart.includes(group)),
    ...[...torn, ...joiners].flatMap(({ ids }) => ids.map(weighing.school)),
  ]
  const fixed = torn.flatMap((unit) => unit.fixed ?? [])
  return [...new Set([...places.flatMap(around), ...fixed])]
}

function cheapest(highs: Highs, ground: Ground, wanted: Omit<Wanted, 'seconds'>): number[] | undefined {
  return solvePlacing(highs, ground, { ...wanted, seconds }).to
}

/**
 * Up to two further placings: one with one more change where that costs clearly less, and others with as few changes in which the
 * joiners (or, without any, those who move) do not all go where they go in the best.
 */
function furtherPlacings(highs: Highs, ground: Ground, costs: number[][], best: number[]): number[][] {
  const changes = countChanges(ground, best)
  const found: number[][] = []
  const more = withOneMore(highs, ground, costs, best)
  if (more) found.push(more)
  const not = [choicesOf(ground, best)]
  while (found.length < 2 && (not[0] ?? []).length > 0) {
    const other = cheapest(highs, ground, { least: costs, mostChanges: changes, not })
    if (!other) break
    const isBarred = (to: readonly number[]) =>
      not.some((choices) => choices.every(({ unit, group }) => to[unit] === group))
    const improved = improve(ground, other, isBarred)
    found.push(improved)
    not.push((not[0] ?? []).map(({ unit }) => ({ unit, group: improved[unit] ?? -1 })))
  }
  return found
}

/** Where the joiners go; without joiners, where those go who change. */
function choicesOf({ units, homeOf }: Ground, to: readonly number[]) {
  const choices = units
    .map(({ ids, fixed }, unit) => ({ ids, fixed, unit, group: to[unit] ?? -1 }))
    .filter(({ fixed }) => fixed === undefined)
  const joining = choices.filter(({ ids }) => ids.every((id) => !homeOf.has(id)))
  const moving = choices.filter(({ ids, group }) => ids.some((id) => homeOf.get(id) !== group))
  return (joining.length > 0 ? joining : moving).map(({ unit, group }) => ({ unit, group }))
}

/** A placing with one more change near what changes anyway, where it saves clearly. */
function withOneMore(highs: Highs, ground: Ground, costs: number[][], best: number[]): number[] | undefined {
  const near = concerned(ground, costs, best)
  const options = (unit: number) => {
    const ids = ground.units[unit]?.ids ?? []
    const homes = ids.flatMap((id) => ground.homeOf.get(id) ?? [])
    if (homes.some((group) => near.has(group)) || homes.length === 0) return undefined
    return [...new Set([...homes, best[unit] ?? -1, ...near])]
  }
  const changes = countChanges(ground, best) + 1
  const start = cheapest(highs, ground, { least: costs, mostChanges: changes, options })
  const better = start && improve(ground, start)
  if (!better || countChanges(ground, better) !== changes) return undefined
  const { cost } = ground.weighing
  const [before, after] = [groupsOf(ground, best), groupsOf(ground, better)]
  const touched = [...before.keys()].filter((group) => before[group]?.join() !== after[group]?.join())
  const sum = (groups: readonly string[][]) => touched.reduce((total, group) => total + cost(groups[group] ?? []), 0)
  return sum(before) - sum(after) > clearly * Math.abs(sum(before)) ? better : undefined
}

/** The groups that the best placing changes, and those that would cost joiners least. */
function concerned({ units, homeOf, active }: Ground, costs: number[][], best: readonly number[]): Set<number> {
  const groups = new Set<number>()
  for (const [unit, { ids }] of units.entries()) {
    for (const id of ids) {
      if (homeOf.get(id) === best[unit]) continue
      groups.add(best[unit] ?? -1)
      groups.add(homeOf.get(id) ?? best[unit] ?? -1)
    }
    if (ids.every((id) => homeOf.has(id))) continue
    const order = active
      .map((group, index) => ({ group, cost: costs[unit]?.[index] ?? 0 }))
      .sort((a, b) => a.cost - b.cost)
    for (const { group } of order.slice(0, 5)) groups.add(group)
  }
  return groups
}

function countChanges(ground: Ground, to: readonly number[]): number {
  return ground.units.reduce((sum, { ids }, unit) => sum + changesOf(ground, ids, to[unit] ?? -1), 0)
}

function placingOf(ground: Ground, to: readonly number[], before: number): Placing {
  const all = groupsOf(ground, to)
  // New groups that nobody came to are not there; those that somebody came to close up.
  const kept = all.map((ids, group) => ({ ids, group })).filter(({ ids, group }) => group < before || ids.length > 0)
  const groups = kept.map(({ ids }) => ids)
  const moved = groups.flatMap((ids, group) =>
    ids.flatMap((school): Moved[] => {
      const from = ground.homeOf.get(school)
      return from === group ? [] : [{ school, from: from ?? null, to: group }]
    }),
  )
  return {
    groups,
    moved,
    changes: moved.filter(({ from }) => from !== null).length,
    score: ground.weighing.score(groups),
  }
}

/** Why there is no placement: rules that can never be kept, locks that stand in the way, or the joiners that find no place. */
function conflictOf(
  highs: Highs,
  weighing: Weighing,
  previous: readonly (readonly string[])[],
  locked: Locked,
): Conflict {
  const { problem } = weighing
  const [min, max] = weighing.allowed(previous.length)
  const sized: GroupingProblem =
    'counts' in problem.groups ? { ...problem, groups: { sizes: { min, target: max, max } } } : problem
  const impossible = whyImpossible(sized)
  if (impossible) return impossible
  const before = new Set(previous.flat())
  const joiners = problem.schools.map(({ id }) => id).filter((id) => !before.has(id))
  const isLocked = (locked.groups?.length ?? 0) + (locked.schools?.length ?? 0) > 0
  if (isLocked && fewestChanges(highs, weighing, previous, {}))
    return {
      reason: 'What is locked leaves no place for every school. Without the locks there is one.',
      rules: ['locked'],
      schools: joiners,
    }
  return { reason: 'No way was found to give every school a place and keep every rule.', rules: [], schools: joiners }
}
