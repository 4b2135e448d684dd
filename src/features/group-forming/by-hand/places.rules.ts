/** What a school has in a group, and which other places there are for it, the best first. */
import { breaksNothing } from '../../../lib/grouping/alternatives.ts'
import type { Move } from '../../../lib/grouping/effect.ts'
import { lengthInWords } from '../../../lib/grouping/in-words.ts'
import type { GroupingProblem } from '../../../lib/grouping/problem.ts'
import { type Weighing, weighingOf } from '../../../lib/grouping/weigh.ts'

/** What a school has in a group. */
export type Seat = {
  school: string
  /** On average to each partner; undefined for a school by itself. */
  away: number | undefined
  wanted: number
  met: number
}

/** What each school of a group has there. */
export function seatsIn(problem: GroupingProblem, members: readonly string[]): Seat[] {
  const weighing = weighingOf(problem)
  return (weighing.known([members])[0] ?? []).map((school, _, known) => {
    const others = known.filter((id) => id !== school)
    const priorities = weighing.priorities(school, others)
    const sum = others.reduce((all, other) => all + weighing.distance(school, other), 0)
    return {
      school,
      away: others.length === 0 ? undefined : sum / others.length,
      wanted: priorities.length,
      met: priorities.filter(({ partners }) => partners.length > 0).length,
    }
  })
}

/** A group as a whole: how far two of its schools are apart on average, and how many priorities are met. */
export function totalsOf(seats: readonly Seat[]): {
  schools: number
  away: number | undefined
  met: number
  wanted: number
} {
  const far = seats.flatMap(({ away }) => away ?? [])
  return {
    schools: seats.length,
    away: far.length === 0 ? undefined : far.reduce((sum, away) => sum + away, 0) / far.length,
    met: seats.reduce((sum, { met }) => sum + met, 0),
    wanted: seats.reduce((sum, { wanted }) => sum + wanted, 0),
  }
}

export type Way = {
  to: number
  swapWith: string | undefined
  /** By how much all groups together would be worse, in the unit of travel; below 0 better. */
  change: number
  breaksRule: boolean
}

/** Another group for a school: simply going there, and the best swap with one of its schools. */
export type Place = { to: number; move: Way; swap: Way | undefined }

type Stays = (school: string) => boolean

/**
 * All other groups for a school, best first: by the better of going there and swapping, those that break a rule after those
 * that do not. Locked groups are left out; schools that must stay are not swapped.
 */
export function placesFor(
  problem: GroupingProblem,
  given: readonly (readonly string[])[],
  school: string,
  { lockedGroups, stays }: { lockedGroups: readonly number[]; stays: Stays },
): Place[] {
  const weighing = weighingOf(problem)
  const groups = weighing.known(given)
  const from = groups.findIndex((ids) => ids.includes(school))
  const ways = waysOf(weighing, groups, school, from)
  const places = groups.flatMap((ids, to): Place[] => {
    if (to === from || lockedGroups.includes(to)) return []
    const swaps = from === -1 ? [] : ids.filter((other) => !stays(other)).map((other) => ways(to, other))
    return [{ to, move: ways(to), swap: swaps.sort(better)[0] }]
  })
  return places.sort((a, b) => better(bestWay(a), bestWay(b)) || a.to - b.to)
}

/** All schools of a group that a school could swap with, best first. */
export function swapsWith(
  problem: GroupingProblem,
  given: readonly (readonly string[])[],
  school: string,
  to: number,
  stays: Stays,
): Way[] {
  const weighing = weighingOf(problem)
  const groups = weighing.known(given)
  const from = groups.findIndex((ids) => ids.includes(school))
  if (from === -1 || from === to) return []
  const ways = waysOf(weighing, groups, school, from)
  return (groups[to] ?? [])
    .filter((other) => !stays(other))
    .map((other) => ways(to, other))
    .sort(better)
}

function waysOf(weighing: Weighing, groups: readonly (readonly string[])[], school: string, from: number) {
  const { cost } = weighing
  const isAllowed = breaksNothing(weighing, groups)
  const own = groups[from] ?? []
  const left = own.filter((id) => id !== school)
  const [before, without] = [cost(own), cost(left)]
  return (to: number, swapWith?: string): Way => {
    const there = groups[to] ?? []
    const after =
      swapWith === undefined
        ? without + cost([...there, school])
        : cost([...left, swapWith]) + cost([...there.filter((id) => id !== swapWith), school])
    const back: Move[] = swapWith === undefined ? [] : [{ school: swapWith, to: from }]
    return {
      to,
      swapWith,
      change: after - before - cost(there),
      breaksRule: !isAllowed([{ school, to }, ...back]),
    }
  }
}

function bestWay({ move, swap }: Place): Way {
  return swap && better(swap, move) < 0 ? swap : move
}

function better(a: Way, b: Way): number {
  return Number(a.breaksRule) - Number(b.breaksRule) || a.change - b.change
}

/** "like 3.2 km more travel": what a change is worth with all aims weighed together. */
export function worthInWords(change: number, unit: 'km' | 'minutes'): string {
  const shown = lengthInWords(Math.abs(change), unit)
  if (shown === lengthInWords(0, unit)) return 'no better and no worse'
  return `like ${shown} ${change > 0 ? 'more' : 'less'} travel`
}
