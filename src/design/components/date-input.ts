import { type Html, html } from '../../platform/web/html.ts'
import { fieldset } from './fieldset.ts'
import type { DateInputParams } from './generated.ts'
import { input } from './input.ts'
import { attribute, attributes, classNames, content } from './parts.ts'
import { described, formGroup } from './question.ts'

type Item = Partial<NonNullable<DateInputParams['items']>[number]> & { part?: (typeof parts)[number] | undefined }

const parts = ['day', 'month', 'year'] as const

const capitalised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()
const marked = (item: Item) => Boolean(item.error) || Boolean(item.classes?.includes('govuk-input--error'))

function itemsOf(params: DateInputParams): Item[] {
  if (!params.items?.length) {
    return parts.filter((part) => params[part] !== false).map((part) => ({ name: part, ...params[part], part }))
  }
  return params.items.map((item) => ({
    ...item,
    part: parts.find((part) => item.name === part || item.name === optionsFor(params, part).name),
  }))
}

const optionsFor = (params: DateInputParams, part: (typeof parts)[number]): Item => params[part] || {}

function dateInputItem(params: DateInputParams, item: Item, anyMarked: boolean): Html {
  const name = item.name ?? item.part ?? ''
  const fullName = params.namePrefix ? `${params.namePrefix}-${name}` : name
  const red =
    !item.classes?.includes('govuk-input--error') &&
    (item.error || (item.error !== false && params.errorMessage && !anyMarked))
  const width = !item.classes?.includes('govuk-input--width-') && `govuk-input--width-${item.part === 'year' ? 4 : 2}`
  const values: Record<string, string | undefined> = params.values ?? {}
  const box = input({
    label: { text: item.label ?? capitalised(name), classes: 'govuk-date-input__label' },
    id: item.id || `${params.id}-${name}`,
    classes: classNames('govuk-date-input__input', red && 'govuk-input--error', width, item.classes),
    name: fullName,
    value:
      item.value ??
      (item.part && optionsFor(params, item.part).value) ??
      (item.part && values[item.part]) ??
      values[fullName],
    inputmode: 'numeric',
    autocomplete: item.autocomplete,
    pattern: item.pattern,
    attributes: item.attributes,
  })
  return html`<div class="govuk-date-input__item">${box}</div>`
}

/** A day, month and year in three boxes. */
export function dateInput(params: DateInputParams): Html {
  const { messages, describedBy } = described(params.id, params, params.fieldset?.describedBy)
  const items = itemsOf(params)
  const anyMarked = items.some(marked)
  const boxes = html`<div class="${classNames('govuk-date-input', params.classes)}"${attributes(params.attributes)}${attribute('id', params.id)}>${content(params.formGroup?.beforeInputs)}${items.map((item) => dateInputItem(params, item, anyMarked))}${content(params.formGroup?.afterInputs)}</div>`
  const inner = html`${messages}${boxes}`
  // The role makes every screen reader announce the description of a group of text boxes.
  return formGroup(
    params,
    params.fieldset ? fieldset({ ...params.fieldset, role: 'group', describedBy, html: inner }) : inner,
  )
}
