import type { Route } from '../../page.ts'
import { findings } from './pages/findings.ts'
import { findingChallenge } from './pages/findings-challenge.ts'
import { editFinding, newFinding } from './pages/findings-edit.ts'
import { notes } from './pages/notes.ts'
import { notesAll } from './pages/notes-all.ts'
import { noteEdit } from './pages/notes-edit.ts'

/** The pages on which notes are written and turned into findings. */
export const visitRoutes: readonly Route[] = [
  notes,
  notesAll,
  noteEdit,
  findings,
  newFinding,
  editFinding,
  findingChallenge,
]
