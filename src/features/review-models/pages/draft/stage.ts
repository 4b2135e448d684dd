import { z } from 'zod'
import {
  choices,
  longText,
  optionalChoice,
  optionalLongText,
  optionalText,
  optionalWholeNumber,
  text,
  ticked,
} from '../../../../platform/web/fields.ts'
import type { Form } from '../../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { page } from '../../../page.ts'
import { kindNames, withStage } from '../../draft.rules.ts'
import { peopleInWords } from '../../letters.words.ts'
import { programmeStart, type ReviewModel, type Stage } from '../../model.schema.ts'
import { writerNames } from '../../model.words.ts'
import { participants, writers } from '../../people.schema.ts'
import { anchorsFor, asks, shownStage, stageFrom, type TypedStage } from '../../stage-form.rules.ts'
import { changePart, draftRecord, stageParams } from './change-part.ts'

const weeks = optionalWholeNumber({ min: 0, max: 260 })
const days = optionalWholeNumber({ min: 1, max: 400 })

const fields = z.object({
  name: text('Enter a name for the step', { max: 80 }),
  purpose: longText('Say what the step is for', { max: 600 }),
  minutes: optionalWholeNumber({ min: 10, max: 600 }),
  of: optionalChoice(['review', 'group']),
  after: optionalText({ max: 80 }),
  weeks_from: weeks,
  weeks_aim: weeks,
  weeks_to: weeks,
  counted_in: optionalChoice(['school-weeks', 'calendar-weeks']),
  proposed_before_visit: days,
  due_before_visit: days,
  days: optionalChoice(['1-1', '1-2', '2-2']),
  takes_part: choices('Choose people from the list', participants, 0),
  half_days: optionalWholeNumber({ min: 1, max: 20 }),
  written_by: choices('Choose people from the list', writers, 0),
  next_steps: ticked(),
  at_least: optionalWholeNumber({ min: 1, max: 20 }),
  at_most: optionalWholeNumber({ min: 1, max: 20 }),
  looks_back_at: optionalText({ max: 80 }),
  leader_name: optionalText({ max: 80 }),
  leader_duty: optionalLongText({ max: 600 }),
})

const labels: Record<keyof TypedStage, string> = {
  name: 'Name',
  purpose: 'What it is for',
  minutes: 'Length of the meeting',
  of: 'Who holds it?',
  after: 'Its time counts from',
  weeks_from: 'Earliest',
  weeks_aim: 'Best',
  weeks_to: 'Latest',
  counted_in: 'Which weeks?',
  proposed_before_visit: 'The meeting is proposed before the visit',
  due_before_visit: 'It should be finished before the visit',
  days: 'How long does the visit last?',
  takes_part: 'Who takes part?',
  half_days: 'Time of each of them',
  written_by: 'Who writes down what came of it?',
  next_steps: 'Next steps',
  at_least: 'Held at least',
  at_most: 'Held at most',
  looks_back_at: 'The next one looks back at',
  leader_name: 'Named leader',
  leader_duty: 'What the named leader does',
}

/** Changes a step: what it is for, when it is, and who takes part. */
export const changeStage = page(
  { path: '/:partnership/review-models/:draft/edit/stages/:stage', allow: 'review-model:manage', params: stageParams },
  async (c) => {
    const record = await draftRecord(c)
    const { content } = record
    const stage = content.stages.find(({ key }) => key === c.params.stage)
    const asked = stage ? asks(stage) : new Set<keyof TypedStage>()
    const own = <Value>(all: Record<keyof TypedStage, Value>) =>
      Object.fromEntries(Object.entries(all).filter(([name]) => asked.has(name as keyof TypedStage)))
    return changePart(c, record, {
      part: `stage:${c.params.stage}`,
      title: stage ? `${kindNames[stage.kind]}: ${stage.name}` : 'Step',
      fields,
      now: stage && own(shownStage(stage)),
      labels: own(labels),
      draw: (form) => (stage ? questions(form, content, stage) : nothing),
      apply: (typed) => {
        const made = stage ? stageFrom(stage, typed) : { refused: [] }
        return 'refused' in made ? made : withStage(content, c.params.stage, () => made.stage)
      },
      done: 'Saved',
    })
  },
)

