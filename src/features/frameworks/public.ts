/** All that other features may use of frameworks. */
export {
  importFramework,
  loadFramework,
  publishFramework,
  shipDefaultFramework,
  shippedFile,
} from './framework.life.ts'
export { frameworkById, publishedFrameworks } from './framework.queries.ts'
export {
  type Area,
  type Framework,
  findStatement,
  highestAllowed,
  highestPoint,
  isCappedBy,
  type Scale,
  type Statement,
  statementsOf,
} from './framework.rules.ts'
