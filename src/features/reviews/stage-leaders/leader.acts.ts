/** Naming who leads a stage of a review, naming another, and taking them out: each is written down and told. */
import { record } from '../../../platform/audit/audit.ts'
import type { Db } from '../../../platform/db/connect.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import { found } from '../../../platform/web/page.ts'
import type { Actor } from '../../people/public.ts'
import type { At } from '../../review-groups/public.ts'
import type { Stage } from '../../review-models/public.ts'
import { candidateFor } from '../planning/team.queries.ts'
import { invitesFor, meetingEvent, reviewLink } from '../review.events.ts'
import { type Review, reviewFor } from '../review.queries.ts'
import { openMeeting, stageIn } from '../review.rules.ts'
import { holdReview } from '../stored-reviews.queries.ts'
import { sendLeaderEnded, sendLeaderNamed } from './emails/leader-named.ts'
import { endLeader, putLeader } from './leader.queries.ts'
import { leaderOf, type StageLeader, schoolFor, whyCannotEnd, whyCannotName, whyNotThem } from './leader.rules.ts'

type Outcome = { refused: Refusal } | undefined

/** `instead_of` is the leader whom the person saw, as an id; the empty text when they saw nobody. */
type Wanted = { stage: string; person_id: string; instead_of: string; reason: string }

/** Names somebody, in place of whoever led the stage before. */
export async function nameLeader(db: Db, actor: Actor, reviewId: string, wanted: Wanted, at: At): Promise<Outcome> {
  const { review, stage, present, overtaken } = await heldStage(db, actor, reviewId, wanted)
  const refused = whyCannotName(review, stage) ?? overtaken
  if (refused) return { refused }
  const person = wanted.person_id === '' ? undefined : await candidateFor(db, actor, wanted.person_id)
  const schools = review.group_schools.map(({ id }) => id)
  const refusal = whyNotThem(stage, person, schools, present, wanted.reason)
  if (refusal) return { refused: refusal }
  const named = found(person)
  if (present) await end(db, actor, review, stage, present, wanted.reason, at)
  const school_id = found(schoolFor(named, schools))
  await putLeader(db, actor, review.id, { stage: stage.key, person_id: named.id, school_id }, at.now)
  await record(db, actor, {
    action: 'review:name-leader',
    subject_kind: 'review',
    subject_id: review.id,
    school_id: review.host_school_id,
    detail: { person: named.id },
  })
  await sendLeaderNamed(db, actor.partnership, review, stage, named, {
    by: actor.name,
    link: `${reviewLink(actor.partnership, review.id, at)}/leaders/${stage.key}`,
    attachments: invitations(review, stage, named, actor, at),
  })
  return undefined
}

/** Takes whoever leads a stage out of it, or lets them step back. */
export async function withdrawLeader(
  db: Db,
  actor: Actor,
  reviewId: string,
  wanted: Omit<Wanted, 'person_id'>,
  at: At,
): Promise<Outcome> {
  const { review, stage, present, overtaken } = await heldStage(db, actor, reviewId, wanted)
  const refused = whyCannotEnd(review, stage) ?? overtaken
  if (refused) return { refused }
  if (wanted.reason === '') return { refused: { field: 'reason', message: 'Say why' } }
  await end(db, actor, review, stage, found(present), wanted.reason, at)
  return undefined
}

async function heldStage(db: Db, actor: Actor, reviewId: string, wanted: { stage: string; instead_of: string }) {
  await holdReview(db, actor, reviewId)
  const review = found(await reviewFor(db, actor, reviewId))
  const stage = stageIn(review.model, wanted.stage)
  const present = leaderOf(review.stage_leaders, stage.key)
  const overtaken: Refusal | undefined =
    (present?.id ?? '') === wanted.instead_of
      ? undefined
      : {
          message: present
            ? `${present.named_by_name} named ${present.name} after you opened this page. Look at it again`
            : 'Somebody took the name out after you opened this page. Look at it again',
        }
  return { review, stage, present, overtaken }
}

async function end(
  db: Db,
  actor: Actor,
  review: Review,
  stage: Stage,
  present: StageLeader,
  reason: string,
  at: At,
): Promise<void> {
  await endLeader(db, actor, present.id, reason, at.now)
  await record(db, actor, {
    action: 'review:end-leader',
    subject_kind: 'review',
    subject_id: review.id,
    school_id: review.host_school_id,
    detail: { person: present.person_id },
  })
  const attachments = invitations(review, stage, present, actor, at, true)
  if (present.person_id !== actor.person_id)
    await sendLeaderEnded(db, actor.partnership, review, stage, present, { by: actor.name, reason, attachments })
}

/** The meeting of the stage for the calendar of its leader, or out of it. Who is on the team has it there in any case. */
function invitations(
  review: Review,
  stage: Stage,
  person: { name: string; email: string },
  actor: Actor,
  at: At,
  cancelled = false,
) {
  const meeting = openMeeting(review, stage.key)
  const isOnTeam = review.members.some((member) => member.email === person.email && member.state === 'on-team')
  if (!meeting || isOnTeam) return []
  return invitesFor([meetingEvent(review, meeting, actor.partnership, at)], person, actor.partnership, cancelled)
}
