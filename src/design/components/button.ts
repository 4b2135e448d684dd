import { type Html, html, nothing } from '../../platform/web/html.ts'
import type { ButtonParams } from './generated.ts'
import { attribute, attributes, classNames, content } from './parts.ts'

const startIcon = html`<svg class="govuk-button__start-icon" xmlns="http://www.w3.org/2000/svg" width="17.5" height="19" viewBox="0 0 33 40" aria-hidden="true" focusable="false"><path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z"/></svg>`

/** A button that submits a form, or a link that looks like one. */
export function button(params: ButtonParams): Html {
  const names = classNames('govuk-button', params.classes, params.isStartButton && 'govuk-button--start')
  const common = html` class="${names}" data-module="govuk-button"${attributes(params.attributes)}${attribute('id', params.id)}`
  const words = html`${params.html && params.isStartButton ? html`<span>${params.html}</span>` : content(params)}${params.isStartButton ? startIcon : nothing}`
  if (params.href) return html`<a href="${params.href}" role="button" draggable="false"${common}>${words}</a>`
  const doubleClick =
    params.preventDoubleClick === undefined
      ? nothing
      : html` data-prevent-double-click="${String(params.preventDoubleClick)}"`
  return html`<button type="${params.type || 'submit'}"${attribute('value', params.value)}${attribute('name', params.name)}${params.disabled ? html` disabled aria-disabled="true"` : nothing}${doubleClick}${common}>${words}</button>`
}
