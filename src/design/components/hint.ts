import { type Html, html } from '../../platform/web/html.ts'
import type { HintParams } from './generated.ts'
import { attribute, attributes, classNames, content } from './parts.ts'

/** A line of help between a question and its answer. */
export function hint(params: HintParams): Html {
  return html`<div${attribute('id', params.id)} class="${classNames('govuk-hint', params.classes)}"${attributes(params.attributes)}>${content(params)}</div>`
}
