import type { Route } from '../../page.ts'
import { agreePage, sendDraftPage } from './pages/agree.ts'
import { answerPage, commentPage } from './pages/comments.ts'
import { reportPage, reportPdf } from './pages/report.ts'
import { checkReportSharePage, shareReportPage } from './pages/share-report.ts'
import { sharedReportPage, sharedReportPdf } from './pages/shared-report.ts'
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
  reportPage,
  reportPdf,
  shareReportPage,
  checkReportSharePage,
  sharedReportPage,
  sharedReportPdf,
]
