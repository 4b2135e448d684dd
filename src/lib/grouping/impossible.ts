/** Rules that cannot all be kept, found before the search and named in words: the fewest that stand against each other. */

import { type GroupingProblem, type Sizes, sizesOf } from './problem.ts'
import { chainBetween, joined } from './ties.ts'

/** Why no arrangement can keep the rules, and the rules that stand against each other. */
export type Conflict = { reason: string; rules: string[]; schools: string[] }

type School = GroupingProblem['schools'][number]

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' })
const several = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`
const named = (ids: readonly string[]) =>
  ids.length <= 6 ? list.format(ids) : `${ids.slice(0, 5).join(', ')} and ${ids.length - 5} more`

/**
 * The first conflict found, from sizes through pairs to whole groups; undefined when none of these reasons applies. Each names
 * only rules of which all are needed for the conflict.
 */
export function whyImpossible(problem: GroupingProblem): Conflict | undefined {
  const sizes = sizesOf(problem)
  if (!sizes) return sizeConflict(problem)
  const ground = groundOf(problem, sizes)
  return (
    boundsConflict(ground) ??
    togetherConflict(ground) ??
    fixedConflict(ground) ??
    crowdConflict(ground) ??
    needConflict(ground) ??
    phaseConflict(ground)
  )
}

type Ground = {
  problem: GroupingProblem
  sizes: Sizes
  groups: number
  largest: number
  byId: Map<string, School>
  /** Schools tied together, directly or by way of others: sets of two and more. */
  sets: string[][]
}

function groundOf(problem: GroupingProblem, sizes: Sizes): Ground {
  const most = sizes.kind === 'counts' ? sizes.sizes : sizes.bounds.map(([, max]) => Math.floor(max))
  return {
    problem,
    sizes,
    groups: most.length,
    largest: Math.max(...most),
    byId: new Map(problem.schools.map((school) => [school.id, school])),
    sets: joined(problem.rules?.together ?? []),
  }
}

function sizeConflict({ groups, schools }: GroupingProblem): Conflict {
  const count = several(schools.length, 'school')
  if ('counts' in groups) {
    const places = Object.entries(groups.counts).reduce((sum, [size, many]) => sum + Number(size) * many, 0)
    return {
      reason: `The groups asked for have ${several(places, 'place')}, but there are ${count}.`,
      rules: ['groups.counts'],
      schools: [],
    }
  }
  if ('sizes' in groups) {
    const { min, max } = groups.sizes
    return {
      reason: `${count} cannot be shared out into groups of ${min} to ${max}.`,
      rules: ['groups.sizes'],
      schools: [],
    }
  }
  return { reason: `${count} do not fit into the groups.`, rules: ['groups.bounds'], schools: [] }
}

function boundsConflict({ sizes, problem }: Ground): Conflict | undefined {
  if (sizes.kind === 'counts') return undefined
  const load = problem.schools.reduce((sum, school) => sum + (school.weight ?? 1), 0)
  const least = sizes.bounds.reduce((sum, [min]) => sum + min, 0)
  const most = sizes.bounds.reduce((sum, [, max]) => sum + max, 0)
  if (load >= least - 1e-9 && load <= most + 1e-9) return undefined
  return {
    reason: `The schools count ${Number(load.toFixed(3))} together, but the groups hold ${Number(least.toFixed(3))} to ${Number(most.toFixed(3))}.`,
    rules: ['groups.bounds'],
    schools: [],
  }
}

function togetherConflict({ problem, sets, largest, byId }: Ground): Conflict | undefined {
  const { rules } = problem
  for (const set of sets) {
    const has = (id: string) => set.includes(id)
    const apart = rules?.apart?.find(([a, b]) => has(a) && has(b))
    if (apart) {
      const chain = chainBetween(rules?.together ?? [], apart[0], apart[1])
      return {
        reason: `${apart[0]} and ${apart[1]} cannot be kept apart: ${chain.map(([a, b]) => `${a} is kept together with ${b}`).join(', and ')}.`,
        rules: ['rules.apart', 'rules.together'],
        schools: [...new Set(chain.flat())],
      }
    }
    const clash = rules?.separateTrusts ? twoOfOne(set, (id) => byId.get(id)?.trust) : undefined
    if (clash) {
      return {
        reason: `${several(clash.ids.length, 'school')} of ${clash.word} (${named(clash.ids)}) cannot be kept together and apart: schools of one trust are never in one group.`,
        rules: ['rules.together', 'rules.separateTrusts'],
        schools: clash.ids,
      }
    }
    const phases = [...new Set(set.map((id) => byId.get(id)?.phase ?? 'none'))]
    if (rules?.singlePhase && phases.length > 1) {
      return {
        reason: `${named(set)} are kept together, but are of ${phases.length} phases (${list.format(phases)}), and each group has one phase.`,
        rules: ['rules.together', 'rules.singlePhase'],
        schools: set,
      }
    }
    if (set.length > largest) {
      return {
        reason: `${several(set.length, 'school')} are kept together (${named(set)}), but the largest group has ${several(largest, 'place')}.`,
        rules: ['rules.together', 'groups'],
        schools: set,
      }
    }
  }
  return undefined
}

/** All schools of the first word that more than one has. */
function twoOfOne(ids: readonly string[], wordOf: (id: string) => string | undefined) {
  const words = Map.groupBy(ids, (id) => wordOf(id) ?? '')
  for (const [word, members] of words) if (word !== '' && members.length > 1) return { word, ids: members }
  return undefined
}

function fixedConflict({ problem, sizes, groups, byId, sets }: Ground): Conflict | undefined {
  const fixed = Object.entries(problem.rules?.fixed ?? {})
  const outside = fixed.find(([, group]) => group >= groups)
  if (outside)
    return {
      reason: `${outside[0]} is fixed in group ${outside[1]}, but there are ${several(groups, 'group')}, counted from 0.`,
      rules: ['rules.fixed'],
      schools: [outside[0]],
    }
  const groupOf = new Map(fixed)
  for (const set of sets) {
    const places = set.filter((id) => groupOf.has(id))
    const other = places.find((id) => groupOf.get(id) !== groupOf.get(places[0] ?? ''))
    if (places[0] && other)
      return {
        reason: `${places[0]} and ${other} are kept together, but fixed in groups ${groupOf.get(places[0])} and ${groupOf.get(other)}.`,
        rules: ['rules.fixed', 'rules.together'],
        schools: [places[0], other],
      }
  }
  for (const [group, members] of Map.groupBy(
    fixed.map(([id]) => id),
    (id) => groupOf.get(id) ?? 0,
  )) {
    const room = sizes.kind === 'counts' ? Math.max(...sizes.sizes) : (sizes.bounds[group]?.[1] ?? 0)
    const load =
      sizes.kind === 'counts' ? members.length : members.reduce((sum, id) => sum + (byId.get(id)?.weight ?? 1), 0)
    if (load > room)
      return {
        reason: `${several(members.length, 'school')} are fixed in group ${group}, which has room for ${room}.`,
        rules: ['rules.fixed', 'groups'],
        schools: members,
      }
    const apart = problem.rules?.apart?.find(([a, b]) => members.includes(a) && members.includes(b))
    if (apart)
      return {
        reason: `${apart[0]} and ${apart[1]} are kept apart, but both fixed in group ${group}.`,
        rules: ['rules.fixed', 'rules.apart'],
        schools: [...apart],
      }
    const clash = problem.rules?.separateTrusts ? twoOfOne(members, (id) => byId.get(id)?.trust) : undefined
    if (clash)
      return {
        reason: `${named(clash.ids)} are of one trust, ${clash.word}, but fixed in group ${group}.`,
        rules: ['rules.fixed', 'rules.separateTrusts'],
        schools: clash.ids,
      }
  }
  return undefined
}

/** More schools that may never meet than there are groups. */
function crowdConflict({ problem, groups, byId }: Ground): Conflict | undefined {
  const { schools, rules } = problem
  if (rules?.separateTrusts) {
    const trusts = Map.groupBy(
      schools.filter((school) => school.trust),
      (school) => school.trust ?? '',
    )
    for (const [trust, members] of trusts) {
      if (members.length > groups)
        return {
          reason: `${trust} has ${several(members.length, 'school')}, but there are only ${several(groups, 'group')}, and each takes one of them.`,
          rules: ['rules.separateTrusts', 'groups'],
          schools: members.map((school) => school.id),
        }
    }
  }
  const crowd = largeCrowd(rules?.apart ?? [], byId, rules?.separateTrusts === true)
  if (crowd.length <= groups) return undefined
  return {
    reason: `${named(crowd)} are all kept apart from each other: ${crowd.length} schools for ${several(groups, 'group')}.`,
    rules: ['rules.apart', 'groups'],
    schools: crowd,
  }
}

/** A set of schools of which each is kept apart from each, grown greedily from the school with most such pairs. */
function largeCrowd(
  apart: readonly (readonly [string, string])[],
  byId: Map<string, School>,
  byTrust: boolean,
): string[] {
  const rows = new Map<string, Set<string>>()
  for (const [a, b] of apart) {
    rows.set(a, (rows.get(a) ?? new Set()).add(b))
    rows.set(b, (rows.get(b) ?? new Set()).add(a))
  }
  const areApart = (a: string, b: string) =>
    rows.get(a)?.has(b) === true || (byTrust && !!byId.get(a)?.trust && byId.get(a)?.trust === byId.get(b)?.trust)
  const order = [...rows].sort((a, b) => b[1].size - a[1].size).map(([id]) => id)
  let best: string[] = []
  for (const first of order) {
    const crowd = [first]
    for (const id of order) if (id !== first && crowd.every((member) => areApart(member, id))) crowd.push(id)
    if (crowd.length > best.length) best = crowd
  }
  return best
}

/** Fewer coaches, or schools of a phase, than the groups need. */
function needConflict({ problem, groups, sizes }: Ground): Conflict | undefined {
  const { rules, schools } = problem
  if (rules?.coaches && new Set(rules.coaches).size < groups) {
    return {
      reason: `Each of ${several(groups, 'group')} needs a coach, but there are only ${new Set(rules.coaches).size}.`,
      rules: ['rules.coaches', 'groups'],
      schools: [...rules.coaches],
    }
  }
  const needs = rules?.everyGroupHas ?? []
  for (const { phase, atLeast } of needs) {
    const has = schools.filter((school) => school.phase === phase)
    if (has.length < atLeast * groups)
      return {
        reason: `Each of ${several(groups, 'group')} needs ${atLeast} ${phase}, which makes ${atLeast * groups}, but there are only ${has.length}.`,
        rules: ['rules.everyGroupHas', 'groups'],
        schools: has.map((school) => school.id),
      }
  }
  const smallest =
    sizes.kind === 'counts' ? Math.min(...sizes.sizes) : Math.min(...sizes.bounds.map(([, max]) => Math.floor(max)))
  const wanted = [...new Map(needs.map((need) => [need.phase, need.atLeast])).values()].reduce(
    (sum, least) => sum + least,
    0,
  )
  if (wanted <= smallest) return undefined
  return {
    reason: `Each group needs ${wanted} schools of the phases named, but one group has only ${several(smallest, 'place')}.`,
    rules: ['rules.everyGroupHas', 'groups'],
    schools: [],
  }
}

/** Whether the phases can be cut into whole groups at all. */
function phaseConflict({ problem, sizes }: Ground): Conflict | undefined {
  if (!problem.rules?.singlePhase || sizes.kind !== 'counts') return undefined
  const distinct = [...new Set(sizes.sizes)]
  const phases = Map.groupBy(problem.schools, (school) => school.phase ?? 'none')
  for (const [phase, members] of phases) {
    if (!canBeSum(members.length, distinct))
      return {
        reason: `${several(members.length, `${phase} school`)} cannot be shared out into groups of ${list.format(distinct.map(String))} of one phase.`,
        rules: ['rules.singlePhase', 'groups'],
        schools: members.map((school) => school.id),
      }
  }
  return undefined
}

function canBeSum(total: number, parts: readonly number[]): boolean {
  const reached = Array<boolean>(total + 1).fill(false)
  reached[0] = true
  for (let sum = 1; sum <= total; sum++)
    reached[sum] = parts.some((part) => part <= sum && reached[sum - part] === true)
  return reached[total] === true
}
