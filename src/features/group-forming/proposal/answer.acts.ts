/** Schools answer a proposal; officers decide objections. */
import { record } from '../../../platform/audit/audit.ts'
import type { Db } from '../../../platform/db/connect.ts'
import { sendMails } from '../../../platform/mail/outbox.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import { type Actor, can } from '../../people/public.ts'
import { headsOf } from '../../review-groups/public.ts'
import { proposalMailTo } from './emails/proposed.ts'
import { replyMail } from './emails/told.ts'
import {
  type Proposal,
  type ProposalSchool,
  proposalFor,
  putAnswer,
  putDecision,
  schoolsOfProposal,
} from './proposal.queries.ts'
import { type Answer, type Decision, whyCannotAnswer, whyCannotDecide } from './proposal.rules.ts'
import type { At } from './propose.acts.ts'

export type AnswerOutcome =
  | { kind: 'saved' }
  | { kind: 'conflict'; current: ProposalSchool }
  | { kind: 'refused'; refusal: Refusal }

type Place = { programme_id: string; school_id: string }

/**
 * Says for a school that it is content or objects. `seen` is the version of the answer and the version of the groups that the
 * person saw: a group that changed meanwhile must be looked at first.
 */
export async function answerProposal(
  db: Db,
  actor: Actor,
  place: Place,
  said: { answer: Answer; reason: string },
  seen: { version: number; arrangement_id?: string },
  at: Pick<At, 'now' | 'today'>,
): Promise<AnswerOutcome> {
  const refuse = (refusal: Refusal): AnswerOutcome => ({ kind: 'refused', refusal })
  if (!can(actor, 'group-proposal:answer', place.school_id))
    return refuse({ message: 'Only the head or a senior leader answers for a school' })
  const proposal = await proposalFor(db, actor, place.programme_id)
  const school = proposal && (await schoolIn(db, actor, proposal, place.school_id))
  if (!proposal || !school) return refuse({ message: 'No group is proposed for this school' })
  const refused = whyCannotAnswer(proposal, at.today)
  if (refused) return refuse(refused)
  if (seen.arrangement_id !== undefined && seen.arrangement_id !== proposal.arrangement_id)
    return refuse({ message: 'The proposed groups changed after you opened this page. Look at your group again first' })
  if (said.answer === 'objects' && said.reason === '')
    return refuse({ field: 'reason', message: 'Say why you object, so that the officers can look for another way' })
  const where = { proposal_id: proposal.id, arrangement_id: proposal.arrangement_id, school_id: school.school_id }
  if (!(await putAnswer(db, actor, where, said, seen.version, at.now))) {
    const current = await schoolIn(db, actor, proposal, place.school_id)
    return current ? { kind: 'conflict', current } : refuse({ message: 'Send it again' })
  }
  await record(db, actor, {
    action: 'group-proposal:answer',
    subject_kind: 'programme',
    subject_id: place.programme_id,
    school_id: school.school_id,
    detail: { answer: said.answer },
  })
  return { kind: 'saved' }
}

/** Decides an objection and sends the school the reply. `version` is that of the objection that the officer read. */
export async function decideObjection(
  db: Db,
  actor: Actor,
  programme: { id: string; name: string },
  objection: { school_id: string; version: number },
  decided: { decision: Decision; reply: string },
  at: At,
): Promise<{ mails: number } | { refused: Refusal }> {
  const proposal = await proposalFor(db, actor, programme.id)
  const school = proposal && (await schoolIn(db, actor, proposal, objection.school_id))
  if (!proposal || !school) return { refused: { message: 'There is no such objection' } }
  const refused = whyCannotDecide(proposal, school, decided.decision, at.today)
  if (refused) return { refused }
  const changed = 'The school or another officer changed this after you opened the page. Read it again, then decide'
  if (objection.version !== school.version) return { refused: { message: changed } }
  if (!(await putDecision(db, actor, { proposal_id: proposal.id, ...objection }, decided, at.now)))
    return { refused: { message: changed } }
  await record(db, actor, {
    action: 'group-proposal:decide',
    subject_kind: 'programme',
    subject_id: programme.id,
    school_id: school.school_id,
    detail: { decision: decided.decision },
  })
  const about = { programme, partnership: actor.partnership, baseUrl: at.baseUrl }
  const heads = await headsOf(db, actor, [school.school_id])
  const mails = heads.map((head) => proposalMailTo(actor, head, 'reply', replyMail(school, about, decided)))
  await sendMails(db, mails)
  return { mails: mails.length }
}

/** One school of a proposal, if the actor may see it. */
export async function schoolIn(
  db: Db,
  actor: Actor,
  proposal: Proposal,
  schoolId: string,
): Promise<ProposalSchool | undefined> {
  return (await schoolsOfProposal(db, actor, proposal)).find((school) => school.school_id === schoolId)
}
