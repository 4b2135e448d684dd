/** Documents of a model as pages show them: their links at a stage, and one of them filled in. */
import type { Block } from '../../../platform/documents/pdf.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { type LetterBlock, type ModelDocument, type Stage, takesPartInWords } from '../../review-models/public.ts'
import type { Review } from '../review.queries.ts'
import { documentsAt, type Reader, readerOf } from './letters.rules.ts'

/** Who takes part in a stage of a review, and its documents for the reader. `here` is the review's path. */
export function besideStep(review: Review, stage: Stage, actor: { roles: Reader['roles'] }, here: string) {
  // Those of a meeting of the group are on the page of the meeting.
  const documents =
    review.cancelled_at || stage.of === 'group' ? [] : documentsAt(review.model, stage, readerOf(review, actor, stage))
  return {
    people: html`<p class="govuk-body">${takesPartInWords(review.model, stage)}</p>`,
    documents: documentLinks(documents, here),
  }
}

/** Links to documents, below the path of their review or meeting. */
export function documentLinks(documents: readonly ModelDocument[], here: string): Html {
  if (documents.length === 0) return nothing
  return html`<ul class="govuk-list">${documents.map(({ key, name }) => html`<li><a class="govuk-link" href="${here}/documents/${key}">${name}</a> (document)</li>`)}</ul>`
}

/** A document for word processors. */
export function blocksForWord(blocks: readonly LetterBlock[]): Block[] {
  return blocks.map(forWord)
}

function forWord(block: LetterBlock): Block {
  switch (block.kind) {
    case 'heading':
      return { kind: 'heading', level: 1, text: block.text }
    case 'paragraph':
      return { kind: 'paragraph', text: block.text }
    case 'list':
      return block
    case 'room':
      // Empty lines, on which people type or write.
      return { kind: 'paragraph', text: ['\n\n\n\n'] }
  }
}
