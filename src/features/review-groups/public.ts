/** What other features may use of review groups and the programmes they belong to. */
export { arrangeGroups } from './arrange.acts.ts'
export { addClosedDays, calendarFor, calendarsFor, putTerms } from './calendar.queries.ts'
export { groupPublishedParagraphs } from './emails/group-published.ts'
export { type At, addLeader, createGroup, publishGroup } from './group.acts.ts'
export { type Group, groupFor, groupOf, groupsOf, holdProgramme, membersOf, renameGroup } from './group.queries.ts'
export { type CandidateSchool, checkGroup, kilometres, sectorsOf, shareTrust, whyCannotSupport } from './group.rules.ts'
export { tasksFor } from './group.tasks.ts'
export {
  type GroupToLead,
  groupsToLead,
  headsOf,
  type LeaderCandidateRow,
  leaderCandidates,
  leadersOf,
} from './group-people.queries.ts'
export { changeLeaders, type LeaderChange } from './leader.acts.ts'
export { groupMap } from './pages/group-map.ts'
export {
  calendarPath,
  formingPath,
  groupPath,
  healthPath,
  leadersPath,
  placingPath,
  programmePath,
  termDatesPath,
} from './paths.ts'
export { createProgramme, joinProgramme } from './programme.acts.ts'
export { type Programme, programmeFor, programmeSchools } from './programme.queries.ts'
