/** Notes of the visiting team on the day: short texts that later become the evidence of findings. */
import { plural } from '../../../lib/words.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import { type Part, partMay } from '../part.rules.ts'

export const noteTags = {
  strength: 'Strength',
  question: 'Ask about it',
  'look-again': 'Look again',
} as const

export type NoteTag = '' | keyof typeof noteTags

export type NewNote = {
  text: string
  tag: NoteTag
  activity_id: string | null
  question_id: string | null
  statement_key: string
}

/** What a note may refer to, and whether the review still takes notes. */
export type NoteBounds = {
  activity_ids: ReadonlySet<string>
  question_ids: ReadonlySet<string>
  statement_keys: ReadonlySet<string>
  written_up: boolean
}

export const longestNote = 4000

/** Why a note cannot be kept as it is, if it cannot. A note is otherwise kept whatever it says: advice comes beside it. */
export function whyCannotKeepNote(note: NewNote, bounds: NoteBounds): Refusal | undefined {
  if (bounds.written_up)
    return {
      message:
        'The summary has been sent to the host school, so notes are closed. Your text is kept on this page: copy it if you need it',
    }
  if (note.text.trim() === '') return { field: 'text', message: 'Write what you saw or heard' }
  if (note.text.length > longestNote) {
    return {
      field: 'text',
      message: `A note can have ${plural(longestNote, 'character')}. This one has ${plural(note.text.length, 'character')}: save it as two notes`,
    }
  }
  if (note.activity_id !== null && !bounds.activity_ids.has(note.activity_id)) {
    return {
      field: 'activity_id',
      message: 'Choose an activity of this visit, or none: this one is no longer in the programme',
    }
  }
  if (note.question_id !== null && !bounds.question_ids.has(note.question_id)) {
    return { field: 'question_id', message: 'Choose one of the questions of this review, or none' }
  }
  if (note.statement_key !== '' && !bounds.statement_keys.has(note.statement_key)) {
    return { field: 'statement_key', message: 'Choose a statement of the framework, or none' }
  }
  return undefined
}

/** Why a note cannot be changed by this person, if it cannot. Only its writer may, until the summary is sent. */
export function whyCannotChangeNote(
  note: { author_id: string },
  person_id: string,
  written_up: boolean,
): Refusal | undefined {
  if (note.author_id !== person_id)
    return { message: 'Only the person who wrote a note can change it. Write a note of your own beside it' }
  if (written_up) return { message: 'The summary has been sent to the host school, so notes can no longer be changed' }
  return undefined
}

/** Why a note cannot be removed, if it cannot. */
export function whyCannotRemoveNote(
  note: { author_id: string },
  person_id: string,
  written_up: boolean,
  evidence_of: readonly string[],
): Refusal | undefined {
  const refusal = whyCannotChangeNote(note, person_id, written_up)
  if (refusal) return refusal
  const [first] = evidence_of
  if (first !== undefined)
    return { message: `This note is evidence of the finding “${first}”. Take it out of the finding first` }
  return undefined
}

/** Why this person cannot say what kind of source a note is. The reviewers may of every note, others of their own. */
export function whyCannotSaySource(
  part: Part,
  note: { author_id: string },
  person_id: string,
  written_up: boolean,
): Refusal | undefined {
  if (!partMay(part, 'draft') && note.author_id !== person_id)
    return { message: 'The reviewers, or the person who wrote the note, say what kind of source it is' }
  if (written_up) return { message: 'The summary has been sent to the host school, so notes can no longer be changed' }
  return undefined
}

/** Notes put together under the things they belong to, in the order of those; the rest come last, under `undefined`. */
export function gathered<N, T>(
  notes: readonly N[],
  under: readonly T[],
  belongs: (note: N, thing: T) => boolean,
): { thing: T | undefined; notes: N[] }[] {
  const groups: { thing: T | undefined; notes: N[] }[] = under.map((thing) => ({
    thing,
    notes: notes.filter((note) => belongs(note, thing)),
  }))
  const rest = notes.filter((note) => !under.some((thing) => belongs(note, thing)))
  if (rest.length > 0) groups.push({ thing: undefined, notes: rest })
  return groups
}
