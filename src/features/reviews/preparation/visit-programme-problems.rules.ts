/** What to look at in a programme of a visit day: clashes, and what would make the day better. */
import { plural, sentenceList } from '../../../lib/words.ts'
import { kindsAmong, sourceInWords, sourceOf } from '../visit/source.rules.ts'
import {
  type Activity,
  dayNumbers,
  inOrder,
  isForWholeTeam,
  type Observer,
  timeSpan,
  type VisitDay,
  whenIn,
} from './visit-programme.rules.ts'

/** Something to look at in a programme: a clash has to be mended, advice may be left. */
export type Problem = { kind: 'clash' | 'advice'; activity_ids: readonly string[]; message: string }

const { compare } = Temporal.PlainTime

const named = (activity: Activity) => `“${activity.title}” (${whenIn(activity)})`

const overlap = (a: Activity, b: Activity) =>
  a.on_day === b.on_day && compare(a.starts, b.ends) < 0 && compare(b.starts, a.ends) < 0

/** Places that are not one room, so that two groups can be there at once. */
const isOneRoom = (place: string) =>
  place !== '' && !/^(around|across|all |whole|various|different|classrooms|on site|outside\b)/.test(place)
const placeKey = (activity: Activity) =>
  activity.place
    .toLowerCase()
    .replace(/^the /, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** Who is at an activity: the pair, and at a meeting of the whole team everybody of it. */
export function peopleOf(activity: Activity, day: VisitDay): Observer[] {
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
  if (!dayNumbers(day).includes(activity.on_day))
    add('clash', `${named(activity)} is planned for the second day, and the visit has one day: choose another time`)
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

/** Each question needs looking at, in ways from which a finding can rest on two kinds of source. */
function adviceOnQuestions(activities: readonly Activity[], day: VisitDay): Problem[] {
  const found: Problem[] = []
  for (const [index, question] of day.questions.entries()) {
    const own = activities.filter((activity) => activity.question_id === question.id)
    const activity_ids = own.map((activity) => activity.id)
    const [only, second] = kindsAmong(own.map((activity) => sourceOf({ source: '', activity_kind: activity.kind })))
    const about = `question ${index + 1}, “${question.text}”`
    if (own.length === 0)
      found.push({ kind: 'advice', activity_ids, message: `No activity looks at the question “${question.text}”` })
    else if (second === undefined) {
      const rests = only ? `everything about it is ${sourceInWords(only)}` : 'only meetings of the team look at it'
      const message = `A finding is stronger with two kinds of source. Plan another way to look at ${about}: ${rests}`
      found.push({ kind: 'advice', activity_ids, message })
    }
  }
  const asked = new Set(day.questions.map((question) => question.id))
  const without = activities.filter(
    (activity) => !isForWholeTeam(activity.kind) && !(activity.question_id && asked.has(activity.question_id)),
  )
  if (without.length > 0 && day.questions.length > 0) {
    const names = without.length > 3 ? `${plural(without.length, 'activity')}` : sentenceList(without.map(named))
    const verb = without.length === 1 ? 'looks' : 'look'
    found.push({
      kind: 'advice',
      activity_ids: without.map((activity) => activity.id),
      message: `${names} ${verb} at none of the questions`,
    })
  }
  return found
}

const endsLater = (a: Activity, b: Activity) =>
  a.on_day > b.on_day || (a.on_day === b.on_day && compare(a.ends, b.ends) > 0)

/** Whether one thing has ended when another starts. */
const isOverBy = (a: Activity, b: Pick<Activity, 'on_day' | 'starts'>) =>
  a.on_day < b.on_day || (a.on_day === b.on_day && compare(a.ends, b.starts) <= 0)

/** Advice about the shape of the whole visit. */
function adviceOnTheDay(activities: readonly Activity[], day: VisitDay): Problem[] {
  const found: Problem[] = []
  const advise = (message: string, activity_ids: string[] = []) => found.push({ kind: 'advice', activity_ids, message })
  for (const visitor of day.visitors) {
    if (!activities.some((activity) => activity.visitor_person_id === visitor.person_id)) {
      advise(`${visitor.name} is not paired with anyone at any activity`)
    }
  }
  found.push(...adviceOnQuestions(activities, day))
  const homeless = activities.filter((activity) => activity.place.trim() === '' && !isForWholeTeam(activity.kind))
  if (homeless.length > 0)
    advise(
      noPlaceYet(homeless),
      homeless.map((activity) => activity.id),
    )
  const feedback = inOrder(activities.filter((activity) => activity.kind === 'feedback')).at(-1)
  const last = activities.reduce<Activity | undefined>(
    (latest, one) => (latest && !endsLater(one, latest) ? latest : one),
    undefined,
  )
  const end = day.days.length > 1 ? 'the second day' : 'the day'
  if (!feedback) advise(`End ${end} with feedback to the host school, so that nothing in the report is a surprise`)
  else if (last && endsLater(last, feedback))
    advise(`${named(last)} ends after ${named(feedback)}: feedback is best at the end of ${end}`, [
      last.id,
      feedback.id,
    ])
  const before = feedback ?? { on_day: dayNumbers(day).length, starts: day.ends }
  const looking = activities.filter((activity) => !isForWholeTeam(activity.kind))
  const meetsAfter = (meeting: Activity) =>
    meeting.kind === 'team-meeting' &&
    isOverBy(meeting, before) &&
    looking.some((activity) => isOverBy(activity, meeting))
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
