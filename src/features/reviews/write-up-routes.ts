import type { Route } from '../page.ts'
import { agreePage, sendDraftPage } from './pages/agree.ts'
import { answerPage, commentPage } from './pages/comments.ts'
import { addNextStepPage, changeNextStepPage, nextStepsPage, progressPage } from './pages/next-steps.ts'
import { recordMeetingPage } from './pages/record-meeting.ts'
import { reportPage, reportPdf } from './pages/report.ts'
import { checkReportSharePage, shareReportPage } from './pages/share-report.ts'
import { sharedReportPage, sharedReportPdf } from './pages/shared-report.ts'
import { reviseFindingPage, writeSection } from './pages/write-section.ts'
import { writeUpPage } from './pages/write-up.ts'

/** The pages of the report and of what comes after it. */
export const writeUpRoutes: Route[] = [
  writeUpPage,
  writeSection,
  reviseFindingPage,
  commentPage,
  answerPage,
  sendDraftPage,
  agreePage,
  nextStepsPage,
  addNextStepPage,
  changeNextStepPage,
  progressPage,
  reportPage,
  reportPdf,
  shareReportPage,
  checkReportSharePage,
  sharedReportPage,
  sharedReportPdf,
  recordMeetingPage,
]
