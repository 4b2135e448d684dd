/** What other features may use of reviews. */
export { challengeFinding, makeFinding } from './finding.queries.ts'
export { recordMeeting } from './meeting.queries.ts'
export { addNextStep, reportProgress } from './next-step.queries.ts'
export { writeNote } from './note.queries.ts'
export { addQuestion, setFocus } from './question.queries.ts'
export { scheduleVisit, startReview } from './review.changes.ts'
export { type Review, reviewsOfGroup } from './review.queries.ts'
export { stageName, stageOf } from './review.rules.ts'
export { tasksFor } from './review.tasks.ts'
export {
  agreeAsHost,
  agreeAsTeam,
  answerComment,
  commentOn,
  saveSection,
  sendDraft,
  writeUpFor,
} from './summary.queries.ts'
export { answerInvitation, inviteMember } from './team.changes.ts'
export { startFromSuggestion, visitActivities } from './visit-programme.queries.ts'
export { markPrepared, recordMeetingHeld } from './visit-programme-ready.queries.ts'
