/** Leaders and the places in review groups: who may, what is asked of src/lib/matching, and what its answer means in words. */

import { kilometresBetween } from '../../lib/coordinates.ts'
import type { MatchingProblem } from '../../lib/matching/problem.ts'
import { plural, sentenceList } from '../../lib/words.ts'
import {
  type CandidateSchool,
  type GroupRules,
  type GroupToLead,
  kilometres,
  type LeaderCandidateRow,
  type LeaderChange,
  type LeaderPart,
  sectorsOf,
  whyCannotSupport,
} from '../review-groups/public.ts'
import { type Given, sectorNames } from './answer.rules.ts'
import type { MatchedPlace, MatchResult, Wish } from './match.schema.ts'

/** One place for a leader in a group. A group that has several of one kind has a place for each. */
export type Place = {
  id: string
  group: GroupToLead
  part: LeaderPart
  part_name: string
  days: number
  /** Areas of the framework in which its schools look for help. */
  areas: readonly string[]
  now: { person_id: string; name: string } | undefined
}

export type MatchLeader = LeaderCandidateRow & {
  parts: readonly LeaderPart[]
  /** What the leader said; without it the leader keeps the groups that they have and gets no others. */
  said: Pick<Given, 'days' | 'sectors' | 'areas' | 'latitude' | 'longitude'> | undefined
}

export type Ground = {
  places: readonly Place[]
  leaders: readonly MatchLeader[]
  /** The titles of the framework's areas, by their keys. */
  areaTitles: ReadonlyMap<string, string>
}

/** The places of a group: as many of each part as the model asks for, those that somebody has first. */
export function placesOf(
  group: GroupToLead,
  wanted: GroupRules['leaders'],
  needs: Pick<Place, 'days' | 'areas'>,
): Place[] {
  return wanted.flatMap(({ part, short_name, number }) => {
    const present = group.leaders.filter((leader) => leader.part === part)
    return Array.from({ length: number }, (_, index) => {
      const now = present[index]
      return {
        id: `${group.id} ${part} ${index}`,
        group,
        part,
        part_name: short_name,
        ...needs,
        now: now && { person_id: now.person_id, name: now.name },
      }
    })
  })
}

/** What counts besides conflicts, phases and days. A group takes many days, so its distance counts for each of them a little. */
const weights = { distance: 0.25, missingExpertise: 10, leadersPerGroup: 0, change: 15, load: 20 }

/** Why a leader cannot have a place, with their name; undefined when they could. */
export function whyNot(leader: MatchLeader, place: Place, wishes: readonly Wish[]): string | undefined {
  const about = (wish: Wish) => wish.group_id === place.group.id && wish.part === place.part
  const isNow = place.now?.person_id === leader.id
  if (!leader.parts.includes(place.part)) return `${leader.name} does not have the role`
  const conflict = whyCannotSupport(leader, place.group.members)
  if (conflict) return (conflict.split('. ')[0] ?? conflict).replace(/\.$/, '')
  if (wishes.some((wish) => wish.kind === 'forbid' && about(wish) && wish.person_id === leader.id))
    return `${leader.name} was ruled out here`
  if (!leader.said) return isNow ? undefined : `${leader.name} has not said how many days they can give`
  const missing = sectorsOfGroup(place.group.members).filter((sector) => !leader.said?.sectors.includes(sector))
  if (missing.length > 0)
    return `${leader.name} does not support ${sentenceList(missing.map((sector) => sectorNames[sector].toLowerCase()))}`
  if (leader.said.days < place.days)
    return `${leader.name} gives ${plural(leader.said.days, 'day')}, and ${place.days} are needed`
  return undefined
}

function sectorsOfGroup(schools: readonly CandidateSchool[]) {
  return [...new Set(schools.flatMap(({ phase }) => sectorsOf(phase)))]
}

