/** Further placings than the best, so that people can choose: other places for joiners, or one more change that saves much. */
import type { Highs } from '../highs.ts'
import { middlesOf, nearest } from './binding.ts'
import { type CostOf, costsOf, countChanges, type Ground, groupsOf, newGroupsIn } from './place-ground.ts'
import { improve } from './place-improve.ts'
import { solvePlacing, type Wanted } from './place-programme.ts'

/** How much of what the groups concerned cost one more change must save to be offered. */
const clearly = 0.1

/** For each further placing. */
const seconds = 0.5

/**
 * Up to two further placings: one with one more change where that costs clearly less, and others with as few changes in which the
 * joiners (or, without any, those who change) do not all go where they go in the best; where there is none of these, such a one
 * with one more change.
 */
export function furtherPlacings(highs: Highs, ground: Ground, costs: CostOf, best: number[]): number[][] {
  const mostChanges = countChanges(ground, best)
  const mostNewGroups = newGroupsIn(ground, best)
  const chosen = choicesOf(ground, best)
  const oneMore = {
    least: costsOf(ground, groupsOf(ground, best)),
    mostChanges: mostChanges + 1,
    mostNewGroups,
    options: withinReach(ground, costs, best),
  }
  const more = improvedOf(highs, ground, oneMore)
  const found = more && isClearlyBetter(ground, best, more) ? [more] : []
  if (chosen.length === 0) return found
  const not = [chosen]
  for (let tries = 0; found.length < 2 && tries < 4; tries++) {
    const other = improvedOf(highs, ground, { least: costs, mostChanges, mostNewGroups: mostNewGroups + 1, not })
    if (!other) break
    if (![best, ...found].some((each) => isSamePlacing(ground, each, other))) found.push(other)
    not.push(chosen.map(({ unit }) => ({ unit, group: other[unit] ?? -1 })))
  }
  if (found.length > 0) return found
  const elsewhere = improvedOf(highs, ground, { ...oneMore, not })
  return elsewhere && !isSamePlacing(ground, best, elsewhere) ? [elsewhere] : []
}

/** Whether two placings put the same schools together, whatever the numbers of new groups. */
function isSamePlacing(ground: Ground, one: readonly number[], other: readonly number[]): boolean {
  const sets = (to: readonly number[]) =>
    groupsOf(ground, to)
      .map((ids) => ids.toSorted().join('\n'))
      .toSorted()
      .join('\n\n')
  return sets(one) === sets(other)
}

/** The placing that seems to cost least, improved without falling back on what is not wanted. */
function improvedOf(highs: Highs, ground: Ground, wanted: Omit<Wanted, 'seconds'>): number[] | undefined {
  const { to } = solvePlacing(highs, ground, { ...wanted, seconds })
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
