/** The form of a finding: what it says, what it rests on, what it bears on. */
import { z } from 'zod'
import { checkboxes } from '../../../../design/components/checkboxes.ts'
import { details } from '../../../../design/components/details.ts'
import { timeOfDay } from '../../../../lib/words.ts'
import { choice, ids, optionalId, optionalLongText, optionalText, text } from '../../../../platform/web/fields.ts'
import type { Form } from '../../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import type { Statement } from '../../preparation/shared-evaluation.queries.ts'
import type { Visit } from '../../preparation/visit.queries.ts'
import { findingKinds, longestReason, whyNoEvidence } from '../finding.rules.ts'
import type { Note } from '../note.queries.ts'
import { noteTags } from '../note.rules.ts'
import { shownAtOnce } from '../note-groups.rules.ts'
import { sourceInWords, sourceOf } from '../source.rules.ts'
import { judgementInWords } from './findings-parts.ts'
import { smallPhotographs } from './note-photographs.ts'

export const findingFields = z.object({
  kind: choice('Choose whether it is a strength or an area to develop', ['strength', 'area-to-develop']),
  title: text('Enter the finding in one line', { max: 150 }),
  text: optionalLongText({ max: 4000 }),
  question_id: optionalId(),
  statement_key: optionalText({ max: 100 }),
  one_source_reason: optionalLongText({ max: longestReason }),
  note_ids: ids('Choose notes from the list', 0),
})
export type FindingValues = z.output<typeof findingFields>

/** What a form said, as a finding. */
export const findingFrom = (values: FindingValues) => ({ ...values, question_id: values.question_id ?? null })

export type FindingAbout = {
  visit: Visit
  notes: readonly Note[]
  statements: readonly Statement[]
  first: (note: Note) => boolean
  sortHref: string
  noteHref: (id: string) => string
}

function noteItem(note: Note, { visit, noteHref }: FindingAbout) {
  const question = visit.questions.findIndex((one) => one.id === note.question_id)
  const facts = [
    note.author_name,
    timeOfDay(note.written_at),
    sourceInWords(sourceOf(note)),
    note.tag === '' ? '' : noteTags[note.tag],
    question >= 0 ? `Question ${question + 1}` : '',
    note.evidence_of.length > 0 ? 'Used already' : '',
  ]
  const words = facts.filter((fact) => fact !== '').join(', ')
  return {
    value: note.id,
    text: note.text,
    hint: { html: html`${words}${smallPhotographs(note.photographs, noteHref(note.id))}` },
  }
}

/** The notes to choose from: first those that this finding is likely made of, the others behind a fold. */
function noteChoice(form: Form<FindingValues>, about: FindingAbout): Html {
  const chosen = [form.raw.note_ids].flat().filter((id) => typeof id === 'string')
  const isFirst = (note: Note) => about.first(note) || chosen.includes(note.id)
  const first = about.notes.filter(isFirst)
  const rest = about.notes.filter((note) => !isFirst(note))
  const error = form.errors.find((one) => one.field === 'note_ids')
  const list = (notes: readonly Note[], idPrefix: string, legend: string) =>
    checkboxes({
      name: 'note_ids',
      idPrefix,
      fieldset: { legend: { text: legend, classes: 'govuk-fieldset__legend--s' } },
      ...(error && idPrefix === 'note_ids' ? { errorMessage: { text: error.message } } : {}),
      items: notes.map((note) => noteItem(note, about)),
      values: chosen,
      classes: 'govuk-checkboxes--small',
    })
  if (about.notes.length === 0)
    return html`<p class="govuk-body" id="note_ids">There are no notes to choose from yet.</p>`
  const many = rest.length > shownAtOnce
  if (first.length === 0 && many)
    return html`<p class="govuk-body" id="note_ids" tabindex="-1">There are ${rest.length} notes. <a class="govuk-link" href="${about.sortHref}">Choose the notes that show this</a>, then write the finding.</p>`
  const others = many
    ? html`<p class="govuk-body">There are ${rest.length} other notes. <a class="govuk-link" href="${about.sortHref}">Put more of them in</a> when this finding is saved.</p>`
    : details({
        summaryText: `Choose from the other notes (${rest.length})`,
        html: list(rest, 'other-notes', 'Other notes'),
      })
  return html`${list(first.length > 0 ? first : rest, 'note_ids', 'Which notes show this?')}
${first.length > 0 && rest.length > 0 ? others : nothing}`
}

export const kindLegend = 'Is it a strength or an area to develop?'

/** Says at once that a finding rests on nothing, not only when the rest of the form is right. */
export function askForEvidence(form: Form<FindingValues>): void {
  if (!form.sent || form.value) return
  const { note_ids = [], statement_key = '' } = form.raw
  const refusal = whyNoEvidence({ note_ids: [note_ids].flat().map(String), statement_key: String(statement_key) })
  if (refusal) form.refuse(refusal)
}

/** The controls of a finding: what it says, and what it rests on. */
export function findingControls(form: Form<FindingValues>, about: FindingAbout): Html {
  const questions = about.visit.questions.map((question, index) => ({
    value: question.id,
    text: `${index + 1}. ${question.text}`,
  }))
  const statements = about.statements.map((statement) => ({
    value: statement.key,
    text: `${statement.area_title}: ${judgementInWords(statement)}`,
  }))
  return html`${form.radios('kind', {
    legend: kindLegend,
    items: [
      { value: 'strength', text: findingKinds.strength },
      { value: 'area-to-develop', text: findingKinds['area-to-develop'] },
    ],
    inline: true,
  })}
${form.input('title', { label: 'The finding in one line', hint: 'For example: Pupils know how to find help before they ask an adult' })}
${form.textarea('text', { label: 'What you saw, and what it means (optional)', hint: 'Describe what happens, not who does it. No pupil is named.', rows: 6, maxLength: 4000 })}
${noteChoice(form, about)}
${form.textarea('one_source_reason', { label: 'If all of it is one kind of source, why? (optional)', hint: 'For example: no parents could come on the day. The draft and the report say that the finding rests on one kind of source, with this sentence.', rows: 2 })}
${form.select('question_id', { label: 'Question (optional)', items: questions, empty: 'None' })}
${statements.length === 0 ? form.hidden('statement_key', '') : form.select('statement_key', { label: 'The agreed judgement it bears on (optional)', hint: 'From the school’s shared self-evaluation', items: statements, empty: 'None', searchable: true })}`
}
