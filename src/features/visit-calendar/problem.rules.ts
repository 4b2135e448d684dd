/** The problem that src/lib/scheduling solves, from what is known about a programme. */

import type { SchedulingProblem } from '../../lib/scheduling/problem.ts'
import { addSchoolDays, isSchoolDay, type Term, weeksAfter, whyNotSchoolDay } from '../../lib/school-days.ts'
import { longDate } from '../../lib/words.ts'
import type { Refusal } from '../../platform/web/form.ts'
import type { ReviewModel, Stage } from '../review-models/public.ts'
import { type PlannedVisit, steps } from './calendar.schema.ts'
import {
  blockedOn,
  elsewhereInWords,
  type Facts,
  groupsBySchool,
  groupsOfPerson,
  namesIn,
  type ReviewFact,
} from './facts.rules.ts'

type Rules = NonNullable<SchedulingProblem['rules']>
type Fixed = NonNullable<NonNullable<SchedulingProblem['schools']>[number]['fixed']>
type Day = Temporal.PlainDate

const halfADay = 1
/** A visit of more than a day is planned by its first. */
const mostHalfDays = 2

/** The rules of visits as the programme's model has them; a stage that it lacks is no step. */
export function rulesOf(model: ReviewModel): Rules {
  const { preparation: preReview, followUp, checkIn } = plannedStages(model)
  const within = preReview?.proposed_before_visit ?? preReview?.due_before_visit ?? 5
  const { before, visit, after } = model.half_days
  return {
    preparation: preReview
      ? {
          halfDays: Math.min(before, mostHalfDays),
          withinSchoolDays: within,
          atLeastSchoolDays: Math.min(preReview.due_before_visit ?? 1, within),
        }
      : null,
    visit: { halfDays: Math.min(visit, mostHalfDays) },
    writeUp: model.stages.some(({ kind }) => kind === 'report')
      ? { halfDays: Math.min(after, mostHalfDays), withinSchoolDays: Math.max(1, model.report_within_school_days) }
      : null,
    followUp: laterOf(followUp),
    checkIn: laterOf(checkIn, followUp),
  }
}

/**
 * The stages of a model whose days a calendar of visits plans beside the visit: its preparation, and the first two meetings
 * of a review that count from the visit or from one another. Further meetings are arranged with the review.
 */
export function plannedStages(model: ReviewModel) {
  const visit = model.stages.find(({ kind }) => kind === 'visit')
  const later = model.stages.filter((stage) => stage.of === 'review' && stage.kind === 'meeting' && stage.window)
  const followUp = later.find(({ window }) => window?.after === visit?.key)
  const checkIn = later.find(
    (stage) => stage !== followUp && [visit?.key, followUp?.key].includes(stage.window?.after ?? ''),
  )
  return { preparation: model.stages.find(({ kind }) => kind === 'preparation'), followUp, checkIn }
}

function laterOf(stage: Stage | undefined, followUp?: Stage) {
  if (!stage?.window) return null
  const { weeks_from: from, weeks_aim: aim, weeks_to: to, counted_in } = stage.window
  const weeks = { from, aim, to }
  const after = stage.window.after === followUp?.key ? ('follow-up' as const) : ('visit' as const)
  return { halfDays: halfADay, weeks, countedIn: counted_in, ...(followUp ? { after } : {}) }
}

/** Terms as the search wants them: in order, each in weeks of its own, its name told apart from other years'. */
export function termsFor(terms: readonly Term[]): NonNullable<SchedulingProblem['terms']> {
  const mondayOf = (day: Day) => day.subtract({ days: day.dayOfWeek - 1 })
  const whole: { name: string; from: Day; to: Day }[] = []
  for (const term of terms.toSorted((a, b) => Temporal.PlainDate.compare(a.starts_on, b.starts_on))) {
    const last = whole.at(-1)
    if (last && Temporal.PlainDate.compare(mondayOf(term.starts_on), last.to) <= 0) {
      if (Temporal.PlainDate.compare(term.ends_on, last.to) > 0) last.to = term.ends_on
    } else whole.push({ name: `${term.name} of ${term.academic_year}`, from: term.starts_on, to: term.ends_on })
  }
  return whole.map(({ name, from, to }) => ({ name, from: from.toString(), to: to.toString() }))
}

