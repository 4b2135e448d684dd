/**
 * What kind of source a note is. Findings are the stronger the more kinds of source agree; one that rests on a single kind
 * is not forbidden, but everybody who reads it is told.
 */
import { sentenceList } from '../../../lib/words.ts'
import type { ActivityKind } from '../preparation/visit-programme.rules.ts'

export const sourceKinds = {
  seen: 'Seen in lessons or around the school',
  pupils: 'Said by pupils',
  staff: 'Said by staff',
  parents: 'Said by parents and carers',
  documents: 'Read in documents or pupils’ work',
  figures: 'Figures',
} as const

export type SourceKind = keyof typeof sourceKinds

export const sourceKeys = Object.keys(sourceKinds).filter((key): key is SourceKind => key in sourceKinds)

/** The usual kind of the notes of an activity. Of what the team said among itself nobody can know. */
const usual: Record<ActivityKind, SourceKind | ''> = {
  'team-meeting': '',
  'learning-walk': 'seen',
  'lesson-visit': 'seen',
  'social-time': 'seen',
  'pupil-conversation': 'pupils',
  'book-study': 'documents',
  'document-check': 'documents',
  'staff-meeting': 'staff',
  feedback: 'staff',
  'parent-meeting': 'parents',
}

/** What is stored of a note: its activity's kind, and the source that somebody said it is. */
export type Sourced = { source: SourceKind | ''; activity_kind: ActivityKind | '' }

/** The kind of source that a note is: what somebody said, else the usual one of its activity, else '' for nobody knows. */
export function sourceOf(note: Sourced): SourceKind | '' {
  if (note.source !== '') return note.source
  return note.activity_kind === '' ? '' : usual[note.activity_kind]
}

/** The kind in words: "said by pupils". */
export function sourceInWords(kind: SourceKind | ''): string {
  return kind === '' ? 'not said what kind of source' : sourceKinds[kind].toLowerCase()
}

/** The different kinds among some notes, in the order of the list above. Notes of which nobody knows the kind add none. */
export function kindsAmong(kinds: readonly (SourceKind | '')[]): SourceKind[] {
  return sourceKeys.filter((key) => kinds.includes(key))
}

/** Why a reader should know how narrow a finding's evidence is, in words; '' when at least two kinds of source agree. */
export function restsOnOne(kinds: readonly (SourceKind | '')[], on_judgement: boolean): string {
  const [only, second] = kindsAmong(kinds)
  if (second !== undefined) return ''
  if (only !== undefined) return `This finding rests on one kind of source: ${sourceInWords(only)}.`
  if (kinds.length > 0) return 'This finding rests on notes of which it is not said what kind of source they are.'
  if (on_judgement) return 'This finding rests on the school’s own judgement alone: the visit has no note of it.'
  return 'This finding rests on no note of the visit.'
}

/** What the team can do about it, in words; undefined when at least two kinds of source agree. */
export function adviceOnSources(kinds: readonly (SourceKind | '')[], on_judgement: boolean): string | undefined {
  const fact = restsOnOne(kinds, on_judgement)
  if (fact === '') return undefined
  const unsaid = kinds.filter((kind) => kind === '').length
  const look =
    unsaid > 0
      ? 'Say of each note what kind of source it is, look for a second kind, or say why there is one.'
      : 'Look for a second kind of source, or say why there is one.'
  return `${fact} ${look} The draft and the report say it too.`
}

/** Where a finding's evidence comes from, in words and without names. */
export function sourcesInWords(kinds: readonly (SourceKind | '')[]): string {
  const words = kindsAmong(kinds).map((kind) => sourceInWords(kind))
  return words.length === 0 ? '' : sentenceList(words)
}
