/** The rules that keep a school in its group, or out of a group that is nearer. */
import { placesIn } from './effect.ts'
import type { Weighing } from './weigh.ts'

/** What must stay when groups change: whole groups by their numbers, and schools in their groups. */
export type Locked = { groups?: readonly number[]; schools?: readonly string[] }

/** A rule that binds a school. `group` is its own where the rule keeps it here, a nearer one where it keeps it out of that. */
export type Binding =
  | { keeps: 'here'; rule: 'locked' | 'fixed' | 'coach' | 'crossPhase'; group: number }
  | { keeps: 'here'; rule: 'together'; group: number; schools: string[] }
  | { keeps: 'here'; rule: 'phase'; group: number; phase: string; atLeast: number }
  | { keeps: 'here'; rule: 'smallest'; group: number; size: number; least: number }
  | { keeps: 'out'; rule: 'locked'; group: number }
  | { keeps: 'out'; rule: 'trust' | 'apart'; group: number; schools: string[] }
  | { keeps: 'out'; rule: 'onePhase'; group: number; phase: string }
  | { keeps: 'out'; rule: 'full'; group: number; size: number; most: number }

/** Of how many nearer groups it is said what keeps a school out. */
const mostNearer = 3

/** The bindings of a school in a group. `nearer` are the groups nearer than its own. */
export function bindingsOf(
  weighing: Weighing,
  groups: readonly (readonly string[])[],
  { school, group, nearer, locked }: { school: string; group: number; nearer: readonly number[]; locked: Locked },
): Binding[] {
  return [
    ...keptHere(weighing, groups[group] ?? [], { school, group, locked }),
    ...nearer.slice(0, mostNearer).flatMap((other) => keptOut(weighing, groups[other] ?? [], school, other, locked)),
  ]
}

function keptHere(
  weighing: Weighing,
  members: readonly string[],
  { school, group, locked }: { school: string; group: number; locked: Locked },
): Binding[] {
  const { rules } = weighing.problem
  const found: Binding[] = []
  if (locked.groups?.includes(group) || locked.schools?.includes(school))
    found.push({ keeps: 'here', rule: 'locked', group })
  if (rules?.fixed?.[school] === group) found.push({ keeps: 'here', rule: 'fixed', group })
  const together = weighing.togetherWith(school).filter((other) => members.includes(other))
  if (together.length > 0) found.push({ keeps: 'here', rule: 'together', group, schools: together })
  const others = members.filter((other) => other !== school)
  if (others.length === 0) return found
  const phaseOf = (id: string) => weighing.school(id).phase
  if (weighing.isCoach(school) && !others.some(weighing.isCoach)) found.push({ keeps: 'here', rule: 'coach', group })
  for (const { phase, atLeast } of rules?.everyGroupHas ?? [])
    if (phaseOf(school) === phase && others.filter((other) => phaseOf(other) === phase).length < atLeast)
      found.push({ keeps: 'here', rule: 'phase', group, phase, atLeast })
  if (rules?.crossPhase) {
    const phases = new Set(others.map(phaseOf))
    if (phases.size === 1 && !phases.has(phaseOf(school))) found.push({ keeps: 'here', rule: 'crossPhase', group })
  }
  const [least] = weighing.allowed(group)
  if (weighing.load(members) - weighing.load([school]) < least - 1e-9)
    found.push({ keeps: 'here', rule: 'smallest', group, size: members.length, least })
  return found
}

function keptOut(
  weighing: Weighing,
  members: readonly string[],
  school: string,
  group: number,
  locked: Locked,
): Binding[] {
  if (locked.groups?.includes(group)) return [{ keeps: 'out', rule: 'locked', group }]
  const { rules } = weighing.problem
  const found: Binding[] = []
  const own = weighing.school(school)
  const sameTrust = members.filter((other) => own.trust && weighing.school(other).trust === own.trust)
  if (rules?.separateTrusts && sameTrust.length > 0)
    found.push({ keeps: 'out', rule: 'trust', group, schools: sameTrust })
  const apart = weighing.apartFrom(school).filter((other) => members.includes(other))
  if (apart.length > 0) found.push({ keeps: 'out', rule: 'apart', group, schools: apart })
  const phases = new Set(members.map((other) => weighing.school(other).phase))
  if (rules?.singlePhase && phases.size > 0 && !phases.has(own.phase))
    found.push({ keeps: 'out', rule: 'onePhase', group, phase: [...phases][0] ?? 'none' })
  const [, most] = weighing.allowed(group)
  if (weighing.load(members) + weighing.load([school]) > most + 1e-9)
    found.push({ keeps: 'out', rule: 'full', group, size: members.length, most })
  return found
}

/**
 * The groups that are nearer than a school's own, nearest first: those whose schools are on average less far from it than its
 * partners are. For many schools only groups with their middle near by are looked at.
 */
export function nearerGroups(
  weighing: Weighing,
  groups: readonly (readonly string[])[],
  middles: readonly Middle[],
): (school: string) => number[] {
  const groupOf = placesIn(groups)
  const isMany = weighing.problem.schools.length > 300
  return (school) => {
    const own = groupOf.get(school)
    if (own === undefined) return []
    const mean = (ids: readonly string[]) => {
      const others = ids.filter((id) => id !== school)
      return others.length === 0
        ? Number.POSITIVE_INFINITY
        : others.reduce((sum, id) => sum + weighing.distance(school, id), 0) / others.length
    }
    const here = mean(groups[own] ?? [])
    const looked = isMany ? nearest(middles, weighing.school(school), 12) : middles.map(({ group }) => group)
    return looked
      .filter((group) => group !== own)
      .map((group) => ({ group, mean: mean(groups[group] ?? []) }))
      .filter((each) => each.mean < here - 1e-9)
      .sort((a, b) => a.mean - b.mean || a.group - b.group)
      .map(({ group }) => group)
  }
}

type Middle = { group: number; x: number; y: number }

/** The groups with the nearest middles to a place, nearest first. */
export function nearest(
  middles: readonly Middle[],
  { x = 0, y = 0 }: { x?: number | undefined; y?: number | undefined },
  most: number,
): number[] {
  return middles
    .map((middle) => ({ group: middle.group, far: (middle.x - x) ** 2 + (middle.y - y) ** 2 }))
    .sort((a, b) => a.far - b.far)
    .slice(0, most)
    .map(({ group }) => group)
}

/** The middle of each group that has schools. */
export function middlesOf({ school }: Weighing, groups: readonly (readonly string[])[]): Middle[] {
  return groups.flatMap((ids, group) =>
    ids.length === 0
      ? []
      : [
          {
            group,
            x: ids.reduce((sum, id) => sum + (school(id).x ?? 0), 0) / ids.length,
            y: ids.reduce((sum, id) => sum + (school(id).y ?? 0), 0) / ids.length,
          },
        ],
  )
}
