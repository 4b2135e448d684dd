/** When a programme may start and change, and when a school may leave it. */

import { longDate, sentenceList } from '../../lib/words.ts'
import type { Refusal } from '../../platform/web/form.ts'

export type ProgrammeInput = {
  name: string
  model_key: string
  framework_id: string | undefined
  starts_on: Temporal.PlainDate
  ends_on: Temporal.PlainDate
}

/** Longer than any model: a mistyped year is the likely reason. */
const longestYears = 5

/** Why a programme cannot be as entered; undefined when it can. The keys and ids are those that it may choose from. */
export function whyCannotBe(
  programme: ProgrammeInput,
  model_keys: readonly string[],
  framework_ids: readonly string[],
  otherNames: readonly string[],
): Refusal | undefined {
  if (otherNames.some((name) => name.toLowerCase() === programme.name.toLowerCase())) {
    return { field: 'name', message: 'Another programme has this name. Choose a different one' }
  }
  if (!model_keys.includes(programme.model_key))
    return { field: 'model_key', message: 'Choose how the programme reviews' }
  if (programme.framework_id !== undefined && !framework_ids.includes(programme.framework_id)) {
    return { field: 'framework_id', message: 'Choose a published framework' }
  }
  if (Temporal.PlainDate.compare(programme.ends_on, programme.starts_on) <= 0) {
    return { field: 'ends_on', message: `The last day must be after ${longDate(programme.starts_on)}` }
  }
  if (Temporal.PlainDate.compare(programme.ends_on, programme.starts_on.add({ years: longestYears })) > 0) {
    return { field: 'ends_on', message: `A programme lasts at most ${longestYears} years. Check the year` }
  }
  return undefined
}

/** Why the dates cannot become these, for visits that are arranged already; undefined when they can. */
export function whyCannotMoveDates(
  programme: Pick<ProgrammeInput, 'starts_on' | 'ends_on'>,
  visits: readonly { host_school_name: string; visit_on: Temporal.PlainDate }[],
): Refusal | undefined {
  const outside = visits.filter(
    (visit) =>
      Temporal.PlainDate.compare(visit.visit_on, programme.starts_on) < 0 ||
      Temporal.PlainDate.compare(visit.visit_on, programme.ends_on) > 0,
  )
  if (outside.length === 0) return undefined
  const shown = outside.slice(0, 3).map((visit) => `${visit.host_school_name} on ${longDate(visit.visit_on)}`)
  const more = outside.length - shown.length
  const named = sentenceList(more > 0 ? [...shown, `${more} more`] : shown)
  const field =
    Temporal.PlainDate.compare(outside[0]?.visit_on ?? programme.ends_on, programme.starts_on) < 0
      ? 'starts_on'
      : 'ends_on'
  return {
    field,
    message: `These dates leave out the ${outside.length === 1 ? 'visit' : 'visits'} to ${named}. Move ${outside.length === 1 ? 'the visit' : 'them'} first`,
  }
}

/** Why a school cannot leave a programme; undefined when it can. It leaves its group as well, unless it has a review there. */
export function whyCannotLeave(school: {
  name: string
  group_name: string | null
  has_review: boolean
}): Refusal | undefined {
  if (!school.group_name || !school.has_review) return undefined
  return { message: `${school.name} has a review in ${school.group_name}. Cancel the review first` }
}
