import type { Route } from '../page.ts'
import { correctTimePage } from './pages/correct-time.ts'
import { addWork, changeWork } from './pages/other-work.ts'
import { overview, overviewFile } from './pages/overview.ts'
import { schoolTimeFile, schoolTimePage } from './pages/school-time.ts'
import { colleagueTime, yourTime } from './pages/your-time.ts'

/** The time that people give to reviews: their own, their school's, and the sums of the partnership. */
export const routes: Route[] = [
  yourTime,
  colleagueTime,
  correctTimePage,
  addWork,
  changeWork,
  schoolTimePage,
  schoolTimeFile,
  overview,
  overviewFile,
]