/** Why a leader cannot be fixed to a place; undefined when they can. */
export function whyCannotFix(ground: Ground, wish: Wish, wishes: readonly Wish[]): string | undefined {
  const place = ground.places.find(({ group, part }) => group.id === wish.group_id && part === wish.part)
  const leader = ground.leaders.find(({ id }) => id === wish.person_id)
  if (!place || !leader) return 'This group or leader is no longer there'
  if (wish.kind === 'forbid') return undefined
  const others = wishes.filter((other) => other.kind === 'fix' && other.person_id === leader.id)
  const days = sum(
    ground.places.filter((one) => others.some((other) => other.group_id === one.group.id)).map((one) => one.days),
  )
  if (leader.said && days + place.days > leader.said.days && !others.some((other) => other.group_id === wish.group_id))
    return `${leader.name} gives ${plural(leader.said.days, 'day')}, and ${days} of them are fixed to other groups`
  return whyNot(leader, place, [])
}

/** The days that a leader can give: those that they said, or those that their groups take now. */
export function daysOf(leader: MatchLeader, places: readonly Place[]): number {
  return leader.said?.days ?? sum(places.filter(({ now }) => now?.person_id === leader.id).map(({ days }) => days))
}

/** What src/lib/matching is asked: a request for each place. Who may not have a place is a conflict there. */
export function problemOf({ places, leaders }: Ground, wishes: readonly Wish[]): MatchingProblem {
  const fixed = new Map(
    wishes.filter(({ kind }) => kind === 'fix').map((wish) => [`${wish.group_id} ${wish.part}`, wish.person_id]),
  )
  const isKept = ({ group, part }: Place, person: string) => {
    const holder = fixed.get(`${group.id} ${part}`)
    return holder !== undefined && holder !== person
  }
  return {
    leaders: leaders.map((leader) => ({
      id: leader.id,
      days: daysOf(leader, places),
      ...point(leader.said),
      ...(leader.said ? { expertise: leader.said.areas } : {}),
      conflicts: places
        .filter((place) => isKept(place, leader.id) || whyNot(leader, place, wishes) !== undefined)
        .map(({ id }) => id),
    })),
    requests: places.map((place) => ({
      id: place.id,
      school: place.id,
      days: place.days,
      ...point(middleOf(place.group.members)),
      expertise: [...place.areas],
      ...(place.now && leaders.some(({ id }) => id === place.now?.person_id) ? { now: place.now.person_id } : {}),
    })),
    weights,
  }
}

type Spot = { latitude: number | null; longitude: number | null }

/** Kilometres east and north, near enough on the scale of a county. */
function point(spot: Spot | undefined): { x: number; y: number } | Record<string, never> {
  if (!spot || spot.latitude === null || spot.longitude === null) return {}
  return { x: spot.longitude * 111.32 * Math.cos((52 * Math.PI) / 180), y: spot.latitude * 110.57 }
}

/** The middle of a group's schools. */
function middleOf(schools: readonly Spot[]): Spot {
  const placed = schools.flatMap(({ latitude, longitude }) =>
    latitude === null || longitude === null ? [] : [{ latitude, longitude }],
  )
  if (placed.length === 0) return { latitude: null, longitude: null }
  return {
    latitude: sum(placed.map(({ latitude }) => latitude)) / placed.length,
    longitude: sum(placed.map(({ longitude }) => longitude)) / placed.length,
  }
}

/** How far a leader is from the middle of a group; undefined where one of the places is not known. */
export function kilometresTo(leader: MatchLeader, place: Place): number | undefined {
  const [from, to] = [leader.said, middleOf(place.group.members)]
  if (!from || from.latitude === null || from.longitude === null || to.latitude === null || to.longitude === null)
    return undefined
  return kilometresBetween(
    { latitude: from.latitude, longitude: from.longitude },
    { latitude: to.latitude, longitude: to.longitude },
  )
}

type Found = { leaderOf: ReadonlyMap<string, string>; cost: number; bound: number }