type StageForm = Form<z.output<typeof fields>>

function questions(form: StageForm, model: ReviewModel, stage: Stage): Html {
  const number = (name: keyof TypedStage & string, suffix: string, hint = '') =>
    form.input(name, { label: labels[name], width: 3, numeric: true, suffix, ...(hint ? { hint } : {}) })
  const asked = asks(stage)
  return html`${form.input('name', { label: labels.name })}
${form.textarea('purpose', { label: labels.purpose, hint: 'One or two sentences for those who take part', rows: 3, maxLength: 600 })}
${stage.kind === 'meeting' ? meetingQuestions(form, model, stage) : nothing}
${asked.has('minutes') ? number('minutes', 'minutes', 'As it is proposed; those who arrange it can change it') : nothing}
${asked.has('proposed_before_visit') ? number('proposed_before_visit', 'school days') : nothing}
${asked.has('due_before_visit') ? number('due_before_visit', 'school days', 'Leave it empty where only the visit itself sets the time') : nothing}
${
  asked.has('days')
    ? form.radios('days', {
        legend: labels.days,
        items: [
          { value: '1-1', text: 'One day' },
          { value: '1-2', text: 'One or two days, as the host decides' },
          { value: '2-2', text: 'Two days' },
        ],
      })
    : nothing
}
${form.checkboxes('takes_part', {
  legend: labels.takes_part,
  hint: 'Choose nobody to leave it to those who usually do',
  items: participants
    .filter((one) => one !== 'named-leader' || stage.led_by)
    .map((one) => ({ value: one, text: upperFirst(peopleInWords([one], stage)) })),
  small: true,
})}
${number('half_days', 'half-days', 'For them to plan with. Leave it empty to say nothing')}`
}

function meetingQuestions(form: StageForm, model: ReviewModel, stage: Stage): Html {
  const number = (name: keyof TypedStage & string, suffix: string) =>
    form.input(name, { label: labels[name], width: 3, numeric: true, suffix })
  return html`${form.radios('of', {
    legend: labels.of,
    items: [
      { value: 'review', text: 'The host school and its visitors, for each review' },
      { value: 'group', text: 'The whole group, once for all its schools' },
    ],
  })}
<h2 class="govuk-heading-m">When it is</h2>
${form.select('after', {
  label: labels.after,
  items: [
    { value: programmeStart, text: 'The start of the programme' },
    ...anchorsFor(model, stage.key).map(({ key, name }) => ({ value: key, text: name })),
  ],
  empty: 'Nothing: it can be on any day',
})}
${number('weeks_from', 'weeks after')}${number('weeks_aim', 'weeks after')}${number('weeks_to', 'weeks after')}
${form.radios('counted_in', {
  legend: labels.counted_in,
  items: [
    { value: 'school-weeks', text: 'School weeks', hint: 'Holidays do not count' },
    { value: 'calendar-weeks', text: 'Calendar weeks' },
  ],
})}
<h2 class="govuk-heading-m">What comes of it</h2>
${form.checkboxes('written_by', {
  legend: labels.written_by,
  hint: 'The first of them to begin writes; the others see it',
  items: writers.map((one) => ({ value: one, text: upperFirst(writerNames[one]) })),
  small: true,
})}
${form.tick('next_steps', { text: 'The school must have written its next steps', hint: 'Until then this step is not over' })}
<h2 class="govuk-heading-m">Held more than once, or led by somebody named</h2>
<p class="govuk-body">Only for meetings of a review. Leave these empty where they do not apply.</p>
${number('at_least', 'times')}${number('at_most', 'times')}
${form.select('looks_back_at', {
  label: labels.looks_back_at,
  items: stage.record.map(({ key, label }) => ({ value: key, text: label })),
  empty: 'Nothing',
})}
${form.input('leader_name', { label: 'What is the named leader called?', hint: 'Such as “Improvement champion”. The host names the person.' })}
${form.textarea('leader_duty', { label: 'What do they do?', rows: 3 })}`
}

const upperFirst = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}`
