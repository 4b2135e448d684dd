/** Which schools wait for a group, which groups fell short, and what a placement would change for whom. */
import { createHash } from 'node:crypto'
import { effectOf } from '../../../lib/grouping/effect.ts'
import { effectInWords } from '../../../lib/grouping/in-words.ts'
import type { Placing } from '../../../lib/grouping/place.ts'
import type { PlaceOrder } from '../../../lib/grouping/place-in-worker.ts'
import { rulesBroken } from '../../../lib/grouping/recount.ts'
import { plural, sentenceList } from '../../../lib/words.ts'
import type { ArrangedGroup, FormingSettings } from '../forming.schema.ts'
import { type FormingFacts, namedGroups, openSchools, problemOf, type SchoolFacts } from '../problem.rules.ts'
import { travelUnit } from '../travel.rules.ts'

export type ShortGroup = { group: ArrangedGroup; schools: number }

/** The open schools that have no group. */
export function waitingSchools(facts: FormingFacts): SchoolFacts[] {
  const placed = new Set(facts.present.flatMap(({ school_ids }) => school_ids))
  return openSchools(facts).filter(({ id }) => !placed.has(id))
}

/** The groups with fewer open schools than the rules ask for. */
export function shortGroups(facts: FormingFacts, { rules }: FormingSettings): ShortGroup[] {
  const open = new Set(openSchools(facts).map(({ id }) => id))
  return facts.present
    .map((group) => ({ group, schools: group.school_ids.filter((id) => open.has(id)).length }))
    .filter(({ schools }) => schools < rules.fewest)
}

/** What the placement is worked out from: the present groups, in which schools that host a review stay. */
export function placeOrder(facts: FormingFacts, settings: FormingSettings): PlaceOrder {
  const held = openSchools(facts).filter(({ is_held }) => is_held)
  return {
    problem: problemOf(facts, settings),
    previous: facts.present.map(({ school_ids }) => [...school_ids]),
    options: { locked: { schools: held.map(({ id }) => id) } },
  }
}

/**
 * Settings without the rules about phases and coaches that the present groups break already, and what those rules say; undefined
 * when they break none. Somebody has accepted it, so a placement need not mend it.
 */
export function withoutBrokenRules(
  facts: FormingFacts,
  settings: FormingSettings,
): { settings: FormingSettings; dropped: string[] } | undefined {
  const { problem, previous } = placeOrder(facts, settings)
  const open = new Set(problem.schools.map(({ id }) => id))
  const known = previous.map((ids) => ids.filter((id) => open.has(id)))
  const broken = new Set(rulesBroken(problem, known).map(({ rule }) => rule))
  const isPhases = broken.has('crossPhase') || broken.has('singlePhase')
  const dropped = [
    ...(isPhases
      ? [settings.rules.phases === 'one' ? 'schools of one phase only' : 'schools of different phases']
      : []),
    ...(broken.has('everyGroupHas') ? ['so many schools of a phase'] : []),
    ...(broken.has('coaches') ? ['a coach'] : []),
  ]
  if (dropped.length === 0) return undefined
  const rules = {
    ...settings.rules,
    ...(isPhases ? { phases: 'any' as const } : {}),
    ...(broken.has('everyGroupHas') ? { at_least: [] } : {}),
    ...(broken.has('coaches') ? { coaches: [] } : {}),
  }
  return { settings: { ...settings, rules }, dropped }
}

export type Option = {
  /** The same groups have the same key, so that what a person chose is what is made. */
  key: string
  groups: ArrangedGroup[]
  /** How many schools that had a group go to another. */
  changes: number
  /** "No school moves", "1 school moves" */
  title: string
  /** A sentence each: who goes where, and what it costs whom. */
  effects: string[]
  /** Joiners come into groups that there are, and nobody moves. */
  isShortWay: boolean
  joiners: { school_id: string; group: ArrangedGroup }[]
  score: Placing['score']
}

/** A placement as people choose it. `order` is what it was worked out from. */
export function optionOf(
  placing: Placing,
  order: PlaceOrder,
  facts: FormingFacts,
  topic: (key: string) => string,
): Option {
  const before = facts.present
  const groups = namedGroups(placing.groups, facts, { before, firmly: before.length, taken: [] })
  const joiners = placing.moved.flatMap(({ school, from, to }) => {
    const group = groups[to]
    return from === null && group ? [{ school_id: school, group }] : []
  })
  const names = new Map(facts.schools.map(({ id, name }) => [id, name]))
  const padded = placing.groups.map((_, index) => order.previous[index] ?? [])
  const whole = effectOf(order.problem, padded, placing.moved)
  // That a school without a group has one now goes without saying.
  const effect = { ...whole, mended: whole.mended.filter(({ rule }) => rule !== 'partition') }
  return {
    key: createHash('sha256').update(JSON.stringify(groups)).digest('hex').slice(0, 16),
    groups,
    changes: placing.changes,
    title:
      placing.changes === 0
        ? 'No school moves'
        : `${plural(placing.changes, 'school')} ${placing.changes === 1 ? 'moves' : 'move'}`,
    effects: effectInWords(
      effect,
      (id) => names.get(id) ?? 'a school that has left',
      (index) => groups[index]?.name ?? 'a new group',
      { unit: travelUnit(facts), topic },
    ),
    isShortWay:
      placing.changes === 0 && joiners.length > 0 && joiners.every(({ group }) => group.review_group_id !== null),
    joiners,
    score: placing.score,
  }
}

/** "Hazel Grove Primary School", or how many schools. */
export function placedInWords(facts: FormingFacts, settings: FormingSettings): string {
  const waiting = waitingSchools(facts).map(({ name }) => name)
  if (waiting.length > 3) return plural(waiting.length, 'school')
  if (waiting.length > 0) return sentenceList(waiting)
  return sentenceList(shortGroups(facts, settings).map(({ group }) => group.name))
}
