/** The steps of a review as a timeline: what each is for, when, and what a person may open there. */

import type { TimelineItem } from '../../../design/components/timeline.ts'
import { dayOf } from '../../../lib/clock.ts'
import type { SchoolCalendar } from '../../../lib/school-days.ts'
import { dayAndDate, dayAndTime, longDate } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import type { StageKey } from '../../review-models/public.ts'
import { partMay } from '../part.rules.ts'
import { meetingPages } from '../paths.ts'
import type { Review } from '../review.queries.ts'
import { type MeetingKind, meetingOf, reportDueOn, type Step, stepsOf, windowFor } from '../review.rules.ts'

const states = { done: 'done', now: 'current', later: 'later' } as const

/** One item for each stage of the model. `here` is the review's path. */
export function stepItems(
  review: Review,
  calendar: SchoolCalendar,
  today: Temporal.PlainDate,
  here: string,
  partnership: string,
): TimelineItem[] {
  return stepsOf(review.model, review, today).map((step) => {
    const { when, datetime } = whenOf(review, step.stage.key, calendar)
    return {
      title: step.stage.name,
      state: review.cancelled_at ? undefined : states[step.state],
      ...(when ? { when, datetime } : {}),
      content: html`<p class="govuk-body">${step.stage.purpose}</p>${linksOf(review, step, here, partnership, today)}`,
    }
  })
}

function whenOf(review: Review, key: StageKey, calendar: SchoolCalendar): { when?: string; datetime?: string } {
  if (key === 'visit')
    return review.visit_on ? { when: dayAndDate(review.visit_on), datetime: review.visit_on.toString() } : {}
  if (key === 'write-up') return reportWhen(review, calendar)
  if (key === 'self-evaluation') return {}
  const meeting = meetingOf(review, key)
  if (meeting?.held_at)
    return { when: `Held on ${longDate(dayOf(meeting.held_at))}`, datetime: dayOf(meeting.held_at).toString() }
  if (meeting)
    return { when: dayAndTime(meeting.starts_at), datetime: meeting.starts_at.toString({ smallestUnit: 'minute' }) }
  const window = review.visit_on ? windowFor(review.model, key, review.visit_on, review.meetings, calendar) : undefined
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
  if (!review.visit_on) return {}
  const due = reportDueOn(review.model, review.visit_on, calendar)
  return { when: `Draft by ${longDate(due)}`, datetime: due.toString() }
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
  switch (stage.key) {
    case 'self-evaluation':
      return partMay(part, 'share-evaluation') && state === 'now'
        ? [{ href: `/${partnership}/self-evaluations`, text: 'Open your self-evaluations to share one' }]
        : []
    case 'pre-review':
      return [
        ...planLink(review, 'pre-review', here),
        ...(partMay(part, 'see-preparation')
          ? [{ href: `${here}/prepare`, text: 'Focus, enquiry questions and preparation' }]
          : []),
      ]
    case 'visit':
      return visitLinks(review, here)
    case 'write-up':
      // Findings are made from the day of the visit on.
      return review.visit_on && Temporal.PlainDate.compare(review.visit_on, today) <= 0 ? reportLinks(review, here) : []
    case 'follow-up':
      return [
        ...planLink(review, 'follow-up', here),
        ...(seen ? stepsLink(review, here) : []),
        ...(seen ? recordLink(review, 'follow-up', here) : []),
      ]
    case 'check-in':
      return [...planLink(review, 'check-in', here), ...(seen ? recordLink(review, 'check-in', here) : [])]
  }
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

function planLink(review: Review, kind: MeetingKind, here: string): Link[] {
  const meeting = meetingOf(review, kind)
  if (!partMay(review.part, 'schedule') || !review.visit_on || meeting?.held_at) return []
  return [
    { href: `${here}/${meetingPages[kind]}`, text: meeting ? 'Change when or where it is' : 'Arrange the meeting' },
  ]
}

function recordLink(review: Review, kind: 'follow-up' | 'check-in', here: string): Link[] {
  const meeting = meetingOf(review, kind)
  if (!meeting || !partMay(review.part, meeting.held_at ? 'see-sent-draft' : 'record-meeting')) return []
  return [
    {
      href: `${here}/meetings/${meeting.id}`,
      text: meeting.held_at ? 'What came of it' : 'Write down what came of it',
    },
  ]
}
