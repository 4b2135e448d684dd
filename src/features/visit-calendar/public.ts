/** What other features may use of the calendar of visits. */
export { addBlockedDate, type BlockedAround, blockedAround } from './blocked.queries.ts'
export { blockedAdvice } from './blocked.rules.ts'
export { adoptLatest } from './plan.acts.ts'
export { plannedEvents, plannedList } from './planned.parts.ts'
export {
  type AdoptedDates,
  adoptedDates,
  type PlannedAround,
  type PlannedDate,
  planned,
  plannedAround,
  plannedDay,
  plannedFor,
  plannedOfGroup,
} from './planned.queries.ts'
export { tasksFor } from './planned.tasks.ts'
export { planNow } from './search.acts.ts'
export { tellOfSlips } from './slips.acts.ts'
export { slipLine } from './slips.parts.ts'
export { noteSlip } from './slips.queries.ts'
