import type { Route } from '../../page.ts'
import { agenda, agendaPrint } from './pages/agenda.ts'
import { questionFromAgenda } from './pages/agenda-question.ts'
import { setAsideOnAgenda } from './pages/agenda-set-aside.ts'
import { prepareFocus } from './pages/focus.ts'
import { prepareMeeting } from './pages/meeting.ts'
import { prepare } from './pages/prepare.ts'
import { editQuestion, newQuestion } from './pages/questions.ts'
import { prepareReady } from './pages/ready.ts'
import { sendProgrammePage, withdrawProgrammePage } from './pages/send-programme.ts'
import { editActivity, newActivity } from './pages/visit-activity.ts'
import { visitProgramme, visitProgrammePrint } from './pages/visit-programme.ts'

/** The pages on which a visit is prepared: focus, enquiry questions, programme. */
export const preparationRoutes: readonly Route[] = [
  prepare,
  agenda,
  agendaPrint,
  setAsideOnAgenda,
  questionFromAgenda,
  prepareFocus,
  prepareMeeting,
  prepareReady,
  newQuestion,
  editQuestion,
  visitProgramme,
  visitProgrammePrint,
  sendProgrammePage,
  withdrawProgrammePage,
  newActivity,
  editActivity,
]
