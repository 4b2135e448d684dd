/** When a visit and its meetings may be: school days, the programme's dates, and clashes with other visits. */

import { dayOf, timeZone } from '../../../lib/clock.ts'
import { addSchoolDays, nearestSchoolDay, type SchoolCalendar, whyNotSchoolDay } from '../../../lib/school-days.ts'
import { dayAndDate, longDate, sentenceList } from '../../../lib/words.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import type { ReviewModel, Stage, StageKey } from '../../review-models/public.ts'
import { type BlockedAround, blockedAdvice } from '../../visit-calendar/public.ts'
import {
  meetingOf,
  meetingStages,
  meetingsOf,
  type ReviewFacts,
  stageIn,
  stageOf,
  stageOfKind,
  timesHeld,
  timesNeeded,
  whyNoMore,
} from '../review.rules.ts'
import { type Dates, type MeetingWindow, windowFor } from '../timing.rules.ts'
import { daysAllowed, lastDay, whyNotSecond } from '../visit-days.rules.ts'
import { plannedIfItFits } from './planned-days.rules.ts'

/** One day of another visit, with the people of its team who are on this one's too. */
export type OtherVisit = {
  host_school_name: string
  visit_on: Temporal.PlainDate
  same_group: boolean
  people: readonly string[]
}

export type SchedulingReview = ReviewFacts & {
  host_school_name: string
  programme_starts_on: Temporal.PlainDate
  programme_ends_on: Temporal.PlainDate
}

/** The days that somebody chooses for a visit. */
export type ChosenDays = { visit_on: Temporal.PlainDate; visit_second_on?: Temporal.PlainDate | null }

/** Why the visit cannot be on these days; undefined when it can. The calendar is the host's, with its own closed days. */
export function whyCannotSchedule(
  model: ReviewModel,
  review: SchedulingReview,
  { visit_on: day, visit_second_on: second = null }: ChosenDays,
  calendar: SchoolCalendar,
  others: readonly OtherVisit[],
  today: Temporal.PlainDate,
): Refusal | undefined {
  const stage = stageOf(model, review, today)
  if (stage === 'cancelled') return { message: 'This review was cancelled' }
  if (review.visited_at || review.sent_to_host_at || stage === 'closed')
    return { message: 'The visit has taken place, so its day cannot change' }
  const refuse = (message: string): Refusal => ({ field: 'visit_on', message })
  if (Temporal.PlainDate.compare(day, today) <= 0) return refuse('The day of the visit must be in the future')
  if (
    Temporal.PlainDate.compare(day, review.programme_starts_on) < 0 ||
    Temporal.PlainDate.compare(day, review.programme_ends_on) > 0
  ) {
    return refuse(
      `The day of the visit must be within the programme, from ${longDate(review.programme_starts_on)} to ${longDate(review.programme_ends_on)}`,
    )
  }
  const closed = whyNotSchoolDay(calendar, day)
  if (closed)
    return refuse(
      `${review.host_school_name} is not open on ${dayAndDate(day)}, because ${closed}. The nearest school days are ${nearest(calendar, day)}.`,
    )
  return whyClashes(day, others, refuse) ?? whyNotTwoDays(model, review, { first: day, second }, calendar, others)
}

/** Why the visit cannot have this second day, or must have one; undefined when its days are as the model wants them. */
function whyNotTwoDays(
  model: ReviewModel,
  review: SchedulingReview,
  { first, second }: { first: Temporal.PlainDate; second: Temporal.PlainDate | null },
  calendar: SchoolCalendar,
  others: readonly OtherVisit[],
): Refusal | undefined {
  const { fewest, most } = daysAllowed(model)
  const refuse = (message: string): Refusal => ({ field: 'visit_second_on', message })
  if (!second) return fewest > 1 ? refuse('Enter the second day of the visit') : undefined
  if (most < 2) return { message: 'A visit lasts one day in this programme' }
  const wrong = whyNotSecond(review.host_school_name, first, second, calendar)
  if (wrong) return refuse(wrong)
  if (Temporal.PlainDate.compare(second, review.programme_ends_on) > 0)
    return refuse(`The second day must be within the programme, which ends on ${longDate(review.programme_ends_on)}`)
  return whyClashes(second, others, refuse)
}

function nearest(calendar: SchoolCalendar, day: Temporal.PlainDate): string {
  return `${dayAndDate(nearestSchoolDay(calendar, day, -1))} and ${dayAndDate(nearestSchoolDay(calendar, day))}`
}

