/** How large a group may be once groups exist and change by hand: one school joins, leaves or moves. */
import type { GroupingProblem } from './problem.ts'

/**
 * The least and the most that a group may hold, by its number; a new group's too. What the search balances (sizes within one of
 * each other, or so many groups of each size) no longer holds when one school joined or left, so each group counts by itself:
 * - `sizes`: from min to max;
 * - `counts`: from the smallest to the largest size asked for, and one further where there are more (or fewer) schools than places;
 * - `bounds`: the group's own, and for a group beyond the list from the smallest to the largest of all.
 * A group without schools is closed, which is always allowed.
 */
export function allowedSizes({
  groups,
  schools,
}: Pick<GroupingProblem, 'groups' | 'schools'>): (group: number) => readonly [number, number] {
  if ('sizes' in groups) {
    const range = [groups.sizes.min, groups.sizes.max] as const
    return () => range
  }
  if ('counts' in groups) {
    const asked = Object.entries(groups.counts).filter(([, count]) => count > 0)
    const places = asked.reduce((sum, [size, count]) => sum + Number(size) * count, 0)
    const sizes = asked.map(([size]) => Number(size))
    const range = [
      Math.max(1, Math.min(...sizes) - (schools.length < places ? 1 : 0)),
      Math.max(...sizes) + (schools.length > places ? 1 : 0),
    ] as const
    return () => range
  }
  const widest = [
    Math.min(...groups.bounds.map(([min]) => min)),
    Math.max(...groups.bounds.map(([, max]) => max)),
  ] as const
  return (group) => groups.bounds[group] ?? widest
}