/** A plan in words, to keep and to show. */
export function resultOf(
  ground: Ground,
  wishes: readonly Wish[],
  plan: Found,
  more: { filled: number; days: number } | undefined,
): MatchResult {
  const { places, leaders } = ground
  const held = (leader: MatchLeader) => places.filter(({ id }) => plan.leaderOf.get(id) === leader.id)
  return {
    places: places.map((place) => {
      const leader = leaders.find(({ id }) => id === plan.leaderOf.get(place.id))
      return {
        group_id: place.group.id,
        group_name: place.group.name,
        part: place.part,
        part_name: place.part_name,
        days: place.days,
        now: place.now ?? null,
        leader: leader ? chosen(ground, wishes, leader, place) : null,
        why_empty: leader ? [] : whyEmpty(ground, wishes, plan, place),
      }
    }),
    loads: leaders.map((leader) => ({
      person_id: leader.id,
      name: leader.name,
      days: sum(held(leader).map(({ days }) => days)),
      of: daysOf(leader, places),
      groups: held(leader).map(({ group }) => group.name),
    })),
    one_more: more ? { places: more.filled, days: more.days } : null,
    gap: plan.cost > 0 ? Math.max(0, (plan.cost - plan.bound) / plan.cost) : 0,
  }
}

function chosen(ground: Ground, wishes: readonly Wish[], leader: MatchLeader, place: Place) {
  const title = (key: string) => ground.areaTitles.get(key) ?? key
  const known = place.areas.filter((area) => leader.said?.areas.includes(area))
  const missing = place.areas.filter((area) => !known.includes(area))
  return {
    person_id: leader.id,
    name: leader.name,
    kilometres: kilometresTo(leader, place) ?? null,
    known: known.map(title),
    missing: missing.map(title),
    reasons: reasonsFor(ground, wishes, leader, place),
  }
}

function reasonsFor({ leaders }: Ground, wishes: readonly Wish[], leader: MatchLeader, place: Place): string[] {
  const about = (wish: Wish) => wish.group_id === place.group.id && wish.part === place.part
  if (wishes.some((wish) => wish.kind === 'fix' && about(wish))) return ['fixed by an officer']
  const able = leaders.filter((each) => whyNot(each, place, wishes) === undefined)
  const reasons: string[] = []
  if (place.now?.person_id === leader.id) reasons.push('supports the group already')
  if (!leader.said) reasons.push('has not answered, so stays where they are')
  const km = kilometresTo(leader, place)
  if (able.length === 1) return [...reasons, 'nobody else could']
  if (km !== undefined) {
    const nearer = able.filter((each) => (kilometresTo(each, place) ?? Number.POSITIVE_INFINITY) < km - 0.05).length
    reasons.push(
      nearer === 0
        ? 'the nearest of those who could'
        : `${nearer} who could ${nearer === 1 ? 'is' : 'are'} nearer, but the whole comes out better so`,
    )
  }
  if (place.areas.length > 0 && place.areas.every((area) => leader.said?.areas.includes(area)))
    reasons.push('knows every area in which its schools look for help')
  return reasons
}

/** Why nobody has a place: each leader with what keeps them from it. */
function whyEmpty({ places, leaders }: Ground, wishes: readonly Wish[], plan: Found, place: Place): string[] {
  const able = leaders.filter((leader) => leader.parts.includes(place.part))
  const phases = sentenceList(sectorsOfGroup(place.group.members))
  const trusts = [...new Set(place.group.members.map(({ trust }) => trust).filter((trust) => trust !== ''))]
  const outside = trusts.length > 0 ? ` outside ${sentenceList(trusts)}` : ''
  const first = `No leader has ${plural(place.days, 'day')} left for a group of ${phases} schools${outside}`
  return [
    first,
    ...able.map((leader) => {
      const refusal = whyNot(leader, place, wishes)
      if (refusal) return refusal
      const elsewhere = places.filter(({ id }) => plan.leaderOf.get(id) === leader.id)
      const used = sum(elsewhere.map(({ days }) => days))
      return `${leader.name} has ${plural(daysOf(leader, places) - used, 'day')} left beside ${sentenceList(elsewhere.map(({ group }) => group.name))}`
    }),
  ]
}

/** The places that get another leader than they have. */
export function changedPlaces(result: MatchResult): MatchedPlace[] {
  return result.places.filter(({ now, leader }) => now?.person_id !== leader?.person_id)
}

/** What adopting a match changes. */
export function changesOf(result: MatchResult): LeaderChange[] {
  return changedPlaces(result).map(({ group_id, part, now, leader }) => ({
    group_id,
    part,
    from: now?.person_id,
    to: leader?.person_id,
  }))
}

/** "12 km", or that it is not known. */
export function distanceText(km: number | null): string {
  return km === null ? 'Not known' : kilometres(km)
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