function whyClashes(
  day: Temporal.PlainDate,
  others: readonly OtherVisit[],
  refuse: (message: string) => Refusal,
): Refusal | undefined {
  const sameDay = others.filter((other) => other.visit_on.equals(day))
  const sameGroup = sameDay.find((other) => other.same_group)
  if (sameGroup) return refuse(`The group visits ${sameGroup.host_school_name} on that day. Choose another day.`)
  const taken = sameDay.find((other) => other.people.length > 0)
  if (!taken) return undefined
  return refuse(
    `${sentenceList(taken.people)} ${taken.people.length === 1 ? 'is' : 'are'} on the visit to ${taken.host_school_name} on that day. Choose another day, or change the team.`,
  )
}

/** What to think about before choosing the days, though nothing refuses them. */
export function scheduleAdvice(
  chosen: ChosenDays,
  others: readonly OtherVisit[],
  blocked: readonly BlockedAround[] = [],
): string[] {
  const { visit_on: day, visit_second_on: second } = chosen
  const near = others
    .filter((other) => other.same_group && !other.visit_on.equals(day) && Math.abs(day.until(other.visit_on).days) < 14)
    .map(
      (other) =>
        `The group also visits ${other.host_school_name} on ${dayAndDate(other.visit_on)}, less than two weeks away.`,
    )
  const apart = second && day.until(second).days > 7 ? ['More than a week lies between the two days.'] : []
  return [
    ...new Set([...blockedAdvice(day, blocked), ...(second ? blockedAdvice(second, blocked) : []), ...near, ...apart]),
  ]
}

/** Why a meeting cannot be at that time; undefined when it can. Outside its window it can, and `meetingAdvice` says so. */
export function whyCannotMeet(
  model: ReviewModel,
  key: StageKey,
  review: SchedulingReview,
  starts: Temporal.Instant,
  calendar: SchoolCalendar,
): Refusal | undefined {
  const refuse = (message: string): Refusal => ({ field: 'meets_on', message })
  const day = dayOf(starts)
  if (review.cancelled_at) return { message: 'This review was cancelled' }
  const stage = stageIn(model, key)
  const noMore = whyNoMore(stage, review)
  if (noMore) return { message: noMore }
  if (!review.visit_on) return refuse('Choose the day of the visit first')
  const disorder = whyOutOfOrder(model, stage, { ...review, visit_on: review.visit_on }, day)
  if (disorder) return refuse(disorder)
  const closed = whyNotSchoolDay(calendar, day)
  return closed
    ? refuse(
        `Schools are not open on ${dayAndDate(day)}, because ${closed}. The nearest school days are ${nearest(calendar, day)}.`,
      )
    : undefined
}

/**
 * Meetings keep the order of the model's stages, with the visit among them. Those that are held more often than they have
 * to be come after one another, and keep nothing else waiting.
 */
function whyOutOfOrder(
  model: ReviewModel,
  stage: Stage,
  review: VisitDates,
  day: Temporal.PlainDate,
): string | undefined {
  const earlier = meetingsOf(review, stage.key).findLast(({ held_at }) => held_at)
  const isFurther = timesHeld(review, stage.key) >= timesNeeded(stage)
  if (earlier && Temporal.PlainDate.compare(day, dayOf(earlier.starts_at)) <= 0)
    return `The next ${stage.name.toLowerCase()} must be after the last one, on ${longDate(dayOf(earlier.starts_at))}`
  const own = meetingStages(model)
  const visit = stageOfKind(model, 'visit')
  for (const other of model.stages) {
    const isBefore = model.stages.indexOf(other) < model.stages.indexOf(stage)
    if (isFurther && !isBefore) continue
    const needed = own.includes(other) ? meetingsOf(review, other.key).slice(0, timesNeeded(other)) : []
    const meeting = isBefore ? needed.at(-1) : needed[0]
    const visited = isBefore ? lastDay(review) : review.visit_on
    const on = other === visit ? visited : meeting && dayOf(meeting.starts_at)
    if (!on || other === stage) continue
    const apart = Temporal.PlainDate.compare(day, on)
    if (isBefore ? apart <= 0 : apart >= 0)
      return `The ${stage.name.toLowerCase()} must be ${isBefore ? 'after' : 'before'} the ${other.name.toLowerCase()} on ${longDate(on)}`
  }
  return undefined
}

