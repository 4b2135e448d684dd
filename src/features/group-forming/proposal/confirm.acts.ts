/** Makes a proposal the programme's review groups. */
import { record } from '../../../platform/audit/audit.ts'
import type { Db } from '../../../platform/db/connect.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import type { Actor } from '../../people/public.ts'
import { arrangeGroups } from '../../review-groups/public.ts'
import { factsFor } from '../facts.queries.ts'
import type { ArrangedGroup } from '../forming.schema.ts'
import { withReviewGroups } from './present.rules.ts'
import { changeProposal, proposalFor, schoolsOfProposal } from './proposal.queries.ts'
import { whyCannotConfirm } from './proposal.rules.ts'
import type { At } from './propose.acts.ts'

type Confirmed = { made: number; changed: number; ended: number; mails: number }

/** Confirms the open proposal of a programme: all its groups are made or changed and published, or nothing is. */
export async function confirmProposal(
  db: Db,
  actor: Actor,
  programme: { id: string; name: string; model_key: string },
  at: At,
): Promise<Confirmed | { refused: Refusal[] }> {
  const proposal = await proposalFor(db, actor, programme.id)
  if (!proposal) return { refused: [{ message: 'No groups have been proposed' }] }
  const refused = whyCannotConfirm(proposal, await schoolsOfProposal(db, actor, proposal), at.today)
  if (refused) return { refused: [refused] }
  // First, so that of two who confirm at once the second waits here and then finds it done.
  const stamp = { confirmed_at: at.now, confirmed_by: actor.person_id }
  if (!(await changeProposal(db, actor, proposal, stamp)))
    return { refused: [{ message: 'Somebody else changed the proposal at the same moment. Look at it again' }] }
  const facts = await factsFor(db, actor, programme.id)
  const arranged = await arrangeGroups(db, actor, programme, wantedGroups(withReviewGroups(proposal.groups, facts)), at)
  if ('refused' in arranged) return arranged
  await record(db, actor, {
    action: 'group-proposal:confirm',
    subject_kind: 'programme',
    subject_id: programme.id,
    detail: { version: proposal.arrangement_number, groups: proposal.groups.length },
  })
  return arranged
}

/** Arranged groups as review groups are asked for. */
export function wantedGroups(groups: readonly ArrangedGroup[]) {
  return groups.map(({ review_group_id, name, school_ids }) => ({ id: review_group_id, name, school_ids }))
}
