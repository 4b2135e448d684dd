import type { Route } from '../page.ts'
import { settings } from './pages/settings.ts'
import { setup } from './pages/setup.ts'

export const routes: Route[] = [setup, settings]
