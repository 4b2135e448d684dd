import type { Route } from '../page.ts'
import { adoptPage } from './pages/adopt.ts'
import { blockDays, blockedDates, blockedDatesOfProgramme, openDays } from './pages/blocked-dates.ts'
import { calendarOfVisits } from './pages/calendar.ts'
import { mendPage, schoolDates, slipPage } from './pages/change-visit.ts'
import { proposalPage } from './pages/proposal.ts'
import { searchPage, searchProgress } from './pages/search.ts'
import { startSearchPage } from './pages/start-search.ts'
import { versionPage } from './pages/version.ts'
import { calendarDownload, versionList } from './pages/versions.ts'

/** The calendar of a programme's visits, and the days on which people and schools cannot take part. */
export const routes: Route[] = [
  calendarOfVisits,
  startSearchPage,
  searchPage,
  searchProgress,
  schoolDates,
  slipPage,
  mendPage,
  proposalPage,
  adoptPage,
  versionList,
  versionPage,
  calendarDownload,
  blockedDatesOfProgramme,
  blockedDates,
  blockDays,
  openDays,
]
