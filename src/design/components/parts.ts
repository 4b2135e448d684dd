/** The small pieces that several components share, written as govuk-frontend's templates write them. */
import { escapeHtml, type Html, html, nothing, raw } from '../../platform/web/html.ts'
import { errorMessage } from './error-message.ts'
import type { Attributes, ErrorMessageParams, HintParams, LabelParams } from './generated.ts'
import { hint } from './hint.ts'
import { label } from './label.ts'

type Content = { text?: string | undefined; html?: Html | undefined }

/** Markup when there is markup, otherwise the text, escaped. */
export function content(params: Content | undefined): Html | string {
  return params?.html ?? params?.text ?? ''
}

/** Whether there is anything to show. */
export function hasContent(params: Content | undefined): boolean {
  return Boolean(params?.html?.toString() || params?.text)
}

/** Attributes with a space before each. An optional one is left out when false and has no value when true. */
export function attributes(params: Attributes | undefined): Html {
  if (!params) return nothing
  let markup = ''
  for (const [name, item] of Object.entries(params)) {
    if (typeof item !== 'object') markup += ` ${escapeHtml(name)}="${escapeHtml(String(item))}"`
    else if (item.value === true) markup += ` ${escapeHtml(name)}`
    else if (item.value !== undefined && item.value !== false)
      markup += ` ${escapeHtml(name)}="${escapeHtml(item.value)}"`
  }
  return raw(markup)
}

/** One attribute that is only there when it has a value. */
export function attribute(name: string, value: string | number | undefined): Html {
  return value === undefined || value === '' ? nothing : html` ${raw(name)}="${value}"`
}

/** A word such as ` checked` when it applies. */
export function flag(name: string, on: boolean | undefined): Html {
  return on ? raw(` ${name}`) : nothing
}

/** Class names with one space between them. */
export function classNames(...names: (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ')
}

/** Hint and error message of a question, with the ids that its control is described by. */
export function described(
  id: string,
  params: { hint?: HintParams | undefined; errorMessage?: ErrorMessageParams | undefined },
  describedBy: string | undefined,
): { messages: Html; describedBy: string } {
  const hintId = `${id}-hint`
  const errorId = `${id}-error`
  return {
    messages: html`${params.hint ? hint({ ...params.hint, id: hintId }) : nothing}${params.errorMessage ? errorMessage({ ...params.errorMessage, id: errorId }) : nothing}`,
    describedBy: classNames(describedBy, params.hint && hintId, params.errorMessage && errorId),
  }
}

type FormGroup = { classes?: string | undefined; attributes?: Attributes | undefined } | undefined

/** The frame of a question, with the bar of an error at its side. */
export function formGroup(
  params: { formGroup?: FormGroup; errorMessage?: ErrorMessageParams | undefined },
  inner: Html,
): Html {
  const names = classNames(
    'govuk-form-group',
    params.errorMessage && 'govuk-form-group--error',
    params.formGroup?.classes,
  )
  return html`<div class="${names}"${attributes(params.formGroup?.attributes)}>${inner}</div>`
}

/** The label of a question, tied to its control. */
export function labelFor(id: string, params: LabelParams): Html {
  return label({ ...params, for: id })
}
