import { type Html, html, nothing } from '../../platform/web/html.ts'

/** Stands where a list would be: says why there is nothing, what happens next, and what can be done now. */
export function emptyState(text: string, action?: { href: string; text: string }): Html {
  return html`<div class="app-empty"><p class="govuk-body">${text}</p>${action ? html`<p class="govuk-body"><a class="govuk-link" href="${action.href}">${action.text}</a></p>` : nothing}</div>`
}
