/**
 * The programme of a visit day: activities with a time, a place, and a pair of observers, one from
 * the host school and one visitor, so that what is seen is seen together.
 */
import { plural, sentenceList, timeOfDay } from '../../../lib/words.ts'
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

/** What a programme has to fit: the day, the people of each side, and the questions. */
export type VisitDay = {
  starts: Temporal.PlainTime
  ends: Temporal.PlainTime
  host_school_id: string
  host_school_name: string
  hosts: readonly Observer[]
  visitors: readonly Observer[]
  questions: readonly { id: string; text: string }[]
  question_limits: QuestionLimits
}

/** Something to look at in a programme: a clash has to be mended, advice may be left. */
export type Problem = { kind: 'clash' | 'advice'; activity_ids: readonly string[]; message: string }

const { compare } = Temporal.PlainTime

/** "9:15am to 10am" */
export const timeSpan = (span: Pick<Activity, 'starts' | 'ends'>) =>
  `${timeOfDay(span.starts)} to ${timeOfDay(span.ends)}`

const named = (activity: Activity) => `“${activity.title}” (${timeSpan(activity)})`

/** Activities of the whole visiting team, which nobody has to be paired for. */
export const isForWholeTeam = (kind: ActivityKind) => kind === 'team-meeting' || kind === 'feedback'

/** By time, and at the same time by title. */
export function inOrder<T extends Activity>(activities: readonly T[]): T[] {
  return [...activities].sort(
    (a, b) => compare(a.starts, b.starts) || compare(a.ends, b.ends) || a.title.localeCompare(b.title),
  )
}

