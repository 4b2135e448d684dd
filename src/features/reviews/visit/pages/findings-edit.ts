/** Making a finding out of notes, and changing one. */
import { z } from 'zod'
import { checkboxes } from '../../../../design/components/checkboxes.ts'
import { details } from '../../../../design/components/details.ts'
import { timeOfDay } from '../../../../lib/words.ts'
import { choice, ids, optionalId, optionalLongText, optionalText, text } from '../../../../platform/web/fields.ts'
import type { Form, OtherChoice } from '../../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { pathsOf } from '../../pages/visit-frame.ts'
import { partMay } from '../../part.rules.ts'
import { reviewParams } from '../../paths.ts'
import { type Statement, statementsFor } from '../../preparation/shared-evaluation.queries.ts'
import { isWrittenUp, type Visit, visitFor } from '../../preparation/visit.queries.ts'
import { changeFinding, type Finding, findingsOf, makeFinding } from '../finding.queries.ts'
import { findingKinds, whyCannotWorkOnFindings, whyNoEvidence } from '../finding.rules.ts'
import { type Note, notesFor } from '../note.queries.ts'
import { noteTags } from '../note.rules.ts'
import { challengeOf, judgementInWords } from './findings-parts.ts'

const fields = z.object({
  kind: choice('Choose whether it is a strength or an area to develop', ['strength', 'area-to-develop']),
  title: text('Enter the finding in one line', { max: 150 }),
  text: optionalLongText({ max: 4000 }),
  question_id: optionalId(),
  statement_key: optionalText({ max: 100 }),
  note_ids: ids('Choose notes from the list', 0),
})
type Values = z.output<typeof fields>

const findingFrom = (values: Values) => ({ ...values, question_id: values.question_id ?? null })

type About = { visit: Visit; notes: readonly Note[]; statements: readonly Statement[]; first: (note: Note) => boolean }

function noteItem(note: Note, visit: Visit) {
  const question = visit.questions.findIndex((one) => one.id === note.question_id)
  const facts = [
    note.author_name,
    timeOfDay(note.written_at),
    note.tag === '' ? '' : noteTags[note.tag],
    question >= 0 ? `Question ${question + 1}` : '',
    note.evidence_of.length > 0 ? 'Used already' : '',
  ]
  return { value: note.id, text: note.text, hint: { text: facts.filter((fact) => fact !== '').join(', ') } }
}

/** The notes to choose from: first those that this finding is likely made of, the others behind a fold. */
function noteChoice(form: Form<Values>, about: About): Html {
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
      items: notes.map((note) => noteItem(note, about.visit)),
      values: chosen,
      classes: 'govuk-checkboxes--small',
    })
  if (about.notes.length === 0)
    return html`<p class="govuk-body" id="note_ids">There are no notes to choose from yet.</p>`
  return html`${list(first.length > 0 ? first : rest, 'note_ids', 'Which notes show this?')}
${first.length > 0 && rest.length > 0 ? details({ summaryText: `Choose from the other notes (${rest.length})`, html: list(rest, 'other-notes', 'Other notes') }) : nothing}`
}

const kindLegend = 'Is it a strength or an area to develop?'

/** Says at once that a finding rests on nothing, not only when the rest of the form is right. */
function askForEvidence(form: Form<Values>): void {
  if (!form.sent || form.value) return
  const { note_ids = [], statement_key = '' } = form.raw
  const refusal = whyNoEvidence({ note_ids: [note_ids].flat().map(String), statement_key: String(statement_key) })
  if (refusal) form.refuse(refusal)
}

