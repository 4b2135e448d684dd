import type { Route } from '../../page.ts'
import { stageLeaderPage } from './pages/stage-leader.ts'

/** Who leads a meeting of a review, where the host names somebody for it. */
export const stageLeaderRoutes: readonly Route[] = [stageLeaderPage]
