import type { Route } from '../page.ts'
import { adoptPage } from './pages/adopt.ts'
import { answerPage } from './pages/answer.ts'
import { leadersPage } from './pages/leaders.ts'
import { matchPage } from './pages/match.ts'

/** What leaders say for a programme, and who supports which group. */
export const routes: Route[] = [leadersPage, answerPage, matchPage, adoptPage]
