/** Who writes down what came of a meeting, and when. */
import { dayOf } from '../../lib/clock.ts'
import type { Refusal } from '../../platform/web/form.ts'
import { type ReviewModel, type Stage, type StageKey, type Writer, writerNames } from '../review-models/public.ts'
import { type Part, partMay } from './part.rules.ts'
import { type MeetingFacts, mustComeFirst, type ReviewFacts } from './review.rules.ts'

/** What a person is in a review: their part, the parts in which they lead its group, and the stages they were named to lead. */
export type Place = { part: Part; leads_as: readonly Writer[]; leads_stages: readonly StageKey[] }

type WrittenStage = Pick<Stage, 'key' | 'written_by'>

/** Whether a person writes down what came of the meetings of a stage. */
export function mayWriteRecord({ part, leads_as, leads_stages }: Place, stage: WrittenStage): boolean {
  if (leads_stages.includes(stage.key)) return true
  return [part, ...leads_as].some((one) => stage.written_by.some((writer) => writer === one))
}

/** Whether a person arranges the meeting of a stage: who chooses the days of the review, and who was named to lead it. */
export function mayArrange({ part, leads_stages }: Pick<Place, 'part' | 'leads_stages'>, stage: StageKey): boolean {
  return partMay(part, 'schedule') || leads_stages.includes(stage)
}

/** Whether a person reads what came of the meetings of a stage. */
export function maySeeRecord(place: Place, stage: WrittenStage): boolean {
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
function writersInWords(stage: Stage): string {
  const named = stage.led_by ? [`the ${stage.led_by.name.toLowerCase()}`] : []
  const text = [...named, ...stage.written_by.map((writer) => writerNames[writer])].join(' or ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** A writer's part inside a sentence. */
export function writerInWords(writer: Writer | 'partnership' | 'named-leader'): string {
  if (writer === 'named-leader') return 'person named to lead it'
  return writer === 'partnership' ? 'partnership' : writerNames[writer].replace(/^(the|a) /, '')
}
