import type { Route } from '../../page.ts'
import { boardPage } from './pages/board.ts'
import { movePage } from './pages/move.ts'
import { whyPage } from './pages/why.ts'

/** Why a school is where it is, moves and swaps with their effect shown first, the board, and locks. */
export const byHandRoutes: Route[] = [whyPage, movePage, boardPage]
