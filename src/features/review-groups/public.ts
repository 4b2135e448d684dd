/** What other features may use of review groups and the programmes they belong to. */
export { addClosedDays, calendarFor, calendarsFor, putTerms } from './calendar.queries.ts'
export { type At, addLeader, createGroup, publishGroup } from './group.acts.ts'
export { type Group, groupFor, groupOf, membersOf } from './group.queries.ts'
export { kilometres, sectorsOf, shareTrust } from './group.rules.ts'
export { tasksFor } from './group.tasks.ts'
export { headsOf, leadersOf } from './group-people.queries.ts'
export {
  type GroupRules,
  modelWithKey,
  type Output,
  type ReviewModel,
  type Stage,
  type StageKey,
} from './model.schema.ts'
export { calendarPath, formingPath, groupPath, leadersPath, programmePath, termDatesPath } from './paths.ts'
export { createProgramme, joinProgramme } from './programme.acts.ts'
export { type Programme, programmeFor } from './programme.queries.ts'