/** What to say about a meeting outside its window; undefined inside it. */
export function meetingAdvice(window: MeetingWindow | undefined, day: Temporal.PlainDate): string | undefined {
  if (!window) return undefined
  const outside =
    Temporal.PlainDate.compare(day, window.opens) < 0
      ? 'before'
      : Temporal.PlainDate.compare(day, window.closes) > 0
        ? 'after'
        : undefined
  return (
    outside &&
    `${dayAndDate(day)} is ${outside} the proposed time, ${longDate(window.opens)} to ${longDate(window.closes)}.`
  )
}

export type Move = { stage: StageKey; from: Temporal.PlainDate; to: Temporal.PlainDate }

/** The dates of a review whose visit has a day. */
export type VisitDates = Dates & {
  visit_on: Temporal.PlainDate
  /** The days that the adopted calendar has for meetings, by stage. */
  planned?: ReadonlyMap<StageKey, Temporal.PlainDate> | undefined
}

/**
 * The day on which a meeting is proposed: the planned day where it fits, else the day its window aims at, or so many
 * school days before the visit, but never in the past. Undefined when no day is left.
 */
function proposedDay(
  model: ReviewModel,
  stage: Stage,
  dates: VisitDates,
  calendar: SchoolCalendar,
  today: Temporal.PlainDate,
): Temporal.PlainDate | undefined {
  const planned = dates.planned?.get(stage.key)
  const window = windowFor(model, stage.key, dates, calendar)
  if (window) return plannedIfItFits(planned, window, calendar, today) ?? window.aim
  const before = stage.proposed_before_visit
  if (!before) return undefined
  const day = addSchoolDays(calendar, dates.visit_on, -before)
  const fits = plannedIfItFits(planned, { opens: day, closes: dates.visit_on.subtract({ days: 1 }) }, calendar, today)
  if (fits) return fits
  const soonest = addSchoolDays(calendar, today, 1)
  const proposed = Temporal.PlainDate.compare(day, soonest) < 0 ? soonest : day
  return Temporal.PlainDate.compare(proposed, dates.visit_on) < 0 ? proposed : undefined
}

/**
 * Which booked meetings must move when the visit moves to a day: those before it when they would no longer be before it,
 * the others when they would be outside their windows. Each goes to the day proposed, on which the host is open. Meetings
 * that were held stay.
 */
export function movesFor(
  model: ReviewModel,
  dates: VisitDates,
  calendar: SchoolCalendar,
  today: Temporal.PlainDate,
): Move[] {
  const moves: Move[] = []
  let standing = [...dates.meetings]
  for (const stage of meetingStages(model)) {
    const booked = standing.find((meeting) => meeting.stage === stage.key)
    if (!booked || booked.held_at) continue
    const now = { ...dates, meetings: standing }
    const from = dayOf(booked.starts_at)
    const to = proposedDay(model, stage, now, calendar, today)
    const fits =
      stage.kind === 'preparation'
        ? Temporal.PlainDate.compare(from, dates.visit_on) < 0
        : !meetingAdvice(windowFor(model, stage.key, now, calendar), from)
    if (fits || !to) continue
    moves.push({ stage: stage.key, from, to })
    standing = standing.map((meeting) =>
      meeting === booked ? { ...booked, starts_at: onDay(booked.starts_at, to) } : meeting,
    )
  }
  return moves
}

/** After lessons, when teachers can meet. */
const meetingTime = Temporal.PlainTime.from('15:45')

export type ProposedMeeting = {
  stage: StageKey
  starts_at: Temporal.Instant
  minutes: number
  place: string
  link: string
}

/** The meetings that are not arranged yet, on the days proposed for them, after lessons. */
export function proposedMeetings(
  model: ReviewModel,
  dates: VisitDates,
  calendar: SchoolCalendar,
  today: Temporal.PlainDate,
): ProposedMeeting[] {
  const proposed: ProposedMeeting[] = []
  for (const stage of meetingStages(model)) {
    if (meetingOf(dates, stage.key)) continue
    const meetings = [...dates.meetings, ...proposed.map((one) => ({ ...one, held_at: null }))]
    const day = proposedDay(model, stage, { ...dates, meetings }, calendar, today)
    if (!day) continue
    const starts_at = day.toZonedDateTime({ timeZone, plainTime: meetingTime }).toInstant()
    proposed.push({ stage: stage.key, starts_at, minutes: stage.minutes ?? 60, place: '', link: '' })
  }
  return proposed
}

/** The same time of day on another day. */
export function onDay(moment: Temporal.Instant, day: Temporal.PlainDate): Temporal.Instant {
  return day.toZonedDateTime({ timeZone, plainTime: moment.toZonedDateTimeISO(timeZone).toPlainTime() }).toInstant()
}
