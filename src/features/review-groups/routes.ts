import type { Route } from '../page.ts'
import { closeDays, openDay } from './pages/closed-days.ts'
import { disbandGroupPage, editGroup } from './pages/edit-group.ts'
import { editProgramme } from './pages/edit-programme.ts'
import { editTerm, newTerm } from './pages/edit-term.ts'
import { groupPage } from './pages/group.ts'
import { groupLeaders } from './pages/group-leaders.ts'
import { groupSchools } from './pages/group-schools.ts'
import { groupList } from './pages/groups.ts'
import { importTerms } from './pages/import-terms.ts'
import { leaveProgrammePage } from './pages/leave-programme.ts'
import { makeGroup } from './pages/make-group.ts'
import { moveSchoolPage } from './pages/move-school.ts'
import { programmePage } from './pages/programme.ts'
import { chooseProgrammeSchools } from './pages/programme-schools.ts'
import { programmeList } from './pages/programmes.ts'
import { publishGroupPage } from './pages/publish-group.ts'
import { startProgramme } from './pages/start-programme.ts'
import { termDates } from './pages/term-dates.ts'

/** Programmes, term dates and review groups. */
export const routes: Route[] = [
  programmeList,
  startProgramme,
  programmePage,
  editProgramme,
  chooseProgrammeSchools,
  leaveProgrammePage,
  termDates,
  newTerm,
  editTerm,
  closeDays,
  openDay,
  importTerms,
  groupList,
  makeGroup,
  groupPage,
  editGroup,
  groupSchools,
  moveSchoolPage,
  groupLeaders,
  publishGroupPage,
  disbandGroupPage,
]
