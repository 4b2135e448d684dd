import type { Route } from '../page.ts'
import { planningRoutes } from './planning-routes.ts'
import { visitRoutes } from './visit-routes.ts'
import { writeUpRoutes } from './write-up-routes.ts'

/** Every page of a review, from its start to its check-in. */
export const routes: readonly Route[] = [...planningRoutes, ...visitRoutes, ...writeUpRoutes]
