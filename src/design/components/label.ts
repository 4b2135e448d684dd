import { type Html, html, nothing } from '../../platform/web/html.ts'
import type { LabelParams } from './generated.ts'
import { attribute, attributes, classNames, content, hasContent } from './parts.ts'

/** The words of a question with one answer. */
export function label(params: LabelParams): Html {
  if (!hasContent(params)) return nothing
  const inner = html`<label class="${classNames('govuk-label', params.classes)}"${attributes(params.attributes)}${attribute('for', params.for)}>${content(params)}</label>`
  return params.isPageHeading ? html`<h1 class="govuk-label-wrapper">${inner}</h1>` : inner
}
