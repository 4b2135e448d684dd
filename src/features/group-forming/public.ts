/** What other features and the demonstration may use of the forming of groups. */
import type { Db } from '../../platform/db/connect.ts'
import type { Task } from '../home/task.ts'
import type { Actor } from '../people/public.ts'
import { placingTasks } from './placing/placing.tasks.ts'
import { proposalTasks } from './proposal/proposal.tasks.ts'
import { preferenceTasks } from './settings/settings.tasks.ts'

export { arrangementFor as versionFor, nameArrangement } from './arrangement.queries.ts'
export { answerProposal, decideObjection } from './proposal/answer.acts.ts'
export { confirmProposal } from './proposal/confirm.acts.ts'
export { propose } from './proposal/propose.acts.ts'
export { askSchools } from './settings/asking.acts.ts'
export { saveRules } from './settings/forming.acts.ts'
export { givePreference } from './settings/preference.acts.ts'
export { settingsFor } from './settings.queries.ts'
export { findGroupsNow } from './versions/search.acts.ts'

/** What the forming of groups asks of people: what their schools bring and look for, and answers to proposals. */
export async function tasksFor(db: Db, actor: Actor, today: Temporal.PlainDate): Promise<Task[]> {
  return [
    ...(await preferenceTasks(db, actor, today)),
    ...(await proposalTasks(db, actor, today)),
    ...(await placingTasks(db, actor, today)),
  ]
}
