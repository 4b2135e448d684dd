import { type Html, html, nothing } from '../../platform/web/html.ts'
import type { InputParams } from './generated.ts'
import { attribute, attributes, classNames, content, flag, hasContent } from './parts.ts'
import { described, formGroup, labelFor } from './question.ts'

function affix(params: InputParams['prefix'], kind: 'prefix' | 'suffix'): Html {
  if (!params || !hasContent(params)) return nothing
  return html`<div class="${classNames(`govuk-input__${kind}`, params.classes)}" aria-hidden="true"${attributes(params.attributes)}>${content(params)}</div>`
}

function control(params: InputParams, id: string, describedBy: string): Html {
  const names = classNames('govuk-input', params.classes, params.errorMessage && 'govuk-input--error')
  const spellcheck = params.spellcheck === undefined ? nothing : html` spellcheck="${String(params.spellcheck)}"`
  const value = params.value === undefined ? nothing : html` value="${params.value}"`
  return html`<input class="${names}" id="${id}" name="${params.name}" type="${params.type || 'text'}"${spellcheck}${value}${flag('disabled', params.disabled)}${attribute('aria-describedby', describedBy)}${attribute('autocomplete', params.autocomplete)}${attribute('autocapitalize', params.autocapitalize)}${attribute('pattern', params.pattern)}${attribute('inputmode', params.inputmode)}${attributes(params.attributes)}>`
}

/** A question with an answer of one line. */
export function input(params: InputParams): Html {
  const id = params.id || params.name
  const { messages, describedBy } = described(id, params, params.describedBy)
  const box = control(params, id, describedBy)
  const { beforeInput, afterInput } = params.formGroup ?? {}
  const wrapped = [params.prefix, params.suffix, beforeInput, afterInput].some(hasContent)
  const answer = wrapped
    ? html`<div class="${classNames('govuk-input__wrapper', params.inputWrapper?.classes)}"${attributes(params.inputWrapper?.attributes)}>${content(beforeInput)}${affix(params.prefix, 'prefix')}${box}${affix(params.suffix, 'suffix')}${content(afterInput)}</div>`
    : box
  return formGroup(params, html`${labelFor(id, params.label)}${messages}${answer}`)
}
