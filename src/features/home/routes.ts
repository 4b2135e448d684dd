import type { Route } from '../page.ts'
import { home } from './pages/home.ts'

export const routes: Route[] = [home]
