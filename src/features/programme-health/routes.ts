import type { Route } from '../page.ts'
import { checkReminderPage } from './pages/check-reminder.ts'
import { healthFile, healthPage } from './pages/health.ts'
import { limitsPage } from './pages/limits.ts'
import { remindPage } from './pages/remind.ts'

/** How the reviews of a programme are doing, for the partnership, and what it does about it. */
export const routes: Route[] = [healthPage, healthFile, limitsPage, remindPage, checkReminderPage]
