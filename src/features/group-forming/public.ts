/** What other features and the demonstration may use of the forming of groups. */

export { arrangementFor as versionFor, nameArrangement } from './arrangement.queries.ts'
export { tasksFor } from './forming.tasks.ts'
export { answerProposal, decideObjection } from './proposal/answer.acts.ts'
export { confirmProposal } from './proposal/confirm.acts.ts'
export { propose } from './proposal/propose.acts.ts'
export { askSchools } from './settings/asking.acts.ts'
export { saveRules } from './settings/forming.acts.ts'
export { givePreference } from './settings/preference.acts.ts'
export { settingsFor } from './settings.queries.ts'
export { findGroupsNow } from './versions/search.acts.ts'
