import { type Html, html } from '../../platform/web/html.ts'

/** The line that says "Saved 10:42". A form names it in `data-autosave-status`, and the client keeps it true. */
export function savedNote(params: { id: string; savedAt?: string | undefined }): Html {
  return html`<p id="${params.id}" class="app-saved" role="status">${params.savedAt ? `Saved ${params.savedAt}` : ''}</p>`
}
