import type { Route } from '../../page.ts'
import { findingAnswer } from './pages/finding-answer.ts'
import { findings } from './pages/findings.ts'
import { findingChallenge } from './pages/findings-challenge.ts'
import { editFinding } from './pages/findings-change.ts'
import { newFinding } from './pages/findings-edit.ts'
import { noteSource } from './pages/note-source.ts'
import { notes } from './pages/notes.ts'
import { notesAll } from './pages/notes-all.ts'
import { noteEdit } from './pages/notes-edit.ts'
import { sortNotes } from './pages/notes-sort.ts'

/** The pages on which notes are written and turned into findings. */
export const visitRoutes: readonly Route[] = [
  notes,
  notesAll,
  noteEdit,
  noteSource,
  findings,
  sortNotes,
  newFinding,
  editFinding,
  findingChallenge,
  findingAnswer,
]
