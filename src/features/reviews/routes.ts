import type { Route } from '../page.ts'
import { followUpRoutes } from './follow-up/routes.ts'
import { groupMeetingRoutes } from './group-meetings/routes.ts'
import { letterRoutes } from './letters/routes.ts'
import { notebookRoutes } from './notebook/routes.ts'
import { planningRoutes } from './planning/routes.ts'
import { preparationRoutes } from './preparation/routes.ts'
import { reportRoutes } from './report/routes.ts'
import { stageLeaderRoutes } from './stage-leaders/routes.ts'
import { visitRoutes } from './visit/routes.ts'

/** Every page of a review, from its start to its check-in. */
export const routes: readonly Route[] = [
  ...planningRoutes,
  ...groupMeetingRoutes,
  ...preparationRoutes,
  ...visitRoutes,
  ...notebookRoutes,
  ...reportRoutes,
  ...letterRoutes,
  ...followUpRoutes,
  ...stageLeaderRoutes,
]
