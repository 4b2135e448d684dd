/** What no longer fits: a calendar compared with the reviews as they are, blocked and closed days, and other visits. */
import { whyNotSchoolDay } from '../../lib/school-days.ts'
import { dayAndDate, longDate, plural, sentenceList } from '../../lib/words.ts'
import { type PlannedVisit, stepNames, steps, type VisitStep } from './calendar.schema.ts'
import { blockedOn, type Facts, groupsBySchool, groupsOfPerson, namesIn } from './facts.rules.ts'
import { isMade, rulesOf } from './problem.rules.ts'

type Day = Temporal.PlainDate
const plain = (day: string) => Temporal.PlainDate.from(day)

/**
 * `moved`: the review is on another day than the calendar has. `missed`: the planned day went by. `clash`: a planned date
 * cannot be kept. `schools`: a school joined or left.
 */
export type Trouble = {
  kind: 'moved' | 'missed' | 'clash' | 'schools'
  school: string
  words: string
  review_id?: string
  /** Why no new plan moves the date: it is pinned, or arranged in its review. */
  stays?: 'pinned' | 'arranged'
}

/** What has changed since a calendar was made, so that it no longer fits. */
export function troublesOf(facts: Facts, visits: readonly PlannedVisit[], today: Day): Trouble[] {
  const names = namesIn(facts)
  const reviews = new Map(facts.reviews.map((review) => [review.school_id, review]))
  const planned = new Set(visits.map(({ school }) => school))
  const groups = groupsBySchool(facts)
  const real = realDates(facts, today)
  const found = visits.flatMap((visit): Trouble[] => {
    const { school } = visit
    const name = names.get(school)
    if (!name || !groups.has(school))
      return [{ kind: 'schools', school, words: `${name ?? 'A school'} is no longer in a published group.` }]
    const review = reviews.get(school)
    const day = plain(visit.visit)
    if (review?.visit_on && !review.visit_on.equals(day)) {
      const is = isMade(review, today) ? 'was visited' : 'is visited'
      const words = `${name} ${is} on ${dayAndDate(review.visit_on)}; the calendar says ${longDate(day)}.`
      return [{ kind: 'moved', school, review_id: review.id, words }]
    }
    if (visit.state === 'made') return []
    if (Temporal.PlainDate.compare(day, today) < 0) {
      const words = `The visit to ${name} was planned for ${longDate(day)} and has not been arranged.`
      return [{ kind: 'missed', school, words }]
    }
    const isPinned = visit.state === 'planned' && facts.pins.includes(school)
    const stays = visit.state === 'arranged' ? 'arranged' : isPinned ? 'pinned' : undefined
    return clashes(facts, visit, { names, real }, today).map((words) => ({
      kind: 'clash',
      school,
      words,
      ...(review ? { review_id: review.id } : {}),
      ...(stays ? { stays } : {}),
    }))
  })
  const missing = facts.groups.flatMap(({ school_ids }) => school_ids).filter((id) => !planned.has(id))
  return [
    ...found,
    ...missing.map((school): Trouble => ({ kind: 'schools', school, words: `${names.get(school)} has no dates yet.` })),
  ]
}

/** "2 visits moved since the calendar was adopted; 3 planned dates clash with other dates or blocked days" */
export function troublesInWords(troubles: readonly Trouble[]): string {
  const count = (kind: Trouble['kind']) => troubles.filter((trouble) => trouble.kind === kind).length
  const [moved, missed, clash, schools] = [count('moved'), count('missed'), count('clash'), count('schools')]
  return [
    moved > 0 && `${plural(moved, 'visit')} moved since the calendar was adopted`,
    missed > 0 && `${plural(missed, 'planned day')} went by without a visit`,
    clash > 0 &&
      `${plural(clash, 'planned date')} ${clash === 1 ? 'clashes' : 'clash'} with other dates or blocked days`,
    schools > 0 && `${plural(schools, 'school')} joined or left`,
  ]
    .filter((words) => words !== false)
    .join('; ')
}

/** The write-up has a day so that weeks are not too full, but it is nobody's appointment. */
const appointments = steps.filter((step) => step !== 'writeUp')

/** Steps that are put on a day that cannot be kept; of an arranged review only the visit, since its meetings are its team's. */
export function clashesOf(facts: Facts, visit: PlannedVisit, today: Day): string[] {
  return clashes(facts, visit, { names: namesIn(facts), real: realDates(facts, today) }, today)
}

type Around = { names: ReadonlyMap<string, string>; real: readonly RealDate[] }

