/** What is to be planned: groups, schools, people, terms and the rules of visits, as the file of `schoolfellow schedule` says it. */
import { z } from 'zod'

const day = z.iso.date({ error: 'Give a date such as 2026-11-23' })
const id = z.string().min(1)
const price = z.number().finite().nonnegative()
const halfDays = z.int().min(0).max(2)

/** From a day to a day, both counted in. */
const range = z.strictObject({ from: day, to: day, reason: z.string().optional() })
const term = z.strictObject({ name: id, from: day, to: day })

const steps = {
  preparation: day.optional(),
  visit: day.optional(),
  writeUp: day.optional(),
  followUp: day.optional(),
  checkIn: day.optional(),
}

const school = z.strictObject({
  id,
  /** Days on which nothing can be held at this school. */
  blocked: z.array(range).optional(),
  /** The first and the last day on which it may be visited. */
  earliest: day.optional(),
  latest: day.optional(),
  /** Dates that stand because they were held or agreed: they are kept even where a rule speaks against them. */
  fixed: z.strictObject(steps).optional(),
})

const person = z.strictObject({
  id,
  /** Takes part in every review of these groups, and in the reviews of these schools. */
  groups: z.array(id).optional(),
  schools: z.array(id).optional(),
  blocked: z.array(range).optional(),
  mostVisitsAWeek: z.int().positive().optional(),
})

const beside = z.strictObject({ halfDays: halfDays.optional(), withinSchoolDays: z.int().min(1).max(40).optional() })
/** `atLeastSchoolDays` keeps the last days before the visit free of it. */
const before = z
  .strictObject({ ...beside.shape, atLeastSchoolDays: z.int().min(1).max(40).optional() })
  .refine(({ withinSchoolDays = 5, atLeastSchoolDays = 1 }) => atLeastSchoolDays <= withinSchoolDays, {
    path: ['atLeastSchoolDays'],
    error: 'More than withinSchoolDays',
  })
const weeks = z.strictObject({ from: z.int().min(1), aim: z.int().min(1), to: z.int().min(1).max(52) })
const countedIn = z.enum(['school-weeks', 'calendar-weeks'])
const followUp = z.strictObject({
  halfDays: halfDays.optional(),
  weeks: weeks.optional(),
  countedIn: countedIn.optional(),
})
const checkIn = z.strictObject({ ...followUp.shape, after: z.enum(['visit', 'follow-up']).optional() })

const rules = z.strictObject({
  /** In the school days before the visit; null where there is none, as for the other steps. */
  preparation: before.nullable().optional(),
  visit: z.strictObject({ halfDays: halfDays.optional() }).optional(),
  /** In the school days after the visit. */
  writeUp: beside.nullable().optional(),
  followUp: followUp.nullable().optional(),
  checkIn: checkIn.nullable().optional(),
  /** Whether a second visit of a group in a half-term costs its price, or may not be. */
  oneVisitAHalfTerm: z.enum(['wished', 'required']).optional(),
  mostVisitsAWeek: z
    .strictObject({ group: z.int().positive().optional(), person: z.int().positive().optional() })
    .optional(),
})

const weights = z.strictObject({
  /** Per visit of a group beyond the first in a half-term. */
  secondVisit: price.optional(),
  /** Per visit in a half-term beyond its share by school weeks. */
  uneven: price.optional(),
  /** Per half-day in the busiest week of all. */
  busiestWeek: price.optional(),
})

/** A file of `schedule`. Unknown keys are refused, so that a typing mistake is not silently a rule left out. */
export const schedulingProblem = z
  .strictObject({
    from: day,
    to: day,
    /** Terms or half-terms; a term is divided where a whole week of it is closed. Without them the usual ones of England. */
    terms: z.array(term).optional(),
    /** Days on which every school is closed, beside weekends and bank holidays. */
    closed: z.array(range).optional(),
    groups: z.array(z.strictObject({ id, schools: z.array(id).min(1) })).min(1),
    /** Only schools of which more is to be said than their group. */
    schools: z.array(school).optional(),
    people: z.array(person).optional(),
    rules: rules.optional(),
    weights: weights.optional(),
    /** An earlier calendar, of which as few dates as possible are to change. */
    calendar: z.array(z.strictObject({ school: id, group: id.optional(), ...steps })).optional(),
    /** Schools whose visit does not take place on its day in `calendar`. */
    slipped: z.array(id).optional(),
    /** Dates of `calendar` before this day stand, and nothing new is planned before it. */
    today: day.optional(),
  })
  .superRefine((problem, check) => {
    const say = (path: (string | number)[], message: string) => check.addIssue({ code: 'custom', path, message })
    refuseRanges(problem, say)
    refuseNames(problem, say)
    refuseDates(problem, say)
  })

type Raw = {
  from: string
  to: string
  terms?: { name: string; from: string; to: string }[] | undefined
  closed?: z.infer<typeof range>[] | undefined
  groups: { id: string; schools: string[] }[]
  schools?: z.infer<typeof school>[] | undefined
  people?: z.infer<typeof person>[] | undefined
  rules?: z.infer<typeof rules> | undefined
  calendar?: { school: string; visit?: string | undefined }[] | undefined
  slipped?: string[] | undefined
}
type Say = (path: (string | number)[], message: string) => void

