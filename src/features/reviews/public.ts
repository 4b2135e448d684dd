/** What other features may use of reviews. */
export { challengeFinding, makeFinding } from './finding.queries.ts'
export { recordMeeting } from './meeting.queries.ts'
export { addNextStep, reportProgress } from './next-step.queries.ts'
export { writeNote } from './note.queries.ts'
export { type Part, partMay, type ReviewAct } from './part.rules.ts'
export { addQuestion, setFocus } from './question.queries.ts'
export { cancelReview, planMeeting, scheduleVisit, startReview } from './review.changes.ts'
export { type Review, reviewFor, reviewsOfGroup } from './review.queries.ts'
export { dayOf, type ReviewStage, stageName, stageOf } from './review.rules.ts'
export { tasksFor } from './review.tasks.ts'
export {
  agreeAsHost,
  agreeAsTeam,
  answerComment,
  commentOn,
  saveSection,
  sendDraft,
  type WriteUp,
  writeUpFor,
} from './summary.queries.ts'
export { acceptInterest, answerInvitation, inviteMember, removeMember } from './team.changes.ts'
export { startFromSuggestion, visitActivities } from './visit-programme.queries.ts'
export { markPrepared, recordMeetingHeld } from './visit-programme-ready.queries.ts'
