/** How a review is doing, from its stage and its dates alone. The words say what is, and blame nobody. */
import { addSchoolDays, schoolDaysBetween } from '../../lib/school-days.ts'
import { longDate, plural } from '../../lib/words.ts'
import type { Progress, Waiting } from '../reviews/public.ts'
import type { Limits } from './limits.rules.ts'

export const states = ['window-passed', 'day-passed', 'at-risk', 'on-course', 'finished', 'cancelled'] as const
export type State = (typeof states)[number]

export const stateNames: Record<State, string> = {
  'window-passed': 'Window passed',
  'day-passed': 'Day passed',
  'at-risk': 'At risk',
  'on-course': 'On course',
  finished: 'Finished',
  cancelled: 'Cancelled',
}

export type Health = { state: State; reasons: string[]; since: Temporal.PlainDate | undefined }

/** The one state of a review, with why. */
export function healthOf(review: Progress, limits: Limits, today: Temporal.PlainDate): Health {
  if (review.over) return { state: review.over, reasons: [], since: undefined }
  const windows = review.waiting.filter((thing) => thing.window && isBefore(thing.window.closes, today))
  const days = review.waiting.filter((thing) => !thing.window && thing.due && isBefore(thing.due, today))
  const reasons = [...windows.map(windowPassed), ...days.map(dayPassed), ...risksOf(review, limits, today)]
  const passed = [...windows, ...days].flatMap(({ due }) => due ?? []).sort(Temporal.PlainDate.compare)
  const state =
    windows.length > 0 ? 'window-passed' : days.length > 0 ? 'day-passed' : reasons.length > 0 ? 'at-risk' : 'on-course'
  return { state, reasons, since: passed[0] }
}

const isBefore = (day: Temporal.PlainDate, other: Temporal.PlainDate) => Temporal.PlainDate.compare(day, other) < 0

function windowPassed({ stage_name, due }: Waiting): string {
  return `The window for the ${stage_name.toLowerCase()} closed on ${due ? longDate(due) : 'a day before today'}; the schools can still choose a day.`
}

function dayPassed({ text, due }: Waiting): string {
  return `“${text}” was planned for ${due ? longDate(due) : 'a day before today'}, and is still open.`
}

function risksOf(review: Progress, limits: Limits, today: Temporal.PlainDate): string[] {
  return [
    ...beforeVisit(review, limits, today),
    ...review.waiting.flatMap((thing) => windowNear(review, thing, limits, today)),
    ...unanswered(review, limits, today),
    ...fits(review, limits, today),
  ]
}

function beforeVisit(review: Progress, limits: Limits, today: Temporal.PlainDate): string[] {
  if (!review.visit_on || isBefore(review.visit_on, today)) return []
  const left = schoolDaysBetween(review.calendar, today, review.visit_on)
  const inDays = left === 0 ? 'The visit is today' : `The visit is in ${plural(left, 'school day')}`
  const open = review.waiting.some(({ stage_kind }) => stage_kind === 'preparation' || stage_kind === 'self-evaluation')
  return [
    ...(open && left <= limits.preparation ? [`${inDays}, and its preparation is still open.`] : []),
    ...(review.visitors < review.fewest_visitors && left <= limits.team
      ? [
          `${inDays}, and the team has ${review.visitors === 0 ? 'no visitors' : plural(review.visitors, 'visitor')} so far.`,
        ]
      : []),
  ]
}

function windowNear(review: Progress, thing: Waiting, limits: Limits, today: Temporal.PlainDate): string[] {
  const { window, stage_name } = thing
  if (!window || isBefore(window.closes, today)) return []
  if (schoolDaysBetween(review.calendar, today, window.opens) > limits.window_opens) return []
  const opens = isBefore(today, window.opens) ? 'opens' : 'opened'
  return [
    `The window for the ${stage_name.toLowerCase()} ${opens} on ${longDate(window.opens)} and closes on ${longDate(window.closes)}; no day is chosen yet.`,
  ]
}

function unanswered(review: Progress, limits: Limits, today: Temporal.PlainDate): string[] {
  const long = review.invited.filter(({ since }) =>
    isBefore(addSchoolDays(review.calendar, since, limits.invitation), today),
  )
  return long.map(({ name, since }) => `The invitation of ${longDate(since)} to ${name} has no answer yet.`)
}

function fits(review: Progress, limits: Limits, today: Temporal.PlainDate): string[] {
  const ends = review.programme_ends_on
  if (!review.visit_on && schoolDaysBetween(review.calendar, today, ends) <= limits.visit_before_end)
    return [`The programme ends on ${longDate(ends)}, and the visit has no day yet.`]
  const last = review.last_window
  if (!last || !isBefore(ends, last.closes)) return []
  return [`The programme ends on ${longDate(ends)}, before the window for the ${last.name.toLowerCase()} closes.`]
}

export type Assessed = { review: Progress; health: Health }

/** What needs attention, the most urgent first: what passed longest ago, then the nearest visit. */
export function needingAttention(all: readonly Assessed[]): Assessed[] {
  const rank = ({ health }: Assessed) => health.since?.toString() ?? '9'
  const visit = ({ review }: Assessed) => review.visit_on?.toString() ?? '9'
  return all
    .filter(({ health }) => health.reasons.length > 0)
    .sort((a, b) => rank(a).localeCompare(rank(b)) || visit(a).localeCompare(visit(b)))
}

const counted = [
  ['window-passed', 'with a window that passed'],
  ['day-passed', 'past a planned day'],
  ['at-risk', 'at risk'],
  ['on-course', 'on course'],
] as const

const count = (all: readonly Assessed[], wanted: State) => all.filter(({ health }) => health.state === wanted).length

/** "1 with a window that passed, 2 at risk" */
export function statesInWords(all: readonly Assessed[]): string {
  return counted
    .flatMap(([state, words]) => (count(all, state) > 0 ? [`${count(all, state)} ${words}`] : []))
    .join(', ')
}

/** The finding, in one sentence. */
export function summaryOf(all: readonly Assessed[]): string {
  const open = all.length - count(all, 'finished') - count(all, 'cancelled')
  const text = statesInWords(all)
  const done = count(all, 'finished')
  return `${plural(open, 'review')} under way${text ? `: ${text}` : ''}${done > 0 ? `; ${done} finished` : ''}`
}

/** Reviews under way first, in the order of their stages; those that are over last. */
export function byStage(all: readonly Assessed[]): Assessed[] {
  return [...all].sort((a, b) => a.review.stage_place - b.review.stage_place)
}

export type Filter = { group: string; stage: string; state: string; school: string }

/** The reviews that a reader asked for. */
export function filtered(all: readonly Assessed[], filter: Filter): Assessed[] {
  const part = filter.school.trim().toLowerCase()
  return all.filter(
    ({ review, health }) =>
      (filter.group === '' || review.group_id === filter.group) &&
      (filter.stage === '' || review.stage_name === filter.stage) &&
      (filter.state === '' || health.state === filter.state) &&
      review.host_school_name.toLowerCase().includes(part),
  )
}
