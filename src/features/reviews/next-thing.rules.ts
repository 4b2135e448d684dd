/** What comes next in a review, whom it waits for and until when. */
import { dayOf } from '../../lib/clock.ts'
import type { SchoolCalendar } from '../../lib/school-days.ts'
import { longDate } from '../../lib/words.ts'
import type { ReviewModel, Stage, StageKey, Writer } from '../review-models/public.ts'
import { openMeeting, type ReviewFacts, stageOfKind, stagesNow, timesHeld, timesNeeded } from './review.rules.ts'
import { dueBeforeVisit, reportDueOn, windowFor } from './timing.rules.ts'

export type NextThing = {
  key:
    | 'visit-date'
    | 'lead-reviewer'
    | 'visitors'
    | 'host-lead'
    | 'share-evaluation'
    | 'prepare'
    | 'visit'
    | 'send-draft'
    | 'host-agree'
    | 'team-agree'
    | 'book-meeting'
    | 'hold-meeting'
    | 'name-leader'
    | 'write-next-steps'
  /** The stage that it belongs to; of what sets a review up, the visit. */
  stage: StageKey
  text: string
  /** The parts that can do it; the first is the one that is waited for. */
  by: readonly (Writer | 'named-leader' | 'partnership')[]
  due?: Temporal.PlainDate
  /** The last day of what takes more than one. */
  until?: Temporal.PlainDate
}

/** Whether a thing should have been done before today. */
export function isLate(thing: NextThing, today: Temporal.PlainDate): boolean {
  const last = thing.until ?? thing.due
  return last !== undefined && Temporal.PlainDate.compare(last, today) < 0
}

/** The facts about a team that decide what comes next. */
export type TeamFacts = {
  has_lead_reviewer: boolean
  /** Somebody is invited to lead who has not answered, or whose declared interest waits for a decision. */
  lead_is_asked?: boolean
  has_host_lead: boolean
  /** How many visitors are on the team or asked, the lead reviewer among them. */
  visitors: number
}

/** What is known of a review when it is asked what comes next. */
export type NextFacts = ReviewFacts & {
  programme_starts_on: Temporal.PlainDate
  /** The stages for which somebody was named to lead; none unless said. */
  led_stages?: readonly StageKey[]
}

/** Everything that can be done in a review now, what should be done first at the front. */
export function whatNext(
  model: ReviewModel,
  facts: NextFacts,
  team: TeamFacts,
  calendar: SchoolCalendar,
  today: Temporal.PlainDate,
): NextThing[] {
  const now = stagesNow(model, facts, today)
  const visit = stageOfKind(model, 'visit')
  const own = now.find((stage) => stage.of === 'review')
  const beforeTheDay = visit && own && model.stages.indexOf(own) <= model.stages.indexOf(visit)
  const first = beforeTheDay ? settingUp(model, facts, team, visit.key) : []
  // Of a stage that is over, one meeting more can be arranged; while the review goes on, it is to be held.
  const more = now.length === 0 ? [] : model.stages.filter((stage) => stage.repeats && !now.includes(stage))
  const further = more.flatMap((stage) => holding(stage, facts) ?? [])
  return [...first, ...now.flatMap((stage) => nextIn(model, stage, facts, calendar)), ...further]
}

/** The one thing that somebody with these parts does next, or waits for; undefined when the review is over. */
export function nextFor(
  things: readonly NextThing[],
  partsIn: (stage: StageKey) => readonly string[],
): NextThing | undefined {
  return things.find((thing) => thing.by.some((part) => partsIn(thing.stage).includes(part))) ?? things[0]
}

function nextIn(model: ReviewModel, stage: Stage, facts: NextFacts, calendar: SchoolCalendar): NextThing[] {
  const due = dueBeforeVisit(model, stage.key, facts.visit_on, calendar)
  const dueThen = due ? { due } : {}
  switch (stage.kind) {
    case 'self-evaluation':
      return [
        {
          key: 'share-evaluation',
          stage: stage.key,
          text: 'Share the self-evaluation with the schools of the team',
          by: ['host-lead', 'host'],
          ...dueThen,
        },
      ]
    case 'preparation':
      return [
        {
          key: 'prepare',
          stage: stage.key,
          text: 'Prepare the visit: focus, enquiry questions and programme',
          by: ['lead-reviewer', 'reviewer', 'host-lead'],
          ...dueThen,
        },
      ]
    case 'visit':
      if (!facts.visit_on) return []
      return [
        {
          key: 'visit',
          stage: stage.key,
          text: 'Hold the visit',
          by: ['lead-reviewer', 'reviewer', 'host-lead', 'host'],
          due: facts.visit_on,
          ...(facts.visit_second_on ? { until: facts.visit_second_on } : {}),
        },
      ]
    case 'report':
      return [writingUp(model, stage, facts, calendar)]
    case 'meeting':
      return timesHeld(facts, stage.key) >= timesNeeded(stage)
        ? [{ key: 'write-next-steps', stage: stage.key, text: 'Write the next steps', by: ['host-lead', 'host'] }]
        : [...naming(stage, facts), meeting(model, stage, facts, calendar)]
  }
}

