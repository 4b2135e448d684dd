/** The steps of a review as a timeline: what each is for, when, and what a person may open there. */

import type { TimelineItem } from '../../../design/components/timeline.ts'
import { dayOf } from '../../../lib/clock.ts'
import type { SchoolCalendar } from '../../../lib/school-days.ts'
import { dayAndTime, longDate } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import type { Stage } from '../../review-models/public.ts'
import { partMay } from '../part.rules.ts'
import { groupMeetingPath, planMeetingPath } from '../paths.ts'
import { mayArrange, maySeeRecord, mayWriteRecord } from '../record.rules.ts'
import type { Review } from '../review.queries.ts'
import { meetingsOf, openMeeting, type Step, stageOfKind, stepsOf, timesHeld, whyNoMore } from '../review.rules.ts'
import { leaderOf, maySeeNaming } from '../stage-leaders/leader.rules.ts'
import { reportDueOn, windowFor } from '../timing.rules.ts'
import { namedDays } from '../visit-days.rules.ts'

const states = { done: 'done', now: 'current', later: 'later' } as const

/** One item for each stage of the model, with what `beside` gives for it. `here` is the review's path. */
export function stepItems(
  review: Review,
  calendar: SchoolCalendar,
  today: Temporal.PlainDate,
  here: string,
  partnership: string,
  beside: (stage: Stage) => { people: Html; documents: Html },
): TimelineItem[] {
  return stepsOf(review.model, review, today).map((step) => {
    const { when, datetime } = whenOf(review, step.stage, calendar)
    const { people, documents } = beside(step.stage)
    return {
      title: step.stage.name,
      state: review.cancelled_at ? undefined : states[step.state],
      ...(when ? { when, datetime } : {}),
      content: html`<p class="govuk-body">${step.stage.purpose}</p>${whoLeads(review, step.stage, here)}${people}${linksOf(review, step, here, partnership, today)}${documents}`,
    }
  })
}

function whenOf(review: Review, stage: Stage, calendar: SchoolCalendar): { when?: string; datetime?: string } {
  if (stage.kind === 'visit')
    return review.visit_on ? { when: namedDays(review), datetime: review.visit_on.toString() } : {}
  if (stage.kind === 'report') return reportWhen(review, calendar)
  if (stage.kind === 'self-evaluation') return {}
  const meeting = openMeeting(review, stage.key)
  const held = meetingsOf(review, stage.key).flatMap(({ held_at }) => (held_at ? [dayOf(held_at)] : []))
  const last = held.at(-1)
  const often = held.length > 1 ? `Held ${held.length} times, last on` : 'Held on'
  const next = meeting ? `, next on ${dayAndTime(meeting.starts_at)}` : ''
  if (last) return { when: `${often} ${longDate(last)}${next}`, datetime: last.toString() }
  if (meeting)
    return { when: dayAndTime(meeting.starts_at), datetime: meeting.starts_at.toString({ smallestUnit: 'minute' }) }
  const window = windowFor(review.model, stage.key, review, calendar)
  return window
    ? { when: `Between ${longDate(window.opens)} and ${longDate(window.closes)}`, datetime: window.opens.toString() }
    : {}
}

function reportWhen(review: Review, calendar: SchoolCalendar): { when?: string; datetime?: string } {
  if (review.team_agreed_at && review.host_agreed_at) {
    const agreed =
      Temporal.Instant.compare(review.team_agreed_at, review.host_agreed_at) > 0
        ? review.team_agreed_at
        : review.host_agreed_at
    return { when: `Agreed on ${longDate(dayOf(agreed))}`, datetime: dayOf(agreed).toString() }
  }
  const due = reportDueOn(review.model, review, calendar)
  if (!due) return {}
  return { when: `Draft by ${longDate(due)}`, datetime: due.toString() }
}

/** Who was named to lead the stage, with the way to name somebody for those who may. */
function whoLeads(review: Review, { key, led_by }: Stage, here: string): Html {
  if (!led_by) return nothing
  const leader = leaderOf(review.stage_leaders, key)
  const who = leader ? `${leader.name}, ${leader.school_name}` : 'nobody yet'
  const text =
    leader || !partMay(review.part, 'name-leaders') ? `${led_by.name}: ${who}` : `Name the ${led_by.name.toLowerCase()}`
  if (review.cancelled_at || !maySeeNaming(review, key)) return html`<p class="govuk-body">${led_by.name}: ${who}</p>`
  return html`<p class="govuk-body"><a class="govuk-link" href="${here}/leaders/${key}">${text}</a></p>`
}

type Link = { href: string; text: string }

