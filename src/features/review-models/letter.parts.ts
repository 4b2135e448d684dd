/** Draws the text of a document: on a model's page as it was written, in a review filled in. */
import { type Html, html } from '../../platform/web/html.ts'
import type { LetterBlock } from './letter-text.ts'

/** The blocks of a text, its headings at that level. */
export function letterBody(blocks: readonly LetterBlock[], headingLevel: 2 | 4): Html {
  return html`${blocks.map((block) => onPage(block, headingLevel))}`
}

function onPage(block: LetterBlock, headingLevel: 2 | 4): Html {
  switch (block.kind) {
    case 'heading':
      return headingLevel === 2
        ? html`<h2 class="govuk-heading-m">${block.text}</h2>`
        : html`<h4 class="govuk-heading-s">${block.text}</h4>`
    case 'paragraph':
      return html`<p class="govuk-body app-kept-lines">${block.text}</p>`
    case 'list': {
      const items = block.items.map((item) => html`<li>${item}</li>`)
      return block.ordered
        ? html`<ol class="govuk-list govuk-list--number">${items}</ol>`
        : html`<ul class="govuk-list govuk-list--bullet">${items}</ul>`
    }
    case 'room':
      return html`<div class="app-letter__room"></div>`
  }
}
