/** The next best places of a school: other groups with room, and swaps with one other school, that break no further rule. */
import type { Locked } from './binding.ts'
import { type Effect, effectOf, type Move, placesIn } from './effect.ts'
import { newlyBroken, type Violation } from './recount.ts'
import type { Weighing } from './weigh.ts'

export type Alternative = {
  /** The group that the school would be in. */
  to: number
  /** The school that would take its place; undefined for a move without one in return. */
  swapWith: string | undefined
  moves: Move[]
  /** By how much all groups together would cost more; below 0 where the alternative is better. */
  change: number
  effect: Effect
}

type Candidate = Pick<Alternative, 'to' | 'swapWith' | 'moves' | 'change'>

/** The best alternatives of a school by what they cost in all, two unless told. None for a school that is locked in its group. */
export function bestAlternatives(
  weighing: Weighing,
  groups: readonly (readonly string[])[],
  school: string,
  locked: Locked,
  most = 2,
): Alternative[] {
  const found: Alternative[] = []
  const isAllowed = breaksNothing(weighing, groups)
  const order = candidatesOf(weighing, groups, school, locked).sort((a, b) => a.change - b.change || a.to - b.to)
  for (const candidate of order) {
    if (found.length === most) break
    if (isAllowed(candidate.moves))
      found.push({ ...candidate, effect: effectOf(weighing.problem, groups, candidate.moves) })
  }
  return found
}

/** Every other place of a school, with what it would cost, whether rules allow it or not. */
function candidatesOf(
  { cost }: Weighing,
  groups: readonly (readonly string[])[],
  school: string,
  locked: Locked,
): Candidate[] {
  const isLocked = (id: string, group: number | undefined) =>
    locked.schools?.includes(id) === true || (group !== undefined && locked.groups?.includes(group) === true)
  const from = groups.findIndex((ids) => ids.includes(school))
  if (isLocked(school, from)) return []
  const left = (groups[from] ?? []).filter((id) => id !== school)
  const before = groups.map((ids) => cost(ids))
  return groups.flatMap((ids, to): Candidate[] => {
    if (to === from || locked.groups?.includes(to)) return []
    const costBefore = (before[from] ?? 0) + (before[to] ?? 0)
    const move = {
      to,
      swapWith: undefined,
      moves: [{ school, to }],
      change: cost(left) + cost([...ids, school]) - costBefore,
    }
    if (from === -1) return [move]
    const swaps = ids
      .filter((other) => !isLocked(other, to))
      .map((other) => ({
        to,
        swapWith: other,
        moves: [
          { school, to },
          { school: other, to: from },
        ],
        change: cost([...left, other]) + cost([...ids.filter((id) => id !== other), school]) - costBefore,
      }))
    return [move, ...swaps]
  })
}

/** Tells whether moves break no rule that is kept now, looking only at the groups that they touch. */
export function breaksNothing(
  weighing: Weighing,
  groups: readonly (readonly string[])[],
): (moves: readonly Move[]) => boolean {
  const groupOf = placesIn(groups)
  return (moves) => {
    const goes = new Map(moves.map(({ school, to }) => [school, to]))
    const after = {
      get: (id: string) => goes.get(id) ?? groupOf.get(id),
      has: (id: string) => goes.has(id) || groupOf.has(id),
    }
    const touched = [...new Set(moves.flatMap(({ school, to }) => [groupOf.get(school) ?? to, to]))]
    const moved = moves.map(({ school }) => school)
    const comesTo = (group: number) => moves.filter(({ to }) => to === group).map(({ school }) => school)
    const broken = (
      place: Pick<ReadonlyMap<string, number>, 'get' | 'has'>,
      membersOf: (group: number) => string[],
    ): Violation[] => [
      ...touched.flatMap((group) => weighing.brokenIn(membersOf(group), group)),
      ...weighing.brokenAround(moved, place),
    ]
    const before = broken(groupOf, (group) => [...(groups[group] ?? [])])
    const now = broken(after, (group) => [
      ...(groups[group] ?? []).filter((id) => after.get(id) === group),
      ...comesTo(group).filter((id) => groupOf.get(id) !== group),
    ])
    return newlyBroken(before, now).length === 0
  }
}
