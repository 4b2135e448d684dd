import type { Route } from '../page.ts'
import { adaptModel } from './pages/adapt-model.ts'
import { deleteModel } from './pages/delete-model.ts'
import { changeAbout } from './pages/draft/about.ts'
import { changeDocument, newDocument, removeDocument } from './pages/draft/documents.ts'
import { draft } from './pages/draft/draft.ts'
import { changeEmail, newEmail, removeEmail } from './pages/draft/emails.ts'
import { changeGroup } from './pages/draft/group.ts'
import { changeLeaders } from './pages/draft/leaders.ts'
import { newStage } from './pages/draft/new-stage.ts'
import { orderStages } from './pages/draft/order.ts'
import { changeRecord } from './pages/draft/record.ts'
import { removeStage } from './pages/draft/remove-stage.ts'
import { changeStage } from './pages/draft/stage.ts'
import { changeTeam } from './pages/draft/team.ts'
import { loadModel } from './pages/load-model.ts'
import { modelFile, modelPage } from './pages/model.ts'
import { modelList } from './pages/models.ts'
import { publishModel } from './pages/publish-model.ts'
import { retireModel } from './pages/retire-model.ts'

/** The ways of reviewing: to read for everyone, and to make for those who manage them. */
export const routes: readonly Route[] = [
  modelList,
  loadModel,
  modelPage,
  modelFile,
  adaptModel,
  publishModel,
  retireModel,
  deleteModel,
  draft,
  changeAbout,
  changeGroup,
  changeTeam,
  changeLeaders,
  orderStages,
  newStage,
  changeStage,
  changeRecord,
  removeStage,
  newDocument,
  changeDocument,
  removeDocument,
  newEmail,
  changeEmail,
  removeEmail,
]
