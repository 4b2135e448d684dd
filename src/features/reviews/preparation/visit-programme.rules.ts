/**
 * The programme of a visit day: activities with a time, a place, and a pair of observers, one from
 * the host school and one visitor, so that what is seen is seen together.
 */
import { timeOfDay } from '../../../lib/words.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import type { QuestionLimits } from './question.rules.ts'

export const activityKinds = {
  'team-meeting': 'Meeting of the visiting team',
  'learning-walk': 'Learning walk',
  'lesson-visit': 'Lesson visit',
  'pupil-conversation': 'Conversation with pupils',
  'book-study': 'Looking at pupils’ work',
  'staff-meeting': 'Meeting with staff',
  'parent-meeting': 'Meeting with parents and carers',
  'social-time': 'Lunch or social time',
  'document-check': 'Reading documents',
  feedback: 'Feedback to the host school',
} as const

export type ActivityKind = keyof typeof activityKinds

export type Activity = {
  id: string
  /** Which day of the visit it is on, from 1. */
  on_day: number
  starts: Temporal.PlainTime
  ends: Temporal.PlainTime
  kind: ActivityKind
  title: string
  place: string
  host_person_id: string | null
  visitor_person_id: string | null
  question_id: string | null
}

export type NewActivity = Omit<Activity, 'id'>

export type Observer = { person_id: string; name: string; school_id: string | null }

/** What a programme has to fit: the days and their hours, the people of each side, and the questions. */
export type VisitDay = {
  /** The days of the visit, in order; while none is chosen, it is planned for one. */
  days: readonly Temporal.PlainDate[]
  starts: Temporal.PlainTime
  ends: Temporal.PlainTime
  host_school_id: string
  host_school_name: string
  hosts: readonly Observer[]
  visitors: readonly Observer[]
  questions: readonly { id: string; text: string }[]
  question_limits: QuestionLimits
}

const { compare } = Temporal.PlainTime

/** "9:15am to 10am" */
export const timeSpan = (span: Pick<Activity, 'starts' | 'ends'>) =>
  `${timeOfDay(span.starts)} to ${timeOfDay(span.ends)}`

/** "9:15am to 10am", "second day, 9:15am to 10am": for places where the days of a visit stand together. */
export const whenIn = (activity: Pick<Activity, 'starts' | 'ends' | 'on_day'>) =>
  activity.on_day > 1 ? `second day, ${timeSpan(activity)}` : timeSpan(activity)

/** Activities of the whole visiting team, which nobody has to be paired for. */
export const isForWholeTeam = (kind: ActivityKind) => kind === 'team-meeting' || kind === 'feedback'

const dayNames = ['First day', 'Second day']

/** "Second day" */
export const dayName = (number: number): string => dayNames[number - 1] ?? ''

/** The numbers of a visit's days. */
export const dayNumbers = (day: Pick<VisitDay, 'days'>): number[] => [1, ...(day.days.length > 1 ? [2] : [])]

/** By day and time, and at the same time by title. */
export function inOrder<T extends Activity>(activities: readonly T[]): T[] {
  return [...activities].sort(
    (a, b) =>
      a.on_day - b.on_day || compare(a.starts, b.starts) || compare(a.ends, b.ends) || a.title.localeCompare(b.title),
  )
}

/** Why an activity cannot be kept as it is, if it cannot. Clashes do not stop it: they are shown by `problemsIn`. */
export function whyCannotKeepActivity(activity: NewActivity, day: VisitDay): Refusal | undefined {
  if (activity.title.trim() === '') return { field: 'title', message: 'Enter what happens' }
  if (activity.title.length > 150) return { field: 'title', message: 'What happens must be 150 characters or fewer' }
  if (!dayNumbers(day).includes(activity.on_day))
    return { field: 'on_day', message: 'The visit has one day: choose the first' }
  if (compare(activity.ends, activity.starts) <= 0)
    return { field: 'ends', message: 'The end must be later than the start' }
  if (compare(activity.starts, day.starts) < 0) {
    return { field: 'starts', message: `The visit starts at ${timeOfDay(day.starts)}: enter a time from then on` }
  }
  if (compare(activity.ends, day.ends) > 0) {
    return { field: 'ends', message: `The visit ends at ${timeOfDay(day.ends)}: enter a time up to then` }
  }
  if (activity.host_person_id !== null && !day.hosts.some((host) => host.person_id === activity.host_person_id)) {
    return { field: 'host_person_id', message: `Choose someone of ${day.host_school_name}’s own team` }
  }
  if (
    activity.visitor_person_id !== null &&
    !day.visitors.some((visitor) => visitor.person_id === activity.visitor_person_id)
  ) {
    return { field: 'visitor_person_id', message: 'Choose someone of the visiting team' }
  }
  if (activity.question_id !== null && !day.questions.some((question) => question.id === activity.question_id)) {
    return { field: 'question_id', message: 'Choose one of the questions of this review' }
  }
  return undefined
}

/** The activities put together by the time they start, for a table read from morning to afternoon, one day after the other. */
export function byPeriod<T extends Activity>(
  activities: readonly T[],
): { on_day: number; starts: Temporal.PlainTime; activities: T[] }[] {
  const periods: { on_day: number; starts: Temporal.PlainTime; activities: T[] }[] = []
  for (const activity of inOrder(activities)) {
    const last = periods.at(-1)
    if (last?.on_day === activity.on_day && compare(last.starts, activity.starts) === 0) last.activities.push(activity)
    else periods.push({ on_day: activity.on_day, starts: activity.starts, activities: [activity] })
  }
  return periods
}

/** What is happening at a time of the visit day and what comes next, for the page used on the day. */
export function currentAndNext<T extends Activity>(
  activities: readonly T[],
  now: Temporal.PlainTime,
): { current: T[]; next: T[] } {
  const current = inOrder(activities.filter((one) => compare(one.starts, now) <= 0 && compare(now, one.ends) < 0))
  const later = inOrder(activities.filter((one) => compare(one.starts, now) > 0))
  const first = later[0]
  return { current, next: first ? later.filter((one) => compare(one.starts, first.starts) === 0) : [] }
}
