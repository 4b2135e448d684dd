/** The score of groups counted afresh from the problem as it was given, without anything that the search keeps. */

import { allowedSizes } from './allowed-sizes.ts'
import { profileDistance } from './instance.ts'
import { type GroupingProblem, sizesOf, weightsOf } from './problem.ts'

export type Score = {
  /** What the search makes small (or, with `maximisePairs`, large). */
  total: number
  /** Kilometres (or units of `travelTable`) over all pairs inside groups. */
  travel: number
  /** Priorities of schools that no partner has among its strengths. */
  unmetPriorities: number
  profile: number
  sameDistrict: number
  pastPartners: number
  unmetWishes: number
  /** The benefits of `maximisePairs` inside groups. */
  benefit: number
}

/** A hard rule that groups break, in words, with the schools and the group that it is about. */
export type Violation = {
  rule: string
  reason: string
  schools: string[]
  group?: number
  /** The trust or the phase that the rule is about. */
  about?: string
  /** How far the rule is broken, to be compared with the same rule elsewhere: more is worse. */
  amount: number
}

type School = GroupingProblem['schools'][number]

/** Adds up the score of groups of ids. Ids that the problem does not know are passed over. */
export function recount(problem: GroupingProblem, groups: readonly (readonly string[])[]): Score {
  const at = new Map(problem.schools.map(({ id }, index) => [id, index]))
  const places = groups.map((group) => group.flatMap((id) => at.get(id) ?? []))
  const pairs = places.flatMap((group) =>
    group.flatMap((i, index) => group.slice(index + 1).map((j) => [i, j] as const)),
  )
  const schoolAt = (i: number): School => problem.schools[i] ?? { id: '' }
  const groupOf = new Map(groups.flatMap((group, index) => group.map((id) => [id, index])))
  const isTogether = ([a, b]: readonly [string, string]) => groupOf.has(a) && groupOf.get(a) === groupOf.get(b)
  const table = new Map<string, number>()
  for (const [a, b, value] of problem.travelTable ?? []) table.set([a, b].sort().join('\n'), value)
  const distance = (i: number, j: number) => {
    const [a, b] = [schoolAt(i), schoolAt(j)]
    return table.get([a.id, b.id].sort().join('\n')) ?? Math.hypot((a.x ?? 0) - (b.x ?? 0), (a.y ?? 0) - (b.y ?? 0))
  }
  const profile = profileDistance(problem)
  const sum = (value: (i: number, j: number) => number) => pairs.reduce((total, [i, j]) => total + value(i, j), 0)
  const terms = {
    travel: sum(distance),
    unmetPriorities: groups.reduce(
      (total, group) => total + unmetIn(group.flatMap((id) => problem.schools[at.get(id) ?? -1] ?? [])),
      0,
    ),
    profile: sum(profile),
    sameDistrict: sum((i, j) => (schoolAt(i).district && schoolAt(i).district === schoolAt(j).district ? 1 : 0)),
    pastPartners: (problem.partners ?? []).filter(isTogether).length,
    unmetWishes: (problem.wishes ?? []).filter((wish) => !isTogether(wish)).length,
  }
  const benefit = (problem.objective?.maximisePairs ?? []).reduce(
    (total, [i, j, value]) => total + (isTogether([schoolAt(i).id, schoolAt(j).id]) ? value : 0),
    0,
  )
  const weights = weightsOf(problem)
  const total = problem.objective?.maximisePairs
    ? benefit
    : (Object.keys(weights) as (keyof typeof weights)[]).reduce((all, aim) => all + weights[aim] * terms[aim], 0)
  return { total, ...terms, benefit }
}

/** Counts the priorities of a group's schools that none of the others lists among its strengths. */
function unmetIn(schools: readonly School[]): number {
  return schools.reduce(
    (total, school) =>
      total +
      [...new Set(school.priorities)].filter(
        (topic) => !schools.some((other) => other !== school && other.strengths?.includes(topic)),
      ).length,
    0,
  )
}

/** Every hard rule that the groups break, in words; empty for groups that keep them all. */
export function violationsOf(problem: GroupingProblem, groups: readonly (readonly string[])[]): Violation[] {
  const byId = new Map(problem.schools.map((school) => [school.id, school]))
  return [
    ...sizeViolations(problem, groups, byId),
    ...groups.flatMap((ids, group) =>
      insideGroup(
        problem,
        ids.flatMap((id) => byId.get(id) ?? []),
      ).map((violation) => ({ ...violation, group })),
    ),
    ...acrossGroups(problem.rules, new Map(groups.flatMap((group, index) => group.map((id) => [id, index])))),
  ]
}

/**
 * Every hard rule that groups changed by hand break. Unlike `violationsOf`, the size of each group counts by itself, as
 * `allowedSizes` says, and a group without schools is closed: no rule is about it.
 */
export function rulesBroken(problem: GroupingProblem, groups: readonly (readonly string[])[]): Violation[] {
  const byId = new Map(problem.schools.map((school) => [school.id, school]))
  const groupOf = new Map(groups.flatMap((group, index) => group.map((id) => [id, index])))
  const allowed = allowedSizes(problem)
  return [
    ...partitionViolations(problem, groups),
    ...groups.flatMap((ids, group) =>
      brokenInGroup(
        problem,
        ids.flatMap((id) => byId.get(id) ?? []),
        group,
        allowed(group),
      ),
    ),
    ...acrossGroups(problem.rules, groupOf),
  ]
}

