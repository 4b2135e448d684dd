import { type Html, html } from '../../platform/web/html.ts'
import type { DetailsParams } from './generated.ts'
import { attribute, attributes, classNames, content, flag } from './parts.ts'

/** A line that opens to show more. */
export function details(params: DetailsParams): Html {
  return html`<details${attribute('id', params.id)} class="${classNames('govuk-details', params.classes)}"${attributes(params.attributes)}${flag('open', params.open)}>
  <summary class="govuk-details__summary"><span class="govuk-details__summary-text">${params.summaryHtml ?? params.summaryText ?? ''}</span></summary>
  <div class="govuk-details__text">${content(params)}</div>
</details>`
}
