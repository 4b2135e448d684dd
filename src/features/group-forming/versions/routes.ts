import type { Route } from '../../page.ts'
import { comparePage } from './pages/compare.ts'
import { downloadGroups, downloadProblem } from './pages/downloads.ts'
import { findPage } from './pages/find.ts'
import { formingPage } from './pages/forming.ts'
import { namesPage } from './pages/names.ts'
import { searchPage, searchProgress } from './pages/search.ts'
import { versionPage } from './pages/version.ts'

/** Looking for groups, and versions of them. */
export const versionRoutes: Route[] = [
  formingPage,
  findPage,
  searchPage,
  searchProgress,
  versionPage,
  namesPage,
  downloadGroups,
  downloadProblem,
  comparePage,
]
