/** Places late joiners, and closes the gaps of leavers, with the fewest changes for the schools that have a group. */
import { type Highs, loadHighs } from '../highs.ts'
import { type Locked, middlesOf, nearest } from './binding.ts'
import { type Conflict, whyImpossible } from './impossible.ts'
import { furtherPlacings } from './place-further.ts'
import { type CostOf, costsOf, countChanges, type Ground, groundOf, groupsOf, newGroupsIn } from './place-ground.ts'
import { improve } from './place-improve.ts'
import { solvePlacing, type Wanted } from './place-programme.ts'
import type { GroupingProblem } from './problem.ts'
import type { Score } from './recount.ts'
import { type Weighing, weighingOf } from './weigh.ts'

/** A school that goes to another group than before, by numbers; `from` is null for one that had none. */
export type Moved = { school: string; from: number | null; to: number }

export type Placing = {
  /** In the order of the groups before; one that closes is left without schools, new ones stand at the end. */
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

const seconds = 3

/** For the proof that no fewer changes will do; on an idle machine it takes well under one. */
const secondsForProof = 8

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
  const best = leastCost(highs, ground, costs, to)
  const others = furtherPlacings(highs, ground, costs, best)
  return {
    ...placingOf(ground, best, previous.length),
    isFewest,
    alternatives: others.map((each) => placingOf(ground, each, previous.length)),
  }
}

/** With as few changes and then as few new groups as can be (small groups cost little by themselves), the least cost found. */
function leastCost(highs: Highs, ground: Ground, costs: CostOf, fewest: number[]): number[] {
  const mostChanges = countChanges(ground, fewest)
  for (let mostNewGroups = 0; mostNewGroups < newGroupsIn(ground, fewest); mostNewGroups++) {
    const { to } = solvePlacing(highs, ground, { least: costs, mostChanges, mostNewGroups, seconds })
    if (to) return improve(ground, to)
  }
  const mostNewGroups = newGroupsIn(ground, fewest)
  return improve(
    ground,
    solvePlacing(highs, ground, { least: costs, mostChanges, mostNewGroups, seconds }).to ?? fewest,
  )
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
    const wanted: Wanted = { least: 'changes', mostChanges: changes - 1, seconds: secondsForProof }
    const fewer = solvePlacing(highs, ground, wanted)
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
