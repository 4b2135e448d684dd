import type { Route } from '../page.ts'
import { adaptFramework } from './pages/adapt-framework.ts'
import { deleteDraft } from './pages/delete-draft.ts'
import { downloadFramework } from './pages/download-framework.ts'
import { changeArea, draftArea, newArea, removeArea } from './pages/draft/areas.ts'
import { changeDetails, changeScale } from './pages/draft/details-and-scale.ts'
import { draft } from './pages/draft/draft.ts'
import { newGate, removeGate } from './pages/draft/gates.ts'
import { orderAreas, orderStatements } from './pages/draft/order.ts'
import {
  changeDescriptors,
  changePrompts,
  changeWording,
  newStatement,
  removeStatement,
} from './pages/draft/statements.ts'
import { framework } from './pages/framework.ts'
import { frameworks } from './pages/frameworks.ts'
import { loadFramework } from './pages/load-framework.ts'
import { publishFramework } from './pages/publish-framework.ts'
import { retireFramework } from './pages/retire-framework.ts'

export const routes: Route[] = [
  frameworks,
  loadFramework,
  framework,
  downloadFramework,
  adaptFramework,
  publishFramework,
  retireFramework,
  deleteDraft,
  draft,
  changeDetails,
  changeScale,
  draftArea,
  changeArea,
  newArea,
  removeArea,
  orderAreas,
  orderStatements,
  newStatement,
  changeWording,
  changeDescriptors,
  changePrompts,
  removeStatement,
  newGate,
  removeGate,
]
