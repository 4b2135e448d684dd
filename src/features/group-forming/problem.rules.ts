/** From what is known of schools to the problem that lib/grouping solves, and back to named groups. */
import { type GroupingProblem, groupingProblem } from '../../lib/grouping/problem.ts'
import { sectorsOf } from '../review-groups/public.ts'
import type { ArrangedGroup, FormingSettings, Sector } from './forming.schema.ts'
import { placesOf, travelUnit } from './travel.rules.ts'

/** A school that takes part, with what it said for this programme and, if any, its present group. */
export type SchoolFacts = {
  id: string
  urn: number
  name: string
  phase: string
  type: string
  status: string
  trust: string
  district: string
  easting: number | null
  northing: number | null
  latitude: number | null
  longitude: number | null
  pupils: number | null
  sen_unit: boolean
  resourced_provision: boolean
  /** Whether the school has said what it brings and looks for. */
  has_answered: boolean
  strengths: string[]
  priorities: string[]
  wished_school_ids: string[]
  review_group_id: string | null
  /** The school has a review in its present group, so it stays there. */
  is_held: boolean
}

export type FormingFacts = {
  schools: SchoolFacts[]
  /** The programme's groups as they are now, published or not. */
  present: ArrangedGroup[]
  /** Pairs that were in a group before, in this programme or another. */
  past_partners: [string, string][]
  /** Minutes between schools: `[one, other, minutes]`. */
  travel_times: [string, string, number][]
}

/** The phase that a school counts as. An all-through school counts as a secondary school, of which there are fewer. */
export function sectorOf(school: { phase: string }): Sector {
  const known = sectorsOf(school.phase)
  return known.includes('secondary') ? 'secondary' : (known[0] ?? 'special')
}

/** The schools that can be grouped: those that take part and are open. */
export function openSchools(facts: Pick<FormingFacts, 'schools'>): SchoolFacts[] {
  return facts.schools.filter((school) => school.status === 'open')
}

/** Schools whose place is not in the register; the middle of their district stands in for it. */
export function unplacedSchools(facts: Pick<FormingFacts, 'schools'>): SchoolFacts[] {
  return openSchools(facts).filter((school) => school.easting === null || school.northing === null)
}

/** The problem of forming all the groups of a programme. Schools that host a review are not fixed here; see `restOf`. */
export function problemOf(facts: FormingFacts, settings: FormingSettings): GroupingProblem {
  return problemFor(openSchools(facts), facts, settings)
}

function problemFor(
  schools: readonly SchoolFacts[],
  facts: FormingFacts,
  { rules, aims }: FormingSettings,
  fixed: Record<string, number> = {},
): GroupingProblem {
  const inside = new Set(schools.map(({ id }) => id))
  const both = (pairs: readonly [string, string][]) => pairs.filter(([a, b]) => inside.has(a) && inside.has(b))
  const placeOf = placesOf(schools, travelUnit(facts))
  const trustOf = trustNames(schools)
  return groupingProblem.parse({
    schools: schools.map((school) => ({
      id: school.id,
      ...placeOf(school),
      phase: sectorOf(school),
      trust: trustOf(school.trust),
      district: school.district,
      strengths: school.strengths,
      priorities: school.priorities,
      profile: profileOf(school),
    })),
    groups: { sizes: { min: rules.fewest, target: rules.ideal, max: rules.most } },
    rules: {
      separateTrusts: rules.separate_trusts,
      together: both(rules.together),
      apart: both(rules.apart),
      everyGroupHas: rules.at_least.map(({ phase, number }) => ({ phase, atLeast: number })),
      singlePhase: rules.phases === 'one',
      crossPhase: rules.phases === 'mixed',
      ...(rules.coaches.length > 0 ? { coaches: rules.coaches.filter((id) => inside.has(id)) } : {}),
      fixed,
    },
    objective: {
      travel: aims.travel,
      unmetPriorities: aims.unmet_priorities,
      profile: aims.profile,
      sameDistrict: aims.same_district,
      pastPartners: aims.past_partners,
      unmetWishes: aims.unmet_wishes,
    },
    travelTable: facts.travel_times.filter(([a, b]) => inside.has(a) && inside.has(b)),
    partners: both(facts.past_partners),
    wishes: schools.flatMap((school) =>
      school.wished_school_ids.filter((id) => inside.has(id) && id !== school.id).map((id) => [school.id, id]),
    ),
  })
}

/** One spelling for each trust, as the register first writes it: reasons name trusts. */
function trustNames(schools: readonly SchoolFacts[]): (trust: string) => string {
  const keyOf = (trust: string) => trust.trim().toLowerCase()
  const first = new Map(schools.toReversed().map(({ trust }) => [keyOf(trust), trust.trim()]))
  return (trust) => first.get(keyOf(trust)) ?? ''
}

