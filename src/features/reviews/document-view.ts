/** Draws the blocks of a document on a page, as its PDF and its Word file have them. */
import { scrollable } from '../../design/components/scrollable.ts'
import { table } from '../../design/components/table.ts'
import type { Block, Text } from '../../platform/documents/pdf.ts'
import { type Html, html, nothing } from '../../platform/web/html.ts'
import { paragraphsOf } from './document-blocks.ts'

/** Typed text as paragraphs, with its line breaks kept. */
export function prose(text: string): Html {
  return html`${paragraphsOf(text).map((paragraph) => html`<p class="govuk-body app-kept-lines">${paragraph}</p>`)}`
}

/** A block on a page: the kinds of which reports and records are made. */
export function blockOnPage(block: Block, about: string): Html {
  switch (block.kind) {
    case 'paragraph':
      return html`<p class="${isAside(block.text) ? 'app-finding__source' : 'govuk-body app-kept-lines'}">${inline(block.text)}</p>`
    case 'quote':
      return html`<blockquote class="app-finding__challenge"><p class="govuk-body app-kept-lines">${inline(block.text)}</p>${block.attribution ? html`<p class="app-finding__source">${block.attribution}</p>` : nothing}</blockquote>`
    case 'list':
      return block.ordered
        ? html`<ol class="govuk-list govuk-list--number">${block.items.map((item) => html`<li>${inline(item)}</li>`)}</ol>`
        : html`<ul class="govuk-list govuk-list--bullet">${block.items.map((item) => html`<li>${inline(item)}</li>`)}</ul>`
    case 'table':
      return scrollable(
        table({
          head: block.headings.map((text) => ({ text })),
          rows: block.rows.map((row) => row.map((cell) => ({ html: inline(cell), classes: 'app-kept-lines' }))),
        }),
        about,
      )
    default:
      throw new Error(`a document on a page has no ${block.kind}`)
  }
}

/** Said of a text rather than in it: all of it set off. */
const isAside = (text: Text) =>
  typeof text !== 'string' && text.every((run) => typeof run !== 'string' && !('link' in run))

function inline(text: Text): Html {
  if (typeof text === 'string') return html`${text}`
  const aside = isAside(text)
  return html`${text.map((run) => {
    if (typeof run === 'string') return html`${run}`
    if ('strong' in run) return html`<strong>${run.strong}</strong>`
    if ('emphasis' in run) return aside ? html`${run.emphasis}` : html`<em>${run.emphasis}</em>`
    return html`<a class="govuk-link" href="${run.link}">${run.text}</a>`
  })}`
}
