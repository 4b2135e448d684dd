/** A review model in words: when each stage is, who writes down what, and what must come out of it. */
import { plural, sentenceList } from '../../lib/words.ts'
import { type Output, programmeStart, type ReviewModel, type Stage } from './model.schema.ts'
import type { Writer } from './people.schema.ts'

const outputNames: Record<Output, string> = {
  'evaluation-shared': 'the self-evaluation is shared with the schools of the group',
  'preparation-finished': 'focus, enquiry questions and the programme of the visit are ready',
  'visit-made': 'the visit was made',
  'report-agreed': 'host and team have agreed the report',
  'meeting-held': 'what came of the meeting is written down',
  'next-steps': 'the school has written next steps',
}

/** "Over when the visit was made." */
export function overWhen(stage: Stage): string {
  return `Over when ${sentenceList(stage.must_come_out.map((output) => outputNames[output]))}.`
}

/** Those who write down what came of a meeting, inside a sentence. */
export const writerNames: Record<Writer, string> = {
  'lead-reviewer': 'the lead reviewer',
  reviewer: 'a reviewer',
  'host-lead': 'the host lead',
  host: 'a colleague of the host',
  ile: 'the ILE',
  facilitator: 'the facilitator',
  'quality-assurer': 'the quality assurer',
}

/** "Written down by the lead reviewer or the host lead." */
export function writtenBy(stage: Stage): string {
  return `Written down by ${sentenceList(
    stage.written_by.map((writer) => writerNames[writer]),
    'or',
  )}.`
}

/** "The school can hold it up to 6 times." and who is named to lead it: what a stage has beyond the ordinary. */
export function specialOf({ kind, days, repeats, led_by }: Stage): string[] {
  const told: string[] = []
  if (kind === 'visit') told.push(`It lasts ${visitLasts({ days })}.`)
  if (repeats)
    told.push(
      `It is held ${repeats.at_least === 1 ? 'once' : `${repeats.at_least} times`} at least, and up to ${repeats.at_most} times.`,
    )
  if (led_by) told.push(`${led_by.name}, named by the host: ${led_by.duty}`)
  return told
}

/** "one day", "one or two days": how long a visit may last. */
export function visitLasts({ days }: Pick<Stage, 'days'>): string {
  if (!days || days.most === 1) return 'one day'
  return days.fewest === 2 ? 'two days' : 'one or two days'
}

/** When a stage is, counted from what; undefined where the model leaves it open. */
export function whenInWords(model: ReviewModel, stage: Stage): string | undefined {
  const { window } = stage
  if (window) {
    const counted = window.counted_in === 'school-weeks' ? 'school week' : 'week'
    const from = model.stages.find(({ key }) => key === window.after)?.name.toLowerCase()
    const after = window.after === programmeStart ? 'the programme starts' : `the ${from ?? window.after}`
    const span =
      window.weeks_from === 0
        ? `Up to ${plural(window.weeks_to, counted)}`
        : `${window.weeks_from} to ${plural(window.weeks_to, counted)}`
    return `${span} after ${after}, best after ${window.weeks_aim}`
  }
  if (stage.kind === 'report') return `Within ${plural(model.report_within_school_days, 'school day')} of the visit`
  if (stage.proposed_before_visit) return `About ${plural(stage.proposed_before_visit, 'school day')} before the visit`
  if (stage.due_before_visit) return `At least ${plural(stage.due_before_visit, 'school day')} before the visit`
  return undefined
}

/** What a model says of groups, people and time, as rows of a summary. */
export function factsOf({ group, team, half_days, enquiry_questions, length_months, stages }: ReviewModel): Fact[] {
  const each = stages.some(({ days }) => days && days.most > 1) ? 'for each day of it' : 'for it'
  const sizes =
    group.fewest === group.most ? `${group.most}` : `${group.fewest} to ${group.most}, ideally ${group.ideal}`
  const trust = group.same_trust === 'refused' ? ', no two of one trust' : ''
  const coach = group.coach_school ? '; one of them is the coach school' : ''
  return [
    { key: 'Schools in a group', text: `${sizes}${trust}${coach}` },
    { key: 'Length', text: plural(length_months, 'month') },
    { key: 'Who leads', text: team.who_leads },
    ...group.leaders.map(({ name, duty }) => ({ key: name, text: duty })),
    { key: 'Visitors', text: `${team.fewest_visitors} to ${team.most_visitors}` },
    {
      key: 'Time of each visitor',
      text: `${plural(half_days.before, 'half-day')} before the visit, ${plural(half_days.visit, 'half-day')} ${each}, ${plural(half_days.after, 'half-day')} after it`,
    },
    { key: 'Enquiry questions', text: `${enquiry_questions.fewest} to ${enquiry_questions.most}` },
  ]
}

type Fact = { key: string; text: string }
