import type { Route } from '../../page.ts'
import { addNowPage } from './pages/add-now.ts'
import { placePage } from './pages/place.ts'

/** Late joiners, and groups that lost schools. */
export const placingRoutes: Route[] = [placePage, addNowPage]
