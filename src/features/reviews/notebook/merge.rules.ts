/**
 * What the server makes of a note that a notebook sends. Notebooks send late, twice and from several devices: a text
 * that came before changes nothing, and a text that was written over an older version is kept beside the newer one.
 */
import type { NewNote } from '../visit/note.rules.ts'

export type NotebookNote = NewNote & { warning_reason: string }

/** A note that is stored: by whom, in which review, and what came of this very text when it came before. */
export type Present = NotebookNote & {
  version: number
  is_own: boolean
  receipt: { version: number; beside_id: string | null } | undefined
}

export type SentNote = {
  id: string
  edit: string
  base: number
  content: NotebookNote
  at: number
  behind: number | null
}

export type Decision =
  | { kind: 'insert' }
  | { kind: 'change'; content: NotebookNote }
  | { kind: 'same'; version: number }
  | { kind: 'beside' }
  | { kind: 'already-beside'; id: string }
  | { kind: 'refuse'; reason: string }

const notYours = 'This note belongs to somebody else, so it cannot be changed here. Copy your text into a new note'

/** What is done with a note, when nothing about it is to be refused. */
export function decide(present: Present | undefined, sent: SentNote): Decision {
  if (!present) return { kind: 'insert' }
  if (!present.is_own) return { kind: 'refuse', reason: notYours }
  if (present.receipt?.beside_id) return { kind: 'already-beside', id: present.receipt.beside_id }
  if (present.receipt) return { kind: 'same', version: present.receipt.version }
  if (present.version === sent.base) return changeTo(present, sent.content)
  // The same words from two places are one note: what only one of them said of it is taken from that one.
  if (present.text === sent.content.text) return changeTo(present, together(present, sent.content))
  return { kind: 'beside' }
}

function changeTo(present: Present, content: NotebookNote): Decision {
  return same(present, content) ? { kind: 'same', version: present.version } : { kind: 'change', content }
}

function same(one: NotebookNote, other: NotebookNote): boolean {
  return (
    one.text === other.text &&
    one.tag === other.tag &&
    one.activity_id === other.activity_id &&
    one.question_id === other.question_id &&
    one.statement_key === other.statement_key &&
    one.warning_reason === other.warning_reason
  )
}

function together(one: NotebookNote, other: NotebookNote): NotebookNote {
  return {
    text: one.text,
    tag: one.tag || other.tag,
    activity_id: one.activity_id ?? other.activity_id,
    question_id: one.question_id ?? other.question_id,
    statement_key: one.statement_key || other.statement_key,
    warning_reason: one.warning_reason || other.warning_reason,
  }
}

const minute = 60_000
const longestAway = 60 * 24 * 60 * minute

/**
 * The moment at which a note was begun, in milliseconds of our clock. The device's clock may be wrong by a day: what we
 * see of it when it sends corrects it. Where that leads into the future, its clock was put right in between, and what
 * it knew of the difference when it wrote decides; where nothing makes sense, the moment of receipt does.
 */
export function begunAt(note: { at: number; behind: number | null }, behindNow: number, now: number): number {
  const makesSense = (moment: number) => moment <= now + minute && moment > now - longestAway
  const seen = note.at + behindNow
  const known = note.behind === null ? undefined : note.at + note.behind
  const moment = makesSense(seen) ? seen : known !== undefined && makesSense(known) ? known : now
  return Math.min(moment, now)
}
