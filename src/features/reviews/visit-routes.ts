import type { Route } from '../page.ts'
import { findings } from './pages/findings.ts'
import { findingChallenge } from './pages/findings-challenge.ts'
import { editFinding, newFinding } from './pages/findings-edit.ts'
import { notes } from './pages/notes.ts'
import { notesAll } from './pages/notes-all.ts'
import { noteEdit } from './pages/notes-edit.ts'
import { prepare } from './pages/prepare.ts'
import { prepareFocus } from './pages/prepare-focus.ts'
import { prepareMeeting } from './pages/prepare-meeting.ts'
import { prepareReady } from './pages/prepare-ready.ts'
import { editQuestion, newQuestion } from './pages/questions.ts'
import { visitProgramme, visitProgrammePrint } from './pages/visit-programme.ts'
import { editActivity, newActivity } from './pages/visit-programme-activity.ts'

/** The pages on which a visit is prepared, taken part in and turned into findings. */
export const visitRoutes: readonly Route[] = [
  prepare,
  prepareFocus,
  prepareMeeting,
  prepareReady,
  newQuestion,
  editQuestion,
  visitProgramme,
  visitProgrammePrint,
  newActivity,
  editActivity,
  notes,
  notesAll,
  noteEdit,
  findings,
  newFinding,
  editFinding,
  findingChallenge,
]