function controls(form: Form<Values>, about: About): Html {
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
${form.select('question_id', { label: 'Question (optional)', items: questions, empty: 'None' })}
${statements.length === 0 ? form.hidden('statement_key', '') : form.select('statement_key', { label: 'The agreed judgement it bears on (optional)', hint: 'From the school’s shared self-evaluation', items: statements, empty: 'None', searchable: true })}`
}

const newQuery = z.object({
  question: z
    .union([z.uuid(), z.literal('none')])
    .optional()
    .catch(undefined),
})

export const newFinding = page(
  { path: '/:partnership/reviews/:review/findings/new', allow: 'review:see', params: reviewParams, query: newQuery },
  async (c) => {
    const visit = found(await visitFor(c.db, c.actor, c.params.review))
    if (!partMay(visit.part, 'see-draft')) return c.notFound()
    if (whyCannotWorkOnFindings(visit.part, isWrittenUp(visit))) return c.forbidden()
    const paths = pathsOf(c, visit.id)
    const { question } = c.query
    const form = c.form(fields, {
      initial: { question_id: question === 'none' ? '' : (question ?? ''), text: '', statement_key: '' },
    })
    askForEvidence(form)
    if (form.value) {
      const saved = await makeFinding(c.db, c.actor, visit, findingFrom(form.value), c.now)
      if (saved.kind === 'saved') return c.redirect(`${paths.findings}#finding-${saved.id}`, 'Finding made')
      if (saved.kind === 'refused') form.refuse(saved.refusal)
    }
    const about: About = {
      visit,
      notes: (await notesFor(c.db, c.actor, visit)).filter((note) => !note.removed_at),
      statements: await statementsFor(c.db, c.actor, visit, c.today),
      first: (note) => question !== undefined && (note.question_id ?? 'none') === question,
    }
    return c.view(
      'Make a finding',
      html`${form.start()}${controls(form, about)}${form.end('Make the finding', { cancel: { href: paths.findings } })}`,
      {
        caption: visit.host_school_name,
        back: { href: paths.findings, text: 'Findings' },
      },
    )
  },
)

export const editFinding = page(
  {
    path: '/:partnership/reviews/:review/findings/:finding',
    allow: 'review:see',
    params: reviewParams.extend({ finding: z.uuid() }),
  },
  async (c) => {
    const visit = found(await visitFor(c.db, c.actor, c.params.review))
    if (!partMay(visit.part, 'see-draft')) return c.notFound()
    if (whyCannotWorkOnFindings(visit.part, isWrittenUp(visit))) return c.forbidden()
    const paths = pathsOf(c, visit.id)
    const before = found((await findingsOf(c.db, visit.id)).find((one) => one.id === c.params.finding))
    const form = c.form(fields, { initial: shown(before), version: before.version })
    askForEvidence(form)
    if (form.value) {
      const saved = await changeFinding(
        c.db,
        c.actor,
        visit,
        { id: before.id, ...findingFrom(form.value) },
        form.sentVersion,
        c.now,
      )
      if (saved.kind === 'saved') return c.redirect(`${paths.findings}#finding-${before.id}`, 'Finding saved')
      if (saved.kind === 'conflict') {
        // Both people's notes stay chosen: taking one out again is easy, missing one is not noticed.
        const { title, text, notes } = saved.current
        form.raw.note_ids = [...new Set([...form.value.note_ids, ...notes.map((note) => note.id)])]
        return c.conflict(form, {
          ...saved,
          theirs: { title, text },
          labels: { title: 'The finding in one line', text: 'What you saw, and what it means' },
          choices: otherChoices(form.value, saved.current, visit),
        })
      }
      form.refuse(saved.refusal)
    }
    const about: About = {
      visit,
      notes: (await notesFor(c.db, c.actor, visit)).filter((note) => !note.removed_at),
      statements: await statementsFor(c.db, c.actor, visit, c.today),
      first: (note) => before.notes.some((one) => one.id === note.id),
    }
    return c.view(
      'Change a finding',
      html`${challengeOf(before)}${form.start()}${controls(form, about)}${form.end('Save the finding', { cancel: { href: paths.findings } })}`,
      { caption: visit.host_school_name, back: { href: paths.findings, text: 'Findings' } },
    )
  },
)

/** What two colleagues chose differently beside the texts. */
function otherChoices(mine: Values, theirs: Finding, visit: Visit): OtherChoice[] {
  const question = (id: string | null | undefined) => visit.questions.find((one) => one.id === id)?.text ?? 'None'
  const choices: OtherChoice[] = [
    {
      label: kindLegend,
      theirs: findingKinds[theirs.kind],
      mine: findingKinds[mine.kind],
      fields: { kind: theirs.kind },
    },
    {
      label: 'Question',
      theirs: question(theirs.question_id),
      mine: question(mine.question_id),
      fields: { question_id: theirs.question_id ?? '' },
    },
  ]
  return choices.filter((choice) => choice.theirs !== choice.mine)
}

function shown(finding: Finding) {
  const { kind, title, text: words, question_id, statement_key } = finding
  return {
    kind,
    title,
    text: words,
    question_id: question_id ?? '',
    statement_key,
    note_ids: finding.notes.map((note) => note.id),
  }
}