export type Wanted = {
  today: Day
  /** The present version: pinned dates are those of it, and with `fewest` as few of its dates as possible are to change. */
  base?: readonly PlannedVisit[] | undefined
  fewest?: boolean
  /** A school whose visit does not take place on its day, and the first day on which it can. */
  slipped?: { school: string; earliest?: Day | undefined }
  /** A school whose visit is put on a day by hand. */
  moved?: { school: string; to: Day }
}

/** Whether a review's visit is behind us: it is told, and planned no more. */
export function isMade(review: ReviewFact | undefined, today: Day): boolean {
  return review?.visit_on != null && Temporal.PlainDate.compare(review.visit_on, today) < 0
}

/** The problem of planning what is not behind us. Undefined when nothing is left to plan. */
export function problemOf(facts: Facts, wanted: Wanted): SchedulingProblem | undefined {
  const { today, base, fewest } = wanted
  const reviews = new Map(facts.reviews.map((review) => [review.school_id, review]))
  const groups = facts.groups
    .map(({ id, school_ids }) => ({ id, schools: school_ids.filter((school) => !isMade(reviews.get(school), today)) }))
    .filter(({ schools }) => schools.length > 0)
  if (groups.length === 0) return undefined
  const ids = groups.flatMap(({ schools }) => schools)
  const planned = new Map((base ?? []).map((visit) => [visit.school, visit]))
  const fixed = new Map(ids.map((id) => [id, fixedOf(facts, wanted, id, reviews.get(id), planned.get(id))]))
  const days = [...fixed.values()].flatMap((dates) => Object.values(dates).filter((day) => day !== undefined))
  // What was held for a visit to come belongs to its review, also when that was before today.
  const before = fewest
    ? ids.flatMap((id) => steps.flatMap((step) => planned.get(id)?.[step] ?? [])).filter((day) => day < `${today}`)
    : []
  const { starts_on, ends_on } = facts.programme
  const first = Temporal.PlainDate.compare(today, starts_on) > 0 ? today : starts_on
  const from = [`${first}`, ...days, ...before].reduce((a, b) => (a < b ? a : b))
  const to = [`${ends_on}`, ...days].reduce((a, b) => (a > b ? a : b))
  const calendar = fewest && ids.flatMap((id) => entryOf(planned.get(id)) ?? [])
  const missed = (calendar || []).filter(({ school, visit }) => visit < `${today}` && !fixed.get(school)?.visit)
  const slipped = new Set([...missed.map(({ school }) => school), ...(wanted.slipped ? [wanted.slipped.school] : [])])
  const known = new Set((calendar || []).map(({ school }) => school))
  return {
    from,
    to,
    terms: termsFor(facts.terms),
    closed: facts.closed
      .filter(({ school_id }) => school_id === null)
      .map(({ closed_on, reason }) => ({ from: `${closed_on}`, to: `${closed_on}`, reason })),
    groups,
    schools: ids.map((id) => ({
      id,
      blocked: [...blockedAt(facts, id), ...secondDays(facts, today, (review) => sharesGroup(facts, review, id))],
      fixed: fixed.get(id),
      ...(wanted.slipped?.school === id && wanted.slipped.earliest ? { earliest: `${wanted.slipped.earliest}` } : {}),
      ...(to > `${ends_on}` && !fixed.get(id)?.visit ? { latest: `${ends_on}` } : {}),
    })),
    people: peopleOf(facts, today, new Set(groups.map(({ id }) => id)), new Set(days)),
    rules: rulesOf(facts.model),
    ...(calendar ? { calendar, slipped: [...slipped].filter((id) => known.has(id)) } : {}),
    today: `${today}`,
  }
}

