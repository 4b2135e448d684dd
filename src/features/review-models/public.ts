/** What other features may use of review models: how a programme reviews, as data. */
export {
  type GroupRules,
  type LeaderPart,
  leaderParts,
  modelWithKey,
  type Output,
  programmeStart,
  type ReviewModel,
  reviewModels,
  type Stage,
  type StageKey,
  type StageKind,
  type Writer,
} from './model.schema.ts'
export { writerNames } from './model.words.ts'
