/** Who may answer a proposal of groups and when, what counts as content, and when it may be confirmed. */
import { addSchoolDays, isSchoolDay, nearestSchoolDay, type SchoolCalendar } from '../../../lib/school-days.ts'
import { dayAndDate, dayAndTime, longDate, plural, sentenceList } from '../../../lib/words.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import type { ArrangedGroup } from '../forming.schema.ts'

export type ProposalTimes = {
  objections_until: Temporal.PlainDate
  confirmed_at: Temporal.Instant | null
  withdrawn_at: Temporal.Instant | null
}

/** `open`: schools can answer; `over`: the last day has passed and the officers decide. */
export type ProposalState = 'open' | 'over' | 'confirmed' | 'withdrawn'

export function stateOf(proposal: ProposalTimes, today: Temporal.PlainDate): ProposalState {
  if (proposal.confirmed_at) return 'confirmed'
  if (proposal.withdrawn_at) return 'withdrawn'
  return Temporal.PlainDate.compare(today, proposal.objections_until) > 0 ? 'over' : 'open'
}

/** Why a school cannot answer now; undefined when it can. */
export function whyCannotAnswer(proposal: ProposalTimes, today: Temporal.PlainDate): Refusal | undefined {
  const state = stateOf(proposal, today)
  if (state === 'confirmed') return { message: 'The groups have been confirmed, so answers can no longer change' }
  if (state === 'withdrawn') return { message: 'The proposal has been withdrawn, so there is nothing to answer' }
  if (state === 'over')
    return {
      message: `The last day to answer was ${longDate(proposal.objections_until)}. Write to the partnership if something must change`,
    }
  return undefined
}

export type Answer = 'content' | 'objects'
export type Decision = 'stays' | 'changed'

export type Answered = {
  /** Null for a school that has not answered at all. */
  answer: Answer | null
  /** False when its group or its partners changed after it answered. */
  is_current: boolean
  decision: Decision | null
}

/** Where a school stands: `again` was asked again because its group changed, which counts as not answered. */
export type Standing = 'content' | 'objects' | 'again' | 'none'

export function standingOf({ answer, is_current }: Omit<Answered, 'decision'>): Standing {
  if (answer === null) return 'none'
  return is_current ? answer : 'again'
}

/** An objection that nobody has decided, also when the school's group changed since. */
export function isUndecided({ answer, decision }: Pick<Answered, 'answer' | 'decision'>): boolean {
  return answer === 'objects' && decision === null
}

export type Counts = { schools: number; content: number; objects: number; silent: number; undecided: number }

export function countsOf(schools: readonly Answered[]): Counts {
  const standings = schools.map(standingOf)
  const content = standings.filter((standing) => standing === 'content').length
  const objects = standings.filter((standing) => standing === 'objects').length
  return {
    schools: schools.length,
    content,
    objects,
    silent: schools.length - content - objects,
    undecided: schools.filter(isUndecided).length,
  }
}

/** Why the groups cannot be confirmed now; undefined when they can. Silence counts as content once the last day has passed. */
export function whyCannotConfirm(
  proposal: ProposalTimes,
  schools: readonly Answered[],
  today: Temporal.PlainDate,
): Refusal | undefined {
  const state = stateOf(proposal, today)
  if (state === 'confirmed') return { message: 'These groups have been confirmed already' }
  if (state === 'withdrawn') return { message: 'This proposal has been withdrawn' }
  const { content, undecided } = countsOf(schools)
  if (undecided > 0)
    return { message: `${plural(undecided, 'objection waits', 'objections wait')} for a decision. Decide first` }
  if (state === 'open' && content < schools.length)
    return {
      message: `Schools can object until ${longDate(proposal.objections_until)}. You can confirm on the day after it, or as soon as every school has answered that it is content`,
    }
  return undefined
}

/** Why an objection cannot be decided like this; undefined when it can. */
export function whyCannotDecide(
  proposal: ProposalTimes,
  school: Answered,
  decision: Decision,
  today: Temporal.PlainDate,
): Refusal | undefined {
  const state = stateOf(proposal, today)
  if (state === 'confirmed' || state === 'withdrawn')
    return { message: `The proposal has been ${state}, so nothing is left to decide` }
  if (school.answer !== 'objects') return { message: 'This school does not object' }
  if (decision === 'changed' && school.is_current)
    return {
      field: 'decision',
      message: 'The school’s group has not changed since it objected. Propose a changed version first',
    }
  return undefined
}

