/** All that other features, the home page and the demonstration may use of self-evaluation. */
export {
  agreeEvaluation,
  changeJudgeBy,
  finishJudging,
  inviteColleagues,
  openComparison,
  reopenJudging,
  startEvaluation,
} from './evaluation.acts.ts'
export { type Evaluation, evaluationFor, evaluationsOfSchool } from './evaluation.queries.ts'
export { type Stage, type Status, stageOf, statusOf } from './evaluation.rules.ts'
export { addEvidence } from './evidence.acts.ts'
export { changeHighlight, highlight, saveAgreedJudgement, saveOwnJudgement } from './judgement.acts.ts'
export { evaluationPath, evaluationsPath } from './paths.ts'
export { profileFinding, profileOf } from './profile.rules.ts'
export { latestSharedWith, readSnapshot, type SharedEvaluation, shareEvaluation } from './share.acts.ts'
export { type DraftQuestion, draftQuestionsFrom, frameworkOfSnapshot, snapshotPoints } from './snapshot.rules.ts'
export { type SnapshotContent, snapshotContent } from './snapshot.schema.ts'
export { tasksFor } from './tasks.ts'
