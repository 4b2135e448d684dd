/** Arranging and cancelling a review: each checks its rules, writes, tells people, and says why when it may not. */

import { dayOf, timeZone } from '../../../lib/clock.ts'
import type { SchoolCalendar } from '../../../lib/school-days.ts'
import { record } from '../../../platform/audit/audit.ts'
import type { CalendarEvent } from '../../../platform/calendar/feed.ts'
import type { Db } from '../../../platform/db/connect.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import { found } from '../../../platform/web/page.ts'
import type { Actor } from '../../people/public.ts'
import { type At, calendarFor } from '../../review-groups/public.ts'
import type { StageKey } from '../../review-models/public.ts'
import { noteSlip } from '../../visit-calendar/public.ts'
import { partMay } from '../part.rules.ts'
import { moveSent, withdrawSent } from '../preparation/sent-programme.queries.ts'
import { mayArrange } from '../record.rules.ts'
import { daysTakenBack, eventsOf, invitesFor, meetingEvent, meetingUid, reviewLink } from '../review.events.ts'
import { type Review, type ReviewMember, reviewFor } from '../review.queries.ts'
import { meetingOf, meetingsOf, openMeeting, stageIn } from '../review.rules.ts'
import {
  type MovedMeeting,
  sendMeetingArranged,
  sendReviewCancelled,
  sendVisitArranged,
} from './emails/team-and-dates.ts'
import {
  holdVisits,
  type MeetingTime,
  otherVisits,
  putCancelled,
  putMeetings,
  putVisitDay,
  type VisitDay,
} from './schedule.queries.ts'
import { movesFor, onDay, proposedMeetings, whyCannotMeet, whyCannotSchedule } from './schedule.rules.ts'

/** Everybody who is told of dates: the team, host and visitors. */
export function audienceOf(review: Review): ReviewMember[] {
  return review.members.filter((member) => member.state === 'on-team')
}

/** The school days of the host, with its own closed days. */
export function calendarOfReview(
  db: Db,
  actor: Pick<Actor, 'partnership'>,
  review: Pick<Review, 'host_school_id'>,
): Promise<SchoolCalendar> {
  return calendarFor(db, actor, review.host_school_id)
}

/** Why this visit cannot be on that day; undefined when it can. */
export function whyNotOn(
  review: Review,
  day: VisitDay,
  calendar: SchoolCalendar,
  others: Awaited<ReturnType<typeof otherVisits>>,
  today: Temporal.PlainDate,
): Refusal | undefined {
  if (!partMay(review.part, 'schedule'))
    return { message: 'The lead reviewer, the host lead and the partnership choose the day' }
  if (Temporal.PlainTime.compare(day.visit_ends, day.visit_starts) <= 0)
    return { field: 'visit_ends', message: 'The visit must end after it starts' }
  return whyCannotSchedule(review.model, review, day, calendar, others, today)
}

/** `slipped`: the adopted calendar has another day for the visit, so that officers are told. */
export type Scheduled = { refused: Refusal } | { moved: MovedMeeting[]; proposed: MeetingTime[]; slipped: boolean }

/**
 * Chooses or changes the day of the visit. Meetings that no longer fit their windows move with it;
 * with `arrange_meetings` those that are not arranged yet are put on the days proposed. The team gets
 * one email each that says what moved, with everything for their calendars.
 */
export async function scheduleVisit(
  db: Db,
  actor: Actor,
  visited: Review | string,
  wanted: VisitDay & { arrange_meetings?: boolean; version?: number },
  at: At,
): Promise<Scheduled> {
  const before = typeof visited === 'string' ? found(await reviewFor(db, actor, visited)) : visited
  const reviewId = before.id
  await holdVisits(db, actor, before.group_id)
  const calendar = await calendarOfReview(db, actor, before)
  const today = dayOf(at.now)
  const refused = whyNotOn(before, wanted, calendar, await otherVisits(db, actor, before), today)
  if (refused) return { refused }
  const { visit_on, visit_second_on = null, visit_starts, visit_ends } = wanted
  const days = { visit_on, visit_second_on }
  if (
    !(await putVisitDay(db, actor, reviewId, { ...days, visit_starts, visit_ends }, wanted.version ?? before.version))
  ) {
    return {
      refused: {
        message:
          'Somebody else changed this review after you opened this page. Look at it again before you choose the day',
      },
    }
  }
  const { slipped, adopted } = await noteSlip(db, actor, before, visit_on, at.now)
  const dates = { ...before, ...days, planned: adopted?.meetings }
  const moves = movesFor(before.model, dates, calendar, today)
  const moving = moves.map((move) => {
    const meeting = found(meetingOf(before, move.stage))
    return { ...meeting, starts_at: onDay(meeting.starts_at, move.to) }
  })
  const proposed = wanted.arrange_meetings ? proposedMeetings(before.model, dates, calendar, today) : []
  await putMeetings(db, actor, reviewId, [...moving, ...proposed], at.now)
  await record(db, actor, {
    action: 'review:schedule',
    subject_kind: 'review',
    subject_id: reviewId,
    school_id: before.host_school_id,
    detail: {
      visit_on: visit_on.toString(),
      ...(visit_second_on ? { second_day: visit_second_on.toString() } : {}),
      was: before.visit_on?.toString() ?? null,
    },
  })
  const moved = moves.map(({ stage, from, to }) => ({ stage, from, to }))
  const review = found(await reviewFor(db, actor, reviewId))
  const events = [...eventsOf(review, actor.partnership, at), ...daysTakenBack(before, review, actor.partnership, at)]
  const team = invited(review, events, actor, false, await moveSent(db, actor, before, review, at))
  const link = reviewLink(actor.partnership, review.id, at)
  await sendVisitArranged(db, actor.partnership, review, team, before, moved, link)
  return { moved, proposed, slipped }
}