/** So many school days schools have to object unless told otherwise, and at the least when their group changed. */
export const usualDays = 10
export const leastDaysAfterChange = 5

/** The last day to object that is offered: for a changed proposal the present one, if it leaves schools time enough. */
export function usualLastDay(
  calendar: SchoolCalendar,
  today: Temporal.PlainDate,
  present?: Temporal.PlainDate,
): Temporal.PlainDate {
  if (!present) return addSchoolDays(calendar, today, usualDays)
  const least = addSchoolDays(calendar, today, leastDaysAfterChange)
  return Temporal.PlainDate.compare(present, least) > 0 ? present : least
}

/** Why that cannot be the last day; undefined when it can. `present` is the last day of the proposal that is changed. */
export function whyNotLastDay(
  calendar: SchoolCalendar,
  day: Temporal.PlainDate,
  today: Temporal.PlainDate,
  present?: Temporal.PlainDate,
): Refusal | undefined {
  const refuse = (message: string) => ({ field: 'objections_until', message })
  const least = addSchoolDays(calendar, today, present ? leastDaysAfterChange : 1)
  if (Temporal.PlainDate.compare(day, least) < 0)
    return refuse(
      present
        ? `Schools whose group changed need at least ${leastDaysAfterChange} school days. Choose ${dayAndDate(least)} or later`
        : `Choose ${dayAndDate(least)} or later`,
    )
  if (present && Temporal.PlainDate.compare(day, present) < 0)
    return refuse(`Schools were told ${dayAndDate(present)}. Choose that day or a later one`)
  if (Temporal.PlainDate.compare(day, today.add({ months: 6 })) > 0) return refuse('Choose a day within six months')
  if (!isSchoolDay(calendar, day))
    return refuse(`Schools are closed on ${dayAndDate(day)}. Choose ${dayAndDate(nearestSchoolDay(calendar, day))}`)
  return undefined
}

/** Why the last day cannot become this one; undefined when it can. */
export function whyNotLater(
  calendar: SchoolCalendar,
  day: Temporal.PlainDate,
  today: Temporal.PlainDate,
  present: Temporal.PlainDate,
): Refusal | undefined {
  if (Temporal.PlainDate.compare(day, present) <= 0)
    return { field: 'objections_until', message: `Choose a day after ${dayAndDate(present)}` }
  return whyNotLastDay(calendar, day, today)
}

const hoursBetweenReminders = 20

/** Why nobody is reminded now; undefined when they can be. */
export function whyCannotRemind(
  proposal: ProposalTimes & { reminded_at: Temporal.Instant | null },
  now: Temporal.Instant,
  today: Temporal.PlainDate,
): Refusal | undefined {
  if (stateOf(proposal, today) !== 'open') return { message: 'Schools can no longer answer, so nobody is reminded' }
  const { reminded_at } = proposal
  if (reminded_at && reminded_at.until(now).total('hours') < hoursBetweenReminders)
    return { message: `Schools were reminded on ${dayAndTime(reminded_at)}. Wait a day before you remind them again` }
  return undefined
}

/** What is different for a school between two versions. */
export type Affected = { school_id: string; before: string[] | undefined; after: string[] }

/** The schools of a version whose partners are not the same as before, with their partners before and after. */
export function affectedSchools(before: readonly ArrangedGroup[], after: readonly ArrangedGroup[]): Affected[] {
  const partners = (groups: readonly ArrangedGroup[]) =>
    new Map(groups.flatMap((group) => group.school_ids.map((id) => [id, group.school_ids.filter((one) => one !== id)])))
  const was = partners(before)
  return [...partners(after)].flatMap(([school_id, now]): Affected[] => {
    const then = was.get(school_id)
    const isSame = then?.length === now.length && then.every((id) => now.includes(id))
    return isSame ? [] : [{ school_id, before: then, after: now }]
  })
}

/** "12 content, 1 objecting and 3 not answered" */
export function countsInWords({ content, objects, silent }: Counts): string {
  return sentenceList([`${content} content`, `${objects} objecting`, `${silent} not answered`])
}
