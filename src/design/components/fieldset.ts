import { type Html, html, nothing } from '../../platform/web/html.ts'
import type { FieldsetParams } from './generated.ts'
import { attribute, attributes, classNames, content, hasContent } from './parts.ts'

/** A group of questions under one legend. */
export function fieldset(params: FieldsetParams): Html {
  return html`<fieldset class="${classNames('govuk-fieldset', params.classes)}"${attribute('role', params.role)}${attribute('aria-describedby', params.describedBy)}${attributes(params.attributes)}>${legend(params.legend)}${params.html ?? nothing}</fieldset>`
}

function legend(params: FieldsetParams['legend']): Html {
  if (!params || !hasContent(params)) return nothing
  const words = params.isPageHeading
    ? html`<h1 class="govuk-fieldset__heading">${content(params)}</h1>`
    : content(params)
  return html`<legend class="${classNames('govuk-fieldset__legend', params.classes)}">${words}</legend>`
}