/** Programmes are planned for a few years; beyond it the file is a mistake. */
const mostDays = 366 * 6

/** The number of the week of a day, from a Monday. */
const mondayOf = (day: string) => Math.floor((Date.parse(day) / 86_400_000 + 3) / 7)

function refuseRanges(problem: Raw, say: Say): void {
  const backwards = (path: (string | number)[], { from, to }: { from: string; to: string }) => {
    if (from > to) say([...path, 'to'], `Before its beginning, ${from}`)
  }
  backwards([], problem)
  if ((Date.parse(problem.to) - Date.parse(problem.from)) / 86_400_000 > mostDays)
    say(['to'], 'More than six years after the beginning')
  for (const [index, each] of (problem.closed ?? []).entries()) backwards(['closed', index], each)
  for (const list of ['schools', 'people'] as const)
    for (const [index, { blocked }] of (problem[list] ?? []).entries())
      for (const [place, each] of (blocked ?? []).entries()) backwards([list, index, 'blocked', place], each)
  for (const [index, each] of (problem.terms ?? []).entries()) {
    backwards(['terms', index], each)
    const near = (other: { from: string; to: string }) =>
      mondayOf(other.from) <= mondayOf(each.to) && mondayOf(each.from) <= mondayOf(other.to)
    const before = (problem.terms ?? []).findIndex((other, at) => at < index && near(other))
    if (before >= 0) say(['terms', index, 'from'], `In a week of terms[${before}]`)
  }
  for (const name of ['followUp', 'checkIn'] as const) {
    const window = problem.rules?.[name]?.weeks
    if (window && !(window.from <= window.aim && window.aim <= window.to))
      say(['rules', name, 'weeks'], 'from, aim and to must rise')
  }
  if (problem.rules?.checkIn?.after === 'follow-up' && problem.rules.followUp === null)
    say(['rules', 'checkIn', 'after'], 'There is no follow-up to count from')
}

function refuseNames(problem: Raw, say: Say): void {
  const twice = (list: 'groups' | 'schools' | 'people') => {
    const seen = new Map<string, number>()
    for (const [index, { id }] of (problem[list] ?? []).entries()) {
      const before = seen.get(id)
      if (before !== undefined) say([list, index, 'id'], `Already the id of ${list}[${before}]`)
      seen.set(id, index)
    }
    return seen
  }
  const groups = twice('groups')
  twice('schools')
  twice('people')
  const groupOf = new Map<string, string>()
  for (const [index, group] of problem.groups.entries())
    for (const [place, id] of group.schools.entries()) {
      const before = groupOf.get(id)
      if (before !== undefined) say(['groups', index, 'schools', place], `Already in the group "${before}"`)
      groupOf.set(id, group.id)
    }
  const known = (path: (string | number)[], id: string) => {
    if (!groupOf.has(id)) say(path, `No group has the school "${id}"`)
  }
  for (const [index, { id }] of (problem.schools ?? []).entries()) known(['schools', index, 'id'], id)
  for (const [index, each] of (problem.people ?? []).entries()) {
    for (const [place, id] of (each.schools ?? []).entries()) known(['people', index, 'schools', place], id)
    for (const [place, id] of (each.groups ?? []).entries())
      if (!groups.has(id)) say(['people', index, 'groups', place], `No group has the id "${id}"`)
  }
  const planned = new Map<string, number>()
  for (const [index, { school }] of (problem.calendar ?? []).entries()) {
    known(['calendar', index, 'school'], school)
    const before = planned.get(school)
    if (before !== undefined) say(['calendar', index, 'school'], `Already in calendar[${before}]`)
    planned.set(school, index)
  }
  for (const [index, id] of (problem.slipped ?? []).entries())
    if (!planned.has(id)) say(['slipped', index], `"${id}" has no visit in the calendar that could slip`)
}

function refuseDates(problem: Raw, say: Say): void {
  for (const [index, each] of (problem.schools ?? []).entries()) {
    if (each.earliest && each.latest && each.earliest > each.latest)
      say(['schools', index, 'latest'], `Before its earliest day, ${each.earliest}`)
    for (const [step, on] of Object.entries(each.fixed ?? {}))
      if (on !== undefined && (on < problem.from || on > problem.to))
        say(['schools', index, 'fixed', step], `Outside the programme, ${problem.from} to ${problem.to}`)
  }
}

export type SchedulingProblem = z.infer<typeof schedulingProblem>

/** The steps of a review, in order. */
export const stepNames = ['preparation', 'visit', 'writeUp', 'followUp', 'checkIn'] as const
export type Step = (typeof stepNames)[number]

/** The dates of a school's review, as days such as 2026-11-23. */
export type Review = {
  school: string
  group: string
  preparation?: string
  visit: string
  writeUp?: string
  followUp?: string
  checkIn?: string
}
