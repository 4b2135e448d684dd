/** A change by hand: what is asked for, who has to stay, and what is said of it. */
import type { Effect, Move } from '../../../lib/grouping/effect.ts'
import { type GroupName, type NameOf, type Saying, violationInWords } from '../../../lib/grouping/in-words.ts'
import type { GroupingProblem } from '../../../lib/grouping/problem.ts'
import { rulesBroken } from '../../../lib/grouping/recount.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import type { ArrangedGroup } from '../forming.schema.ts'
import type { FormingFacts } from '../problem.rules.ts'
import { withReviewGroups } from '../proposal/present.rules.ts'

/** A school to a group, by its number; with a school of that group in return, a swap. */
export type Change = { school: string; to: number; with?: string | undefined }

type Groups = { groups: readonly ArrangedGroup[] }
type Grouped = Groups & { locked_groups: readonly number[]; locked_school_ids: readonly string[] }
type Names = { nameOf: NameOf; groupName: GroupName }

/** The number of a school's group; undefined for a school without one. */
export function groupOf({ groups }: Groups, school: string): number | undefined {
  const found = groups.findIndex((group) => group.school_ids.includes(school))
  return found === -1 ? undefined : found
}

/** The moves of a change; undefined when there is no such group, no such school in it, or nothing would change. */
export function movesOf(arrangement: Groups, change: Change): Move[] | undefined {
  const { school, to, with: other } = change
  const from = groupOf(arrangement, school)
  const target = arrangement.groups[to]
  if (!target || from === to) return undefined
  if (other === undefined) return [{ school, to }]
  if (from === undefined || !target.school_ids.includes(other)) return undefined
  return [
    { school, to },
    { school: other, to: from },
  ]
}

/** Why a school cannot be moved by hand as things are; undefined when it can. */
export function whyMustStay(
  arrangement: Grouped,
  facts: Pick<FormingFacts, 'schools' | 'present'>,
  school: string,
  { nameOf, groupName }: Names,
): string | undefined {
  const group = groupOf(arrangement, school)
  if (group === undefined) return undefined
  if (arrangement.locked_groups.includes(group))
    return `${groupName(group)} is locked, so nobody leaves or joins it. Unlock it first`
  if (arrangement.locked_school_ids.includes(school))
    return `${nameOf(school)} is locked in ${groupName(group)}. Unlock it first`
  if (isHeldThere(arrangement, facts, school))
    return `${nameOf(school)} has a review in ${groupName(group)}, so it stays there`
  return undefined
}

/** Whether a school has a review in the group that it is in. */
export function isHeldThere(
  arrangement: Groups,
  facts: Pick<FormingFacts, 'schools' | 'present'>,
  school: string,
): boolean {
  const group = groupOf(arrangement, school)
  const known = facts.schools.find(({ id }) => id === school)
  if (group === undefined || !known?.is_held) return false
  return withReviewGroups(arrangement.groups, facts)[group]?.review_group_id === known.review_group_id
}

/** Why a change cannot be made; undefined when it can. */
export function whyCannotMove(
  arrangement: Grouped,
  facts: Pick<FormingFacts, 'schools' | 'present'>,
  moves: readonly Move[],
  names: Names,
): Refusal | undefined {
  for (const { school, to } of moves) {
    const stays = whyMustStay(arrangement, facts, school, names)
    if (stays) return { message: stays }
    if (arrangement.locked_groups.includes(to))
      return { message: `${names.groupName(to)} is locked, so nobody leaves or joins it. Unlock it first` }
  }
  return undefined
}

/** What a version says of the change that made it. */
export function changeInWords(arrangement: Groups, change: Change, { nameOf, groupName }: Names): string {
  const from = groupOf(arrangement, change.school)
  const name = nameOf(change.school)
  if (from === undefined) return `${name} placed in ${groupName(change.to)}`
  if (change.with === undefined) return `${name} moved from ${groupName(from)} to ${groupName(change.to)}`
  return `${name} (${groupName(from)}) and ${nameOf(change.with)} (${groupName(change.to)}) swapped`
}

/** The rules that groups break, with names in their sentences, as a version keeps them. */
export function violationsIn(
  problem: GroupingProblem,
  groups: Effect['groups'],
  { nameOf, groupName }: Names,
  saying: Saying,
): { rule: string; reason: string; schools: string[]; group: number | undefined; about: string | undefined }[] {
  return rulesBroken(problem, groups).map((broken) => ({
    rule: broken.rule,
    reason: violationInWords(broken, nameOf, groupName, saying),
    schools: broken.schools,
    group: broken.group,
    about: broken.about,
  }))
}

type Proved = { bound: number | null; origin: string; made_from_id: string | null; score: { total: number } }

/**
 * What is still proved after a change: a bound of the same schools, rules and aims. One that was found around locks holds only
 * for what was locked then, so it goes.
 */
export function boundAfter({ bound, origin, made_from_id, score }: Proved, before: Effect['before']): number | null {
  const isOfAll = origin === 'move' || (origin === 'search' && made_from_id === null)
  return isOfAll && Math.abs(before.total - score.total) < 1e-6 ? bound : null
}