function entryOf(visit: PlannedVisit | undefined) {
  if (!visit) return undefined
  const { state: _, group: _group, ...dates } = visit
  return dates
}

/** A school's own closed days and blocked dates, and the meetings of its group's reviews that are behind us. */
function blockedAt(facts: Facts, id: string) {
  const closed = facts.closed
    .filter(({ school_id }) => school_id === id)
    .map(({ closed_on, reason }) => ({ from: `${closed_on}`, to: `${closed_on}`, reason }))
  const blocked = facts.blocked
    .filter(({ school_id }) => school_id === id)
    .map(({ starts_on, ends_on }) => ({ from: `${starts_on}`, to: `${ends_on}` }))
  return [...closed, ...blocked]
}

/** The second days of visits to come: the search knows a visit by its first. */
function secondDays({ reviews }: Facts, today: Day, isTheirs: (review: ReviewFact) => boolean) {
  return reviews.flatMap((review) => {
    const day = review.visit_second_on
    return day && Temporal.PlainDate.compare(day, today) >= 0 && isTheirs(review)
      ? [{ from: `${day}`, to: `${day}`, reason: 'the second day of a visit' }]
      : []
  })
}

/** Whether a review is that of another school of a school's group. */
function sharesGroup(facts: Facts, review: ReviewFact, school: string): boolean {
  return review.school_id !== school && groupsBySchool(facts).get(school)?.id === review.group_id
}

/** Everybody whose days matter beyond what the rules of a group keep apart already. */
function peopleOf(
  facts: Facts,
  today: Day,
  groupIds: ReadonlySet<string>,
  taken: ReadonlySet<string>,
): NonNullable<SchedulingProblem['people']> {
  const names = namesIn(facts)
  const meetings = facts.reviews.filter((review) => isMade(review, today))
  return facts.people.flatMap((person) => {
    const own = groupsOfPerson(facts, person).filter(({ id }) => groupIds.has(id))
    const kept = facts.blocked
      .filter(({ person_id }) => person_id === person.id)
      .map(({ starts_on, ends_on }) => ({ from: `${starts_on}`, to: `${ends_on}` }))
    const met = meetings
      .filter(({ group_id }) => person.leads.includes(group_id))
      .flatMap(({ school_id, follow_up_on, check_in_on }) =>
        [follow_up_on, check_in_on].flatMap((day) =>
          // A day on which something is arranged already keeps nothing else away.
          day && Temporal.PlainDate.compare(day, today) >= 0 && !taken.has(`${day}`)
            ? [{ from: `${day}`, to: `${day}`, reason: `meeting about ${names.get(school_id)}` }]
            : [],
        ),
      )
    const elsewhere = facts.elsewhere.flatMap((one) =>
      one.person_id === person.id && Temporal.PlainDate.compare(one.busy_on, today) >= 0 && !taken.has(`${one.busy_on}`)
        ? [{ from: `${one.busy_on}`, to: `${one.busy_on}`, reason: elsewhereInWords(one) }]
        : [],
    )
    const second = secondDays(facts, today, ({ group_id }) => own.length > 1 && own.some(({ id }) => id === group_id))
    const blocked = [...kept, ...met, ...elsewhere, ...second]
    if (own.length === 0 || (own.length === 1 && blocked.length === 0)) return []
    return [{ id: person.id, groups: own.map(({ id }) => id), blocked }]
  })
}

/** The dates of a school that stand: put there by hand, pinned, or arranged in its review. */
function fixedOf(facts: Facts, wanted: Wanted, id: string, review?: ReviewFact, planned?: PlannedVisit): Fixed {
  if (wanted.moved?.school === id) return { visit: `${wanted.moved.to}` }
  if (wanted.slipped?.school === id) return {}
  if (review?.visit_on) return arrangedDates(facts, wanted.today, id, { ...review, visit_on: review.visit_on })
  if (!planned || !facts.pins.includes(id) || planned.visit < `${wanted.today}`) return {}
  const { school: _, group: _group, state: _state, ...dates } = planned
  return dates
}

