/** What other features may use of review groups and the programmes they belong to. */
export { addClosedDays, calendarFor, calendarsFor, putTerms } from './calendar.queries.ts'
export { addLeader, createGroup, publishGroup } from './group.changes.ts'
export { type Group, groupFor, groupOf, headsOf, leadersOf, membersOf, partnersOf } from './group.queries.ts'
export { shareTrust } from './group.rules.ts'
export { tasksFor } from './group.tasks.ts'
export { modelWithKey, type Output, type ReviewModel, type Stage, type StageKey } from './model.schema.ts'
export { groupPath } from './paths.ts'
export { createProgramme, joinProgramme } from './programme.changes.ts'