function clashes(facts: Facts, visit: PlannedVisit, around: Around, today: Day): string[] {
  const name = around.names.get(visit.school)
  return appointments.flatMap((step) => {
    const day = visit[step] === undefined ? undefined : plain(visit[step])
    const isTheirs = visit.state === 'arranged' && step !== 'visit'
    if (!day || isTheirs || Temporal.PlainDate.compare(day, today) < 0) return []
    const what = `The ${stepNames[step].toLowerCase()} of ${name} on ${longDate(day)}`
    const closed = whyNotSchoolDay(facts.calendarOf(visit.school), day)
    if (closed) return [`${what} is not on a school day, because ${closed}.`]
    return [
      ...keptInWords(facts, visit.school, day).map((words) => `${what} ${words}.`),
      ...(visit.state === 'planned' ? metBy(facts, visit, step, day, around).map((words) => `${what} ${words}.`) : []),
    ]
  })
}

/** Blocked days, and what people have in other programmes, as what a sentence ends with. */
function keptInWords(facts: Facts, school: string, day: Day): string[] {
  const kept = blockedOn(facts, school, day)
  const blocked = kept.filter(({ busy_with }) => !busy_with).map((one) => (one.is_school ? 'the school' : one.name))
  const busy = Map.groupBy(
    kept.filter(({ busy_with }) => busy_with),
    ({ busy_with }) => busy_with ?? '',
  )
  return [
    ...(blocked.length > 0 ? [`is on a day blocked for ${sentenceList([...new Set(blocked)])}`] : []),
    ...[...busy].map(([what, who]) => {
      const names = [...new Set(who.map(({ name }) => name))]
      return `is on a day on which ${sentenceList(names)} ${names.length === 1 ? 'has' : 'have'} ${what}`
    }),
  ]
}

/** A day that a review of the programme really has, with how much of it that takes. A visit belongs to the week of its first. */
type RealDate = { school: string; group: string; on: Day; half_days: number; is_visit: boolean; is_second?: boolean }

function realDates(facts: Facts, today: Day): RealDate[] {
  const wholeDay = rulesOf(facts.model).visit?.halfDays ?? 2
  return facts.reviews
    .flatMap((review) => {
      const { school_id: school, group_id: group, visit_on, visit_second_on = null } = review
      const visits = [visit_on, visit_second_on].map((on, index) => ({
        on,
        half_days: wholeDay,
        is_visit: true,
        is_second: index > 0,
      }))
      const meetings = [review.pre_review_on, review.follow_up_on, review.check_in_on]
      return [...visits, ...meetings.map((on) => ({ on, half_days: 1, is_visit: false }))].flatMap(({ on, ...rest }) =>
        on && visit_on ? [{ school, group, on, ...rest }] : [],
      )
    })
    .filter(({ on }) => Temporal.PlainDate.compare(on, today) >= 0)
}

/** Nobody has more than two half-days on a day. */
const mostHalfDays = 2

/** The reviews as they really are that a planned date now meets: the same people on one day, a group's visits in one week. */
function metBy(facts: Facts, visit: PlannedVisit, step: VisitStep, day: Day, { names, real }: Around): string[] {
  const halfDays = step === 'visit' ? (rulesOf(facts.model).visit?.halfDays ?? 2) : 1
  const met = real.flatMap((one) => {
    if (one.school === visit.school) return []
    const what = `${one.is_visit ? 'the visit to' : 'a meeting about'} ${names.get(one.school)}`
    if (one.on.equals(day) && one.half_days + halfDays > mostHalfDays) {
      if (one.group === visit.group) return [`is on the day of ${what}, with the same people`]
      const shared = sharedPeople(facts, one.group, visit.group)
      return shared.length > 0 ? [`is on the day of ${what}, with ${sentenceList(shared)}`] : []
    }
    const isSameWeek =
      step === 'visit' &&
      one.is_visit &&
      !one.is_second &&
      one.group === visit.group &&
      mondayOf(one.on) === mondayOf(day)
    return isSameWeek ? [`is in the week of ${what} on ${longDate(one.on)}`] : []
  })
  return [...new Set(met)]
}

const mondayOf = (day: Day) => `${day.subtract({ days: day.dayOfWeek - 1 })}`

/** Those who take part in the reviews of both groups. */
function sharedPeople(facts: Facts, a: string, b: string): string[] {
  return facts.people.flatMap((person) => {
    const own = groupsOfPerson(facts, person).map(({ id }) => id)
    return own.includes(a) && own.includes(b) ? [person.name] : []
  })
}

/** The same sentences with ids where names would stand, to be kept: names are put in when they are read. */
export function reasonsOf(facts: Facts, visits: readonly PlannedVisit[], today: Day): string[] {
  const unnamed = <T extends { id: string }>(all: readonly T[]) => all.map((one) => ({ ...one, name: one.id }))
  const { schools, groups, people } = facts
  const known = { schools: unnamed(schools), groups: unnamed(groups), people: unnamed(people) }
  const elsewhere = facts.elsewhere
  return troublesOf({ ...facts, ...known, elsewhere }, visits, today).map(({ words }) => words)
}
