/** What a review is: its stages, and what has come out of them. */

import type { Output, ReviewModel, Stage, StageKey, StageKind } from '../review-models/public.ts'

export type MeetingFacts = { stage: StageKey; starts_at: Temporal.Instant; held_at: Temporal.Instant | null }

/** What has happened in a review, as far as its stage depends on it. */
export type ReviewFacts = {
  /** The host's self-evaluation has been shared for this review (a share that ended later still counts). */
  evaluation_share_id: string | null
  visit_on: Temporal.PlainDate | null
  prepared_at: Temporal.Instant | null
  visited_at: Temporal.Instant | null
  sent_to_host_at: Temporal.Instant | null
  host_agreed_at: Temporal.Instant | null
  team_agreed_at: Temporal.Instant | null
  closed_at: Temporal.Instant | null
  cancelled_at: Temporal.Instant | null
  /** The host has written at least one next step. */
  has_next_steps: boolean
  /** Its own meetings and those of its group. */
  meetings: readonly MeetingFacts[]
}

export type ReviewStage = StageKey | 'closed' | 'cancelled'

export function meetingOf<M extends MeetingFacts>(facts: { meetings: readonly M[] }, stage: StageKey): M | undefined {
  return facts.meetings.find((meeting) => meeting.stage === stage)
}

/** Whether one thing that can come out of a stage is there. */
function isThere(output: Output, stage: Stage, facts: ReviewFacts, today: Temporal.PlainDate): boolean {
  switch (output) {
    case 'evaluation-shared':
      return facts.evaluation_share_id !== null
    case 'preparation-finished':
      return facts.prepared_at !== null
    case 'visit-made':
      // A prepared visit whose day is past has been made, unless somebody moves it.
      return facts.visited_at !== null || isPast(facts, today)
    case 'report-agreed':
      return facts.host_agreed_at !== null && facts.team_agreed_at !== null
    case 'meeting-held':
      return Boolean(meetingOf(facts, stage.key)?.held_at)
    case 'next-steps':
      return facts.has_next_steps
  }
}

function isPast(facts: ReviewFacts, today: Temporal.PlainDate): boolean {
  return facts.prepared_at !== null && facts.visit_on !== null && Temporal.PlainDate.compare(facts.visit_on, today) < 0
}

/** Whether everything that must come out of a stage is there. */
export function isOver(stage: Stage, facts: ReviewFacts, today: Temporal.PlainDate): boolean {
  return stage.must_come_out.every((output) => isThere(output, stage, facts, today))
}

/**
 * The stages that are open: of the review's own stages and of the meetings of its group, each the one after the last that
 * is over. The two go their own ways, since a group meets on its day whether or not each of its schools was visited.
 * Looking from the end keeps a review where it is when an earlier thing, such as a share, is taken back.
 */
function openStages(model: ReviewModel, facts: ReviewFacts, today: Temporal.PlainDate): Stage[] {
  const open = (['review', 'group'] as const).flatMap((of) => {
    const lane = model.stages.filter((stage) => stage.of === of)
    return lane[lane.findLastIndex((stage) => isOver(stage, facts, today)) + 1] ?? []
  })
  return model.stages.filter((stage) => open.includes(stage))
}

/** The stages of a review that are open now, in the model's order; none when it is finished or cancelled. */
export function stagesNow(model: ReviewModel, facts: ReviewFacts, today: Temporal.PlainDate): Stage[] {
  return facts.cancelled_at || facts.closed_at ? [] : openStages(model, facts, today)
}

/** The stage that a review is in: the first that is open. */
export function stageOf(model: ReviewModel, facts: ReviewFacts, today: Temporal.PlainDate): ReviewStage {
  if (facts.cancelled_at) return 'cancelled'
  return stagesNow(model, facts, today)[0]?.key ?? 'closed'
}

/** The stage's name on screen. */
export function stageName(model: ReviewModel, stage: ReviewStage): string {
  if (stage === 'closed') return 'Finished'
  if (stage === 'cancelled') return 'Cancelled'
  return stageIn(model, stage).name
}

/** One stage of the model. */
export function stageIn(model: ReviewModel, key: StageKey): Stage {
  const stage = model.stages.find((one) => one.key === key)
  if (!stage) throw new Error(`the model ${model.key} has no stage ${key}`)
  return stage
}

/** The one stage of a kind of which a model has no more than one, if it has it. */
export function stageOfKind(model: ReviewModel, kind: Exclude<StageKind, 'meeting'>): Stage | undefined {
  return model.stages.find((stage) => stage.kind === kind)
}

/** The stages of a review that have a meeting in its own calendar, in order: preparing it, and the meetings themselves. */
export function meetingStages(model: ReviewModel): Stage[] {
  return model.stages.filter(
    (stage) => stage.of === 'review' && (stage.kind === 'meeting' || stage.kind === 'preparation'),
  )
}

/** Whether the review has gone past its stage of a kind. */
export function isPastStage(
  model: ReviewModel,
  kind: Exclude<StageKind, 'meeting'>,
  facts: ReviewFacts,
  today: Temporal.PlainDate,
): boolean {
  const stage = stageOfKind(model, kind)
  const open = stagesNow(model, facts, today).find(({ of }) => of === 'review')
  if (facts.cancelled_at) return false
  return !stage || !open || model.stages.indexOf(stage) < model.stages.indexOf(open)
}

export type Step = { stage: Stage; state: 'done' | 'now' | 'later' }

/** The stages of the model in order, each done, being done now, or to come. */
export function stepsOf(model: ReviewModel, facts: ReviewFacts, today: Temporal.PlainDate): Step[] {
  const now = stagesNow(model, facts, today)
  const isClosed = stageOf(model, facts, today) === 'closed'
  return model.stages.map((stage) => {
    if (now.includes(stage)) return { stage, state: 'now' }
    const open = now.find((one) => one.of === stage.of)
    const isBehind = open ? model.stages.indexOf(stage) < model.stages.indexOf(open) : !facts.cancelled_at
    return { stage, state: isClosed || isBehind ? 'done' : 'later' }
  })
}

/**
 * The first stage that must be over before something may come out of this one; undefined when nothing stands before it.
 * Only stages of the same way are asked: a group's meetings wait for one another, and so do a review's own stages.
 */
export function mustComeFirst(
  model: ReviewModel,
  key: StageKey,
  facts: ReviewFacts,
  today: Temporal.PlainDate,
): Stage | undefined {
  const stage = stageIn(model, key)
  const before = model.stages.slice(0, model.stages.indexOf(stage)).filter((one) => one.of === stage.of)
  const last = before.findLastIndex((one) => isOver(one, facts, today))
  return before[last + 1]
}
