/** Other dates of the same people that a visit and its meetings would meet. */
import { dayOf } from '../../../lib/clock.ts'
import { dayAndDate, longDate, sentenceList, timeOfDay } from '../../../lib/words.ts'
import type { PlannedAround } from '../../visit-calendar/public.ts'
import type { OtherVisit } from './schedule.rules.ts'

/** A day that a review would have: its visit, or one of its meetings. */
export type ChosenDay = { what: string; on: Temporal.PlainDate; is_visit: boolean }

/** A meeting of another review or of a group, with the people of this one's team who are to come to it. */
export type OtherMeeting = { what: string; starts_at: Temporal.Instant; people: readonly string[] }

export type OtherDates = {
  visits: readonly OtherVisit[]
  meetings: readonly OtherMeeting[]
  planned: readonly PlannedAround[]
}

/** Each other date that these days meet, in words; a visit on the day of another one is refused elsewhere. */
export function touchedBy(chosen: readonly ChosenDay[], others: OtherDates): string[] {
  return chosen.flatMap((day) => [
    ...(day.is_visit ? [] : metVisits(day, others.visits)),
    ...metMeetings(day, others.meetings),
    ...metPlans(day, others.planned),
  ])
}

function metVisits({ what, on }: ChosenDay, visits: readonly OtherVisit[]): string[] {
  return visits
    .filter((other) => other.visit_on.equals(on) && other.people.length > 0)
    .map(
      (other) =>
        `${what}: ${sentenceList(other.people)} ${areOrIs(other.people)} on the visit to ${other.host_school_name} on ${dayAndDate(on)}.`,
    )
}

function metMeetings({ what, on }: ChosenDay, meetings: readonly OtherMeeting[]): string[] {
  return meetings
    .filter((other) => dayOf(other.starts_at).equals(on))
    .map(
      (other) =>
        `${what}: ${sentenceList(other.people)} ${other.people.length === 1 ? 'has' : 'have'} ${other.what} on ${dayAndDate(on)} at ${timeOfDay(other.starts_at)}.`,
    )
}

const mondayOf = (day: Temporal.PlainDate) => day.subtract({ days: day.dayOfWeek - 1 })

function metPlans({ what, on, is_visit }: ChosenDay, planned: readonly PlannedAround[]): string[] {
  return planned.flatMap((other) => {
    const who = other.same_group ? 'the same group' : sentenceList(other.people)
    const plan = `The calendar of ${other.programme_name} plans`
    if (other.visit_on.equals(on))
      return [`${what}: ${lowerFirst(plan)} the visit to ${other.school_name} for the same day, with ${who}.`]
    const isNear = is_visit && other.same_group && mondayOf(other.visit_on).equals(mondayOf(on))
    if (isNear)
      return [
        `${what}: ${lowerFirst(plan)} the visit to ${other.school_name} for ${longDate(other.visit_on)}, in the same week.`,
      ]
    const meets = [other.preparation_on, other.follow_up_on, other.check_in_on].some((day) => day?.equals(on))
    return is_visit && meets
      ? [`${what}: ${lowerFirst(plan)} a meeting about ${other.school_name} for the same day, with ${who}.`]
      : []
  })
}

const lowerFirst = (text: string) => `${text.charAt(0).toLowerCase()}${text.slice(1)}`
const areOrIs = (people: readonly string[]) => (people.length === 1 ? 'is' : 'are')