function linksOf(review: Review, step: Step, here: string, partnership: string, today: Temporal.PlainDate): Html {
  const links = review.cancelled_at ? [] : linksFor(review, step, here, partnership, today)
  if (links.length === 0) return nothing
  return html`<ul class="govuk-list">${links.map((link) => html`<li><a class="govuk-link" href="${link.href}">${link.text}</a></li>`)}</ul>`
}

function linksFor(
  review: Review,
  { stage, state }: Step,
  here: string,
  partnership: string,
  today: Temporal.PlainDate,
): Link[] {
  const { part } = review
  const seen = state !== 'later'
  switch (stage.kind) {
    case 'self-evaluation':
      return partMay(part, 'share-evaluation') && state === 'now'
        ? [{ href: `/${partnership}/self-evaluations`, text: 'Open your self-evaluations to share one' }]
        : []
    case 'preparation':
      return [
        ...planLink(review, stage, here),
        ...(partMay(part, 'see-preparation')
          ? [{ href: `${here}/prepare`, text: 'Focus, enquiry questions and preparation' }]
          : []),
      ]
    case 'visit':
      return visitLinks(review, here)
    case 'report':
      // Findings are made from the day of the visit on.
      return review.visit_on && Temporal.PlainDate.compare(review.visit_on, today) <= 0 ? reportLinks(review, here) : []
    case 'meeting':
      if (stage.of === 'group')
        return [
          { href: groupMeetingPath({ key: partnership }, review.group_id, stage.key), text: 'The meeting' },
          ...(seen && hasNextSteps(review, stage) ? stepsLink(review, here) : []),
        ]
      return [
        ...planLink(review, stage, here),
        ...(seen && hasNextSteps(review, stage) ? stepsLink(review, here) : []),
        ...(seen ? recordLink(review, stage, here) : []),
      ]
  }
}

/** Next steps are written where the model asks for them, else after the report, at the first meeting. */
function hasNextSteps({ model }: Review, stage: Stage): boolean {
  const asked = model.stages.find(({ must_come_out }) => must_come_out.includes('next-steps'))
  const report = stageOfKind(model, 'report')
  const after = report && model.stages.slice(model.stages.indexOf(report)).find(({ kind }) => kind === 'meeting')
  return stage === (asked ?? after)
}

function visitLinks(review: Review, here: string): Link[] {
  const links: Link[] = []
  if (partMay(review.part, 'see-preparation'))
    links.push({ href: `${here}/visit-programme`, text: 'Programme of the visit' })
  if (partMay(review.part, 'write-notes') && review.visit_on)
    links.push({ href: `${here}/notes`, text: 'Notes of the visit' })
  return links
}

function reportLinks(review: Review, here: string): Link[] {
  const agreed = review.host_agreed_at !== null && review.team_agreed_at !== null
  const links: Link[] = []
  if (partMay(review.part, 'see-draft')) links.push({ href: `${here}/findings`, text: 'Findings' })
  if (
    !agreed &&
    (partMay(review.part, 'see-draft') || (review.sent_to_host_at && partMay(review.part, 'see-sent-draft')))
  )
    links.push({ href: `${here}/write-up`, text: 'Draft report' })
  if (agreed && partMay(review.part, 'see-report')) links.push({ href: `${here}/report`, text: 'Report' })
  return links
}

function stepsLink(review: Review, here: string): Link[] {
  return partMay(review.part, 'see-sent-draft') ? [{ href: `${here}/next-steps`, text: 'Next steps' }] : []
}

function planLink(review: Review, stage: Stage, here: string): Link[] {
  if (!mayArrange(review, stage.key) || !review.visit_on || whyNoMore(stage, review)) return []
  const held = timesHeld(review, stage.key) > 0
  const text = openMeeting(review, stage.key)
    ? `Change when or where ${held ? 'the next one' : 'it'} is`
    : `Arrange ${held ? 'the next one' : 'the meeting'}`
  return [{ href: planMeetingPath(here, stage.key), text }]
}

function recordLink(review: Review, stage: Stage, here: string): Link[] {
  const all = meetingsOf(review, stage.key)
  const last = all.findLast(({ held_at }) => held_at)
  const open = openMeeting(review, stage.key)
  const link = (id: string, text: string) => ({ href: `${here}/meetings/${id}`, text })
  return [
    ...(open && mayWriteRecord(review, stage)
      ? [link(open.id, `Write down what came of ${last ? 'the next one' : 'it'}`)]
      : []),
    ...(last && maySeeRecord(review, stage) ? [link(last.id, 'What came of it')] : []),
  ]
}
