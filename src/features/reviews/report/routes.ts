import type { Route } from '../../page.ts'
import { agreePage, sendDraftPage } from './pages/agree.ts'
import { answerPage, commentPage } from './pages/comments.ts'
import { reportPage, reportPdf, reportWord } from './pages/report.ts'
import { checkReportSharePage, shareReportPage } from './pages/share-report.ts'
import { sharedReportPage, sharedReportPdf, sharedReportWord } from './pages/shared-report.ts'
import { goOnPage, myWordPage, reopenPage } from './pages/team-word.ts'
import { reviseFindingPage, writeSection } from './pages/write-section.ts'
import { writeUpPage } from './pages/write-up.ts'

/** The pages on which the report is written, commented on, agreed, read and shared. */
export const reportRoutes: readonly Route[] = [
  writeUpPage,
  writeSection,
  reviseFindingPage,
  commentPage,
  answerPage,
  sendDraftPage,
  agreePage,
  myWordPage,
  goOnPage,
  reopenPage,
  reportPage,
  reportPdf,
  reportWord,
  shareReportPage,
  checkReportSharePage,
  sharedReportPage,
  sharedReportPdf,
  sharedReportWord,
]
