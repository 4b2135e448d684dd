import type { Route } from '../../page.ts'
import { addNextStepPage, changeNextStepPage } from './pages/next-step-edit.ts'
import { progressPage } from './pages/next-step-progress.ts'
import { nextStepsPage } from './pages/next-steps.ts'
import { recordDocumentPage, recordPdf, recordWord } from './pages/record-document.ts'
import { recordMeetingPage } from './pages/record-meeting.ts'

/** The pages of what follows the report: next steps, the follow-up and the check-in. */
export const followUpRoutes: readonly Route[] = [
  nextStepsPage,
  addNextStepPage,
  changeNextStepPage,
  progressPage,
  recordMeetingPage,
  recordDocumentPage,
  recordPdf,
  recordWord,
]
