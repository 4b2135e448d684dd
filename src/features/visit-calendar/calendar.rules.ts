/** What a calendar says: its rows, its load, what has changed around it, and whom its dates concern. */
import { type Load, loadOf } from '../../lib/scheduling/calendar.ts'
import { daysOf } from '../../lib/scheduling/days.ts'
import type { Review } from '../../lib/scheduling/problem.ts'
import { addSchoolDays, type Window, weeksAfter, whyNotSchoolDay, yearsAssumed } from '../../lib/school-days.ts'
import { dayAndDate, longDate, sentenceList } from '../../lib/words.ts'
import { type PlannedVisit, stepNames, steps } from './calendar.schema.ts'
import { blockedOn, type Facts, groupsBySchool, groupsOfPerson, namesIn, type PersonFact } from './facts.rules.ts'
import { isMade, rulesOf, termsFor } from './problem.rules.ts'

type Day = Temporal.PlainDate
const plain = (day: string) => Temporal.PlainDate.from(day)

/** A whole calendar: reviews that are behind us as they were, and what was found for all others, by the day of the visit. */
export function wholeCalendar(facts: Facts, found: readonly Review[], today: Day): PlannedVisit[] {
  const groups = groupsBySchool(facts)
  const made = facts.reviews.flatMap((review): PlannedVisit[] => {
    const group = groups.get(review.school_id)
    if (!group || !review.visit_on || !isMade(review, today)) return []
    const { pre_review_on, follow_up_on, check_in_on } = review
    return [
      {
        school: review.school_id,
        group: group.id,
        visit: `${review.visit_on}`,
        ...(pre_review_on ? { preparation: `${pre_review_on}` } : {}),
        ...(follow_up_on ? { followUp: `${follow_up_on}` } : {}),
        ...(check_in_on ? { checkIn: `${check_in_on}` } : {}),
        state: 'made',
      },
    ]
  })
  const arranged = new Map(facts.reviews.map((review) => [review.school_id, review.visit_on?.toString()]))
  const rest = found.map(
    (review): PlannedVisit => ({
      ...review,
      state: arranged.get(review.school) === review.visit ? 'arranged' : 'planned',
    }),
  )
  return [...made, ...rest].sort((a, b) => a.visit.localeCompare(b.visit) || a.school.localeCompare(b.school))
}

export type CalendarRow = PlannedVisit & {
  name: string
  group_name: string
  pinned: boolean
  visit_on: Day
  /** The day of the review as it is arranged, where that is another one. */
  really_on: Day | undefined
  review_id: string | undefined
  self_evaluation_due: Day | undefined
  write_up_due: Day | undefined
  follow_up: Window | undefined
  check_in: Window | undefined
}

/** Each school's dates with their windows, in the order of the visits. */
export function rowsOf(facts: Facts, visits: readonly PlannedVisit[]): CalendarRow[] {
  const names = namesIn(facts)
  const reviews = new Map(facts.reviews.map((review) => [review.school_id, review]))
  return visits.map((visit) => {
    const review = reviews.get(visit.school)
    const visit_on = plain(visit.visit)
    const really = review?.visit_on
    return {
      ...visit,
      name: names.get(visit.school) ?? 'A school that has left',
      group_name: names.get(visit.group) ?? 'A group that has ended',
      pinned: facts.pins.includes(visit.school),
      visit_on,
      really_on: really && !really.equals(visit_on) ? really : undefined,
      review_id: review?.id,
      ...windowsOf(facts, visit.school, visit_on, visit.followUp),
    }
  })
}

/** What is due around a visit on a day, counted in the school days of the host. */
export function windowsOf(facts: Facts, schoolId: string, visit: Day, followUpOn?: string) {
  const { writeUp, followUp, checkIn } = rulesOf(facts.model)
  const calendar = facts.calendarOf(schoolId)
  const dueBefore = facts.model.stages.find(({ key }) => key === 'self-evaluation')?.due_before_visit
  const window = (rule: typeof checkIn, from: Day | undefined) =>
    rule?.weeks && from ? weeksAfter(calendar, from, rule.weeks, rule.countedIn) : undefined
  const follow_up = window(followUp, visit)
  const met = followUpOn ? plain(followUpOn) : follow_up?.opens
  return {
    self_evaluation_due: dueBefore ? addSchoolDays(calendar, visit, -dueBefore) : undefined,
    write_up_due: writeUp ? addSchoolDays(calendar, visit, writeUp.withinSchoolDays ?? 5) : undefined,
    follow_up,
    check_in: window(checkIn, checkIn?.after === 'follow-up' ? met : visit),
  }
}

/** Visits of each half-term and half-days of each week. */
export function loadIn(facts: Facts, visits: readonly PlannedVisit[]): Load {
  const days = visits.flatMap((visit) => steps.flatMap((step) => visit[step] ?? []))
  const { starts_on, ends_on } = facts.programme
  const rules = rulesOf(facts.model)
  const none = { preparation: null, writeUp: null, followUp: null, checkIn: null }
  const problem = {
    from: [`${starts_on}`, ...days].reduce((a, b) => (a < b ? a : b)),
    to: [`${ends_on}`, ...days].reduce((a, b) => (a > b ? a : b)),
    terms: termsFor(facts.terms),
    groups: [],
    rules: none,
  }
  const halfDays = steps.map((step) => rules[step]?.halfDays ?? 0)
  return loadOf({ days: daysOf(problem), shares: [], halfDays }, visits)
}

