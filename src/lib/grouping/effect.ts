/** What a change by hand does to whom: one move, a swap, or a chain of moves at once. */
import type { GroupingProblem } from './problem.ts'
import { newlyBroken, rulesBroken, type Score, type Violation } from './recount.ts'
import { type Weighing, weighingOf } from './weigh.ts'

/** A school to a group, by its number; the number of groups means a new one. */
export type Move = { school: string; to: number }

type Change<T> = { before: T; after: T }

/** What changes for one school. */
export type SchoolEffect = {
  school: string
  /** The group that it is in, by its number; undefined for a school that had none. */
  group: Change<number | undefined>
  partners: Change<string[]>
  /** To all its partners together. */
  kilometres: Change<number>
  /** Topics that no partner is strong in. */
  unmetPriorities: Change<string[]>
  /** Schools that it would like to be with and is not. */
  unmetWishes: Change<string[]>
  /** Partners who were in a group with it before. */
  pastPartners: Change<string[]>
}

export type Effect = {
  /** The groups after the change; one that loses its last school stays, without schools, so that numbers keep their meaning. */
  groups: string[][]
  before: Score
  after: Score
  /** Only the schools for whom something changes. */
  schools: SchoolEffect[]
  /** Rules that are broken after the change and were not before, or not as much. */
  broken: Violation[]
  /** Rules that were broken and are kept after the change, or broken less. */
  mended: Violation[]
}

/**
 * Works out the effect of moves made at once. A school without a group may be given one; schools that the problem does not know
 * are left out of the groups.
 */
export function effectOf(
  problem: GroupingProblem,
  given: readonly (readonly string[])[],
  moves: readonly Move[],
): Effect {
  const weighing = weighingOf(problem)
  const groups = weighing.known(given)
  const next = afterMoves(weighing, groups, moves)
  const [brokenBefore, brokenAfter] = [rulesBroken(problem, groups), rulesBroken(problem, next)]
  return {
    groups: next,
    before: weighing.score(groups),
    after: weighing.score(next),
    schools: schoolEffects(weighing, groups, next),
    broken: newlyBroken(brokenBefore, brokenAfter),
    mended: newlyBroken(brokenAfter, brokenBefore),
  }
}

/** The groups after some moves. A school that is in its group already stays where it stands in the list. */
export function afterMoves(
  { school }: Pick<Weighing, 'school'>,
  groups: readonly (readonly string[])[],
  moves: readonly Move[],
): string[][] {
  const next = groups.map((ids) => [...ids])
  for (const move of moves) {
    const { id } = school(move.school)
    if (!Number.isInteger(move.to) || move.to < 0 || move.to > groups.length)
      throw new RangeError(`There is no group ${move.to}`)
    const from = next.findIndex((ids) => ids.includes(id))
    if (from === move.to) continue
    next[from]?.splice(next[from].indexOf(id), 1)
    if (move.to === next.length) next.push([])
    next[move.to]?.push(id)
  }
  return next
}

/** What changes for whom between two arrangements whose groups have the same numbers. */
export function schoolEffects(
  weighing: Weighing,
  before: readonly (readonly string[])[],
  after: readonly (readonly string[])[],
): SchoolEffect[] {
  const groupBefore = placesIn(before)
  const changed = [...Array(Math.max(before.length, after.length)).keys()].filter(
    (group) => !isSameSet(before[group] ?? [], after[group] ?? []),
  )
  const touched = new Set(changed.flatMap((group) => [...(before[group] ?? []), ...(after[group] ?? [])]))
  const groupAfter = placesIn(changed.length === 0 ? [] : after)
  return [...touched].map((id) => {
    const [from, to] = [groupBefore.get(id), groupAfter.get(id)]
    const one = situation(weighing, id, from === undefined ? [] : (before[from] ?? []))
    const other = situation(weighing, id, to === undefined ? [] : (after[to] ?? []))
    return {
      school: id,
      group: { before: from, after: to },
      partners: { before: one.partners, after: other.partners },
      kilometres: { before: one.kilometres, after: other.kilometres },
      unmetPriorities: { before: one.unmetPriorities, after: other.unmetPriorities },
      unmetWishes: { before: one.unmetWishes, after: other.unmetWishes },
      pastPartners: { before: one.pastPartners, after: other.pastPartners },
    }
  })
}

function situation(weighing: Weighing, id: string, group: readonly string[]) {
  const partners = group.filter((other) => other !== id)
  const past = weighing.pastPartnersOf(id)
  return {
    partners,
    kilometres: partners.reduce((sum, other) => sum + weighing.distance(id, other), 0),
    unmetPriorities: weighing
      .priorities(id, partners)
      .filter((each) => each.partners.length === 0)
      .map(({ topic }) => topic),
    unmetWishes: weighing.wishesOf(id).filter((other) => !partners.includes(other)),
    pastPartners: partners.filter((other) => past.has(other)),
  }
}

/** The number of each school's group. */
export function placesIn(groups: readonly (readonly string[])[]): Map<string, number> {
  return new Map(groups.flatMap((ids, group) => ids.map((id) => [id, group])))
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id) => b.includes(id))
}
