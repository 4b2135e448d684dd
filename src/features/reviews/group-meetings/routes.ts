import type { Route } from '../../page.ts'
import { groupMeetingPage } from './pages/group-meeting.ts'
import { groupRecordPage, groupRecordPdf, groupRecordWord } from './pages/group-record.ts'
import { planGroupMeeting } from './pages/plan-group-meeting.ts'

/** Meetings of whole groups. */
export const groupMeetingRoutes: readonly Route[] = [
  groupMeetingPage,
  planGroupMeeting,
  groupRecordPage,
  groupRecordPdf,
  groupRecordWord,
]
