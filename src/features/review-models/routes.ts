import type { Route } from '../page.ts'
import { modelFile, modelPage } from './pages/model.ts'
import { modelList } from './pages/models.ts'

/** The ways of reviewing, to read. */
export const routes: readonly Route[] = [modelList, modelPage, modelFile]
