/** What a review is: its stages, the parts that people play in it, and what comes next. */

import { dayOf } from '../../lib/clock.ts'
import { addSchoolDays, type SchoolCalendar, type Window, weeksAfter } from '../../lib/school-days.ts'
import { longDate } from '../../lib/words.ts'
import type { Output, ReviewModel, Stage, StageKey } from '../review-models/public.ts'

export type MeetingKind = 'pre-review' | 'follow-up' | 'check-in'

export type MeetingFacts = { kind: MeetingKind; starts_at: Temporal.Instant; held_at: Temporal.Instant | null }

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
  meetings: readonly MeetingFacts[]
}

export type ReviewStage = StageKey | 'closed' | 'cancelled'

export function meetingOf<M extends MeetingFacts>(facts: { meetings: readonly M[] }, kind: MeetingKind): M | undefined {
  return facts.meetings.find((meeting) => meeting.kind === kind)
}

/** What has come out of the review so far. */
function outputsOf(facts: ReviewFacts, today: Temporal.PlainDate): ReadonlySet<Output> {
  const visitIsOver =
    facts.prepared_at !== null && facts.visit_on !== null && Temporal.PlainDate.compare(facts.visit_on, today) < 0
  const there: Record<Output, boolean> = {
    'evaluation-shared': facts.evaluation_share_id !== null,
    'preparation-finished': facts.prepared_at !== null,
    // A prepared visit whose day is past has been made, unless somebody moves it.
    'visit-made': facts.visited_at !== null || visitIsOver,
    'report-agreed': facts.host_agreed_at !== null && facts.team_agreed_at !== null,
    'follow-up-held': Boolean(meetingOf(facts, 'follow-up')?.held_at),
    'check-in-held': Boolean(meetingOf(facts, 'check-in')?.held_at),
  }
  return new Set((Object.keys(there) as Output[]).filter((output) => there[output]))
}

/**
 * The stage a review is in: the one after the last stage whose outputs are all there. Looking from the
 * end keeps a review where it is when an earlier thing, such as a share, is taken back.
 */
