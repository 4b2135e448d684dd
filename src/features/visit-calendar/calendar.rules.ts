/** What a calendar says: its rows, its load, and whom its dates concern. */
import { type Load, loadOf } from '../../lib/scheduling/calendar.ts'
import { daysOf } from '../../lib/scheduling/days.ts'
import type { Review } from '../../lib/scheduling/problem.ts'
import { addSchoolDays, type Window, weeksAfter, yearsAssumed } from '../../lib/school-days.ts'
import { type PlannedVisit, steps, type ToldDate, type VisitStep } from './calendar.schema.ts'
import { type Facts, groupsBySchool, groupsOfPerson, namesIn, type PersonFact } from './facts.rules.ts'
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

/** What is new to somebody among the dates that they are told: of the schools they head, and of visits they join. */
export function newDatesOf(
  facts: Facts,
  { hosts, joins }: Concerned,
  before: readonly PlannedVisit[] = [],
): ToldDate[] {
  const earlier = new Map(asArranged(facts, before).map((visit) => [visit.school, visit]))
  const told = (visit: PlannedVisit, which: readonly VisitStep[]) =>
    which.flatMap((step): ToldDate[] => {
      const on = visit[step]
      return on && earlier.get(visit.school)?.[step] !== on ? [{ school: visit.school, step, on }] : []
    })
  const appointments = steps.filter((step) => step !== 'writeUp')
  return [...hosts.flatMap((visit) => told(visit, appointments)), ...joins.flatMap((visit) => told(visit, ['visit']))]
}
