import type { Route } from '../../page.ts'
import { meetingDocument, meetingDocumentWord, reviewDocument, reviewDocumentWord } from './pages/document.ts'
import { reviewDocuments } from './pages/documents.ts'

/** The documents that a review model gives to its reviews and meetings. */
export const letterRoutes: readonly Route[] = [
  reviewDocuments,
  reviewDocument,
  reviewDocumentWord,
  meetingDocument,
  meetingDocumentWord,
]
