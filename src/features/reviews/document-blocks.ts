/** Typed text as the blocks of which pages, PDFs and Word files are made. */
import type { Block } from '../../platform/documents/pdf.ts'

/** The paragraphs of a typed text: empty lines part them. */
export function paragraphsOf(text: string): string[] {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
}

/** A typed text as paragraphs. */
export function proseBlocks(text: string): Block[] {
  return paragraphsOf(text).map((paragraph) => ({ kind: 'paragraph', text: paragraph }))
}
