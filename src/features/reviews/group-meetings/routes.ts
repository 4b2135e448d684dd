import type { Route } from '../../page.ts'
import { groupMeetingPage } from './pages/group-meeting.ts'
import { planGroupMeeting } from './pages/plan-group-meeting.ts'

/** Meetings of whole groups. */
export const groupMeetingRoutes: readonly Route[] = [groupMeetingPage, planGroupMeeting]
