import type { Route } from '../page.ts'
import { healthFile, healthPage } from './pages/health.ts'

/** How the reviews of a programme are doing, for the partnership. */
export const routes: Route[] = [healthPage, healthFile]
