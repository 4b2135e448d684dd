/** What other features may use of review groups and the programmes they belong to. */
export { modelWithKey, type Output, type ReviewModel, type Stage, type StageKey } from './model.schema.ts'
export { shareTrust } from './group.rules.ts'
