import { type Html, html, nothing } from '../../platform/web/html.ts'
import type { SelectParams } from './generated.ts'
import { attribute, attributes, classNames, content, flag } from './parts.ts'
import { described, formGroup, labelFor } from './question.ts'

/** A question with one answer from a long list. */
export function select(params: SelectParams): Html {
  const id = params.id || params.name
  const { messages, describedBy } = described(id, params, params.describedBy)
  const names = classNames('govuk-select', params.classes, params.errorMessage && 'govuk-select--error')
  const options = params.items.map((item) => option(item, params.value))
  const box = html`<select class="${names}" id="${id}" name="${params.name}"${flag('disabled', params.disabled)}${attribute('aria-describedby', describedBy)}${attributes(params.attributes)}>${options}</select>`
  return formGroup(
    params,
    html`${labelFor(id, params.label)}${messages}${content(params.formGroup?.beforeInput)}${box}${content(params.formGroup?.afterInput)}`,
  )
}

function option(item: SelectParams['items'][number], chosen: string | undefined): Html {
  const selected = item.selected || (Boolean(chosen) && (item.value ?? item.text) === chosen && item.selected !== false)
  const value = item.value === undefined ? nothing : html` value="${item.value}"`
  return html`<option${value}${flag('selected', selected)}${flag('disabled', item.disabled)}${attributes(item.attributes)}>${item.text ?? ''}</option>`
}
