import type { Route } from '../../page.ts'
import { notebookManifest, notebookWorker } from './pages/installing.ts'
import { notebook } from './pages/notebook.ts'
import { sendPhotograph, showPhotograph, takeBackPhotograph } from './pages/photographs.ts'
import { syncNotebook } from './pages/sync.ts'

/** The notebook of the visit day, which works without a connection. */
export const notebookRoutes: readonly Route[] = [
  notebook,
  syncNotebook,
  notebookManifest,
  notebookWorker,
  sendPhotograph,
  showPhotograph,
  takeBackPhotograph,
]
