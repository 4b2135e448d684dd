import { type Html, html, nothing } from '../../platform/web/html.ts'
import { fieldset } from './fieldset.ts'
import type { RadiosParams } from './generated.ts'
import { hint } from './hint.ts'
import { label } from './label.ts'
import { attribute, attributes, classNames, content, flag, hasContent } from './parts.ts'
import { described, formGroup } from './question.ts'

/** A question with exactly one answer. */
export function radios(params: RadiosParams): Html {
  const idPrefix = params.idPrefix || params.name
  const { messages, describedBy } = described(idPrefix, params, params.fieldset?.describedBy)
  const items = params.items.map((item, index) =>
    radio(params, item, index === 0 ? idPrefix : `${idPrefix}-${index + 1}`),
  )
  const list = html`<div class="${classNames('govuk-radios', params.classes)}"${attributes(params.attributes)} data-module="govuk-radios">${content(params.formGroup?.beforeInputs)}${items}${content(params.formGroup?.afterInputs)}</div>`
  const inner = html`${messages}${list}`
  return formGroup(
    params,
    params.fieldset ? fieldset({ ...params.fieldset, role: undefined, describedBy, html: inner }) : inner,
  )
}

function radio(params: RadiosParams, item: RadiosParams['items'][number], usualId: string): Html {
  if (item.divider) return html`<div class="govuk-radios__divider">${item.divider}</div>`
  const id = item.id || usualId
  const checked = item.checked || (Boolean(params.value) && item.value === params.value && item.checked !== false)
  const hintId = hasContent(item.hint) ? `${id}-item-hint` : undefined
  const conditionalId = item.conditional?.html ? `conditional-${id}` : undefined
  const words = label({
    html: item.html,
    text: item.text,
    classes: classNames('govuk-radios__label', item.label?.classes),
    attributes: item.label?.attributes,
    for: id,
  })
  const help = hintId
    ? hint({ ...item.hint, id: hintId, classes: classNames('govuk-radios__hint', item.hint?.classes) })
    : nothing
  const more = conditionalId
    ? html`<div class="${classNames('govuk-radios__conditional', !checked && 'govuk-radios__conditional--hidden')}" id="${conditionalId}">${item.conditional?.html ?? nothing}</div>`
    : nothing
  return html`<div class="govuk-radios__item"><input class="govuk-radios__input" id="${id}" name="${params.name}" type="radio" value="${item.value ?? ''}"${flag('checked', checked)}${flag('disabled', item.disabled)}${attribute('data-aria-controls', conditionalId)}${attribute('aria-describedby', hintId)}${attributes(item.attributes)}>${words}${help}</div>${more}`
}
