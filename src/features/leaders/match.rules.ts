/** Leaders and the places in review groups: who may, what is asked of src/lib/matching, and what its answer means in words. */

import { kilometresBetween } from '../../lib/coordinates.ts'
import type { MatchingProblem } from '../../lib/matching/problem.ts'
import { plural, sentenceList } from '../../lib/words.ts'
import {
  type CandidateSchool,
  type GroupToLead,
  type LeaderCandidateRow,
  sectorsOf,
  whyCannotSupport,
} from '../review-groups/public.ts'
import type { GroupRules, LeaderPart } from '../review-models/public.ts'
import { type Given, sectorNames } from './answer.rules.ts'
import type { Wish } from './match.schema.ts'

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

/**
 * Why a leader cannot have a place, with their name; undefined when they could. Whom an officer fixed there could, unless the role
 * or a conflict of interest stands against it.
 */
export function whyNot(leader: MatchLeader, place: Place, wishes: readonly Wish[]): string | undefined {
  const about = (wish: Wish) => wish.group_id === place.group.id && wish.part === place.part
  if (!leader.parts.includes(place.part)) return `${leader.name} does not have the role`
  const conflict = whyCannotSupport(leader, place.group.members)
  if (conflict) return (conflict.split('. ')[0] ?? conflict).replace(/\.$/, '')
  if (wishes.some((wish) => wish.kind === 'forbid' && about(wish) && wish.person_id === leader.id))
    return `${leader.name} was ruled out here`
  if (isFixed(leader, place, wishes)) return undefined
  return whyNotByAnswer(leader, place)
}

/** What a leader's own answer has against a place. */
export function whyNotByAnswer(leader: MatchLeader, place: Place): string | undefined {
  if (!leader.said)
    return place.now?.person_id === leader.id ? undefined : `${leader.name} has not said how many days they can give`
  const missing = sectorsOfGroup(place.group.members).filter((sector) => !leader.said?.sectors.includes(sector))
  if (missing.length > 0)
    return `${leader.name} does not support ${sentenceList(missing.map((sector) => sectorNames[sector].toLowerCase()))}`
  if (leader.said.days < place.days)
    return `${leader.name} gives ${plural(leader.said.days, 'day')}, and ${place.days} are needed`
  return undefined
}

/** The phases of a group's schools. */
export function sectorsOfGroup(schools: readonly CandidateSchool[]) {
  return [...new Set(schools.flatMap(({ phase }) => sectorsOf(phase)))]
}

/** Why a leader cannot be fixed to a place; undefined when they can. */
export function whyCannotFix(ground: Ground, wish: Wish, wishes: readonly Wish[]): string | undefined {
  const place = ground.places.find(({ group, part }) => group.id === wish.group_id && part === wish.part)
  const leader = ground.leaders.find(({ id }) => id === wish.person_id)
  if (!place || !leader) return 'This group or leader is no longer there'
  if (wish.kind === 'forbid') return undefined
  return whyNot(leader, place, [...wishes, wish])
}

/** Whether an officer fixed a leader to a place. */
export function isFixed(leader: MatchLeader, { group, part }: Place, wishes: readonly Wish[]): boolean {
  return wishes.some(
    (wish) => wish.kind === 'fix' && wish.person_id === leader.id && wish.group_id === group.id && wish.part === part,
  )
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
      // An officer may ask for more than was offered.
      days: Math.max(
        daysOf(leader, places),
        sum(places.filter((place) => isFixed(leader, place, wishes)).map(({ days }) => days)),
      ),
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

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
