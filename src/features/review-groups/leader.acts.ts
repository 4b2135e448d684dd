/** Changes who supports the groups of a programme: every rule asked first, then everything or nothing. */

import { recordAll } from '../../platform/audit/audit.ts'
import type { Db } from '../../platform/db/connect.ts'
import type { Refusal } from '../../platform/web/form.ts'
import type { Actor } from '../people/public.ts'
import { type LeaderPart, modelFor, type ReviewModel } from '../review-models/public.ts'
import { holdProgramme } from './group.queries.ts'
import { whyCannotSupport } from './group.rules.ts'
import {
  type GroupToLead,
  groupsToLead,
  type LeaderCandidateRow,
  leaderCandidates,
  replaceLeaders,
} from './group-people.queries.ts'

/** One place in one group: who had it and who gets it, by their ids. Without `from` the place was empty, without `to` it becomes so. */
export type LeaderChange = { group_id: string; part: LeaderPart; from: string | undefined; to: string | undefined }

/**
 * Gives groups other leaders. Refuses all when one has a conflict of interest, or when somebody changed the leaders meanwhile.
 * Answers the programme's groups as they were, and the people who hold these parts.
 */
export async function changeLeaders(
  db: Db,
  actor: Actor,
  programme: { id: string; model_key: string },
  changes: readonly LeaderChange[],
): Promise<{ refused: Refusal[] } | { groups: GroupToLead[]; people: LeaderCandidateRow[] }> {
  await holdProgramme(db, actor, programme.id)
  const groups = new Map((await groupsToLead(db, actor, programme.id)).map((group) => [group.id, group]))
  const candidates = new Map<LeaderPart, LeaderCandidateRow[]>()
  for (const part of new Set(changes.map((change) => change.part)))
    candidates.set(part, await leaderCandidates(db, actor, part))
  const model = await modelFor(db, actor, programme.model_key)
  const refused = changes.flatMap((change) => {
    const group = groups.get(change.group_id)
    const person = candidates.get(change.part)?.find(({ id }) => id === change.to)
    const message = group ? whyNotChange(group, change, person, model) : 'A group has ended meanwhile'
    return message ? [{ message }] : []
  })
  if (refused.length > 0) return { refused }
  const side = (which: 'from' | 'to') =>
    changes.flatMap(({ group_id, part, [which]: person_id }) => (person_id ? [{ group_id, part, person_id }] : []))
  await replaceLeaders(db, actor, side('from'), side('to'))
  await recordAll(db, actor, [
    ...side('from').map((one) => entry('group:remove-leader', one)),
    ...side('to').map((one) => entry('group:add-leader', one)),
  ])
  return { groups: [...groups.values()], people: [...candidates.values()].flat() }
}

function entry(action: string, { group_id, part, person_id }: { group_id: string; part: string; person_id: string }) {
  return { action, subject_kind: 'review-group', subject_id: group_id, detail: { person: person_id, part } }
}

function whyNotChange(
  group: GroupToLead,
  change: LeaderChange,
  person: LeaderCandidateRow | undefined,
  model: ReviewModel,
): string | undefined {
  const present = group.leaders.filter(({ part }) => part === change.part)
  const number = model.group.leaders.find(({ part }) => part === change.part)?.number ?? 0
  const isThere = change.from === undefined || present.some(({ person_id }) => person_id === change.from)
  const after = present.length - (change.from ? 1 : 0) + (change.to ? 1 : 0)
  if (!isThere || after > number)
    return `Somebody changed who supports ${group.name} meanwhile. Work the match out again`
  if (!change.to) return undefined
  if (!person) return `The leader for ${group.name} no longer has the role. Work the match out again`
  return whyCannotSupport(person, group.members)
}
