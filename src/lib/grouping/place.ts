/** Places late joiners, and closes the gaps of leavers, with the fewest changes for the schools that have a group. */
import { type Highs, loadHighs } from '../highs.ts'
import { type Locked, middlesOf, nearest } from './binding.ts'
import { type Conflict, whyImpossible } from './impossible.ts'
import { type CostOf, changesOf, costsOf, type Ground, groundOf, groupsOf } from './place-ground.ts'
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
const mostForAll = 200

/** How much of what the groups concerned cost one more change must save to be offered. */
const clearly = 0.1

const seconds = 3

/** For each further placing. */
const secondsForMore = 0.5

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
  const mostChanges = countChanges(ground, to)
  const best = improve(ground, solvePlacing(highs, ground, { least: costs, mostChanges, seconds }).to ?? to)
  const others = furtherPlacings(highs, ground, costs, best)
  return {
    ...placingOf(ground, best, previous.length),
    isFewest,
    alternatives: others.map((each) => placingOf(ground, each, previous.length)),
  }
}

type Fewest = { ground: Ground; to: number[]; isFewest: boolean }

/**
 * First whether nobody has to change; then the fewest among groups near by, which is the fewest of all when it is one; then, for
 * up to so many schools, whether all groups together need fewer.
 */
function fewestChanges(
  highs: Highs,
  weighing: Weighing,
  previous: readonly (readonly string[])[],
  locked: Locked,
): Fewest | undefined {
  const whole = groundOf(weighing, previous, locked, { newGroups: newGroupsFor(weighing, previous, 0) })
  const still = solvePlacing(highs, whole, { least: 'changes', options: stayersStay(whole), mostChanges: 0, seconds })
  if (still.to) return { ground: whole, to: still.to, isFewest: true }
  for (const width of [8, 16, 32]) {
    const active = groupsNear(whole, width)
    const found = fewestAmong(highs, weighing, previous, locked, active)
    if (!found) continue
    const changes = countChanges(found.ground, found.to)
    if (changes <= 1 || weighing.problem.schools.length > mostForAll)
      return { ...found, isFewest: still.isProved && changes <= 1 }
    const newGroups = newGroupsFor(weighing, previous, changes - 1)
    const ground = groundOf(weighing, previous, locked, { newGroups })
    const fewer = solvePlacing(highs, ground, { least: 'changes', mostChanges: changes - 1, seconds })
    return fewer.to ? { ground, to: fewer.to, isFewest: fewer.isProved } : { ...found, isFewest: fewer.isProved }
  }
  return weighing.problem.schools.length > mostForAll
    ? undefined
    : fewestAmong(highs, weighing, previous, locked, whole.active)
}

/** The fewest changes among some groups and new ones. */
function fewestAmong(
  highs: Highs,
  weighing: Weighing,
  previous: readonly (readonly string[])[],
  locked: Locked,
  active: readonly number[],
): Fewest | undefined {
  const most = newGroupsFor(weighing, previous, Number.POSITIVE_INFINITY)
  for (let newGroups = newGroupsFor(weighing, previous, 0); ; ) {
    const ground = groundOf(weighing, previous, locked, { newGroups, active })
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
  return [...new Set([...places.flatMap((place) => nearest(middles, place, width)), ...fixed])]
}

/**
 * Up to two further placings: one with one more change where that costs clearly less, and others with as few changes in which the
 * joiners (or, without any, those who change) do not all go where they go in the best; where there is none of these, such a one
 * with one more change.
 */
function furtherPlacings(highs: Highs, ground: Ground, costs: CostOf, best: number[]): number[][] {
  const mostChanges = countChanges(ground, best)
  const chosen = choicesOf(ground, best)
  const near = withinReach(ground, costs, best)
  const more = improvedOf(highs, ground, { least: costs, mostChanges: mostChanges + 1, options: near })
  const found = more && isClearlyBetter(ground, best, more) ? [more] : []
  if (chosen.length === 0) return found
  const not = [chosen]
  while (found.length < 2) {
    const other = improvedOf(highs, ground, { least: costs, mostChanges, not })
    if (!other) break
    found.push(other)
    not.push(chosen.map(({ unit }) => ({ unit, group: other[unit] ?? -1 })))
  }
  if (found.length > 0) return found
  const elsewhere = improvedOf(highs, ground, { least: costs, mostChanges: mostChanges + 1, options: near, not })
  return elsewhere ? [elsewhere] : []
}

/** The placing that seems to cost least, improved without falling back on what is not wanted. */
function improvedOf(highs: Highs, ground: Ground, wanted: Omit<Wanted, 'seconds'>): number[] | undefined {
  const { to } = solvePlacing(highs, ground, { ...wanted, seconds: secondsForMore })
  const isBarred = (placing: readonly number[]) =>
    (wanted.not ?? []).some((choices) => choices.every(({ unit, group }) => placing[unit] === group))
  return to && improve(ground, to, isBarred)
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

/** The groups that each unit may go to when one more may change: only near what changes anyway. */
function withinReach(ground: Ground, costs: CostOf, best: readonly number[]): NonNullable<Wanted['options']> {
  const near = concerned(ground, costs, best)
  const around = new Set(groupsAround(ground, near, 6))
  return (unit) => {
    const homes = [...new Set((ground.units[unit]?.ids ?? []).flatMap((id) => ground.homeOf.get(id) ?? []))]
    if (homes.length === 0) return undefined
    const more = homes.some((group) => near.has(group)) ? around : homes.some((group) => around.has(group)) ? near : []
    return [...new Set([...homes, best[unit] ?? -1, ...more])]
  }
}

/** Whether one more change saves a good part of what the groups that it concerns cost. */
function isClearlyBetter(ground: Ground, best: readonly number[], other: readonly number[]): boolean {
  if (countChanges(ground, other) <= countChanges(ground, best)) return false
  const { cost } = ground.weighing
  const [before, after] = [groupsOf(ground, best), groupsOf(ground, other)]
  const touched = [...before.keys()].filter((group) => before[group]?.join() !== after[group]?.join())
  const sum = (groups: readonly string[][]) => touched.reduce((total, group) => total + cost(groups[group] ?? []), 0)
  return sum(before) - sum(after) > clearly * Math.abs(sum(before))
}

/** The groups that the best placing changes, and those that would cost joiners least. */
function concerned({ units, homeOf, active }: Ground, costs: CostOf, best: readonly number[]): Set<number> {
  const groups = new Set<number>()
  for (const [unit, { ids }] of units.entries()) {
    const to = best[unit] ?? -1
    for (const id of ids) if (homeOf.get(id) !== to) groups.add(to).add(homeOf.get(id) ?? to)
    if (ids.every((id) => homeOf.has(id))) continue
    const order = active.map((group) => ({ group, cost: costs(unit, group) })).sort((a, b) => a.cost - b.cost)
    for (const { group } of order.slice(0, 4)) groups.add(group)
  }
  return groups
}

/** Some groups and those nearest to each of them. */
function groupsAround({ weighing, base, active }: Ground, some: ReadonlySet<number>, width: number): number[] {
  const middles = middlesOf(weighing, base).filter(({ group }) => active.includes(group))
  const near = middles.filter(({ group }) => some.has(group)).flatMap((middle) => nearest(middles, middle, width))
  return [...new Set([...some, ...near])]
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
