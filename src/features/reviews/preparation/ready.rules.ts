/** What a review still lacks before its visit, in the order in which people would put it right. */
import { dayAndDate, plural } from '../../../lib/words.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import { longDays, type VisitDays } from '../visit-days.rules.ts'
import { tooFewQuestions } from './question.rules.ts'
import type { Activity, VisitDay } from './visit-programme.rules.ts'
import { problemsIn } from './visit-programme-problems.rules.ts'

/** `part` says which page puts it right; `stops` is false for what is only worth knowing. */
export type Missing = {
  part: 'visit' | 'team' | 'evaluation' | 'meeting' | 'focus' | 'questions' | 'programme'
  stops: boolean
  message: string
}

export type Preparation = {
  visit_on: Temporal.PlainDate | null
  focus: string
  evaluation_shared: boolean
  meeting: { held: boolean; on: Temporal.PlainDate } | undefined
  waiting_for: readonly string[]
  activities: readonly Activity[]
  /** Whether everybody's calendar has the programme as it stands. */
  in_calendars: boolean
}

/** Everything missing from the preparation of a visit; it is ready when nothing in the list stops it. */
export function missingBeforeVisit(preparation: Preparation, day: VisitDay, today: Temporal.PlainDate): Missing[] {
  const list: Missing[] = []
  const add = (part: Missing['part'], message: string, stops = true) => list.push({ part, stops, message })
  if (!preparation.visit_on) add('visit', 'Choose the day of the visit')
  if (day.visitors.length === 0) add('team', 'Invite the visiting team')
  if (day.hosts.length === 0) add('team', `Name someone from ${day.host_school_name} to work with the team`)
  for (const name of preparation.waiting_for) add('team', `${name} has not answered the invitation yet`, false)
  if (!preparation.evaluation_shared)
    add('evaluation', `${day.host_school_name} has not shared its self-evaluation with the team`)
  if (!preparation.meeting) add('meeting', 'Arrange the pre-review meeting')
  else if (!preparation.meeting.held) {
    const past = Temporal.PlainDate.compare(preparation.meeting.on, today) <= 0
    add(
      'meeting',
      past
        ? 'Record that the pre-review meeting was held'
        : `Hold the pre-review meeting on ${dayAndDate(preparation.meeting.on)}`,
    )
  }
  if (preparation.focus.trim() === '') add('focus', 'Write the focus of the review')
  const questions = tooFewQuestions(day.questions.length, day.question_limits)
  if (questions) add('questions', questions)
  if (preparation.activities.length === 0) add('programme', 'Plan the visit programme')
  for (const problem of problemsIn(preparation.activities, day))
    add('programme', problem.message, problem.kind === 'clash')
  if (preparation.activities.length > 0 && !preparation.in_calendars)
    add('programme', 'The programme as it stands is not in everybody’s calendar yet', false)
  return list
}

/** Why the preparation cannot be marked as finished, if it cannot: the first thing that stops it, and how many more. */
export function whyNotReady(missing: readonly Missing[], visit: VisitDays): Refusal | undefined {
  const stops = missing.filter((one) => one.stops)
  const first = stops[0]
  if (!first) return undefined
  const when = visit.visit_on ? ` on ${longDays(visit)}` : ''
  const more = stops.length === 1 ? '' : ` (and ${plural(stops.length - 1, 'more thing')})`
  return { message: `The visit${when} is not ready yet. Still to do: ${first.message}${more}` }
}
