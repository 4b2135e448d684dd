import type { Route } from '../page.ts'
import { openSharePage } from './pages/open-share.ts'
import { revokeSharePage } from './pages/revoke-share.ts'

/** The pages that every share has, whatever is shared. */
export const routes: Route[] = [openSharePage, revokeSharePage]
