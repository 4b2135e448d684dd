/** What other features may use of reviews. */

export { recordMeeting } from './follow-up/meeting.queries.ts'
export { addNextStep, reportProgress } from './follow-up/next-step.queries.ts'
export { arrangeGroupMeeting, recordGroupMeeting, toArrange } from './group-meetings/group-meeting.acts.ts'
export { groupMeetingsList } from './group-meetings/group-meetings-list.ts'
export { type Occasion, type TookPart, type WhoseWork, whatHappened } from './happened.queries.ts'
export { lettersToSend, sendLetter } from './letters/letters.acts.ts'
export { scheduleVisit } from './planning/review.acts.ts'
export { startReview } from './planning/start.acts.ts'
export { answerInvitation, inviteMember } from './planning/team.acts.ts'
export { addQuestion, setFocus } from './preparation/question.queries.ts'
export { markPrepared, recordMeetingHeld } from './preparation/ready.queries.ts'
export { sendProgrammeAsItStands } from './preparation/sent-programme.acts.ts'
export { startFromSuggestion, visitActivities } from './preparation/visit-programme.queries.ts'
export {
  type Progress,
  progressFrom,
  progressOf,
  type ReviewsUnderWay,
  reviewsUnderWay,
  type Waiting,
} from './progress.queries.ts'
export { agreeAsTeam, sayWord } from './report/agreement.queries.ts'
export { agreeAsHost, answerComment, commentOn, sendDraft, writeUpFor } from './report/summary.queries.ts'
export { saveSection } from './report/text.queries.ts'
export { type Review, reviewsOfGroup } from './review.queries.ts'
export { stageName, stageOf } from './review.rules.ts'
export { tasksFor } from './review.tasks.ts'
export { nameLeader } from './stage-leaders/leader.acts.ts'
export { answerChallenge, challengeFinding } from './visit/challenge.queries.ts'
export { makeFinding } from './visit/finding.queries.ts'
export { writeNote } from './visit/note.queries.ts'
export { namedDays, shortDays } from './visit-days.rules.ts'
