/** What other features and the demonstration may use of time. */
export { addTime, correctTime } from './effort.acts.ts'
export { timeSeen } from './seen.queries.ts'
