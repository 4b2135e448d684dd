/** A review's visit and meetings as calendar events: for feeds, and attached to emails. */
import { timeZone } from '../../lib/clock.ts'
import { plural } from '../../lib/words.ts'
import { type CalendarAttachment, type CalendarEvent, calendarInvite } from '../../platform/calendar/feed.ts'
import type { Partnership } from '../../platform/db/connect.ts'
import { groupMeetingEvent } from './group-meetings/group-meeting.events.ts'
import { groupMeetingPath } from './paths.ts'
import type { Review, ReviewMeeting } from './review.queries.ts'
import { stageIn } from './review.rules.ts'
import { daysOf } from './visit-days.rules.ts'

/** Where the service is reached, for links in calendars and mails. */
export type Links = { baseUrl: string }

export function reviewLink(partnership: { key: string }, reviewId: string, links: Links): string {
  return `${links.baseUrl}/${partnership.key}/reviews/${reviewId}`
}

function moment(day: Temporal.PlainDate, time: string): Temporal.Instant {
  return day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).toInstant()
}

/** Each day of the visit; none while it has no day. A cancelled review's visit is cancelled, not gone. */
export function visitEvents(review: Review, partnership: { key: string }, links: Links): CalendarEvent[] {
  return daysOf(review).map((day, index) => visitEvent(review, day, index, partnership, links))
}

/** The second day that a visit had before, cancelled, where it has none now. */
export function daysTakenBack(
  before: Review,
  review: Review,
  partnership: { key: string },
  links: Links,
): CalendarEvent[] {
  if (!before.visit_second_on || review.visit_second_on) return []
  const gone = visitEvent({ ...before, version: review.version }, before.visit_second_on, 1, partnership, links)
  return [{ ...gone, status: 'cancelled' }]
}

function visitEvent(
  review: Review,
  day: Temporal.PlainDate,
  index: number,
  partnership: { key: string },
  links: Links,
): CalendarEvent {
  return {
    uid: `visit-${review.id}${index === 0 ? '' : `-${index + 1}`}@schoolfellow`,
    summary: `Review visit: ${review.host_school_name}${index === 0 ? '' : ', second day'}`,
    description: `The visit of the inclusion peer review at ${review.host_school_name} (${review.group_name}).`,
    location: review.host_school_name,
    start: moment(day, review.visit_starts),
    end: moment(day, review.visit_ends),
    sequence: review.version,
    status: review.cancelled_at ? 'cancelled' : 'confirmed',
    url: reviewLink(partnership, review.id, links),
  }
}

/** The id of a review's meeting in calendars. */
export const meetingUid = (id: string): string => `meeting-${id}@schoolfellow`

/** One of the review's meetings. */
export function meetingEvent(
  review: Review,
  meeting: ReviewMeeting,
  partnership: { key: string },
  links: Links,
): CalendarEvent {
  const { name } = stageIn(review.model, meeting.stage)
  if (meeting.of === 'group') {
    const url = new URL(groupMeetingPath(partnership, review.group_id, meeting.stage), links.baseUrl).href
    return groupMeetingEvent({ group: { name: review.group_name }, stage: { name } }, meeting, url)
  }
  return {
    uid: meetingUid(meeting.id),
    summary: `${name}: ${review.host_school_name}`,
    description: [
      `${name} of the inclusion peer review at ${review.host_school_name}, ${plural(meeting.minutes, 'minute')}.`,
      meeting.link,
    ]
      .filter((line) => line !== '')
      .join('\n'),
    ...(meeting.place === '' ? {} : { location: meeting.place }),
    start: meeting.starts_at,
    end: meeting.starts_at.add({ minutes: meeting.minutes }),
    sequence: meeting.sequence,
    status: review.cancelled_at ? 'cancelled' : 'confirmed',
    url: reviewLink(partnership, review.id, links),
  }
}

/** The meetings to come that the reader was named to lead. */
export function ledEventsOf(review: Review, partnership: { key: string }, links: Links): CalendarEvent[] {
  return review.meetings
    .filter((meeting) => !meeting.held_at && review.leads_stages.includes(meeting.stage))
    .map((meeting) => meetingEvent(review, meeting, partnership, links))
}

/** The visit and every meeting that has not been held. */
export function eventsOf(review: Review, partnership: { key: string }, links: Links): CalendarEvent[] {
  const meetings = review.meetings
    .filter((meeting) => !meeting.held_at)
    .map((meeting) => meetingEvent(review, meeting, partnership, links))
  return [...visitEvents(review, partnership, links), ...meetings]
}

/** Events as attachments for one person: invitations, or cancellations of what is in their calendar. */
export function invitesFor(
  events: readonly CalendarEvent[],
  person: { name: string; email: string },
  partnership: Partnership,
  cancelled = false,
): CalendarAttachment[] {
  const organiser = { name: partnership.name, email: partnership.contact_email || 'no-reply@schoolfellow.invalid' }
  return events.map((event, index) => {
    const invite = calendarInvite(
      cancelled ? { ...event, status: 'cancelled', sequence: (event.sequence ?? 0) + 1 } : event,
      { organiser, guests: [person] },
    )
    return events.length > 1 ? { ...invite, filename: `invite-${index + 1}.ics` } : invite
  })
}
