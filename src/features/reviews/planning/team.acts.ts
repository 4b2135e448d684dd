/** What can be done to a visit team: each checks its rules, writes, tells people, and says why when it may not. */
import { record } from '../../../platform/audit/audit.ts'
import type { Db } from '../../../platform/db/connect.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import { found } from '../../../platform/web/page.ts'
import type { Actor } from '../../people/public.ts'
import type { At } from '../../review-groups/public.ts'
import { isHostPart, type MemberPart } from '../part.rules.ts'
import { withdrawSent } from '../preparation/sent-programme.queries.ts'
import { eventsOf, invitesFor, reviewLink } from '../review.events.ts'
import { asReviewPerson, type Review, type ReviewMember, reviewFor } from '../review.queries.ts'
import { holdReview } from '../stored-reviews.queries.ts'
import { sendAnswer, sendInvitation, sendRemoval, sendWelcome } from './emails/team-and-dates.ts'
import {
  candidateFor,
  officersOf,
  putAnswer,
  putInterestAccepted,
  putMember,
  putRemoved,
  teamOf,
} from './team.queries.ts'
import { conflictsOf, whyCannotAcceptInterest, whyCannotChangeTeam, whyCannotInvite } from './team.rules.ts'

/** Asks a person to take part; they get an email. */
export async function inviteMember(
  db: Db,
  actor: Actor,
  reviewId: string,
  member: { person_id: string; part: MemberPart; message?: string },
  at: At,
): Promise<{ refused: Refusal } | undefined> {
  await holdReview(db, actor, reviewId)
  const review = found(await reviewFor(db, actor, reviewId))
  const refused = whyCannotChangeTeam(review, review.part, member.part)
  if (refused) return { refused }
  const candidate = await candidateFor(db, actor, member.person_id)
  if (!candidate) return { refused: { field: 'person_ids', message: 'Choose a person of this partnership' } }
  const refusal = whyCannotInvite(review.model, teamOf(review), candidate, member.part)
  if (refusal) return { refused: { ...refusal, field: 'person_ids' } }
  const inGroup = candidate.places.find((place) => review.group_schools.some((school) => school.id === place.school_id))
  const isHost = isHostPart(member.part)
  const school_id = isHost ? review.host_school_id : member.part === 'ile' ? null : (inGroup?.school_id ?? null)
  // Whoever puts themselves on the team has answered already.
  const accepted = candidate.id === actor.person_id && isHost
  await putMember(db, actor, review.id, { person_id: candidate.id, part: member.part, school_id, accepted }, at.now)
  await record(db, actor, {
    action: 'review:invite',
    subject_kind: 'review',
    subject_id: review.id,
    detail: { person: candidate.id, part: member.part },
  })
  if (!accepted)
    await sendInvitation(
      db,
      actor.partnership,
      review,
      candidate,
      member.part,
      member.message ?? '',
      `${reviewLink(actor.partnership, review.id, at)}/invitation`,
    )
  return undefined
}

/** The actor's own membership of a review that they may answer now; undefined otherwise. */
export function ownMember(review: Review, actor: Actor): ReviewMember | undefined {
  const own = review.members.find((member) => member.person_id === actor.person_id)
  return own?.state === 'removed' ? undefined : own
}

/** Accepts or declines an invitation. An interest that is declared with it waits for a decision. */
export async function answerInvitation(
  db: Db,
  actor: Actor,
  reviewId: string,
  answer: { accept: boolean; declared?: string; note?: string },
  at: At,
): Promise<{ refused: Refusal } | undefined> {
  await holdReview(db, actor, reviewId)
  const review = found(await reviewFor(db, actor, reviewId))
  const own = found(ownMember(review, actor))
  if (review.cancelled_at || review.closed_at) return { refused: { message: 'This review is over' } }
  const declared = answer.accept ? (answer.declared ?? '').trim() : ''
  if (answer.accept && !isHostPart(own.part)) {
    const bar = conflictsOf(found(await candidateFor(db, actor, actor.person_id)), teamOf(review)).find(
      (conflict) => conflict.weight === 'bar',
    )
    if (bar) return { refused: { message: `${bar.reason}. You cannot take part in this review. Please decline` } }
  }
  await putAnswer(
    db,
    actor,
    review.id,
    { answer: answer.accept ? 'accepted' : 'declined', note: answer.note?.trim() ?? '', declared },
    at.now,
  )
  await record(db, actor, {
    action: answer.accept ? 'review:accept' : 'review:decline',
    subject_kind: 'review',
    subject_id: review.id,
    detail: { part: own.part, declared: declared !== '' },
  })
  if (answer.accept && declared === '') await welcome(db, actor, review, own, at)
  else
    await tellDeciders(
      db,
      actor,
      review,
      own,
      { answer: answer.accept ? 'declared' : 'declined', note: answer.note?.trim() ?? '' },
      at,
    )
  return undefined
}

