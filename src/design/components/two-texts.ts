import { type Html, html } from '../../platform/web/html.ts'

export type TextVersion = {
  /** Whose it is: "Your text", "Tom Okafor's text". */
  heading: string
  /** Who wrote it and when: "Tom Okafor, 22 November 2026 at 4:30pm". */
  by: string
  text: string
}

function version(text: TextVersion, headingLevel: 2 | 3): Html {
  const heading =
    headingLevel === 2
      ? html`<h2 class="app-two-texts__heading">${text.heading}</h2>`
      : html`<h3 class="app-two-texts__heading">${text.heading}</h3>`
  return html`<section class="app-two-texts__version">${heading}<p class="app-two-texts__by">${text.by}</p><div class="app-two-texts__text">${text.text === '' ? html`<em>Nothing written</em>` : text.text}</div></section>`
}

/** Two versions of one text side by side, so that a person can choose and nobody's words are lost. */
export function twoTexts(params: { first: TextVersion; second: TextVersion; headingLevel?: 2 | 3 | undefined }): Html {
  const level = params.headingLevel ?? 2
  return html`<div class="app-two-texts">${version(params.first, level)}${version(params.second, level)}</div>`
}
