import { type Html, html, nothing } from '../../platform/web/html.ts'
import { fieldset } from './fieldset.ts'
import type { CheckboxesParams } from './generated.ts'
import { hint } from './hint.ts'
import { label } from './label.ts'
import { attribute, attributes, classNames, content, flag, hasContent } from './parts.ts'
import { described, formGroup } from './question.ts'

/** A question with any number of answers. */
export function checkboxes(params: CheckboxesParams): Html {
  const idPrefix = params.idPrefix || params.name
  const { messages, describedBy } = described(idPrefix, params, params.fieldset?.describedBy || params.describedBy)
  const withoutFieldset = params.fieldset ? '' : describedBy
  const items = params.items.map((item, index) =>
    checkbox(params, item, index === 0 ? idPrefix : `${idPrefix}-${index + 1}`, withoutFieldset),
  )
  const list = html`<div class="${classNames('govuk-checkboxes', params.classes)}"${attributes(params.attributes)} data-module="govuk-checkboxes">${content(params.formGroup?.beforeInputs)}${items}${content(params.formGroup?.afterInputs)}</div>`
  const inner = html`${messages}${list}`
  return formGroup(
    params,
    params.fieldset ? fieldset({ ...params.fieldset, role: undefined, describedBy, html: inner }) : inner,
  )
}

function checkbox(
  params: CheckboxesParams,
  item: CheckboxesParams['items'][number],
  usualId: string,
  describedBy: string,
): Html {
  if (item.divider) return html`<div class="govuk-checkboxes__divider">${item.divider}</div>`
  const id = item.id || usualId
  const checked =
    item.checked || (item.value !== undefined && params.values?.includes(item.value) === true && item.checked !== false)
  const hintId = hasContent(item.hint) ? `${id}-item-hint` : undefined
  const conditionalId = item.conditional?.html ? `conditional-${id}` : undefined
  const words = label({
    html: item.html,
    text: item.text,
    classes: classNames('govuk-checkboxes__label', item.label?.classes),
    attributes: item.label?.attributes,
    for: id,
  })
  const help = hintId
    ? hint({ ...item.hint, id: hintId, classes: classNames('govuk-checkboxes__hint', item.hint?.classes) })
    : nothing
  const more = conditionalId
    ? html`<div class="${classNames('govuk-checkboxes__conditional', !checked && 'govuk-checkboxes__conditional--hidden')}" id="${conditionalId}">${item.conditional?.html ?? nothing}</div>`
    : nothing
  return html`<div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" id="${id}" name="${item.name || params.name}" type="checkbox" value="${item.value ?? ''}"${flag('checked', checked)}${flag('disabled', item.disabled)}${attribute('data-aria-controls', conditionalId)}${attribute('data-behaviour', item.behaviour)}${attribute('aria-describedby', classNames(describedBy, hintId))}${attributes(item.attributes)}>${words}${help}</div>${more}`
}