export function stageOf(model: ReviewModel, facts: ReviewFacts, today: Temporal.PlainDate): ReviewStage {
  if (facts.cancelled_at) return 'cancelled'
  if (facts.closed_at) return 'closed'
  const there = outputsOf(facts, today)
  const over = model.stages.findLastIndex((stage) => stage.must_come_out.every((output) => there.has(output)))
  return model.stages[over + 1]?.key ?? 'closed'
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

export type Step = { stage: Stage; state: 'done' | 'now' | 'later' }

/** The stages of the model in order, each done, being done now, or to come. */
export function stepsOf(model: ReviewModel, facts: ReviewFacts, today: Temporal.PlainDate): Step[] {
  const now = stageOf(model, facts, today)
  const position = model.stages.findIndex((stage) => stage.key === now)
  return model.stages.map((stage, index) => {
    if (now === 'closed' || (position >= 0 && index < position)) return { stage, state: 'done' }
    return { stage, state: index === position ? 'now' : 'later' }
  })
}

export type MeetingWindow = Window & { aim: Temporal.PlainDate }

/**
 * When a meeting of a stage should be held, for a visit on `visitOn`. A window that counts from the
 * follow-up takes the day on which that is booked, or else the day it is aimed at. Undefined when the
 * model sets no window for the stage.
 */
export function windowFor(
  model: ReviewModel,
  key: StageKey,
  visitOn: Temporal.PlainDate,
  meetings: readonly MeetingFacts[],
  calendar: SchoolCalendar,
): MeetingWindow | undefined {
  const window = model.stages.find((stage) => stage.key === key)?.window
  if (!window) return undefined
  const followUp = meetingOf({ meetings }, 'follow-up')
  const from =
    window.after === 'visit'
      ? visitOn
      : followUp
        ? dayOf(followUp.held_at ?? followUp.starts_at)
        : windowFor(model, 'follow-up', visitOn, [], calendar)?.aim
  if (!from) return undefined
  const open = weeksAfter(calendar, from, { from: window.weeks_from, to: window.weeks_to }, window.counted_in)
  const aim = weeksAfter(calendar, from, { from: window.weeks_aim, to: window.weeks_aim }, window.counted_in).opens
  return { ...open, aim: Temporal.PlainDate.compare(aim, open.closes) > 0 ? open.closes : aim }
}

/** The day by which the report should be sent to the host. */
export function reportDueOn(
  model: ReviewModel,
  visitOn: Temporal.PlainDate,
  calendar: SchoolCalendar,
): Temporal.PlainDate {
  return addSchoolDays(calendar, visitOn, model.report_within_school_days)
}

export type NextThing = {
  key:
    | 'visit-date'
    | 'lead-reviewer'
    | 'host-lead'
    | 'share-evaluation'
    | 'prepare'
    | 'visit'
    | 'send-draft'
    | 'host-agree'
    | 'team-agree'
    | 'book-follow-up'
    | 'hold-follow-up'
    | 'book-check-in'
    | 'hold-check-in'
  text: string
  /** The parts that can do it; the first is the one that is waited for. */
  by: readonly ('lead-reviewer' | 'reviewer' | 'host-lead' | 'host' | 'partnership')[]
  due?: Temporal.PlainDate
}

/** Whether a thing should have been done before today. */
export function isLate(thing: NextThing, today: Temporal.PlainDate): boolean {
  return thing.due !== undefined && Temporal.PlainDate.compare(thing.due, today) < 0
}

/** The facts about a team that decide what comes next. */
export type TeamFacts = { has_lead_reviewer: boolean; has_host_lead: boolean }

/** Everything that can be done in a review now, what should be done first at the front. */
export function whatNext(
  model: ReviewModel,
  facts: ReviewFacts,
  team: TeamFacts,
  calendar: SchoolCalendar,
  today: Temporal.PlainDate,
): NextThing[] {
  const stage = stageOf(model, facts, today)
  if (stage === 'closed' || stage === 'cancelled') return []
  const beforeTheDay = stage === 'self-evaluation' || stage === 'pre-review' || stage === 'visit'
  const things: NextThing[] = beforeTheDay ? settingUp(facts, team) : []
  if (stage === 'self-evaluation')
    things.push({
      key: 'share-evaluation',
      text: 'Share the self-evaluation with the schools of the team',
      by: ['host-lead', 'host'],
      ...beforeVisit(model, stage, facts.visit_on, calendar),
    })
  if (stage === 'pre-review')
    things.push({
      key: 'prepare',
      text: 'Prepare the visit: focus, enquiry questions and programme',
      by: ['lead-reviewer', 'reviewer', 'host-lead'],
      ...beforeVisit(model, stage, facts.visit_on, calendar),
    })
  if (stage === 'visit' && facts.visit_on)
    things.push({
      key: 'visit',
      text: 'Hold the visit',
      by: ['lead-reviewer', 'reviewer', 'host-lead', 'host'],
      due: facts.visit_on,
    })
  if (stage === 'write-up') things.push(writingUp(model, facts, calendar))
  if (stage === 'follow-up' || stage === 'check-in') things.push(meeting(model, stage, facts, calendar))
  return things
}

function settingUp(facts: ReviewFacts, team: TeamFacts): NextThing[] {
  const things: NextThing[] = []
  if (!team.has_lead_reviewer)
    things.push({ key: 'lead-reviewer', text: 'Find a lead reviewer', by: ['partnership', 'host-lead'] })
  if (!facts.visit_on)
    things.push({
      key: 'visit-date',
      text: 'Choose the day of the visit',
      by: ['lead-reviewer', 'host-lead', 'partnership'],
    })
  if (!team.has_host_lead)
    things.push({ key: 'host-lead', text: 'Say who leads for the host school', by: ['host-lead', 'partnership'] })
  return things
}

/** The day by which the work of a stage is due, counted back from the visit. */
function beforeVisit(
  model: ReviewModel,
  key: StageKey,
  visitOn: Temporal.PlainDate | null,
  calendar: SchoolCalendar,
): { due?: Temporal.PlainDate } {
  const days = stageIn(model, key).due_before_visit
  return visitOn && days ? { due: addSchoolDays(calendar, visitOn, -days) } : {}
}

function writingUp(model: ReviewModel, facts: ReviewFacts, calendar: SchoolCalendar): NextThing {
  const due = facts.visit_on ? { due: reportDueOn(model, facts.visit_on, calendar) } : {}
  if (!facts.sent_to_host_at)
    return {
      key: 'send-draft',
      text: 'Write up the findings and send the draft report to the host',
      by: ['lead-reviewer', 'reviewer'],
      ...due,
    }
  if (!facts.host_agreed_at)
    return { key: 'host-agree', text: 'Comment on the draft report and agree it', by: ['host-lead', 'host'], ...due }
  return { key: 'team-agree', text: 'Agree the report for the team', by: ['lead-reviewer'], ...due }
}

function meeting(
  model: ReviewModel,
  stage: 'follow-up' | 'check-in',
  facts: ReviewFacts,
  calendar: SchoolCalendar,
): NextThing {
  const by = ['lead-reviewer', 'host-lead'] as const
  const name = stageIn(model, stage).name.toLowerCase()
  const booked = meetingOf(facts, stage)
  if (booked)
    return {
      key: `hold-${stage}`,
      text: `Hold the ${name} and write down what came of it`,
      by,
      due: dayOf(booked.starts_at),
    }
  const window = facts.visit_on ? windowFor(model, stage, facts.visit_on, facts.meetings, calendar) : undefined
  if (!window) return { key: `book-${stage}`, text: `Choose the day of the ${name}`, by }
  return {
    key: `book-${stage}`,
    text: `Choose the day of the ${name}, from ${longDate(window.opens)} to ${longDate(window.closes)}`,
    by,
    due: window.opens,
  }
}

/** The facts about a team from its members. */
export function teamFacts(members: readonly { part: string; state: string }[]): TeamFacts {
  const has = (part: string) => members.some((member) => member.part === part && member.state === 'on-team')
  return { has_lead_reviewer: has('lead-reviewer'), has_host_lead: has('host-lead') }
}
