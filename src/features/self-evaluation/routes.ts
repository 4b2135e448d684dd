import type { Route } from '../page.ts'
import { agree } from './pages/agree.ts'
import { check } from './pages/check.ts'
import { checkShare } from './pages/check-share.ts'
import { colleagues } from './pages/colleagues.ts'
import { compare } from './pages/compare.ts'
import { evaluations } from './pages/evaluations.ts'
import { addEvidencePage, evidence, evidenceFile, oneEvidence } from './pages/evidence.ts'
import { highlights } from './pages/highlights.ts'
import { history } from './pages/history.ts'
import { judgeAll, judgeArea, judgement } from './pages/judge.ts'
import { judgeOverview } from './pages/judge-overview.ts'
import { openComparisonPage } from './pages/open-comparison.ts'
import { overview } from './pages/overview.ts'
import { profile, profileDownload } from './pages/profile.ts'
import { share } from './pages/share.ts'
import { sharedEvaluation, sharedFile } from './pages/shared-evaluation.ts'
import { shares } from './pages/shares.ts'
import { start } from './pages/start.ts'
import { stop } from './pages/stop.ts'

/** The pages of self-evaluation. What is not this person's to see is "not found"; see evaluation.queries.ts. */
export const routes: Route[] = [
  evaluations,
  start,
  history,
  overview,
  colleagues,
  judgeOverview,
  judgeAll,
  judgeArea,
  judgement,
  openComparisonPage,
  stop,
  compare,
  agree,
  highlights,
  check,
  evidence,
  addEvidencePage,
  oneEvidence,
  evidenceFile,
  profile,
  profileDownload,
  share,
  checkShare,
  shares,
  sharedEvaluation,
  sharedFile,
]