/** Why an activity cannot be kept as it is, if it cannot. Clashes do not stop it: they are shown by `problemsIn`. */
export function whyCannotKeepActivity(activity: NewActivity, day: VisitDay): Refusal | undefined {
  if (activity.title.trim() === '') return { field: 'title', message: 'Enter what happens' }
  if (activity.title.length > 150) return { field: 'title', message: 'What happens must be 150 characters or fewer' }
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

const overlap = (a: Activity, b: Activity) => compare(a.starts, b.ends) < 0 && compare(b.starts, a.ends) < 0

/** Places that are not one room, so that two groups can be there at once. */
const isOneRoom = (place: string) =>
  place !== '' && !/^(around|across|all |whole|various|different|classrooms|on site|outside\b)/.test(place)
const placeKey = (activity: Activity) =>
  activity.place
    .toLowerCase()
    .replace(/^the /, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

function peopleOf(activity: Activity, day: VisitDay): Observer[] {
  const everyone = [...day.hosts, ...day.visitors]
  const chosen = [activity.host_person_id, activity.visitor_person_id]
  const people = everyone.filter((one) => chosen.includes(one.person_id))
  if (isForWholeTeam(activity.kind) && activity.visitor_person_id === null) people.push(...day.visitors)
  return [...new Map(people.map((one) => [one.person_id, one])).values()]
}

function clashesOf(a: Activity, b: Activity, day: VisitDay): Problem[] {
  const found: Problem[] = []
  const clash = (message: string) => found.push({ kind: 'clash', activity_ids: [a.id, b.id], message })
  const others = new Set(peopleOf(b, day).map((one) => one.person_id))
  const twice = peopleOf(a, day).filter((one) => others.has(one.person_id))
  if (twice.length > 0) {
    const names = sentenceList(twice.map((one) => one.name))
    clash(`${names} cannot be in two places at once: ${named(a)} and ${named(b)} overlap`)
  }
  if (placeKey(a) === placeKey(b) && isOneRoom(placeKey(a))) {
    clash(`“${a.place.trim()}” is used twice at the same time, for ${named(a)} and for ${named(b)}`)
  }
  return found
}

/** Every clash of people or places, each pair of activities once, in order of time. */
function clashesIn(activities: readonly Activity[], day: VisitDay): Problem[] {
  const found: Problem[] = []
  for (const [index, a] of activities.entries()) {
    for (const b of activities.slice(index + 1)) if (overlap(a, b)) found.push(...clashesOf(a, b, day))
  }
  return found
}

function problemsOfOne(activity: Activity, day: VisitDay): Problem[] {
  const found: Problem[] = []
  const add = (kind: Problem['kind'], message: string) => found.push({ kind, activity_ids: [activity.id], message })
  if (compare(activity.starts, day.starts) < 0 || compare(activity.ends, day.ends) > 0) {
    add('clash', `${named(activity)} is outside the visit, which runs from ${timeSpan(day)}`)
  }
  const visitor = day.visitors.find((one) => one.person_id === activity.visitor_person_id)
  if (visitor && visitor.school_id === day.host_school_id) {
    add('clash', `${visitor.name} works at ${day.host_school_name} and cannot be the visitor at ${named(activity)}`)
  }
  const host = day.hosts.find((one) => one.person_id === activity.host_person_id)
  if (activity.visitor_person_id !== null && !visitor)
    add('clash', `The visitor at ${named(activity)} is no longer in the team: choose someone else`)
  if (activity.host_person_id !== null && !host)
    add('clash', `The host’s observer at ${named(activity)} is no longer in the team: choose someone else`)
  if (isForWholeTeam(activity.kind)) return found
  const missing = [
    activity.visitor_person_id === null ? 'a visitor' : '',
    activity.host_person_id === null ? `an observer from ${day.host_school_name}` : '',
  ]
  const needs = missing.filter((part) => part !== '')
  if (needs.length > 0) add('advice', `${named(activity)} still needs ${sentenceList(needs)}`)
  return found
}

/** A long list of names would hide the other advice. */
function noPlaceYet(activities: readonly Activity[]): string {
  const [first] = activities
  if (activities.length <= 3 || !first) return `No place yet for ${sentenceList(activities.map(named))}`
  return `${plural(activities.length, 'activity')} have no place yet, the first of them ${named(first)}`
}

/** Advice about the shape of the whole day. */
function adviceOnTheDay(activities: readonly Activity[], day: VisitDay): Problem[] {
  const found: Problem[] = []
  const advise = (message: string, activity_ids: string[] = []) => found.push({ kind: 'advice', activity_ids, message })
  for (const visitor of day.visitors) {
    if (!activities.some((activity) => activity.visitor_person_id === visitor.person_id)) {
      advise(`${visitor.name} is not paired with anyone at any activity`)
    }
  }
  for (const question of day.questions) {
    if (!activities.some((activity) => activity.question_id === question.id))
      advise(`No activity looks at the question “${question.text}”`)
  }
  const homeless = activities.filter((activity) => activity.place.trim() === '' && !isForWholeTeam(activity.kind))
  if (homeless.length > 0)
    advise(
      noPlaceYet(homeless),
      homeless.map((activity) => activity.id),
    )
  const feedback = inOrder(activities.filter((activity) => activity.kind === 'feedback')).at(-1)
  const last = activities.reduce<Activity | undefined>(
    (latest, one) => (latest && compare(latest.ends, one.ends) >= 0 ? latest : one),
    undefined,
  )
  if (!feedback) advise('End the day with feedback to the host school, so that nothing in the report is a surprise')
  else if (last && compare(last.ends, feedback.ends) > 0)
    advise(`${named(last)} ends after ${named(feedback)}: feedback is best at the end of the day`, [
      last.id,
      feedback.id,
    ])
  const before = feedback ? feedback.starts : day.ends
  const looking = activities.filter((activity) => !isForWholeTeam(activity.kind))
  const meetsAfter = (meeting: Activity) =>
    meeting.kind === 'team-meeting' &&
    compare(meeting.ends, before) <= 0 &&
    looking.some((activity) => compare(activity.ends, meeting.starts) <= 0)
  if (!activities.some(meetsAfter))
    advise('Keep time for the team to meet and compare notes after the activities and before the feedback')
  return found
}

/** Everything to look at in a programme, clashes first, each in words that name the activity. */
export function problemsIn(activities: readonly Activity[], day: VisitDay): Problem[] {
  if (activities.length === 0) return []
  const ordered = inOrder(activities)
  const all = [
    ...clashesIn(ordered, day),
    ...ordered.flatMap((activity) => problemsOfOne(activity, day)),
    ...adviceOnTheDay(ordered, day),
  ]
  return [...all.filter((one) => one.kind === 'clash'), ...all.filter((one) => one.kind === 'advice')]
}

/** The activities of a day put together by the time they start, for a table read from morning to afternoon. */
export function byPeriod<T extends Activity>(
  activities: readonly T[],
): { starts: Temporal.PlainTime; activities: T[] }[] {
  const periods: { starts: Temporal.PlainTime; activities: T[] }[] = []
  for (const activity of inOrder(activities)) {
    const last = periods.at(-1)
    if (last && compare(last.starts, activity.starts) === 0) last.activities.push(activity)
    else periods.push({ starts: activity.starts, activities: [activity] })
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
