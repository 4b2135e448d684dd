import type { Route } from '../page.ts'
import { byHandRoutes } from './by-hand/routes.ts'
import { placingRoutes } from './placing/routes.ts'
import { proposalRoutes } from './proposal/routes.ts'
import { settingsRoutes } from './settings/routes.ts'
import { versionRoutes } from './versions/routes.ts'

/** Forming a programme's groups, from what schools say to groups that are confirmed. */
export const routes: Route[] = [
  ...settingsRoutes,
  ...versionRoutes,
  ...byHandRoutes,
  ...proposalRoutes,
  ...placingRoutes,
]
