export {
  addFirstLead,
  createPartnership,
  type NewPartnership,
  partnershipByKey,
  setupCode,
} from './partnership.queries.ts'
export { keyFrom, whyNotKey } from './partnership.rules.ts'
