/** What src/lib/matching answers, in words: who gets which place and why, why a place stays empty, and what it changes. */
import { plural, sentenceList } from '../../lib/words.ts'
import { kilometres, type LeaderChange, shareTrust } from '../review-groups/public.ts'
import {
  daysOf,
  type Ground,
  isFixed,
  kilometresTo,
  type MatchLeader,
  type Place,
  sectorsOfGroup,
  whyNot,
  whyNotByAnswer,
} from './match.rules.ts'
import type { MatchedPlace, MatchResult, Wish } from './match.schema.ts'

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
  if (isFixed(leader, place, wishes)) {
    const against = whyNotByAnswer(leader, place)
    return [against ? `fixed by an officer, although ${against}` : 'fixed by an officer']
  }
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
  // Only the trusts that stand in somebody's way are worth a word.
  const trusts = [...new Set(place.group.members.map(({ trust }) => trust))].filter((trust) =>
    able.some((leader) => leader.places.some((one) => shareTrust(one, { trust }))),
  )
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