/** Why this meeting cannot be at that time; undefined when it can. */
export function whyNotAt(
  review: Review,
  stage: StageKey,
  day: Temporal.PlainDate,
  time: Temporal.PlainTime,
  calendar: SchoolCalendar,
): Refusal | undefined {
  if (!mayArrange(review, stage))
    return { message: 'The lead reviewer, the host lead and the partnership arrange the meetings' }
  return whyCannotMeet(review.model, stage, review, momentOf(day, time), calendar)
}

function momentOf(day: Temporal.PlainDate, plainTime: Temporal.PlainTime): Temporal.Instant {
  return day.toZonedDateTime({ timeZone, plainTime }).toInstant()
}

/** Arranges the meeting of a stage that comes next, or changes when and where it is. The team gets it for their calendars. */
export async function planMeeting(
  db: Db,
  actor: Actor,
  reviewId: string,
  wanted: {
    stage: StageKey
    day: Temporal.PlainDate
    time: Temporal.PlainTime
    minutes?: number
    place?: string
    link?: string
  },
  at: At,
): Promise<{ refused: Refusal } | undefined> {
  const before = found(await reviewFor(db, actor, reviewId))
  const calendar = await calendarOfReview(db, actor, before)
  const refused = whyNotAt(before, wanted.stage, wanted.day, wanted.time, calendar)
  if (refused) return { refused }
  const starts_at = momentOf(wanted.day, wanted.time)
  const open = openMeeting(before, wanted.stage)
  const number = open?.number ?? meetingsOf(before, wanted.stage).length + 1
  const minutes = wanted.minutes ?? stageIn(before.model, wanted.stage).minutes ?? 60
  await putMeetings(
    db,
    actor,
    reviewId,
    [{ stage: wanted.stage, number, starts_at, minutes, place: wanted.place ?? '', link: wanted.link ?? '' }],
    at.now,
  )
  const review = found(await reviewFor(db, actor, reviewId))
  const meeting = found(meetingsOf(review, wanted.stage).find((one) => one.number === number))
  const team = invited(review, [meetingEvent(review, meeting, actor.partnership, at)], actor)
  const link = reviewLink(actor.partnership, review.id, at)
  await sendMeetingArranged(db, actor.partnership, review, meeting, team, open !== undefined, link)
  return undefined
}

/** Why a review cannot be cancelled; undefined when it can. */
export function whyCannotCancel(review: Review): Refusal | undefined {
  if (!partMay(review.part, 'cancel')) return { message: 'The partnership cancels reviews' }
  if (review.cancelled_at) return { message: 'This review was cancelled already' }
  if (review.host_agreed_at || review.closed_at)
    return { message: 'The report of this review has been agreed, so it cannot be cancelled' }
  return undefined
}

/** Cancels a review with a reason; what was written is kept, and the dates leave the team's calendars. */
export async function cancelReview(
  db: Db,
  actor: Actor,
  reviewId: string,
  reason: string,
  at: At,
): Promise<{ refused: Refusal } | undefined> {
  const before = found(await reviewFor(db, actor, reviewId))
  const refused = whyCannotCancel(before)
  if (refused) return { refused }
  await putCancelled(db, actor, reviewId, reason.trim(), at.now)
  await record(db, actor, {
    action: 'review:cancel',
    subject_kind: 'review',
    subject_id: reviewId,
    school_id: before.host_school_id,
  })
  const review = found(await reviewFor(db, actor, reviewId))
  const own = await withdrawSent(db, actor, review, at)
  const team = invited(review, eventsOf(review, actor.partnership, at), actor, true, own)
  await sendReviewCancelled(db, actor.partnership, review, team, reason.trim())
  return undefined
}

/** Those who were named to lead one of these meetings and are not on the team, each with it for their calendar. */
function leadersToTell(review: Review, events: readonly CalendarEvent[], actor: Actor, cancelled: boolean) {
  const team = audienceOf(review).map(({ person_id }) => person_id)
  return review.stage_leaders.flatMap((person) => {
    if (person.ended_at || team.includes(person.person_id)) return []
    const led = meetingsOf(review, person.stage).map(({ id }) => meetingUid(id))
    const own = events.filter(({ uid }) => led.includes(uid))
    return own.length === 0 ? [] : [{ person, attachments: invitesFor(own, person, actor.partnership, cancelled) }]
  })
}

const nobodysOwn: ReadonlyMap<string, readonly CalendarEvent[]> = new Map()

/** Everybody who is told about a review, each with these events and their `own` ones for their calendar. */
function invited(review: Review, events: readonly CalendarEvent[], actor: Actor, cancelled = false, own = nobodysOwn) {
  const team = audienceOf(review).map((person) => ({
    person,
    attachments: [
      ...invitesFor(events, person, actor.partnership, cancelled),
      ...invitesFor(own.get(person.person_id) ?? [], person, actor.partnership),
    ],
  }))
  return [...team, ...leadersToTell(review, events, actor, cancelled)]
}
