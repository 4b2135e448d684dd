/** Of what the partnership may remind whom, and how soon again. */
import { dayOf } from '../../lib/clock.ts'
import { addSchoolDays, type SchoolCalendar, schoolDaysBetween } from '../../lib/school-days.ts'
import type { Progress, Waiting } from '../reviews/public.ts'

/** Nobody is reminded of one thing twice within so many school days. */
export const daysApart = 5
/** The longest words of their own that somebody adds. */
export const longestNote = 600
/** So many things at once fit on a page that somebody reads before it is sent. */
export const mostThings = 30
/** What is this near, in school days, is chosen when a reminder is begun. */
const near = 10

/** Something that a review, or its whole group, waits for somebody to do. */
export type Thing = {
  /** The same as long as it is the same thing to do. */
  id: string
  review: Pick<Progress, 'id' | 'host_school_id' | 'host_school_name' | 'group_id' | 'group_name'>
  is_of_group: boolean
  stage: string
  key: Waiting['key'] | 'answer-invitation'
  text: string
  whom: string
  of: Waiting['of']
  person_ids: readonly string[]
  due: Temporal.PlainDate | undefined
  window: Waiting['window']
  /** Where it is done. */
  href: string
  calendar: SchoolCalendar
}

export type Person = {
  id: string
  name: string
  email: string
  has_left: boolean
  /** The schools, among those asked about, that they lead. */
  head_of: readonly string[]
}

/** A reminder that went. */
export type Sent = {
  group_id: string
  /** Null for a meeting of the whole group. */
  review_id: string | null
  stage: string
  thing: string
  person_id: string
  person_name: string
  sent_by_name: string
  sent_at: Temporal.Instant
}

export type Recent = { name: string; on: Temporal.PlainDate; by: string; again: Temporal.PlainDate }

/** A thing, who can be reminded of it now, who was lately, and why it reaches nobody else. */
export type Outlook = { thing: Thing; people: Person[]; able: string[]; recent: Recent[]; unreached: string[] }

const isBefore = (day: Temporal.PlainDate, other: Temporal.PlainDate) => Temporal.PlainDate.compare(day, other) < 0

/**
 * What a review waits for and somebody can be reminded of. What has a day ahead, as the visit has, waits for that day alone;
 * a lead reviewer is found by the partnership, or has an invitation to answer.
 */
export function thingsOf(review: Progress, today: Temporal.PlainDate): Thing[] {
  if (review.over) return []
  const waiting = review.waiting.filter(
    ({ key, due, of }) =>
      of !== 'partnership' &&
      key !== 'visit' &&
      key !== 'lead-reviewer' &&
      !(key === 'hold-meeting' && due && isBefore(today, due)),
  )
  return [...waiting.map((one) => thingFrom(review, one)), ...invitation(review, today)]
}

function thingFrom(
  review: Progress,
  { is_of_group, stage, key, stage_kind: _k, stage_name: _n, ...rest }: Waiting,
): Thing {
  const id = [is_of_group ? review.group_id : review.id, stage, key].join('.')
  return { ...rest, id, review, is_of_group, stage, key, calendar: review.calendar }
}

/** An invitation is itself a question: it is repeated only when that is as long ago as two reminders lie apart. */
function invitation(review: Progress, today: Temporal.PlainDate): Thing[] {
  const waiting = review.invited.filter(({ since }) => !isBefore(today, againFrom(review.calendar, since)))
  if (waiting.length === 0) return []
  return [
    {
      id: [review.id, '', 'answer-invitation'].join('.'),
      review,
      is_of_group: false,
      stage: '',
      key: 'answer-invitation',
      text: 'Say whether you can join the team',
      whom: '',
      of: 'others',
      person_ids: waiting.map(({ person_id }) => person_id),
      due: undefined,
      window: undefined,
      href: review.invitation_href,
      calendar: review.calendar,
    },
  ]
}

/** The things of several reviews; a meeting of the group is one thing for all of them. */
export function thingsOfAll(reviews: readonly Progress[], today: Temporal.PlainDate): Thing[] {
  const things = reviews.flatMap((review) => thingsOf(review, today))
  return [...new Map(things.map((thing) => [thing.id, thing])).values()]
}

