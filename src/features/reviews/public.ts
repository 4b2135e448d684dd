/** What other features may use of reviews. */

export { challengeFinding, changeFinding, makeFinding } from './finding.queries.ts'
export { writeNote } from './note.queries.ts'
export { type Part, partMay, type ReviewAct } from './part.rules.ts'
export { addQuestion, changeQuestion, removeQuestion, setFocus } from './question.queries.ts'
export { type Review, reviewFor, reviewsOfGroup } from './review.queries.ts'
export { dayOf, type ReviewStage, stageName, stageOf } from './review.rules.ts'
export { addActivity, changeActivity, removeActivity, startFromSuggestion } from './visit-programme.queries.ts'
export { markPrepared, recordMeetingHeld } from './visit-programme-ready.queries.ts'
