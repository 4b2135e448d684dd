/** The questions that a stage's record asks, and its answers. */
import { z } from 'zod'
import { longText, optionalLongText } from '../../platform/web/fields.ts'
import type { Form } from '../../platform/web/form.ts'
import { type Html, html } from '../../platform/web/html.ts'
import type { Stage } from '../review-models/public.ts'
import { prose } from './report/report-view.ts'

const longest = 10_000

/** The fields of a stage's record. */
export function fieldsOf(stage: Stage) {
  return z.object(
    Object.fromEntries(
      stage.record.map(({ key, label, required }) => [
        key,
        required ? longText(`Answer “${label}”`, { max: longest }) : optionalLongText({ max: longest }),
      ]),
    ),
  )
}

/** What the fields of a record are called on a page that shows two versions of them. */
export function labelsOf(stage: Stage): Record<string, string> {
  return Object.fromEntries(stage.record.map(({ key, label }) => [key, label]))
}

/** The questions of a record, to answer. */
export function recordQuestions(form: Form<Record<string, string>>, stage: Stage): Html {
  return html`${stage.record.map(({ key, label, hint, required }) =>
    form.textarea(key, { label: required ? label : `${label} (optional)`, ...(hint === '' ? {} : { hint }), rows: 5 }),
  )}`
}

/** The answers of a record, as they stand. */
export function heldRecord(stage: Stage, record: Record<string, string>, headingLevel: 2 | 3 = 2): Html {
  const answered = stage.record.flatMap(({ key, label }) => {
    const text = record[key] ?? ''
    return text === ''
      ? []
      : [
          headingLevel === 2
            ? html`<h2 class="govuk-heading-m">${label}</h2>${prose(text)}`
            : html`<h3 class="govuk-heading-s">${label}</h3>${prose(text)}`,
        ]
  })
  return html`${answered}`
}