/** The first day on which somebody can be reminded again of what they were reminded of on a day. */
export function againFrom(calendar: SchoolCalendar, day: Temporal.PlainDate): Temporal.PlainDate {
  return addSchoolDays(calendar, day, daysApart)
}

/** Whether a reminder was of this thing. */
export function isOf(sent: Pick<Sent, 'group_id' | 'review_id' | 'stage' | 'thing'>, thing: Thing): boolean {
  const isSubject = thing.is_of_group
    ? sent.review_id === null && sent.group_id === thing.review.group_id
    : sent.review_id === thing.review.id
  return isSubject && sent.stage === thing.stage && sent.thing === thing.key
}

/** The reminders of a thing that went so lately that nobody of them is reminded again. */
export function recentOf(
  thing: Thing,
  sent: readonly Sent[],
  today: Temporal.PlainDate,
): (Recent & { person_id: string })[] {
  const found = sent.flatMap((one) => {
    if (!isOf(one, thing)) return []
    const on = dayOf(one.sent_at)
    const again = againFrom(thing.calendar, on)
    const { person_id, person_name: name, sent_by_name: by } = one
    return isBefore(today, again) ? [{ person_id, name, on, by, again }] : []
  })
  return [...new Map(found.map((one) => [one.person_id, one])).values()]
}

/** Who can be reminded of a thing today, and who cannot and why. `sender` sends no email to themselves. */
export function outlookOf(
  thing: Thing,
  known: readonly Person[],
  sent: readonly Sent[],
  sender: { person_id: string },
  today: Temporal.PlainDate,
): Outlook {
  const asked = known.filter(({ id, head_of }) =>
    thing.person_ids.length > 0
      ? thing.person_ids.includes(id)
      : thing.of === 'host' && head_of.includes(thing.review.host_school_id),
  )
  const recent = recentOf(thing, sent, today)
  const isRecent = (person: Person) => recent.some(({ person_id }) => person_id === person.id)
  const here = asked.filter(({ has_left, email }) => !has_left && email !== '')
  const able = here.map(({ name }) => name)
  return {
    thing,
    able,
    people: here.filter((person) => person.id !== sender.person_id && !isRecent(person)),
    recent: recent.map(({ person_id: _, ...one }) => one),
    unreached: [
      ...asked.filter((person) => !here.includes(person)).map(whyUnreached),
      ...here.filter(({ id }) => id === sender.person_id).map(() => 'It waits for you yourself.'),
      ...(asked.length === 0 ? [nobodyFor(thing)] : []),
    ],
  }
}

function whyUnreached({ name, has_left }: Person): string {
  return has_left ? `${name} has left the partnership.` : `No email address is known of ${name}.`
}

function nobodyFor({ of, whom, review }: Thing): string {
  if (of === 'host') return `No headteacher of ${review.host_school_name} is known.`
  return `${whom.charAt(0).toUpperCase()}${whom.slice(1)} is not named yet.`
}

/** Whether a thing is chosen when a reminder is begun: all but what has time. */
export function isNear({ due, window, calendar }: Thing, today: Temporal.PlainDate): boolean {
  const day = window?.opens ?? due
  return !day || schoolDaysBetween(calendar, today, day) <= near
}

/** What goes to one person: everything that they are reminded of at once. */
export type Letter = { person: Person; things: { thing: Thing; others: string[] }[] }

/** One letter for each person, by name. `isWanted` leaves things out. */
export function lettersFor(
  outlooks: readonly Outlook[],
  isWanted: (thing: Thing, person: Person) => boolean = () => true,
): Letter[] {
  const letters = new Map<string, Letter>()
  for (const { thing, people, able } of outlooks)
    for (const person of people) {
      if (!isWanted(thing, person)) continue
      const letter = letters.get(person.id) ?? { person, things: [] }
      const others = thing.key === 'answer-invitation' ? [] : able.filter((name) => name !== person.name)
      letter.things.push({ thing, others })
      letters.set(person.id, letter)
    }
  return [...letters.values()].sort((a, b) => a.person.name.localeCompare(b.person.name))
}

/** What was shown before it is sent: the thing, the person and the day. With another day it is not what was shown. */
export function shownMark(thing: Thing, person: { id: string }): string {
  return [thing.id, person.id, thing.due?.toString() ?? ''].join('/')
}
