import { routes as home } from './features/home/routes.ts'
import type { Route } from './features/page.ts'

/** Every page of the service, feature by feature. */
export const routes: readonly Route[] = [...home]
