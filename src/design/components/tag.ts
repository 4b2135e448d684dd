import { type Html, html } from '../../platform/web/html.ts'
import type { TagParams } from './generated.ts'
import { attributes, classNames, content } from './parts.ts'

/** The state of something, in a word or two. */
export function tag(params: TagParams): Html {
  return html`<strong class="${classNames('govuk-tag', params.classes)}"${attributes(params.attributes)}>${content(params)}</strong>`
}
