/** Meetings of a whole group: who arranges them and writes down what came of them, and when. */
import { dayOf } from '../../../lib/clock.ts'
import { type SchoolCalendar, whyNotSchoolDay } from '../../../lib/school-days.ts'
import { dayAndDate, longDate } from '../../../lib/words.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import type { LeaderPart, ReviewModel, Stage, StageKey } from '../../review-models/public.ts'

/** What somebody is in a group: one who speaks for one of its schools, one who supports it, or neither. */
export type GroupPlace = {
  /** Head, senior leader or SENCO of a school of the group. */
  speaks_for_school: boolean
  leads_as: readonly LeaderPart[]
  is_officer: boolean
}

const schoolRoles = ['headteacher', 'senior-leader', 'senco']

/** The place of a person in a group with these schools and leaders. */
export function placeIn(
  group: { school_ids: readonly string[]; leaders: readonly { person_id: string; part: LeaderPart }[] },
  person: { person_id: string; roles: readonly { role: string; school_id: string | null }[]; is_officer: boolean },
): GroupPlace {
  return {
    speaks_for_school: person.roles.some(
      ({ role, school_id }) => school_id !== null && schoolRoles.includes(role) && group.school_ids.includes(school_id),
    ),
    leads_as: group.leaders.filter((leader) => leader.person_id === person.person_id).map(({ part }) => part),
    is_officer: person.is_officer,
  }
}

/** Whether somebody reads what came of a group's meetings: whoever was, or could have been, there. */
export function mayRead(place: GroupPlace): boolean {
  return place.speaks_for_school || place.leads_as.length > 0
}

/** Whether somebody chooses the days of a group's meetings. */
export function mayArrange(place: GroupPlace): boolean {
  return mayRead(place) || place.is_officer
}

/** Whether somebody writes down what came of a stage's meeting. */
export function mayWrite(place: GroupPlace, stage: Pick<Stage, 'written_by'>): boolean {
  const leads = place.leads_as.some((part) => stage.written_by.some((writer) => writer === part))
  const ofSchools = stage.written_by.some((writer) =>
    ['lead-reviewer', 'reviewer', 'host-lead', 'host'].includes(writer),
  )
  return leads || (place.speaks_for_school && ofSchools)
}

export type HeldMeeting = { stage: StageKey; starts_at: Temporal.Instant; held_at: Temporal.Instant | null }

const groupStages = (model: ReviewModel) => model.stages.filter((stage) => stage.of === 'group')

/** Why a group's meeting cannot be on that day; undefined when it can. */
export function whyCannotMeetOn(
  model: ReviewModel,
  stage: Stage,
  day: Temporal.PlainDate,
  meetings: readonly HeldMeeting[],
  dates: { starts_on: Temporal.PlainDate; ends_on: Temporal.PlainDate },
  calendar: SchoolCalendar,
): Refusal | undefined {
  const refuse = (message: string): Refusal => ({ field: 'meets_on', message })
  if (meetings.some((meeting) => meeting.stage === stage.key && meeting.held_at))
    return { message: 'This meeting was held already' }
  if (Temporal.PlainDate.compare(day, dates.starts_on) < 0 || Temporal.PlainDate.compare(day, dates.ends_on) > 0)
    return refuse(`Choose a day within the programme, from ${longDate(dates.starts_on)} to ${longDate(dates.ends_on)}`)
  const order = groupStages(model)
  for (const meeting of meetings) {
    const other = order.find(({ key }) => key === meeting.stage)
    if (!other || other.key === stage.key) continue
    const isBefore = order.indexOf(other) < order.findIndex(({ key }) => key === stage.key)
    const on = dayOf(meeting.starts_at)
    const apart = Temporal.PlainDate.compare(day, on)
    if (isBefore ? apart <= 0 : apart >= 0)
      return refuse(
        `The ${stage.name.toLowerCase()} must be ${isBefore ? 'after' : 'before'} the ${other.name.toLowerCase()} on ${longDate(on)}`,
      )
  }
  const closed = whyNotSchoolDay(calendar, day)
  if (!closed) return undefined
  return refuse(`Schools are not open on ${dayAndDate(day)}, because ${closed}. Choose another day`)
}

/** Why what came of a group's meeting cannot be written down; undefined when it can. */
export function whyCannotWrite(
  model: ReviewModel,
  stage: Stage,
  place: GroupPlace,
  meetings: readonly HeldMeeting[],
  today: Temporal.PlainDate,
): Refusal | undefined {
  if (!mayWrite(place, stage)) return { message: 'Somebody who leads for one of the schools writes this down' }
  const meeting = meetings.find((one) => one.stage === stage.key)
  if (!meeting) return { message: 'Choose the day of the meeting first' }
  if (Temporal.PlainDate.compare(today, dayOf(meeting.starts_at)) < 0)
    return { message: 'This meeting has not taken place yet. If it was moved forward, change its day first' }
  const order = groupStages(model)
  const first = order
    .slice(0, order.indexOf(stage))
    .find(({ key }) => !meetings.some((one) => one.stage === key && one.held_at))
  return first && { message: `Write down what came of the ${first.name.toLowerCase()} first` }
}
