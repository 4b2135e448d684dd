/** What other features may use of leaders. */
export { giveAnswer } from './answer.acts.ts'
export type { Answer } from './answer.rules.ts'
export { tasksFor } from './leader.tasks.ts'
