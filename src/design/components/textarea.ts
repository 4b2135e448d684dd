import { type Html, html, nothing } from '../../platform/web/html.ts'
import type { TextareaParams } from './generated.ts'
import { attribute, attributes, classNames, content, flag } from './parts.ts'
import { described, formGroup, labelFor } from './question.ts'

/** A question with an answer of several lines. */
export function textarea(params: TextareaParams): Html {
  const id = params.id || params.name
  const { messages, describedBy } = described(id, params, params.describedBy)
  const names = classNames('govuk-textarea', params.errorMessage && 'govuk-textarea--error', params.classes)
  const spellcheck = params.spellcheck === undefined ? nothing : html` spellcheck="${String(params.spellcheck)}"`
  const box = html`<textarea class="${names}" id="${id}" name="${params.name}" rows="${params.rows || '5'}"${spellcheck}${flag('disabled', params.disabled)}${attribute('aria-describedby', describedBy)}${attribute('autocomplete', params.autocomplete)}${attributes(params.attributes)}>${firstLine(params.value ?? '')}</textarea>`
  return formGroup(
    params,
    html`${labelFor(id, params.label)}${messages}${content(params.formGroup?.beforeInput)}${box}${content(params.formGroup?.afterInput)}`,
  )
}

/** Browsers swallow a line break right after the tag, so a text that begins with one gets another. */
function firstLine(value: string): string {
  return /^\r?\n/.test(value) ? `\n${value}` : value
}
