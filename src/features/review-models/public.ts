/** What other features may use of review models: how a programme reviews, as data. */
export { letterBody } from './letter.parts.ts'
export { filled, filledBlocks, type LetterBlock, type Values } from './letter-text.ts'
export type { ModelDocument, ModelEmail } from './letters.schema.ts'
export { peopleInWords, takesPartInWords, whenSent } from './letters.words.ts'
export { importModel, publishModel, storeDraft } from './model.life.ts'
export { type ModelToChoose, modelFor, modelsFor, modelsToChoose } from './model.queries.ts'
export {
  type GroupRules,
  type Output,
  programmeStart,
  type ReviewModel,
  type Stage,
  type StageKey,
  type StageKind,
} from './model.schema.ts'
export { writerNames } from './model.words.ts'
export { modelPath, modelsPath } from './paths.ts'
export { type LeaderPart, leaderParts, type Participant, type Writer } from './people.schema.ts'
export { modelWithKey, reviewModels } from './shipped.ts'
