import type { Route } from '../page.ts'
import { design } from './pages/design.ts'
import { displaySettings } from './pages/display-settings.ts'
import { held } from './pages/held.ts'
import { home } from './pages/home.ts'
import { startPage } from './pages/start.ts'
import { accessibilityStatement, privacy } from './pages/statements.ts'

export const routes: Route[] = [startPage, home, displaySettings, accessibilityStatement, privacy, held, design]
