/** The questions that a stage's record asks, and its answers. */
import { z } from 'zod'
import { longText, optionalLongText } from '../../platform/web/fields.ts'
import type { Form } from '../../platform/web/form.ts'
import { type Html, html } from '../../platform/web/html.ts'
import type { Stage } from '../review-models/public.ts'
import { blockOnPage } from './document-view.ts'
import { type RecordDocument, type RecordedPart, recordedParts } from './record.document.ts'

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
  return partsOnPage(recordedParts(stage, record), headingLevel)
}

function partsOnPage(parts: readonly RecordedPart[], headingLevel: 2 | 3 = 2): Html {
  return html`${parts.map(
    ({ heading, body }) =>
      html`${headingLevel === 2 ? html`<h2 class="govuk-heading-m">${heading}</h2>` : html`<h3 class="govuk-heading-s">${heading}</h3>`}${body.map((block) => blockOnPage(block, heading))}`,
  )}`
}

/** A record as a page to read and to print, with the ways to take it along. `here` is its address. */
export function recordPage(record: RecordDocument, here: string): Html {
  const facts = record.facts.map(({ term, description }) => html`<div><dt>${term}</dt><dd>${description}</dd></div>`)
  return html`<p class="govuk-body app-beside app-no-print"><a class="govuk-link" href="${here}.pdf">Download it (PDF)</a> <a class="govuk-link" href="${here}.docx">Download it (Word)</a></p>
<div class="app-report"><p class="govuk-body">${record.purpose}</p><dl class="app-facts">${facts}</dl>${partsOnPage(record.parts)}</div>`
}
