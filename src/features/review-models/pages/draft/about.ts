import { z } from 'zod'
import { longText, text, wholeNumber } from '../../../../platform/web/fields.ts'
import { html } from '../../../../platform/web/html.ts'
import { page } from '../../../page.ts'
import { changePart, draftParams, draftRecord } from './change-part.ts'

const half = (message: string) => wholeNumber(message, { min: 0, max: 40 })

const fields = z.object({
  name: text('Enter a name', { max: 120 }),
  edition: text('Enter a name for this edition', { max: 40 }),
  summary: longText('Say in a few sentences how schools review in this way', { max: 1500 }),
  length_months: wholeNumber('Enter how many months a programme lasts', { min: 1, max: 60 }),
  before: half('Enter the half-days before the visit'),
  visit: half('Enter the half-days of the visit'),
  after: half('Enter the half-days after the visit'),
  fewest_questions: wholeNumber('Enter the fewest enquiry questions', { min: 0, max: 20 }),
  most_questions: wholeNumber('Enter the most enquiry questions', { min: 0, max: 20 }),
  report_within: wholeNumber('Enter how many school days the team has for the report', { min: 0, max: 200 }),
})

const labels: Record<keyof z.infer<typeof fields>, string> = {
  name: 'Name',
  edition: 'Edition',
  summary: 'How schools review in this way',
  length_months: 'Length of a programme',
  before: 'Half-days of each visitor before the visit',
  visit: 'Half-days of each visitor for each day of the visit',
  after: 'Half-days of each visitor after the visit',
  fewest_questions: 'Fewest enquiry questions',
  most_questions: 'Most enquiry questions',
  report_within: 'The draft report is due after the visit, within',
}

/** Changes the name, the summary and the time that a draft asks for. */
export const changeAbout = page(
  { path: '/:partnership/review-models/:draft/edit/about', allow: 'review-model:manage', params: draftParams },
  async (c) => {
    const record = await draftRecord(c)
    const { content } = record
    return changePart(c, record, {
      part: 'about',
      title: 'Name, length and time',
      fields,
      now: {
        name: content.name,
        edition: content.edition,
        summary: content.summary,
        length_months: content.length_months,
        ...content.half_days,
        fewest_questions: content.enquiry_questions.fewest,
        most_questions: content.enquiry_questions.most,
        report_within: content.report_within_school_days,
      },
      labels,
      draw: (form) => {
        const number = (name: keyof z.infer<typeof fields>, suffix: string) =>
          form.input(name, { label: labels[name], width: 3, numeric: true, suffix })
        return html`${form.input('name', { label: labels.name })}
${form.input('edition', { label: labels.edition, hint: 'Such as 2 or Autumn 2026. No two editions of a way may share a name.', width: 20 })}
${form.textarea('summary', { label: labels.summary, hint: 'Schools read this before they join', rows: 4, maxLength: 1500 })}
${number('length_months', 'months')}${number('before', 'half-days')}${number('visit', 'half-days')}${number('after', 'half-days')}
${number('fewest_questions', 'questions')}${number('most_questions', 'questions')}${number('report_within', 'school days')}`
      },
      apply: (value) =>
        value.fewest_questions > value.most_questions
          ? { refused: [{ field: 'most_questions', message: 'The most questions must not be fewer than the fewest' }] }
          : {
              ...content,
              name: value.name,
              edition: value.edition,
              summary: value.summary,
              length_months: value.length_months,
              half_days: { before: value.before, visit: value.visit, after: value.after },
              enquiry_questions: { fewest: value.fewest_questions, most: value.most_questions },
              report_within_school_days: value.report_within,
            },
      done: 'Saved',
    })
  },
)
