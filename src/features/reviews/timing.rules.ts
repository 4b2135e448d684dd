/** When things of a review should happen. */
import { dayOf } from '../../lib/clock.ts'
import { addSchoolDays, type SchoolCalendar, type Window, weeksAfter } from '../../lib/school-days.ts'
import { programmeStart, type ReviewModel, type StageKey } from '../review-models/public.ts'
import { type MeetingFacts, meetingOf, stageIn } from './review.rules.ts'
import { lastDay, type VisitDays } from './visit-days.rules.ts'

export type MeetingWindow = Window & { aim: Temporal.PlainDate }

/** The days from which windows are counted; of a visit of two days, the last. */
export type Dates = {
  visit_on: Temporal.PlainDate | null
  visit_second_on: Temporal.PlainDate | null
  programme_starts_on: Temporal.PlainDate
  meetings: readonly MeetingFacts[]
}

/**
 * When the meeting of a stage should be held. A window that counts from another meeting takes the day on which that was
 * held or is booked, or else the day it is aimed at. Undefined when the model sets no window for the stage, or the day
 * that it counts from is not known yet.
 */
export function windowFor(
  model: ReviewModel,
  key: StageKey,
  dates: Dates,
  calendar: SchoolCalendar,
): MeetingWindow | undefined {
  const window = model.stages.find((stage) => stage.key === key)?.window
  const from = window && startOf(model, window.after, dates, calendar)
  if (!window || !from) return undefined
  const open = weeksAfter(calendar, from, { from: window.weeks_from, to: window.weeks_to }, window.counted_in)
  const aim = weeksAfter(calendar, from, { from: window.weeks_aim, to: window.weeks_aim }, window.counted_in).opens
  return { ...open, aim: Temporal.PlainDate.compare(aim, open.closes) > 0 ? open.closes : aim }
}

function startOf(
  model: ReviewModel,
  after: string,
  dates: Dates,
  calendar: SchoolCalendar,
): Temporal.PlainDate | undefined {
  if (after === programmeStart) return dates.programme_starts_on
  if (stageIn(model, after).kind === 'visit') return lastDay(dates) ?? undefined
  const meeting = meetingOf(dates, after)
  if (meeting) return dayOf(meeting.held_at ?? meeting.starts_at)
  return windowFor(model, after, dates, calendar)?.aim
}

/** The day by which the report should be sent to the host; undefined while the visit has no day. */
export function reportDueOn(
  model: ReviewModel,
  visit: VisitDays,
  calendar: SchoolCalendar,
): Temporal.PlainDate | undefined {
  const last = lastDay(visit)
  return last ? addSchoolDays(calendar, last, model.report_within_school_days) : undefined
}

/** The day by which the work of a stage is due, counted back from the visit. */
export function dueBeforeVisit(
  model: ReviewModel,
  key: StageKey,
  visitOn: Temporal.PlainDate | null,
  calendar: SchoolCalendar,
): Temporal.PlainDate | undefined {
  const days = stageIn(model, key).due_before_visit
  return visitOn && days ? addSchoolDays(calendar, visitOn, -days) : undefined
}
