import { type Html, html, nothing } from '../../platform/web/html.ts'
import type { ErrorMessageParams } from './generated.ts'
import { attribute, attributes, classNames, content } from './parts.ts'

/** What is wrong with one answer, beside it. */
export function errorMessage(params: ErrorMessageParams): Html {
  const hidden = params.visuallyHiddenText ?? 'Error'
  return html`<p${attribute('id', params.id)} class="${classNames('govuk-error-message', params.classes)}"${attributes(params.attributes)}>${hidden ? html`<span class="govuk-visually-hidden">${hidden}:</span> ` : nothing}${content(params)}</p>`
}
