import { type Html, html, nothing } from '../../platform/web/html.ts'

export type ProgressBarParams = {
  id: string
  label: string
  value: number
  max: number
  /** How far it is, in words: "3 of 8 areas". */
  text: string
  /** Where the client asks for news: JSON `{ value, max, text, done?, href? }`; when done it goes to `href` or reloads. */
  progressUrl?: string | undefined
}

/** How far something is, as a bar and in words. */
export function progressBar(params: ProgressBarParams): Html {
  return html`<div class="app-progress"${params.progressUrl ? html` data-progress-url="${params.progressUrl}"` : nothing}>
    <label class="app-progress__label" for="${params.id}">${params.label}</label>
    <progress class="app-progress__bar" id="${params.id}" max="${params.max}" value="${params.value}">${params.text}</progress>
    <p class="app-progress__text"${params.progressUrl ? html` role="status"` : nothing}>${params.text}</p>
  </div>`
}
