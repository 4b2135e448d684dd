/**
 * What of a visit programme stands in people's calendars, and what sending it again would change. Each person gets their
 * own activities; what is sent is kept, so that a change becomes an update and what is gone a cancellation.
 */
import { createHash } from 'node:crypto'
import { dayAndDate, timeOfDay } from '../../../lib/words.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import { lastDay, type VisitDays } from '../visit-days.rules.ts'
import { type Activity, activityKinds, isForWholeTeam, timeSpan, type VisitDay } from './visit-programme.rules.ts'
import { peopleOf } from './visit-programme-problems.rules.ts'

/** An activity as one person's calendar shows it. */
export type PersonsActivity = {
  activity_id: string
  person_id: string
  visit_on: Temporal.PlainDate
  starts: Temporal.PlainTime
  ends: Temporal.PlainTime
  title: string
  place: string
  about: string
}

/** The same as it was last sent. The sequence goes up with every change. */
export type SentActivity = PersonsActivity & { sequence: number; withdrawn: boolean }

export type Change = {
  kind: 'new' | 'changed' | 'withdrawn'
  /** What will stand in the calendar, with its new sequence. */
  event: SentActivity
  /** What is different, in words; empty for what is new. */
  what: string
}

/** Who else is there, and what for. Questions stay in the service: calendars are often read by others. */
function aboutFor(activity: Activity, day: VisitDay, person_id: string): string {
  const others = peopleOf(activity, day).filter((one) => one.person_id !== person_id)
  const question = day.questions.findIndex((one) => one.id === activity.question_id)
  const withWhom =
    isForWholeTeam(activity.kind) && activity.visitor_person_id === null
      ? 'With the visiting team'
      : others.length > 0
        ? `With ${others.map((one) => one.name).join(' and ')}`
        : ''
  const looksAt = question < 0 ? '' : `Looks at question ${question + 1}`
  return [activityKinds[activity.kind], withWhom, looksAt].filter((part) => part !== '').join('. ')
}

/** Every person's activities, for the people on the team. */
export function personsActivities(
  activities: readonly Activity[],
  day: VisitDay,
  onTeam: ReadonlySet<string>,
): PersonsActivity[] {
  return activities.flatMap((activity) => {
    // A visit that has no day yet, or lost its second, has no place in a calendar for it.
    const visit_on = day.days[activity.on_day - 1]
    if (!visit_on) return []
    return peopleOf(activity, day)
      .filter((person) => onTeam.has(person.person_id))
      .map(({ person_id }) => ({
        activity_id: activity.id,
        person_id,
        visit_on,
        starts: activity.starts,
        ends: activity.ends,
        title: activity.title,
        place: activity.place.trim(),
        about: aboutFor(activity, day, person_id),
      }))
  })
}

const keyOf = (one: Pick<PersonsActivity, 'activity_id' | 'person_id'>) => `${one.activity_id} ${one.person_id}`

function differences(before: PersonsActivity, after: PersonsActivity): string[] {
  const words: string[] = []
  if (!before.visit_on.equals(after.visit_on)) words.push(`the day was ${dayAndDate(before.visit_on)}`)
  if (timeSpan(before) !== timeSpan(after)) words.push(`it was ${timeSpan(before)}`)
  if (before.title !== after.title) words.push(`it was called “${before.title}”`)
  if (before.place !== after.place)
    words.push(before.place === '' ? 'it has a place now' : `the place was ${before.place}`)
  if (before.about !== after.about) words.push(`it said: ${before.about}`)
  return words
}

/** What sending the programme now would change in each calendar; nothing for what stands there already. */
export function changesToSend(sent: readonly SentActivity[], wanted: readonly PersonsActivity[]): Change[] {
  const before = new Map(sent.map((one) => [keyOf(one), one]))
  const stays = new Set(wanted.map(keyOf))
  const put = wanted.flatMap((one): Change[] => {
    const was = before.get(keyOf(one))
    if (!was || was.withdrawn) {
      return [{ kind: 'new', event: { ...one, sequence: was ? was.sequence + 1 : 0, withdrawn: false }, what: '' }]
    }
    const what = differences(was, one).join('; ')
    if (what === '') return []
    return [{ kind: 'changed', event: { ...one, sequence: was.sequence + 1, withdrawn: false }, what }]
  })
  return [...put, ...withdrawals(sent.filter((one) => !stays.has(keyOf(one))))]
}

/** Taking what stands in calendars out of them. */
export function withdrawals(sent: readonly SentActivity[]): Change[] {
  return sent
    .filter((one) => !one.withdrawn)
    .map((one) => ({ kind: 'withdrawn', event: { ...one, sequence: one.sequence + 1, withdrawn: true }, what: '' }))
}

/** What stands in calendars when some changes were sent. */
export function afterSending(sent: readonly SentActivity[], changes: readonly Change[]): SentActivity[] {
  const after = new Map(sent.map((one) => [keyOf(one), one]))
  for (const { event } of changes) after.set(keyOf(event), event)
  return [...after.values()]
}

/** A sign of what was shown before sending: it differs when anything that would be sent does. */
export function signOf(changes: readonly Change[]): string {
  const lines = changes
    .map(({ kind, event }) => {
      const { visit_on, starts, ends, title, place, about } = event
      return [kind, keyOf(event), event.sequence, visit_on, starts, ends, title, place, about].join('|')
    })
    .sort()
  return createHash('sha256').update(lines.join('\n')).digest('hex')
}

/** Why the programme cannot be sent, if it cannot. */
export function whyCannotSend(
  visit: VisitDays,
  today: Temporal.PlainDate,
  clashes: readonly string[],
): Refusal | undefined {
  const last = lastDay(visit)
  if (!last) return { message: 'Choose the day of the visit first: until then there is no day to put in calendars' }
  if (Temporal.PlainDate.compare(last, today) < 0)
    return { message: 'The day of the visit is past, so there is nothing to put in calendars' }
  const [first] = clashes
  if (first !== undefined)
    return { message: `Put the clashes right first, so that nobody is sent to two places: ${first}` }
  return undefined
}

/** "9:15am to 10am, Learning walk, Hall"; of a visit of two days, with the day before it. */
export function inOneLine(one: PersonsActivity, visit: VisitDays): string {
  return [
    visit.visit_second_on ? dayAndDate(one.visit_on) : '',
    `${timeOfDay(one.starts)} to ${timeOfDay(one.ends)}`,
    one.title,
    one.place,
  ]
    .filter((part) => part !== '')
    .join(', ')
}
