export {
  addFirstLead,
  createPartnership,
  hasPartnership,
  type NewPartnership,
  partnershipByKey,
  setupCode,
} from './partnership.queries.ts'
export { whyNotKey } from './partnership.rules.ts'
export { tasksFor } from './set-up.tasks.ts'
