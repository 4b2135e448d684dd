/** Somebody whom the host names to lead a meeting of a review, such as an improvement champion: who, by whom, until when. */
import type { Refusal } from '../../../platform/web/form.ts'
import type { ReviewModel, Stage, StageKey } from '../../review-models/public.ts'
import { type Part, partMay } from '../part.rules.ts'

export type StageLeader = {
  id: string
  stage: StageKey
  person_id: string
  name: string
  email: string
  /** The school for which they lead. */
  school_id: string
  school_name: string
  named_at: Temporal.Instant
  named_by_name: string
  ended_at: Temporal.Instant | null
  ended_by_name: string
  end_reason: string
}

/** Who leads a stage now; undefined while nobody is named. */
export function leaderOf(leaders: readonly StageLeader[], stage: StageKey): StageLeader | undefined {
  return leaders.find((one) => one.stage === stage && !one.ended_at)
}

/** The stages that a person leads now. */
export function stagesLedBy(leaders: readonly StageLeader[], personId: string): StageKey[] {
  return leaders.filter((one) => one.person_id === personId && !one.ended_at).map(({ stage }) => stage)
}

/** The stages of a model for which the host names somebody. */
export const namedStages = (model: Pick<ReviewModel, 'stages'>): Stage[] => model.stages.filter(({ led_by }) => led_by)

export type NamingReview = {
  part: Part
  leads_stages: readonly StageKey[]
  stage_leaders: readonly StageLeader[]
  cancelled_at: Temporal.Instant | null
  closed_at: Temporal.Instant | null
}

/** Whether somebody sees who was named, when and why it changed: host and team, and those who were named. */
export function maySeeNaming(review: Pick<NamingReview, 'part' | 'leads_stages'>, stage: StageKey): boolean {
  return partMay(review.part, 'see-preparation') || review.leads_stages.includes(stage)
}

/** Why somebody cannot name a leader, or another; undefined when they can. */
export function whyCannotName(review: NamingReview, stage: Stage): Refusal | undefined {
  const name = stage.led_by?.name.toLowerCase() ?? 'leader'
  if (!partMay(review.part, 'name-leaders')) return { message: `The host lead or the lead reviewer names the ${name}` }
  return over(review)
}

/** Why somebody cannot take a leader out of the stage; undefined when they can. Who leads can step back. */
export function whyCannotEnd(review: NamingReview, stage: Stage): Refusal | undefined {
  return review.leads_stages.includes(stage.key) ? over(review) : whyCannotName(review, stage)
}

function over(review: NamingReview): Refusal | undefined {
  if (review.cancelled_at) return { message: 'This review was cancelled' }
  return review.closed_at ? { message: 'This review is finished' } : undefined
}

export type Colleague = { id: string; places: readonly { school_id: string; role: string }[] }

/** The school of the group for which somebody would lead: that of a colleague, not of a governor alone. */
export function schoolFor(person: Colleague, groupSchoolIds: readonly string[]): string | undefined {
  return person.places.find((place) => place.role !== 'governor' && groupSchoolIds.includes(place.school_id))?.school_id
}

/** Why this person cannot be named instead of the present leader; undefined when they can. */
export function whyNotThem(
  stage: Stage,
  person: Colleague | undefined,
  groupSchoolIds: readonly string[],
  present: StageLeader | undefined,
  reason: string,
): Refusal | undefined {
  const name = stage.led_by?.name.toLowerCase() ?? 'leader'
  if (!person || !schoolFor(person, groupSchoolIds))
    return { field: 'person_id', message: `Choose a colleague of one of the group’s schools as ${name}` }
  if (present?.person_id === person.id) return { field: 'person_id', message: `${present.name} is the ${name} already` }
  if (present && reason === '')
    return { field: 'reason', message: `Say why ${present.name} is no longer the ${name}: they read it` }
  return undefined
}