/** The week that asks most of everybody. */
export function busiestWeek(load: Load): Load['weeks'][number] | undefined {
  return load.weeks.reduce<Load['weeks'][number] | undefined>(
    (most, week) => (week.halfDays > (most?.halfDays ?? 0) ? week : most),
    undefined,
  )
}

/** What a search says of how good its calendar is. */
export function gapInWords(gap: number | null): string {
  if (gap === null) return 'How much better a calendar could be was not worked out.'
  if (gap < 0.005) return 'No calendar is better.'
  return `No calendar is more than ${Math.ceil(gap * 100)} % better.`
}

/** The school years of a programme whose terms nobody entered. */
export function assumedYears(facts: Facts): string[] {
  const [any] = facts.schools
  const { starts_on, ends_on } = facts.programme
  return any ? yearsAssumed(facts.calendarOf(any.id), starts_on, ends_on) : []
}

export type Trouble = { school: string; words: string; review_id?: string }

/** What has changed since a calendar was made, so that it no longer fits. */
export function troublesOf(facts: Facts, visits: readonly PlannedVisit[], today: Day): Trouble[] {
  const names = namesIn(facts)
  const reviews = new Map(facts.reviews.map((review) => [review.school_id, review]))
  const planned = new Set(visits.map(({ school }) => school))
  const groups = groupsBySchool(facts)
  const found = visits.flatMap((visit): Trouble[] => {
    const { school } = visit
    const name = names.get(school)
    if (!name || !groups.has(school))
      return [{ school, words: `${name ?? 'A school'} is no longer in a published group.` }]
    const review = reviews.get(school)
    const day = plain(visit.visit)
    if (review?.visit_on && !review.visit_on.equals(day)) {
      const is = isMade(review, today) ? 'was visited' : 'is visited'
      return [
        {
          school,
          review_id: review.id,
          words: `${name} ${is} on ${dayAndDate(review.visit_on)}; the calendar says ${longDate(day)}.`,
        },
      ]
    }
    if (visit.state === 'made') return []
    if (Temporal.PlainDate.compare(day, today) < 0)
      return [{ school, words: `The visit to ${name} was planned for ${longDate(day)} and has not been arranged.` }]
    return clashesOf(facts, visit, today).map((words) => ({
      school,
      words,
      ...(review ? { review_id: review.id } : {}),
    }))
  })
  const missing = facts.groups.flatMap(({ school_ids }) => school_ids).filter((id) => !planned.has(id))
  return [...found, ...missing.map((school) => ({ school, words: `${names.get(school)} has no dates yet.` }))]
}

/** Steps that are put on a closed or blocked day; of an arranged review only the visit, since its meetings are its team's. */
export function clashesOf(facts: Facts, visit: PlannedVisit, today: Day): string[] {
  const name = namesIn(facts).get(visit.school)
  return steps.flatMap((step) => {
    const day = visit[step] === undefined ? undefined : plain(visit[step])
    const isTheirs = visit.state === 'arranged' && step !== 'visit'
    if (!day || isTheirs || Temporal.PlainDate.compare(day, today) < 0) return []
    const closed = whyNotSchoolDay(facts.calendarOf(visit.school), day)
    const whose = blockedOn(facts, visit.school, day).map((one) => (one.is_school ? 'the school' : one.name))
    const blocked = [...new Set(whose)]
    const what = `The ${stepNames[step].toLowerCase()} of ${name} on ${longDate(day)}`
    if (closed) return [`${what} is not on a school day, because ${closed}.`]
    return blocked.length > 0 ? [`${what} is on a day blocked for ${sentenceList(blocked)}.`] : []
  })
}

export type Concerned = {
  person: PersonFact
  /** The dates of the schools that they head, and of the visits that they take part in. */
  hosts: PlannedVisit[]
  joins: PlannedVisit[]
}

/** The calendar with each review that has a day as its team knows it: of that day they are told in the review. */
function asArranged(facts: Facts, visits: readonly PlannedVisit[]): PlannedVisit[] {
  const reviews = new Map(facts.reviews.map((review) => [review.school_id, review]))
  return visits.map((visit) => {
    const review = reviews.get(visit.school)
    if (!review?.visit_on || `${review.visit_on}` === visit.visit) return visit
    const { school, group, state } = visit
    return { school, group, state, visit: `${review.visit_on}` }
  })
}

/** The people whom a calendar concerns, with their visits to come; with `before` only those for whom something changed. */
export function concernedBy(
  facts: Facts,
  visits: readonly PlannedVisit[],
  today: Day,
  before?: readonly PlannedVisit[],
): Concerned[] {
  const ahead = asArranged(facts, visits).filter(({ visit }) => visit >= `${today}`)
  const earlier = new Map(asArranged(facts, before ?? []).map((visit) => [visit.school, visit]))
  const isNew = (visit: PlannedVisit) => steps.some((step) => earlier.get(visit.school)?.[step] !== visit[step])
  return facts.people.flatMap((person) => {
    const groups = new Set(groupsOfPerson(facts, person).map(({ id }) => id))
    const own = ahead.filter(({ group }) => groups.has(group))
    const hosts = own.filter(({ school }) => person.heads.includes(school))
    const joins = own.filter(({ school }) => !person.heads.includes(school))
    const isTold = own.length > 0 && (!before || hosts.some(isNew) || joins.some((visit) => isVisitNew(visit, earlier)))
    return isTold ? [{ person, hosts, joins }] : []
  })
}

function isVisitNew(visit: PlannedVisit, earlier: ReadonlyMap<string, PlannedVisit>): boolean {
  return earlier.get(visit.school)?.visit !== visit.visit
}
