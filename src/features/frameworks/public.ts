/** All that other features may use of frameworks. */
export {
  type Editor,
  type FrameworkImport,
  importFramework,
  loadFramework,
  publishFramework,
  retireFramework,
  shipDefaultFramework,
  shippedFile,
} from './framework.life.ts'
export { frameworkById, type PublishedFramework, publishedFrameworks } from './framework.queries.ts'
export {
  type Area,
  type Framework,
  findStatement,
  type Gate,
  highestAllowed,
  highestPoint,
  isAnswerable,
  isCappedBy,
  type Scale,
  type ScalePoint,
  type Statement,
  statementsOf,
} from './framework.rules.ts'
