/** Who writes down what came of a meeting, and when. */
import { dayOf } from '../../lib/clock.ts'
import type { Refusal } from '../../platform/web/form.ts'
import { type ReviewModel, type Stage, type Writer, writerNames } from '../review-models/public.ts'
import { type Part, partMay } from './part.rules.ts'
import { type MeetingFacts, mustComeFirst, type ReviewFacts } from './review.rules.ts'

/** What a person is in a review: their part, and the parts in which they lead its group. */
export type Place = { part: Part; leads_as: readonly Writer[] }

/** Whether a person writes down what came of the meetings of a stage. */
export function mayWriteRecord({ part, leads_as }: Place, stage: Pick<Stage, 'written_by'>): boolean {
  return [part, ...leads_as].some((one) => stage.written_by.some((writer) => writer === one))
}

/** Whether a person reads what came of the meetings of a stage. */
export function maySeeRecord(place: Place, stage: Pick<Stage, 'written_by'>): boolean {
  return partMay(place.part, 'see-sent-draft') || mayWriteRecord(place, stage)
}

/** Why this person cannot write down what came of a meeting. */
export function whyCannotRecord(
  model: ReviewModel,
  stage: Stage,
  meeting: MeetingFacts,
  review: ReviewFacts & Place,
  today: Temporal.PlainDate,
): Refusal | undefined {
  if (!mayWriteRecord(review, stage))
    return { message: `${writersInWords(stage)} writes down what came of the meeting` }
  if (review.cancelled_at) return { message: 'This review was cancelled' }
  if (Temporal.PlainDate.compare(today, dayOf(meeting.starts_at)) < 0)
    return { message: 'This meeting has not taken place yet. If it was moved forward, change its day first' }
  const first = mustComeFirst(model, stage.key, review, today)
  if (!first) return undefined
  const name = first.name.toLowerCase()
  if (first.kind === 'meeting') return { message: `Write down what came of the ${name} first` }
  return { message: `The ${name} is not finished yet, and the ${stage.name.toLowerCase()} comes after it` }
}

/** "The lead reviewer or the host lead". */
function writersInWords(stage: Pick<Stage, 'written_by'>): string {
  const text = stage.written_by.map((writer) => writerNames[writer]).join(' or ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** A writer's part inside a sentence. */
export function writerInWords(writer: Writer | 'partnership'): string {
  return writer === 'partnership' ? 'partnership' : writerNames[writer].replace(/^(the|a) /, '')
}