/** Size in doublings of the roll, and whether there is a unit or resourced provision, in comparable steps. */
function profileOf(school: SchoolFacts): Record<string, number> {
  return {
    ...(school.pupils ? { size: Math.log2(school.pupils) } : {}),
    provision: school.sen_unit || school.resourced_provision ? 2 : 0,
  }
}

/** What is kept when an arrangement is solved again. */
export type Kept = {
  groups: readonly ArrangedGroup[]
  locked_groups: readonly number[]
  locked_school_ids: readonly string[]
}

/** What is left to solve, and how its answer becomes named groups again. */
export type Rest = {
  /** Undefined when nothing is left to solve. */
  problem: GroupingProblem | undefined
  complete: (found: readonly (readonly string[])[]) => ArrangedGroup[]
}

/**
 * The problem that is left when some of an arrangement stays: locked groups are taken out whole; locked schools, and schools
 * that host a review in their group, stay in their groups.
 */
export function restOf(facts: FormingFacts, settings: FormingSettings, kept: Kept): Rest {
  const open = openSchools(facts)
  const openIds = new Set(open.map(({ id }) => id))
  const locked = kept.groups.filter((_, index) => kept.locked_groups.includes(index))
  const out = new Set(locked.flatMap((group) => group.school_ids))
  const stays = new Set([
    ...kept.locked_school_ids,
    ...open.filter((school) => school.is_held).map((school) => school.id),
  ])
  const others = kept.groups.filter((_, index) => !kept.locked_groups.includes(index))
  const stayers = (group: ArrangedGroup) => group.school_ids.filter((id) => stays.has(id) && openIds.has(id))
  // Groups in which somebody stays come first, so that their numbers exist however many groups the search makes.
  const order = others.toSorted((a, b) => Number(stayers(b).length > 0) - Number(stayers(a).length > 0))
  const fixed = Object.fromEntries(order.flatMap((group, index) => stayers(group).map((id) => [id, index])))
  const schools = open.filter(({ id }) => !out.has(id))
  return {
    problem: schools.length === 0 ? undefined : problemFor(schools, facts, settings, fixed),
    complete: (found) => [
      ...locked,
      ...namedGroups(found, facts, {
        before: order,
        firmly: order.filter((group) => stayers(group).length > 0).length,
        taken: locked,
      }),
    ],
  }
}

/**
 * Gives groups of ids their names: a group that has most of its schools from an earlier group keeps that one's name (and its
 * review group); others are named after the district of most of their schools.
 */
export function namedGroups(
  found: readonly (readonly string[])[],
  facts: Pick<FormingFacts, 'schools'>,
  earlier: { before: readonly ArrangedGroup[]; firmly: number; taken: readonly ArrangedGroup[] },
): ArrangedGroup[] {
  const heirs = heirsOf(found, earlier)
  const used = new Set(
    [...earlier.taken, ...heirs.values()].map((group) => group.name).concat(earlier.before.map(({ name }) => name)),
  )
  const district = new Map(facts.schools.map((school) => [school.id, school.district.trim()]))
  return found.map((ids, index) => {
    const school_ids = [...ids]
    const heir = heirs.get(index)
    if (heir) return { name: heir.name, review_group_id: heir.review_group_id, school_ids }
    const name = freeName(placeName(ids.map((id) => district.get(id) ?? '')), used)
    used.add(name)
    return { name, review_group_id: null, school_ids }
  })
}

function heirsOf(
  found: readonly (readonly string[])[],
  { before, firmly }: { before: readonly ArrangedGroup[]; firmly: number },
): Map<number, ArrangedGroup> {
  const heirs = new Map<number, ArrangedGroup>()
  for (const [index, group] of before.slice(0, firmly).entries()) heirs.set(index, group)
  const shared = before.slice(firmly).flatMap((group) =>
    found.flatMap((ids, index) => {
      const common = ids.filter((id) => group.school_ids.includes(id)).length
      return heirs.has(index) || common * 2 <= Math.max(ids.length, group.school_ids.length)
        ? []
        : [{ group, index, common }]
    }),
  )
  for (const { group, index } of shared.sort((a, b) => b.common - a.common))
    if (!heirs.has(index) && ![...heirs.values()].includes(group)) heirs.set(index, group)
  return heirs
}

const noPlace = 'Group'

function placeName(districts: readonly string[]): string {
  const counts = Map.groupBy(
    districts.filter((name) => name !== ''),
    (name) => name,
  )
  const most = [...counts].sort(([a, x], [b, y]) => y.length - x.length || a.localeCompare(b))[0]
  return most?.[0] ?? noPlace
}

/** The first group of a place has its bare name; those without a place are numbered from the beginning. */
function freeName(place: string, used: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const name = number === 1 && place !== noPlace ? place : `${place} ${number}`
    if (!used.has(name)) return name
  }
}