function settingUp(model: ReviewModel, facts: ReviewFacts, team: TeamFacts, stage: StageKey): NextThing[] {
  const things: NextThing[] = []
  if (!team.has_lead_reviewer)
    things.push(
      team.lead_is_asked
        ? { key: 'lead-reviewer', stage, text: 'Answer the invitation to lead the visit', by: ['lead-reviewer'] }
        : { key: 'lead-reviewer', stage, text: 'Find a lead reviewer', by: ['partnership', 'host-lead'] },
    )
  const { fewest_visitors } = model.team
  if (team.has_lead_reviewer && team.visitors < fewest_visitors)
    things.push({
      key: 'visitors',
      stage,
      text: `Invite the other visitors: a visit needs at least ${fewest_visitors}`,
      by: ['lead-reviewer', 'partnership'],
    })
  if (!facts.visit_on)
    things.push({
      key: 'visit-date',
      stage,
      text: 'Choose the day of the visit',
      by: ['lead-reviewer', 'host-lead', 'partnership'],
    })
  if (!team.has_host_lead)
    things.push({
      key: 'host-lead',
      stage,
      text: 'Say who leads for the host school',
      by: ['host-lead', 'partnership'],
    })
  return things
}

function writingUp(model: ReviewModel, { key: stage }: Stage, facts: ReviewFacts, calendar: SchoolCalendar): NextThing {
  const on = reportDueOn(model, facts, calendar)
  const due = on ? { due: on } : {}
  if (!facts.sent_to_host_at)
    return {
      key: 'send-draft',
      stage,
      text: 'Write up the findings and send the draft report to the host',
      by: ['lead-reviewer', 'reviewer'],
      ...due,
    }
  if (!facts.host_agreed_at)
    return {
      key: 'host-agree',
      stage,
      text: 'Comment on the draft report and agree it',
      by: ['host-lead', 'host'],
      ...due,
    }
  return { key: 'team-agree', stage, text: 'Agree the report for the team', by: ['lead-reviewer'], ...due }
}

function meeting(model: ReviewModel, stage: Stage, facts: NextFacts, calendar: SchoolCalendar): NextThing {
  const booked = holding(stage, facts)
  if (booked) return booked
  const name = stage.name.toLowerCase()
  const arrangers = ['lead-reviewer', 'host-lead', 'partnership'] as const
  const by = facts.led_stages?.includes(stage.key) ? (['named-leader', ...arrangers] as const) : arrangers
  const again = timesHeld(facts, stage.key) > 0
  const window = again ? undefined : windowFor(model, stage.key, facts, calendar)
  if (!window)
    return { key: 'book-meeting', stage: stage.key, text: `Choose the day of the ${again ? 'next ' : ''}${name}`, by }
  return {
    key: 'book-meeting',
    stage: stage.key,
    text: `Choose the day of the ${name}, from ${longDate(window.opens)} to ${longDate(window.closes)}`,
    by,
    due: window.opens,
  }
}

/** Somebody is named to lead, where the model has it so and nobody is. */
function naming(stage: Stage, facts: NextFacts): NextThing[] {
  if (!stage.led_by || facts.led_stages?.includes(stage.key)) return []
  const text = `Name the ${stage.led_by.name.toLowerCase()} for the ${stage.name.toLowerCase()}`
  return [{ key: 'name-leader', stage: stage.key, text, by: ['host-lead', 'lead-reviewer'] }]
}

/** The meeting of a stage that is arranged, to be held. */
function holding(stage: Stage, facts: ReviewFacts): NextThing | undefined {
  const booked = openMeeting(facts, stage.key)
  return (
    booked && {
      key: 'hold-meeting',
      stage: stage.key,
      text: `Hold the ${stage.name.toLowerCase()} and write down what came of it`,
      by: stage.led_by ? ['named-leader', ...stage.written_by] : stage.written_by,
      due: dayOf(booked.starts_at),
    }
  )
}

/** The parts of a person in one stage of a review: their own, those in which they lead the group, and whether they were named. */
export function partsIn(
  review: { part: string; leads_as: readonly string[]; leads_stages: readonly StageKey[] },
  stage: StageKey,
): string[] {
  return [review.part, ...review.leads_as, ...(review.leads_stages.includes(stage) ? ['named-leader'] : [])]
}

/** The facts about a team from its members. */
export function teamFacts(members: readonly { part: string; state: string }[]): TeamFacts {
  const has = (part: string) => members.some((member) => member.part === part && member.state === 'on-team')
  const there = members.filter(({ state }) => ['on-team', 'invited', 'declared'].includes(state))
  const has_lead_reviewer = has('lead-reviewer')
  return {
    has_lead_reviewer,
    lead_is_asked: !has_lead_reviewer && there.some(({ part }) => part === 'lead-reviewer'),
    has_host_lead: has('host-lead'),
    visitors: there.filter(({ part }) => part === 'lead-reviewer' || part === 'reviewer').length,
  }
}