/** The dates of a review that is arranged; a meeting without a day has one where no free day is left for it. */
function arrangedDates(facts: Facts, today: Day, id: string, review: ReviewFact & { visit_on: Day }): Fixed {
  const { preparation, writeUp, followUp, checkIn } = rulesOf(facts.model)
  const calendar = facts.calendarOf(id)
  const visit = review.visit_on
  const dates: Fixed = { visit: `${visit}` }
  const put = (step: 'preparation' | 'writeUp' | 'followUp' | 'checkIn', on: Day | null, opens: Day, closes: Day) => {
    if (on) dates[step] = `${on}`
    else if (!hasFreeDay(facts, id, later(opens, today), earlier(closes, facts.programme.ends_on)))
      dates[step] = `${closes}`
  }
  if (preparation) {
    const { withinSchoolDays = 5, atLeastSchoolDays = 1 } = preparation
    const [opens, closes] = [withinSchoolDays, atLeastSchoolDays].map((days) => addSchoolDays(calendar, visit, -days))
    if (opens && closes) put('preparation', review.pre_review_on, opens, closes)
  }
  if (writeUp)
    put('writeUp', null, visit.add({ days: 1 }), addSchoolDays(calendar, visit, writeUp.withinSchoolDays ?? 5))
  const window = (weeks: { from: number; to: number } | undefined, countedIn = followUp?.countedIn) =>
    weeks && weeksAfter(calendar, visit, weeks, countedIn)
  const followUps = window(followUp?.weeks)
  if (followUps) put('followUp', review.follow_up_on, followUps.opens, followUps.closes)
  const checkIns = checkIn?.after === 'follow-up' ? undefined : window(checkIn?.weeks, checkIn?.countedIn)
  if (checkIns) put('checkIn', review.check_in_on, checkIns.opens, checkIns.closes)
  else if (checkIn && review.check_in_on) dates.checkIn = `${review.check_in_on}`
  return dates
}

const later = (a: Day, b: Day) => (Temporal.PlainDate.compare(a, b) > 0 ? a : b)
const earlier = (a: Day, b: Day) => (Temporal.PlainDate.compare(a, b) < 0 ? a : b)

function hasFreeDay(facts: Facts, id: string, from: Day, to: Day): boolean {
  const calendar = facts.calendarOf(id)
  for (let day = from; Temporal.PlainDate.compare(day, to) <= 0; day = day.add({ days: 1 }))
    if (isSchoolDay(calendar, day) && blockedOn(facts, id, day).length === 0) return true
  return false
}

/** Why a visit cannot be put on a day by hand; undefined when it can be tried. */
export function whyCannotPut(facts: Facts, schoolId: string, day: Day, today: Day): Refusal | undefined {
  const refuse = (message: string): Refusal => ({ field: 'visit_on', message })
  const name = namesIn(facts).get(schoolId) ?? 'The school'
  const { starts_on, ends_on } = facts.programme
  if (!groupsBySchool(facts).has(schoolId)) return { message: `${name} is in no published group of this programme` }
  if (Temporal.PlainDate.compare(day, today) <= 0) return refuse('The day must be in the future')
  if (Temporal.PlainDate.compare(day, starts_on) < 0 || Temporal.PlainDate.compare(day, ends_on) > 0)
    return refuse(`The day must be within the programme, from ${longDate(starts_on)} to ${longDate(ends_on)}`)
  const closed = whyNotSchoolDay(facts.calendarOf(schoolId), day)
  return closed ? refuse(`${name} is not open on ${longDate(day)}, because ${closed}`) : undefined
}