async function welcome(db: Db, actor: Actor, review: Review, member: ReviewMember, at: At): Promise<void> {
  const invites = invitesFor(eventsOf(review, actor.partnership, at), member, actor.partnership)
  await sendWelcome(
    db,
    actor.partnership,
    review,
    member,
    member.part,
    invites,
    reviewLink(actor.partnership, review.id, at),
  )
}

/** The lead reviewer hears of their team; the host lead of host colleagues; the officers of the lead reviewer. */
async function tellDeciders(
  db: Db,
  actor: Actor,
  review: Review,
  own: ReviewMember,
  said: { answer: 'declined' | 'declared'; note: string },
  at: At,
): Promise<void> {
  const part: MemberPart = own.part === 'host' ? 'host-lead' : 'lead-reviewer'
  const leads = review.members.filter(
    (member) => member.state === 'on-team' && member.part === part && member.person_id !== actor.person_id,
  )
  const to = leads.length > 0 ? leads : await officersOf(db, actor)
  for (const person of to) {
    await sendAnswer(
      db,
      actor.partnership,
      review,
      person,
      { name: own.name, part: own.part, ...said },
      `${reviewLink(actor.partnership, review.id, at)}/team`,
    )
  }
}

/** Accepts a member's declared interest, with the reason; they join the team. */
export async function acceptInterest(
  db: Db,
  actor: Actor,
  reviewId: string,
  memberId: string,
  reason: string,
  at: At,
): Promise<{ refused: Refusal } | undefined> {
  await holdReview(db, actor, reviewId)
  const review = found(await reviewFor(db, actor, reviewId))
  const member = found(review.members.find((one) => one.id === memberId))
  const refused = whyCannotAcceptInterest({ person: asReviewPerson(actor), part: review.part }, member)
  if (refused) return { refused }
  await putInterestAccepted(db, actor, member.id, reason.trim())
  await record(db, actor, {
    action: 'review:accept-interest',
    subject_kind: 'review',
    subject_id: review.id,
    detail: { person: member.person_id },
  })
  await welcome(db, actor, review, member, at)
  return undefined
}

/** Takes a member off the team, or withdraws an invitation; they get an email. What they wrote stays. */
export async function removeMember(
  db: Db,
  actor: Actor,
  reviewId: string,
  memberId: string,
  reason: string,
  at: At,
): Promise<{ refused: Refusal } | undefined> {
  await holdReview(db, actor, reviewId)
  const review = found(await reviewFor(db, actor, reviewId))
  const member = found(review.members.find((one) => one.id === memberId && one.state !== 'removed'))
  const refused = whyCannotChangeTeam(review, review.part, member.part)
  if (refused) return { refused }
  await putRemoved(db, actor, member.id, at.now)
  await record(db, actor, {
    action: 'review:remove-member',
    subject_kind: 'review',
    subject_id: review.id,
    detail: { person: member.person_id, part: member.part },
  })
  const cancelled =
    member.state === 'on-team'
      ? invitesFor(eventsOf(review, actor.partnership, at), member, actor.partnership, true)
      : []
  const own = await withdrawSent(db, actor, { id: review.id, person_id: member.person_id }, at)
  const activities = invitesFor(own.get(member.person_id) ?? [], member, actor.partnership)
  if (member.person_id !== actor.person_id)
    await sendRemoval(db, actor.partnership, review, member, reason.trim(), [...cancelled, ...activities])
  return undefined
}
