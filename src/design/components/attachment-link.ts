import { type Html, html, nothing } from '../../platform/web/html.ts'

export type AttachmentLinkParams = {
  href: string
  name: string
  /** What kind of file it is, in letters people know: "PDF", "Word document". */
  type: string
  /** Its size in bytes. */
  bytes: number
  note?: string | undefined
}

/** "340 KB" or "2.1 MB", as file managers show it. */
export function fileSize(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} KB`
  return `${(bytes / 1_000_000).toFixed(1).replace(/\.0$/, '')} MB`
}

/** A file to download, with its kind and size before anyone opens it on a slow phone. */
export function attachmentLink(params: AttachmentLinkParams): Html {
  const note = params.note ? html`<span class="app-attachment__note">${params.note}</span>` : nothing
  return html`<span class="app-attachment"><svg class="app-attachment__icon" width="20" height="26" viewBox="0 0 20 26" aria-hidden="true" focusable="false"><path d="M1 1h12l6 6v18H1z M13 1v6h6 M5 12h10 M5 16h10 M5 20h6"/></svg><span><a class="govuk-link" href="${params.href}">${params.name}</a> <span class="app-attachment__kind">(${params.type}, ${fileSize(params.bytes)})</span>${note}</span></span>`
}
