/** The rules of a review group: what must hold, what is advised against, and why each school is there. */

import { kilometresBetween } from '../../lib/coordinates.ts'
import { plural, sentenceList } from '../../lib/words.ts'
import type { GroupRules } from '../review-models/public.ts'

/** A school that may join a group. `other_group` is the name of another group of the programme that has it. */
export type CandidateSchool = {
  id: string
  name: string
  phase: string
  trust: string
  status: string
  latitude: number | null
  longitude: number | null
  in_programme: boolean
  other_group: string | null
}

/** A `must` refuses the group, an `advice` asks whether to go on. `school_ids` are the schools that it is about. */
export type Check = { level: 'must' | 'advice'; reason: string; school_ids: readonly string[] }

export type Pair = { a: CandidateSchool; b: CandidateSchool; km: number }

const idsOf = (schools: readonly CandidateSchool[]) => schools.map((school) => school.id)
const namesOf = (schools: readonly CandidateSchool[]) => sentenceList(schools.map((school) => school.name))
const are = (schools: readonly CandidateSchool[]) => (schools.length === 1 ? 'is' : 'are')

/** Every rule that a group of these schools breaks, those that must hold first. */
export function checkGroup(rules: GroupRules, schools: readonly CandidateSchool[]): Check[] {
  return [
    ...checkSize(rules, schools.length),
    ...checkMembership(schools),
    ...checkTrusts(rules, schools),
    ...checkPhases(rules, schools),
    ...checkDistances(rules, schools),
  ].sort((a, b) => Number(a.level === 'advice') - Number(b.level === 'advice'))
}

/** "4 to 6 schools", "3 schools" */
export function sizeInWords(rules: GroupRules): string {
  return rules.fewest === rules.most ? plural(rules.most, 'school') : `${rules.fewest} to ${rules.most} schools`
}

function checkSize(rules: GroupRules, size: number): Check[] {
  const about: readonly string[] = []
  const must = `A review group has ${sizeInWords(rules)}`
  if (size < rules.fewest) {
    return [
      {
        level: 'must',
        reason: `${must}; this one has ${size === 0 ? 'none' : `only ${size}`}. Choose ${rules.fewest - size} more.`,
        school_ids: about,
      },
    ]
  }
  if (size > rules.most)
    return [
      { level: 'must', reason: `${must}; this one has ${size}. Take ${size - rules.most} out.`, school_ids: about },
    ]
  if (size === rules.ideal) return []
  const effect =
    size < rules.ideal
      ? 'With fewer schools each one visits more often, and there are fewer people to make up a team.'
      : 'With more schools the visits take longer to come round.'
  return [
    {
      level: 'advice',
      reason: `The best size is ${rules.ideal}; this group has ${size}. ${effect}`,
      school_ids: about,
    },
  ]
}

function checkMembership(schools: readonly CandidateSchool[]): Check[] {
  const checks: Check[] = []
  const closed = schools.filter((school) => school.status !== 'open')
  const outside = schools.filter((school) => school.status === 'open' && !school.in_programme)
  if (closed.length > 0)
    checks.push({ level: 'must', reason: `${namesOf(closed)} ${are(closed)} not open.`, school_ids: idsOf(closed) })
  if (outside.length > 0) {
    checks.push({
      level: 'must',
      reason: `${namesOf(outside)} ${are(outside)} not taking part in this programme.`,
      school_ids: idsOf(outside),
    })
  }
  for (const school of schools) {
    if (school.other_group)
      checks.push({
        level: 'must',
        reason: `${school.name} is already in ${school.other_group}. Move it from there.`,
        school_ids: [school.id],
      })
  }
  return checks
}

/** The name that two schools of one trust share. Registers write it in different cases. */
function sameTrustKey(school: CandidateSchool): string {
  return school.trust.trim().toLowerCase()
}

/** Whether two schools belong to one trust; schools without a trust never do. */
export function shareTrust(a: { trust: string }, b: { trust: string }): boolean {
  const trust = a.trust.trim().toLowerCase()
  return trust !== '' && trust === b.trust.trim().toLowerCase()
}

function checkTrusts(rules: GroupRules, schools: readonly CandidateSchool[]): Check[] {
  if (rules.same_trust === 'allowed') return []
  const trusts = Map.groupBy(
    schools.filter((school) => sameTrustKey(school) !== ''),
    sameTrustKey,
  )
  return [...trusts.values()]
    .filter((members) => members.length > 1)
    .map((members) => ({
      level: 'must',
      reason: `${namesOf(members)} belong to one trust, ${members[0]?.trust ?? ''}. Keep one of them, so that every visitor comes from outside the trust.`,
      school_ids: idsOf(members),
    }))
}

export type Sector = 'primary' | 'secondary' | 'special'

/** The sectors that a phase of the school register counts as; an all-through school counts as two. */
export function sectorsOf(phase: string): Sector[] {
  const known = phase.toLowerCase()
  if (known.includes('all-through') || known.includes('all through')) return ['primary', 'secondary']
  if (known.includes('primary') || known.includes('nursery') || known.includes('infant') || known.includes('junior'))
    return ['primary']
  if (known.includes('secondary') || known.includes('16')) return ['secondary']
  return ['special']
}

const anotherPhase: Record<Sector, string> = {
  primary: 'A secondary school would let the group follow pupils from one phase to the next.',
  secondary: 'A primary school would let the group follow pupils from one phase to the next.',
  special: 'A mainstream school would let each see what the other does.',
}

