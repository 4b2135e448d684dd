/** How notes are written and shown. */
import type { z } from 'zod'
import { details } from '../../../../design/components/details.ts'
import { statusTag } from '../../../../design/components/status-tag.ts'
import { adviceOnPupils, pupilsIdentifiedIn } from '../../../../lib/pupil-names.ts'
import { timeOfDay } from '../../../../lib/words.ts'
import { optionalChoice, optionalId, optionalLongText, optionalText } from '../../../../platform/web/fields.ts'
import type { Form } from '../../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import type { Statement } from '../../preparation/shared-evaluation.queries.ts'
import type { Visit } from '../../preparation/visit.queries.ts'
import type { StoredActivity } from '../../preparation/visit-programme.queries.ts'
import { whenIn } from '../../preparation/visit-programme.rules.ts'
import type { Note } from '../note.queries.ts'
import { type NewNote, type NoteTag, noteTags } from '../note.rules.ts'
import { sourceKinds, sourceOf } from '../source.rules.ts'
import { smallPhotographs } from './note-photographs.ts'

const tags = Object.keys(noteTags).filter((key): key is Exclude<NoteTag, ''> => key in noteTags)

/** The text's emptiness and length are for the rule to judge, in its own words. */
export const noteFields = {
  text: optionalLongText(),
  tag: optionalChoice(tags),
  activity_id: optionalId(),
  question_id: optionalId(),
  statement_key: optionalText({ max: 100 }),
}

type Values = z.output<z.ZodObject<typeof noteFields>>

/** What a form said, as a note. */
export function noteFrom(values: Values): NewNote {
  return {
    text: values.text,
    tag: values.tag ?? '',
    activity_id: values.activity_id ?? null,
    question_id: values.question_id ?? null,
    statement_key: values.statement_key,
  }
}

/** The controls of a note: the text first, what it belongs to after. */
export function noteControls(
  form: Form<Values>,
  about: { visit: Visit; activities: readonly StoredActivity[]; statements: readonly Statement[] },
): Html {
  const activities = about.activities.map((one) => ({ value: one.id, text: `${timeOfDay(one.starts)} ${one.title}` }))
  const questions = about.visit.questions.map((one, index) => ({ value: one.id, text: `${index + 1}. ${one.text}` }))
  const statements = about.statements.map((one) => ({ value: one.key, text: `${one.area_title}: ${one.text}` }))
  const statement =
    statements.length === 0
      ? form.hidden('statement_key', '')
      : form.select('statement_key', {
          label: 'Statement of the framework (optional)',
          items: statements,
          empty: 'None',
          searchable: true,
        })
  const belongs = html`${form.select('activity_id', { label: 'Activity (optional)', items: activities, empty: 'None' })}
${form.select('question_id', { label: 'Question (optional)', items: questions, empty: 'None' })}
${statement}`
  const wrong = form.errors.some((error) => ['activity_id', 'question_id', 'statement_key'].includes(error.field))
  return html`${form.textarea('text', { label: 'What did you see or hear?', hint: 'Write about pupils without names, for example “a pupil in Year 4”.', rows: 6 })}
${form.radios('tag', { legend: 'Mark it as', items: [...tags.map((tag) => ({ value: tag, text: noteTags[tag] })), { value: '', text: 'Just a note' }] })}
${details({ summaryText: `It belongs to: ${belongsTo(form, about)}`, html: belongs, open: wrong })}`
}

/** What the note is filed under at present, in words. */
function belongsTo(form: Form<Values>, about: { visit: Visit; activities: readonly StoredActivity[] }): string {
  const activity = about.activities.find((one) => one.id === form.raw.activity_id)
  const question = about.visit.questions.findIndex((one) => one.id === form.raw.question_id)
  const parts = [activity?.title ?? '', question >= 0 ? `question ${question + 1}` : ''].filter((part) => part !== '')
  return parts.length > 0 ? parts.join(', ') : 'no activity or question yet'
}

const tagTones: Record<Exclude<NoteTag, ''>, 'done' | 'info' | 'attention'> = {
  strength: 'done',
  question: 'info',
  'look-again': 'attention',
}

/** The people of a review, whose names are no pupils' names. */
export function adultsOf(visit: Visit): string[] {
  return [...visit.members.map((member) => member.name), ...visit.group_leaders.map((leader) => leader.name)]
}

/** Advice beside a text that may identify a pupil. */
export function pupilAdvice(text: string, adults: readonly string[], today: Temporal.PlainDate): Html {
  const advice = adviceOnPupils(pupilsIdentifiedIn(text, adults, today))
  return advice ? html`<p class="app-advice"><strong>Advice:</strong> ${advice}</p>` : nothing
}

export type NoteContext = {
  visit: Visit
  activities: readonly StoredActivity[]
  adults: readonly string[]
  today: Temporal.PlainDate
  person_id: string
  hrefOf: (id: string) => string
  /** The line that says who and when; left out where every note is the reader's own. */
  withAuthor: boolean
  editable: boolean
}

/** One note, with what it belongs to and, for its writer, the advice and the way to change it. */
export function noteItem(note: Note, about: NoteContext): Html {
  const activity = about.activities.find((one) => one.id === note.activity_id)
  const question = about.visit.questions.findIndex((one) => one.id === note.question_id)
  const kind = sourceOf(note)
  const isOwn = note.author_id === about.person_id
  const facts = [
    about.withAuthor ? note.author_name : '',
    timeOfDay(note.written_at),
    activity
      ? `${activity.title}, ${whenIn(activity)}${activity.removed_at ? ' (not in the programme any more)' : ''}`
      : '',
    question >= 0 ? `Question ${question + 1}` : '',
    kind === '' ? '' : sourceKinds[kind],
    note.evidence_of.length > 0 ? `Evidence of “${note.evidence_of.join('”, “')}”` : '',
  ].filter((fact) => fact !== '')
  const edit = about.editable && isOwn
  return html`<li class="app-note" id="note-${note.id}">
<p class="app-note__facts">${note.tag === '' ? nothing : html`${statusTag(noteTags[note.tag], tagTones[note.tag])} `}${facts.join('. ')}</p>
<p class="app-note__text">${note.text}</p>
${smallPhotographs(note.photographs, about.hrefOf(note.id), { mayTakeBack: isOwn })}
${note.warning_reason === '' ? pupilAdvice(note.text, about.adults, about.today) : html`<p class="app-note__facts">The writer says that it names no pupil: ${note.warning_reason}</p>`}
${edit ? html`<p class="app-note__facts"><a class="govuk-link" href="${about.hrefOf(note.id)}">Change<span class="govuk-visually-hidden"> the note of ${timeOfDay(note.written_at)}</span></a></p>` : nothing}
</li>`
}
