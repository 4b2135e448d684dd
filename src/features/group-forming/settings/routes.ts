import type { Route } from '../../page.ts'
import { aimsPage } from './pages/aims.ts'
import { askPage } from './pages/ask.ts'
import { changeAskingDayPage, newAskingPage } from './pages/ask-day.ts'
import { remindPage, sendAskingPage } from './pages/ask-send.ts'
import { coachesPage } from './pages/coaches.ts'
import { givePreferencesPage } from './pages/give-preferences.ts'
import { preferencesPage } from './pages/preferences.ts'
import { rulesPage } from './pages/rules.ts'
import { travelTemplatePage, travelTimesPage } from './pages/travel-times.ts'

/** What schools say, how they are asked, and the rules, aims and travel times that groups are formed with. */
export const settingsRoutes: Route[] = [
  preferencesPage,
  givePreferencesPage,
  askPage,
  newAskingPage,
  changeAskingDayPage,
  sendAskingPage,
  remindPage,
  rulesPage,
  coachesPage,
  aimsPage,
  travelTimesPage,
  travelTemplatePage,
]