function checkPhases(rules: GroupRules, schools: readonly CandidateSchool[]): Check[] {
  if (rules.phases === 'any' || schools.length < 2) return []
  const sectors = new Set(schools.flatMap((school) => sectorsOf(school.phase)))
  const only = [...sectors][0]
  if (rules.phases === 'one' && sectors.size > 1) {
    return [
      {
        level: 'must',
        reason: `The schools of a group are of one phase; these are ${sentenceList([...sectors])}.`,
        school_ids: [],
      },
    ]
  }
  if (rules.phases === 'one' || sectors.size > 1 || !only) return []
  return [{ level: 'advice', reason: `All the schools are ${only} schools. ${anotherPhase[only]}`, school_ids: [] }]
}

/** Every pair of members with a known place, with the straight-line distance in kilometres. */
export function pairsOf(schools: readonly CandidateSchool[]): Pair[] {
  return schools.flatMap((a, index) =>
    schools.slice(index + 1).flatMap((b) => {
      const km = kilometresApart(a, b)
      return km === undefined ? [] : [{ a, b, km }]
    }),
  )
}

/** The straight line between two schools, in kilometres; undefined when one has no known place. */
export function kilometresApart(a: Located, b: Located): number | undefined {
  if (a.latitude === null || a.longitude === null || b.latitude === null || b.longitude === null) return undefined
  return kilometresBetween(
    { latitude: a.latitude, longitude: a.longitude },
    { latitude: b.latitude, longitude: b.longitude },
  )
}
type Located = Pick<CandidateSchool, 'latitude' | 'longitude'>

/** The furthest pair and the kilometres of all pairs together; undefined when fewer than two places are known. */
export function travelOf(schools: readonly CandidateSchool[]): { furthest: Pair; totalKm: number } | undefined {
  const pairs = pairsOf(schools)
  const furthest = pairs.reduce<Pair | undefined>(
    (longest, pair) => (longest && longest.km >= pair.km ? longest : pair),
    undefined,
  )
  return furthest && { furthest, totalKm: pairs.reduce((sum, pair) => sum + pair.km, 0) }
}

function checkDistances(rules: GroupRules, schools: readonly CandidateSchool[]): Check[] {
  const checks: Check[] = []
  const unplaced = schools.filter((school) => school.latitude === null || school.longitude === null)
  const far = pairsOf(schools)
    .filter((pair) => pair.km > rules.far_apart_km)
    .sort((a, b) => b.km - a.km)
  const furthest = far[0]
  if (furthest) {
    const more =
      far.length === 1
        ? ''
        : ` ${far.length - 1} more ${far.length === 2 ? 'pair is' : 'pairs are'} over ${rules.far_apart_km} km.`
    checks.push({
      level: 'advice',
      reason: `${furthest.a.name} and ${furthest.b.name} are ${kilometres(furthest.km)} apart in a straight line.${more}`,
      school_ids: [...new Set(far.flatMap((pair) => [pair.a.id, pair.b.id]))],
    })
  }
  if (unplaced.length > 0) {
    checks.push({
      level: 'advice',
      reason: `The school register gives no place for ${namesOf(unplaced)}, so ${unplaced.length === 1 ? 'its distances are' : 'their distances are'} not checked.`,
      school_ids: idsOf(unplaced),
    })
  }
  return checks
}

/** "6.1 km", "24 km" */
export function kilometres(km: number): string {
  return `${km < 10 ? km.toFixed(1) : Math.round(km)} km`
}

/** Why each school is in the group, in words, by the school's id. */
export function reasonsFor(schools: readonly CandidateSchool[]): Map<string, string[]> {
  return new Map(
    schools.map((school) => [
      school.id,
      reasonsOf(
        school,
        schools.filter((other) => other.id !== school.id),
      ),
    ]),
  )
}

function reasonsOf(school: CandidateSchool, others: readonly CandidateSchool[]): string[] {
  const reasons: string[] = []
  const near = others
    .flatMap((other) => {
      const km = kilometresApart(school, other)
      return km === undefined ? [] : [{ other, km }]
    })
    .sort((a, b) => a.km - b.km)[0]
  if (near) reasons.push(`${kilometres(near.km)} from its nearest partner, ${near.other.name}`)
  const own = sectorsOf(school.phase)
  const ofPhase = others.filter((other) => sectorsOf(other.phase).some((sector) => own.includes(sector)))
  if (others.length > 0 && ofPhase.length === 0)
    reasons.push(`the only ${own[0]} school, so the group sees another phase`)
  if (ofPhase.length > 0) reasons.push(`${plural(ofPhase.length, `other ${own[0]} school`)} to compare with`)
  if (school.trust && !others.some((other) => shareTrust(school, other))) reasons.push('no partner from its own trust')
  return reasons
}

/** A person who would support a group from outside, and the places where they hold a role. */
export type LeaderCandidate = {
  name: string
  places: readonly { school_id: string; school_name: string; trust: string; role: string }[]
}

/** What a role or a declared conflict at a school makes of a person; every other role is work there. */
const hasToDoWith: Readonly<Record<string, string>> = {
  governor: 'is a governor of',
  'recent-employer': 'worked until recently at',
  family: 'has family at',
  other: 'has declared a conflict of interest with',
}

/** Why a person cannot support a group from outside; undefined when nothing stands against it. */
export function whyCannotSupport(person: LeaderCandidate, schools: readonly CandidateSchool[]): string | undefined {
  for (const place of person.places) {
    const own = schools.find((school) => school.id === place.school_id)
    const does = hasToDoWith[place.role] ?? 'works at'
    if (own)
      return `${person.name} ${does} ${own.name}, which is in this group. Choose somebody from outside the group.`
    const sister = schools.find((school) => shareTrust(school, place))
    if (sister)
      return `${person.name} ${does} ${place.school_name}, which is in the same trust as ${sister.name} (${sister.trust}). Choose somebody from outside the group's trusts.`
  }
  return undefined
}
