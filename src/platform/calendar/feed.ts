import ical, { ICalAttendeeRole, type ICalCalendar, ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import { timeZone } from '../../lib/clock.ts'

/** When something happens: between two moments, or on whole days (`last` is the last day, included). */
export type CalendarTime =
  | { start: Temporal.Instant; end: Temporal.Instant; allDay?: never }
  | { allDay: { first: Temporal.PlainDate; last?: Temporal.PlainDate }; start?: never; end?: never }

export type CalendarEvent = CalendarTime & {
  /** Stays the same for as long as the event exists, or calendars show it twice. */
  uid: string
  summary: string
  description?: string
  location?: string
  /** Goes up by one with every change of time, place or status. */
  sequence?: number
  status?: 'confirmed' | 'tentative' | 'cancelled'
  /** The page of the event. */
  url?: string
  /** When this version was made. */
  changedAt?: Temporal.Instant
}

export type Guest = { name: string; email: string }

/** An iCalendar feed (RFC 5545) that a calendar programme can subscribe to. */
export function calendarFeed(feed: { name: string; events: readonly CalendarEvent[] }): string {
  const calendar = newCalendar(feed.name)
  calendar.method(ICalCalendarMethod.PUBLISH)
  calendar.ttl(60 * 60)
  for (const event of feed.events) addEvent(calendar, event)
  return calendar.toString()
}

/**
 * One event as an invitation to attach to an email (iTIP, RFC 5546). A cancelled event becomes a
 * cancellation, which takes it out of the calendars it went to.
 */
export function calendarInvite(
  event: CalendarEvent,
  people: { organiser: Guest; guests: readonly Guest[] },
): CalendarAttachment {
  const method = event.status === 'cancelled' ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST
  const calendar = newCalendar('')
  calendar.method(method)
  const made = addEvent(calendar, event)
  made.organizer({ name: guestName(people.organiser), email: people.organiser.email })
  for (const guest of people.guests) {
    made.createAttendee({
      name: guestName(guest),
      email: guest.email,
      rsvp: method === ICalCalendarMethod.REQUEST,
      role: ICalAttendeeRole.REQ,
    })
  }
  return {
    filename: 'invite.ics',
    type: `text/calendar; charset=utf-8; method=${method}`,
    content: calendar.toString(),
  }
}

export type CalendarAttachment = { filename: string; type: string; content: string }

function newCalendar(name: string): ICalCalendar {
  const calendar = ical({ prodId: { company: 'Schoolfellow', product: 'Schoolfellow', language: 'EN' } })
  if (name !== '') calendar.name(plain(name).replaceAll('\n', ' '))
  // Moments are written in UTC, which every programme shows in its reader's own time; this only
  // names the zone for a programme that wants to say so.
  calendar.x('X-WR-TIMEZONE', timeZone)
  return calendar
}

function addEvent(calendar: ICalCalendar, event: CalendarEvent) {
  const stamp =
    event.changedAt ?? (event.allDay ? event.allDay.first.toZonedDateTime(timeZone).toInstant() : event.start)
  const made = calendar.createEvent({
    id: event.uid.replace(/[^\w.@-]/g, '-'),
    start: event.allDay ? event.allDay.first : asDate(event.start),
    // RFC 5545 ends a whole-day event on the day after its last.
    end: event.allDay ? (event.allDay.last ?? event.allDay.first).add({ days: 1 }) : asDate(event.end),
    allDay: event.allDay !== undefined,
    stamp: asDate(stamp),
    sequence: event.sequence ?? 0,
    summary: plain(event.summary),
    status: statuses[event.status ?? 'confirmed'],
  })
  if (event.description) made.description(plain(event.description))
  if (event.location) made.location(plain(event.location))
  const url = event.url ? URL.parse(event.url) : null
  if (url) made.url(url.href)
  return made
}

const statuses = {
  confirmed: ICalEventStatus.CONFIRMED,
  tentative: ICalEventStatus.TENTATIVE,
  cancelled: ICalEventStatus.CANCELLED,
}

const asDate = (instant: Temporal.Instant) => new Date(instant.epochMilliseconds)

/** Text without the control characters that would break a calendar's lines. */
const plain = (text: string) =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/\p{Cc}/gu, (character) => (character === '\n' ? character : ' '))

const guestName = (guest: Guest) => plain(guest.name).replace(/["\n]/g, ' ').trim() || guest.email
