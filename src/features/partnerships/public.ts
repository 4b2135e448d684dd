export {
  addFirstLead,
  createPartnership,
  type NewPartnership,
  partnershipByKey,
  setupCode,
} from './partnership.queries.ts'
export { whyNotKey } from './partnership.rules.ts'
export { nextOfSetUp, type SetUpStep } from './set-up.queries.ts'
