/** What other features may use of review groups and the programmes they belong to. */

export { calendarFor, calendarOf, closedDaysOf, termsOf } from './calendar.queries.ts'
export { shareTrust } from './group.rules.ts'
export { modelWithKey, type Output, type ReviewModel, type Stage, type StageKey } from './model.schema.ts'