/** The hard rules that one group by itself breaks, its size included; none for a group without schools. */
export function brokenInGroup(
  problem: GroupingProblem,
  schools: readonly School[],
  group: number,
  [min, max]: readonly [number, number],
): Violation[] {
  if (schools.length === 0) return []
  const found = insideGroup(problem, schools).map((violation): Violation => ({ ...violation, group }))
  const load = schools.reduce((sum, school) => sum + (school.weight ?? 1), 0)
  const by = Math.max(min - load, load - max)
  if (by > 1e-9)
    found.unshift({
      rule: 'groups',
      reason: `Group ${group} has ${Number(load.toFixed(3))}, which is not between ${min} and ${max}`,
      schools: schools.map((school) => school.id),
      group,
      about: load < min ? 'small' : 'large',
      amount: by,
    })
  return found
}

/** What is broken after a change and was not before, or not as much. */
export function newlyBroken(before: readonly Violation[], after: readonly Violation[]): Violation[] {
  const amounts = new Map(before.map((violation) => [keyOf(violation), violation.amount]))
  return after.filter((violation) => violation.amount > (amounts.get(keyOf(violation)) ?? 0) + 1e-9)
}

/** What tells one broken rule from another: rules about whole groups by the group, rules about pairs by the pair. */
function keyOf({ rule, group, about, schools }: Violation): string {
  const isPair = rule === 'together' || rule === 'apart' || rule === 'fixed'
  return JSON.stringify([rule, group, about, isPair ? schools : []])
}

function partitionViolations(problem: GroupingProblem, groups: readonly (readonly string[])[]): Violation[] {
  const places = groups.flat()
  const missing = problem.schools.length - new Set(places).size
  if (places.length === problem.schools.length && missing === 0) return []
  return [
    {
      rule: 'partition',
      reason: 'Not every school is in exactly one group',
      schools: [],
      amount: Math.abs(missing) + Math.abs(places.length - problem.schools.length),
    },
  ]
}

function sizeViolations(
  problem: GroupingProblem,
  groups: readonly (readonly string[])[],
  byId: Map<string, School>,
): Violation[] {
  const sizes = sizesOf(problem)
  const found = partitionViolations(problem, groups)
  if (!sizes) return found
  if (sizes.kind === 'counts') {
    const order = (list: readonly number[]) => [...list].sort((a, b) => a - b).join(' ')
    if (order(sizes.sizes) !== order(groups.map((group) => group.length)))
      found.push({
        rule: 'groups',
        reason: 'The groups do not have the sizes that were asked for',
        schools: [],
        amount: 1,
      })
    return found
  }
  for (const [group, [min, max]] of sizes.bounds.entries()) {
    const ids = groups[group] ?? []
    const load = ids.reduce((sum, id) => sum + (byId.get(id)?.weight ?? 1), 0)
    if (load < min - 1e-9 || load > max + 1e-9)
      found.push({
        rule: 'groups.bounds',
        reason: `Group ${group} holds ${Number(load.toFixed(3))}, which is not between ${min} and ${max}`,
        schools: [...ids],
        group,
        amount: Math.max(min - load, load - max),
      })
  }
  return found
}

function insideGroup({ rules }: GroupingProblem, schools: readonly School[]): Violation[] {
  const found: Violation[] = []
  const idsOf = (list: readonly School[]) => list.map((school) => school.id)
  if (rules?.separateTrusts) {
    const trusts = Map.groupBy(
      schools.filter((school) => school.trust),
      (school) => school.trust ?? '',
    )
    for (const [trust, members] of trusts)
      if (members.length > 1)
        found.push({
          rule: 'separateTrusts',
          reason: `${members.length} schools of ${trust} are in one group`,
          schools: idsOf(members),
          about: trust,
          amount: members.length - 1,
        })
  }
  const phases = new Set(schools.map((school) => school.phase ?? 'none'))
  if (rules?.singlePhase && phases.size > 1)
    found.push({
      rule: 'singlePhase',
      reason: `One group has schools of ${phases.size} phases`,
      schools: idsOf(schools),
      amount: phases.size - 1,
    })
  if (rules?.crossPhase && phases.size === 1)
    found.push({
      rule: 'crossPhase',
      reason: `All schools of a group are ${[...phases][0]}`,
      schools: idsOf(schools),
      amount: 1,
    })
  for (const { phase, atLeast } of rules?.everyGroupHas ?? []) {
    const has = schools.filter((school) => school.phase === phase).length
    if (has < atLeast)
      found.push({
        rule: 'everyGroupHas',
        reason: `A group has ${has} of ${atLeast} ${phase} schools`,
        schools: idsOf(schools),
        about: phase,
        amount: atLeast - has,
      })
  }
  if (rules?.coaches && !schools.some((school) => rules.coaches?.includes(school.id)))
    found.push({ rule: 'coaches', reason: 'A group has no coach', schools: idsOf(schools), amount: 1 })
  return found
}

/** The broken rules among those given that are about schools in different groups, or in a certain one. */
export function acrossGroups(
  rules: Pick<NonNullable<GroupingProblem['rules']>, 'together' | 'apart' | 'fixed'> | undefined,
  groupOf: Pick<ReadonlyMap<string, number>, 'get' | 'has'>,
): Violation[] {
  const found: Violation[] = []
  for (const [a, b] of rules?.together ?? [])
    if (groupOf.get(a) !== groupOf.get(b))
      found.push({ rule: 'together', reason: `${a} and ${b} are in different groups`, schools: [a, b], amount: 1 })
  for (const [a, b] of rules?.apart ?? [])
    if (groupOf.has(a) && groupOf.get(a) === groupOf.get(b))
      found.push({ rule: 'apart', reason: `${a} and ${b} are in one group`, schools: [a, b], amount: 1 })
  for (const [id, group] of Object.entries(rules?.fixed ?? {}))
    if (groupOf.get(id) !== group)
      found.push({ rule: 'fixed', reason: `${id} is not in group ${group}`, schools: [id], group, amount: 1 })
  return found
}
