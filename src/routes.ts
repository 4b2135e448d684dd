import { routes as effort } from './features/effort/routes.ts'
import { schoolPart as timeOfSchool } from './features/effort/school-part.ts'
import { routes as frameworks } from './features/frameworks/routes.ts'
import { routes as groupForming } from './features/group-forming/routes.ts'
import { routes as home } from './features/home/routes.ts'
import { routes as leaders } from './features/leaders/routes.ts'
import type { Route } from './features/page.ts'
import { routes as partnerships } from './features/partnerships/routes.ts'
import { routes as people } from './features/people/routes.ts'
import { routes as programmeHealth } from './features/programme-health/routes.ts'
import { routes as reviewGroups } from './features/review-groups/routes.ts'
import { routes as reviewModels } from './features/review-models/routes.ts'
import { routes as reviews } from './features/reviews/routes.ts'
import { schoolPart as reviewsOfSchool } from './features/reviews/school-part.ts'
import { schoolRoutes } from './features/schools/routes.ts'
import { routes as selfEvaluation } from './features/self-evaluation/routes.ts'
import { routes as sharing } from './features/sharing/routes.ts'
import { routes as visitCalendar } from './features/visit-calendar/routes.ts'

/** Every page of the service, feature by feature. */
export const allRoutes: readonly Route[] = [
  ...effort,
  ...frameworks,
  ...groupForming,
  ...home,
  ...leaders,
  ...partnerships,
  ...people,
  ...programmeHealth,
  ...reviewGroups,
  ...reviewModels,
  ...reviews,
  ...schoolRoutes([reviewsOfSchool, timeOfSchool]),
  ...selfEvaluation,
  ...sharing,
  ...visitCalendar,
]

/** The pages that this installation has: those of the demonstration and of development only where they belong. */
export function routes(options: { demonstration: boolean; production: boolean }): readonly Route[] {
  return allRoutes.filter(({ path }) => {
    if (path === '/demo' || path.startsWith('/demo/')) return options.demonstration
    return path !== '/design' || !options.production
  })
}
