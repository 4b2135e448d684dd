/** Starting a review: checks its rules, writes, tells the host, and says why when it may not. */
import { record } from '../../../platform/audit/audit.ts'
import type { Db } from '../../../platform/db/connect.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import { found } from '../../../platform/web/page.ts'
import { type Actor, can } from '../../people/public.ts'
import { type At, type Group, groupFor, headsOf, membersOf } from '../../review-groups/public.ts'
import { modelFor, type ReviewModel } from '../../review-models/public.ts'
import { reviewLink } from '../review.events.ts'
import { type Review, reviewFor, reviewsOfGroup } from '../review.queries.ts'
import { sendReviewStarted } from './emails/team-and-dates.ts'
import { holdVisits, insertReview } from './schedule.queries.ts'
import { putMember } from './team.queries.ts'

/** Why a review of a school cannot be started; undefined when it can. */
export function whyCannotStart(
  group: Group,
  memberIds: readonly string[],
  reviews: readonly Review[],
  hostSchoolId: string,
): Refusal | undefined {
  const refuse = (message: string): Refusal => ({ field: 'host_school_id', message })
  if (group.disbanded_at) return refuse('This group has ended')
  if (!group.published_at) return refuse('Publish the group first, so that its schools know of one another')
  if (!memberIds.includes(hostSchoolId)) return refuse('Choose a school of this group')
  const running = reviews.find((review) => review.host_school_id === hostSchoolId && !review.cancelled_at)
  return running && refuse(`The review of ${running.host_school_name} has been started already`)
}

/** Starts the review of a host school; its head leads for it. Answers the review's id. */
export async function startReview(
  db: Db,
  actor: Actor,
  wanted: { group_id: string; host_school_id: string },
  at: At,
): Promise<{ id: string } | { refused: Refusal }> {
  const group = found(await groupFor(db, actor, wanted.group_id))
  if (!can(actor, 'review:schedule', wanted.host_school_id))
    return { refused: { field: 'host_school_id', message: 'You can start reviews of your own school only' } }
  await holdVisits(db, actor, group.id)
  const members = await membersOf(db, actor, group.id)
  const refused = whyCannotStart(
    group,
    members.map((school) => school.id),
    await reviewsOfGroup(db, actor, group.id),
    wanted.host_school_id,
  )
  if (refused) return { refused }
  const id = await insertReview(
    db,
    actor,
    { programme_id: group.programme_id, group_id: group.id, host_school_id: wanted.host_school_id },
    at.now,
  )
  const heads = await leadsOfHost(db, actor, await modelFor(db, actor, group.model_key), wanted.host_school_id)
  const head = heads.find((one) => one.person_id === actor.person_id) ?? heads[0]
  if (head)
    await putMember(
      db,
      actor,
      id,
      { person_id: head.person_id, part: 'host-lead', school_id: wanted.host_school_id, accepted: true },
      at.now,
    )
  await record(db, actor, {
    action: 'review:start',
    subject_kind: 'review',
    subject_id: id,
    school_id: wanted.host_school_id,
  })
  if (head && head.person_id !== actor.person_id) {
    await sendReviewStarted(
      db,
      actor.partnership,
      found(await reviewFor(db, actor, id)),
      head,
      reviewLink(actor.partnership, id, at),
    )
  }
  return { id }
}

/** Who leads for a host school as the model has it; its heads where it has nobody in that role. */
async function leadsOfHost(db: Db, actor: Actor, model: ReviewModel, schoolId: string) {
  const leads = await headsOf(db, actor, [schoolId], model.team.host_lead)
  return leads.length > 0 ? leads : headsOf(db, actor, [schoolId])
}
