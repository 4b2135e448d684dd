/** What a review is: its stages, and what has come out of them. */

import type { Output, ReviewModel, Stage, StageKey, StageKind } from '../review-models/public.ts'
import { lastDay } from './visit-days.rules.ts'

export type MeetingFacts = { stage: StageKey; starts_at: Temporal.Instant; held_at: Temporal.Instant | null }

/** What has happened in a review, as far as its stage depends on it. */
export type ReviewFacts = {
  /** The host's self-evaluation has been shared for this review (a share that ended later still counts). */
  evaluation_share_id: string | null
  visit_on: Temporal.PlainDate | null
  visit_second_on: Temporal.PlainDate | null
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

/** A review of which nothing has happened yet. */
export const nothingYet: ReviewFacts = {
  evaluation_share_id: null,
  visit_on: null,
  visit_second_on: null,
  prepared_at: null,
  visited_at: null,
  sent_to_host_at: null,
  host_agreed_at: null,
  team_agreed_at: null,
  closed_at: null,
  cancelled_at: null,
  has_next_steps: false,
  meetings: [],
}

export type ReviewStage = StageKey | 'closed' | 'cancelled'

/** The meeting of a stage; the first, where there are more. */
export function meetingOf<M extends MeetingFacts>(facts: { meetings: readonly M[] }, stage: StageKey): M | undefined {
  return facts.meetings.find((meeting) => meeting.stage === stage)
}

/** The meetings of a stage, first to last: one, unless its model lets it be held more often. */
export function meetingsOf<M extends MeetingFacts>(facts: { meetings: readonly M[] }, stage: StageKey): M[] {
  return facts.meetings.filter((meeting) => meeting.stage === stage)
}

/** The meeting of a stage that is arranged and was not held yet. */
export function openMeeting<M extends MeetingFacts>(facts: { meetings: readonly M[] }, stage: StageKey): M | undefined {
  return meetingsOf(facts, stage).find((meeting) => !meeting.held_at)
}

/** How often the meeting of a stage was held. */
export function timesHeld(facts: { meetings: readonly MeetingFacts[] }, stage: StageKey): number {
  return meetingsOf(facts, stage).filter((meeting) => meeting.held_at).length
}

/** How often the meeting of a stage has to be held. */
export const timesNeeded = (stage: Pick<Stage, 'repeats'>): number => stage.repeats?.at_least ?? 1

/** Why no more meetings of a stage can be arranged; undefined when one can, or is arranged and can move. */
export function whyNoMore(stage: Stage, facts: ReviewFacts): string | undefined {
  const held = timesHeld(facts, stage.key)
  if (held === 0 || openMeeting(facts, stage.key)) return undefined
  const most = stage.repeats?.at_most ?? 1
  if (most === 1) return 'This meeting was held already'
  if (facts.closed_at) return 'This review is finished'
  return held < most ? undefined : `The ${stage.name.toLowerCase()} was held ${most} times, as often as it can be`
}

/** Whether one thing that can come out of a stage is there. */
function isThere(
  output: Output,
  model: ReviewModel,
  stage: Stage,
  facts: ReviewFacts,
  today: Temporal.PlainDate,
): boolean {
  switch (output) {
    case 'evaluation-shared':
      return facts.evaluation_share_id !== null
    case 'preparation-finished':
      return facts.prepared_at !== null
    case 'visit-made':
      return facts.visited_at !== null || hasPassed(model, stage, facts, today)
    case 'report-agreed':
      return facts.host_agreed_at !== null && facts.team_agreed_at !== null
    case 'meeting-held':
      return timesHeld(facts, stage.key) >= timesNeeded(stage)
    case 'next-steps':
      return facts.has_next_steps
  }
}

/** A visit whose turn it was and whose last day is past has been made, unless somebody moves it. */
function hasPassed(model: ReviewModel, visit: Stage, facts: ReviewFacts, today: Temporal.PlainDate): boolean {
  const last = lastDay(facts)
  const isPast = last !== null && Temporal.PlainDate.compare(last, today) < 0
  return isPast && mustComeFirst(model, visit.key, facts, today) === undefined
}

/** Whether everything that must come out of a stage is there. */
export function isOver(model: ReviewModel, stage: Stage, facts: ReviewFacts, today: Temporal.PlainDate): boolean {
  return stage.must_come_out.every((output) => isThere(output, model, stage, facts, today))
}

/** The stages of a review's own way, or the meetings of its group, in order. */
function wayOf(model: ReviewModel, of: Stage['of']): Stage[] {
  return model.stages.filter((stage) => stage.of === of)
}

/**
 * The first of these stages that is not behind; undefined when all are. A stage is behind when all that must come out of it
 * is there, or a later one is over that could not be done before its turn. So a self-evaluation that was shared early skips
 * nothing, and a review stays where it is when an earlier thing is taken back.
 */
function firstOpen(
  model: ReviewModel,
  way: readonly Stage[],
  facts: ReviewFacts,
  today: Temporal.PlainDate,
): Stage | undefined {
  const last = way.findLastIndex((stage) => stage.kind !== 'self-evaluation' && isOver(model, stage, facts, today))
  return way.slice(last + 1).find((stage) => !isOver(model, stage, facts, today))
}

/** The open stage of the review's own way and of its group's: each goes on by itself, since a group meets on its day. */
function openStages(model: ReviewModel, facts: ReviewFacts, today: Temporal.PlainDate): Stage[] {
  const open = (['review', 'group'] as const).map((of) => firstOpen(model, wayOf(model, of), facts, today))
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
  const way = wayOf(model, stage.of)
  return firstOpen(model, way.slice(0, way.indexOf(stage)), facts, today)
}
