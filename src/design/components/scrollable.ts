import { type Html, html } from '../../platform/web/html.ts'

/** Lets a wide table scroll by itself, also by keyboard, so that the page never scrolls sideways. */
export function scrollable(table: Html, label: string): Html {
  return html`<div class="app-scrollable" role="region" aria-label="${label}" tabindex="0">${table}</div>`
}
