/** What changes when all groups of a programme become other ones at once, and why they may not. */

import { plural, sentenceList } from '../../lib/words.ts'
import type { Refusal } from '../../platform/web/form.ts'
import type { GroupRules } from '../review-models/public.ts'
import { type CandidateSchool, checkGroup } from './group.rules.ts'

/** A group as it is to be; `id` is the review group that it is or changes, null for a new one. */
export type WantedGroup = { id: string | null; name: string; school_ids: readonly string[] }

export type PresentGroup = {
  id: string
  name: string
  is_published: boolean
  is_ended: boolean
  school_ids: string[]
  /** Schools that host a review in the group, which was not cancelled. */
  host_ids: string[]
}

export type GroupPlan = {
  made: { name: string; school_ids: string[] }[]
  changed: { id: string; name: string; school_ids: string[]; is_published: boolean }[]
  /** Groups that keep their schools and were not published yet. */
  published: { id: string; name: string; school_ids: string[] }[]
  ended: { id: string; name: string }[]
}

/**
 * Works out what to do so that the groups of a programme become the wanted ones. Groups that nobody named lose the schools
 * that others take; a group without schools ends. Hosts of reviews stay, no school loses its group, and every group that
 * changes keeps the model's rules.
 */
export function planGroups(
  rules: GroupRules,
  present: readonly PresentGroup[],
  candidates: readonly CandidateSchool[],
  wanted: readonly WantedGroup[],
): { plan: GroupPlan } | { refused: Refusal[] } {
  const live = present.filter((group) => !group.is_ended)
  const next = nextSchools(live, wanted)
  const named = new Set([...next.heirs].map(({ id }) => id))
  const fresh = wanted.filter((group) => group.school_ids.length > 0 && !next.heirs.has(group))
  const names = new Map(candidates.map(({ id, name }) => [id, name]))
  const all = [...next.schools.values(), ...fresh.map((group) => group.school_ids)].flat()
  const plan: GroupPlan = {
    made: namedAnew(fresh, present),
    changed: live.flatMap((group) => {
      const school_ids = next.schools.get(group.id) ?? []
      return school_ids.length === 0 || isSame(school_ids, group.school_ids)
        ? []
        : [{ id: group.id, name: group.name, school_ids, is_published: group.is_published }]
    }),
    published: live.filter(
      (group) =>
        named.has(group.id) &&
        !group.is_published &&
        group.school_ids.length > 0 &&
        isSame(next.schools.get(group.id) ?? [], group.school_ids),
    ),
    ended: live.filter((group) => (next.schools.get(group.id) ?? []).length === 0),
  }
  const refused = [
    ...inTwoGroups(all, names),
    ...live.flatMap((group) => hostsThatGo(group, next.schools.get(group.id) ?? [], names)),
    ...live.flatMap((group) => withoutGroup(group, new Set(all), candidates)),
    ...[...plan.made, ...plan.changed, ...plan.published].flatMap((group) => rulesBroken(rules, group, candidates)),
  ]
  return refused.length > 0 ? { refused } : { plan }
}

function nextSchools(live: readonly PresentGroup[], wanted: readonly WantedGroup[]) {
  const taken = new Set(wanted.flatMap((group) => group.school_ids))
  const schools = new Map(live.map((group) => [group.id, group.school_ids.filter((id) => !taken.has(id))]))
  const heirs = new Set<WantedGroup>()
  const named = new Set<string>()
  for (const group of wanted) {
    if (group.id === null || !schools.has(group.id) || named.has(group.id)) continue
    named.add(group.id)
    heirs.add(group)
    schools.set(group.id, [...group.school_ids])
  }
  return { schools, heirs }
}

/** Ended groups keep their names, so a new one may need another. */
function namedAnew(fresh: readonly WantedGroup[], present: readonly PresentGroup[]) {
  const used = new Set(present.map((group) => group.name))
  return fresh.map(({ name: wished, school_ids }) => {
    let name = wished
    for (let number = 2; used.has(name); number++) name = `${wished} (${number})`
    used.add(name)
    return { name, school_ids: [...school_ids] }
  })
}

function inTwoGroups(all: readonly string[], names: ReadonlyMap<string, string>): Refusal[] {
  const twice = new Set(all.filter((id, index) => all.indexOf(id) !== index))
  return [...twice].map((id) => ({ message: `${names.get(id) ?? 'A school'} is in two groups` }))
}

function hostsThatGo(group: PresentGroup, next: readonly string[], names: ReadonlyMap<string, string>): Refusal[] {
  return group.host_ids
    .filter((id) => group.school_ids.includes(id) && !next.includes(id))
    .map((id) => ({ message: `${names.get(id) ?? 'A school'} has a review in ${group.name}, so it stays there` }))
}

/** Schools that take part and have a group are in one afterwards as well. */
function withoutGroup(
  group: PresentGroup,
  placed: ReadonlySet<string>,
  candidates: readonly CandidateSchool[],
): Refusal[] {
  const lost = candidates.filter(
    ({ id, status }) => status === 'open' && group.school_ids.includes(id) && !placed.has(id),
  )
  if (lost.length === 0) return []
  return [
    {
      message: `${sentenceList(lost.map(({ name }) => name))} ${lost.length === 1 ? 'is' : 'are'} in ${group.name} now and would have no group`,
    },
  ]
}

function rulesBroken(
  rules: GroupRules,
  group: { name: string; school_ids: readonly string[] },
  candidates: readonly CandidateSchool[],
): Refusal[] {
  const known = new Map(candidates.map((school) => [school.id, school]))
  const chosen = group.school_ids.flatMap((id) => known.get(id) ?? []).map((one) => ({ ...one, other_group: null }))
  const gone = group.school_ids.length - chosen.length
  const left =
    gone === 0
      ? []
      : [{ message: `${group.name}: ${plural(gone, 'of its schools has', 'of its schools have')} left the programme` }]
  const musts = checkGroup(rules, chosen).filter((check) => check.level === 'must')
  return [...left, ...musts.map((check) => ({ message: `${group.name}: ${check.reason}` }))]
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((id) => others.includes(id))
}
