import type { Route } from '../../page.ts'
import { reviewPage } from '../pages/review.ts'
import { reviewList } from '../pages/reviews.ts'
import { calendarFeedFile, calendarPage } from './pages/calendar.ts'
import { cancelReviewPage } from './pages/cancel-review.ts'
import { decideInterest, removeMemberPage } from './pages/change-member.ts'
import { invitationPage } from './pages/invitation.ts'
import { inviteMemberPage } from './pages/invite-member.ts'
import { planMeetingPage } from './pages/plan-meeting.ts'
import { scheduleVisitPage } from './pages/schedule-visit.ts'
import { startReviewPage } from './pages/start-review.ts'
import { teamPage } from './pages/team.ts'

/** Starting and arranging reviews, their teams, and calendars. */
export const planningRoutes: readonly Route[] = [
  reviewList,
  startReviewPage,
  reviewPage,
  scheduleVisitPage,
  planMeetingPage,
  teamPage,
  inviteMemberPage,
  decideInterest,
  removeMemberPage,
  invitationPage,
  cancelReviewPage,
  calendarPage,
  calendarFeedFile,
]
