/** What other features may use of reviews. */
export { type Part, partMay, type ReviewAct } from './part.rules.ts'
export { type Review, reviewFor, reviewsOfGroup } from './review.queries.ts'
export { dayOf, type ReviewStage, stageName, stageOf } from './review.rules.ts'
