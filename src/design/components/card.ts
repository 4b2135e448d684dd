import { type Html, html, nothing } from '../../platform/web/html.ts'

export type CardParams = {
  title: string
  href: string
  text?: string | Html | undefined
  /** A line above the title, such as the school or the date it is due. */
  caption?: string | undefined
  status?: Html | undefined
  headingLevel?: 2 | 3 | undefined
}

/** One thing a person can go to from a home page. Its whole area opens the link. */
export function card(params: CardParams): Html {
  const link = html`<a class="govuk-link app-card__link" href="${params.href}">${params.title}</a>`
  return html`<li class="app-card">
    ${params.caption ? html`<p class="app-card__caption">${params.caption}</p>` : nothing}
    ${params.headingLevel === 2 ? html`<h2 class="app-card__title">${link}</h2>` : html`<h3 class="app-card__title">${link}</h3>`}
    ${params.text ? html`<div class="app-card__text">${params.text}</div>` : nothing}
    ${params.status ? html`<p class="app-card__status">${params.status}</p>` : nothing}
  </li>`
}

/** Cards side by side where there is room, one under another where there is not. */
export function cards(items: readonly CardParams[]): Html {
  return html`<ul class="app-cards">${items.map(card)}</ul>`
}
