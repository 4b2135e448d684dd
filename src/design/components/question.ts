/** What every question has around its control: a label, a hint, an error message and the frame. */
import { type Html, html, nothing } from '../../platform/web/html.ts'
import { errorMessage } from './error-message.ts'
import type { Attributes, ErrorMessageParams, HintParams, LabelParams } from './generated.ts'
import { hint } from './hint.ts'
import { label } from './label.ts'
import { attributes, classNames } from './parts.ts'

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
