/** What other features may use of the health of programmes. */
export { tasksFor } from './health.tasks.ts'
