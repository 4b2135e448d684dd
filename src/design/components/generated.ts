// Made by src/design/generate-components.ts from the macro-options.json files of govuk-frontend. Do not edit.
/* biome-ignore-all format: generated */
import type { Html } from '../../platform/web/html.ts'

/** HTML attributes by name. A value with `optional` is left out when it is false. */
export type Attributes = Readonly<Record<string, string | number | boolean | { value: string | boolean | undefined; optional: true }>>

/** One of the three boxes; `false` leaves it out. */
type DateInputPart = Partial<NonNullable<DateInputParams['items']>[number]>

export type BackLinkParams = {
  text?: string | undefined
  html?: Html | undefined
  href: string
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type BreadcrumbsParams = {
  items: readonly ({ text?: string | undefined; html?: Html | undefined; href?: string | undefined; attributes?: Attributes | undefined })[]
  classes?: string | undefined
  collapseOnMobile?: boolean | undefined
  attributes?: Attributes | undefined
  labelText?: string | undefined
}

export type ButtonParams = {
  text?: string | undefined
  html?: Html | undefined
  type?: string | undefined
  name?: string | undefined
  value?: string | undefined
  disabled?: boolean | undefined
  href?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
  preventDoubleClick?: boolean | undefined
  isStartButton?: boolean | undefined
  id?: string | undefined
}

export type CharacterCountParams = {
  id?: string | undefined
  name: string
  rows?: string | undefined
  value?: string | undefined
  maxlength: string
  threshold?: string | undefined
  countType?: string | undefined
  label: LabelParams
  hint?: HintParams | undefined
  errorMessage?: ErrorMessageParams | undefined
  formGroup?: { classes?: string | undefined; attributes?: Attributes | undefined; beforeInput?: { text?: string | undefined; html?: Html | undefined } | undefined; afterInput?: { text?: string | undefined; html?: Html | undefined } | undefined } | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
  spellcheck?: boolean | undefined
  countMessage?: { classes?: string | undefined } | undefined
  textareaDescriptionText?: string | undefined
  charactersUnderLimitText?: Record<string, string> | undefined
  charactersAtLimitText?: string | undefined
  charactersOverLimitText?: Record<string, string> | undefined
  wordsUnderLimitText?: Record<string, string> | undefined
  wordsAtLimitText?: string | undefined
  wordsOverLimitText?: Record<string, string> | undefined
}

export type CheckboxesParams = {
  describedBy?: string | undefined
  fieldset?: FieldsetParams | undefined
  hint?: HintParams | undefined
  errorMessage?: ErrorMessageParams | undefined
  formGroup?: { classes?: string | undefined; attributes?: Attributes | undefined; beforeInputs?: { text?: string | undefined; html?: Html | undefined } | undefined; afterInputs?: { text?: string | undefined; html?: Html | undefined } | undefined } | undefined
  idPrefix?: string | undefined
  name: string
  items: readonly ({ text?: string | undefined; html?: Html | undefined; id?: string | undefined; name?: string | undefined; value?: string | undefined; label?: LabelParams | undefined; hint?: HintParams | undefined; divider?: string | undefined; checked?: boolean | undefined; conditional?: { html?: Html | undefined } | undefined; behaviour?: string | undefined; disabled?: boolean | undefined; attributes?: Attributes | undefined })[]
  values?: readonly string[] | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type DateInputParams = {
  id: string
  namePrefix?: string | undefined
  items?: readonly ({ id?: string | undefined; name: string; label?: string | undefined; value?: string | undefined; error?: boolean | undefined; autocomplete?: string | undefined; pattern?: string | undefined; classes?: string | undefined; attributes?: Attributes | undefined })[] | undefined
  hint?: HintParams | undefined
  errorMessage?: ErrorMessageParams | undefined
  formGroup?: { classes?: string | undefined; attributes?: Attributes | undefined; beforeInputs?: { text?: string | undefined; html?: Html | undefined } | undefined; afterInputs?: { text?: string | undefined; html?: Html | undefined } | undefined } | undefined
  fieldset?: FieldsetParams | undefined
  day?: DateInputPart | false | undefined
  month?: DateInputPart | false | undefined
  year?: DateInputPart | false | undefined
  values?: { day?: string | undefined; month?: string | undefined; year?: string | undefined } | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type DetailsParams = {
  summaryText?: string | undefined
  summaryHtml?: Html | undefined
  text?: string | undefined
  html?: Html | undefined
  id?: string | undefined
  open?: boolean | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type ErrorMessageParams = {
  text?: string | undefined
  html?: Html | undefined
  id?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
  visuallyHiddenText?: string | undefined
}

export type ErrorSummaryParams = {
  titleText?: string | undefined
  titleHtml?: Html | undefined
  descriptionText?: string | undefined
  descriptionHtml?: Html | undefined
  errorList?: readonly ({ href?: string | undefined; text?: string | undefined; html?: Html | undefined; attributes?: Attributes | undefined })[] | undefined
  disableAutoFocus?: boolean | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type FieldsetParams = {
  describedBy?: string | undefined
  legend?: { text?: string | undefined; html?: Html | undefined; classes?: string | undefined; isPageHeading?: boolean | undefined } | undefined
  classes?: string | undefined
  role?: string | undefined
  attributes?: Attributes | undefined
  html?: Html | undefined
}

export type FileUploadParams = {
  name: string
  id?: string | undefined
  disabled?: boolean | undefined
  multiple?: boolean | undefined
  describedBy?: string | undefined
  label: LabelParams
  hint?: HintParams | undefined
  errorMessage?: ErrorMessageParams | undefined
  formGroup?: { classes?: string | undefined; attributes?: Attributes | undefined; beforeInput?: { text?: string | undefined; html?: Html | undefined } | undefined; afterInput?: { text?: string | undefined; html?: Html | undefined } | undefined } | undefined
  javascript?: boolean | undefined
  chooseFilesButtonText?: string | undefined
  dropInstructionText?: string | undefined
  multipleFilesChosenText?: Record<string, string> | undefined
  noFileChosenText?: string | undefined
  enteredDropZoneText?: string | undefined
  leftDropZoneText?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
  wrapperClasses?: string | undefined
  wrapperAttributes?: Attributes | undefined
}

export type HintParams = {
  text?: string | undefined
  html?: Html | undefined
  id?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type InputParams = {
  id?: string | undefined
  name: string
  type?: string | undefined
  inputmode?: string | undefined
  value?: string | undefined
  disabled?: boolean | undefined
  describedBy?: string | undefined
  label: LabelParams
  hint?: HintParams | undefined
  errorMessage?: ErrorMessageParams | undefined
  prefix?: { text?: string | undefined; html?: Html | undefined; classes?: string | undefined; attributes?: Attributes | undefined } | undefined
  suffix?: { text?: string | undefined; html?: Html | undefined; classes?: string | undefined; attributes?: Attributes | undefined } | undefined
  formGroup?: { classes?: string | undefined; attributes?: Attributes | undefined; beforeInput?: { text?: string | undefined; html?: Html | undefined } | undefined; afterInput?: { text?: string | undefined; html?: Html | undefined } | undefined } | undefined
  classes?: string | undefined
  autocomplete?: string | undefined
  pattern?: string | undefined
  spellcheck?: boolean | undefined
  autocapitalize?: string | undefined
  inputWrapper?: { classes?: string | undefined; attributes?: Attributes | undefined } | undefined
  attributes?: Attributes | undefined
}

export type InsetTextParams = {
  text?: string | undefined
  html?: Html | undefined
  id?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type LabelParams = {
  text?: string | undefined
  html?: Html | undefined
  for?: string | undefined
  isPageHeading?: boolean | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type NotificationBannerParams = {
  text?: string | undefined
  html?: Html | undefined
  titleText?: string | undefined
  titleHtml?: Html | undefined
  titleHeadingLevel?: string | undefined
  type?: string | undefined
  role?: string | undefined
  titleId?: string | undefined
  disableAutoFocus?: boolean | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type PaginationParams = {
  items?: readonly ({ number?: string | undefined; visuallyHiddenText?: string | undefined; href?: string | undefined; current?: boolean | undefined; ellipsis?: boolean | undefined; attributes?: Attributes | undefined })[] | undefined
  previous?: { text?: string | undefined; html?: Html | undefined; labelText?: string | undefined; href: string; attributes?: Attributes | undefined } | undefined
  next?: { text?: string | undefined; html?: Html | undefined; labelText?: string | undefined; href: string; attributes?: Attributes | undefined } | undefined
  landmarkLabel?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type PanelParams = {
  titleText?: string | undefined
  titleHtml?: Html | undefined
  headingLevel?: number | undefined
  text?: string | undefined
  html?: Html | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
  actions?: { items?: readonly ({ text?: string | undefined; type?: string | undefined; href?: string | undefined; classes?: string | undefined; attributes?: Attributes | undefined })[] | undefined; classes?: string | undefined; attributes?: Attributes | undefined } | undefined
}

export type RadiosParams = {
  fieldset?: FieldsetParams | undefined
  hint?: HintParams | undefined
  errorMessage?: ErrorMessageParams | undefined
  formGroup?: { classes?: string | undefined; attributes?: Attributes | undefined; beforeInputs?: { text?: string | undefined; html?: Html | undefined } | undefined; afterInputs?: { text?: string | undefined; html?: Html | undefined } | undefined } | undefined
  idPrefix?: string | undefined
  name: string
  items: readonly ({ text?: string | undefined; html?: Html | undefined; id?: string | undefined; value?: string | undefined; label?: LabelParams | undefined; hint?: HintParams | undefined; divider?: string | undefined; checked?: boolean | undefined; conditional?: { html?: Html | undefined } | undefined; disabled?: boolean | undefined; attributes?: Attributes | undefined })[]
  value?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type SelectParams = {
  id?: string | undefined
  name: string
  items: readonly ({ value?: string | undefined; text?: string | undefined; selected?: boolean | undefined; disabled?: boolean | undefined; attributes?: Attributes | undefined })[]
  value?: string | undefined
  disabled?: boolean | undefined
  describedBy?: string | undefined
  label: LabelParams
  hint?: HintParams | undefined
  errorMessage?: ErrorMessageParams | undefined
  formGroup?: { classes?: string | undefined; attributes?: Attributes | undefined; beforeInput?: { text?: string | undefined; html?: Html | undefined } | undefined; afterInput?: { text?: string | undefined; html?: Html | undefined } | undefined } | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type SummaryListParams = {
  rows: readonly ({ classes?: string | undefined; key: { text?: string | undefined; html?: Html | undefined; classes?: string | undefined }; value: { text?: string | undefined; html?: Html | undefined; classes?: string | undefined }; actions?: { items?: readonly ({ href: string; text?: string | undefined; html?: Html | undefined; visuallyHiddenText?: string | undefined; classes?: string | undefined; attributes?: Attributes | undefined })[] | undefined; classes?: string | undefined } | undefined })[]
  card?: { title?: { text?: string | undefined; html?: Html | undefined; headingLevel?: number | undefined; classes?: string | undefined } | undefined; actions?: { items?: readonly ({ href: string; text?: string | undefined; html?: Html | undefined; visuallyHiddenText?: string | undefined; classes?: string | undefined; attributes?: Attributes | undefined })[] | undefined; classes?: string | undefined } | undefined; classes?: string | undefined; attributes?: Attributes | undefined } | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type TableParams = {
  rows: readonly (readonly ({ text?: string | undefined; html?: Html | undefined; format?: string | undefined; classes?: string | undefined; colspan?: number | undefined; rowspan?: number | undefined; attributes?: Attributes | undefined })[])[]
  head?: readonly ({ text?: string | undefined; html?: Html | undefined; format?: string | undefined; classes?: string | undefined; colspan?: number | undefined; rowspan?: number | undefined; attributes?: Attributes | undefined })[] | undefined
  caption?: string | undefined
  captionClasses?: string | undefined
  firstCellIsHeader?: boolean | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type TagParams = {
  text?: string | undefined
  html?: Html | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type TaskListParams = {
  items: readonly ({ title: { text?: string | undefined; html?: Html | undefined; classes?: string | undefined }; hint?: { text?: string | undefined; html?: Html | undefined } | undefined; status: { tag?: TagParams | undefined; text?: string | undefined; html?: Html | undefined; classes?: string | undefined }; href?: string | undefined; classes?: string | undefined })[]
  classes?: string | undefined
  attributes?: Attributes | undefined
  idPrefix?: string | undefined
}

export type TextareaParams = {
  id?: string | undefined
  name: string
  spellcheck?: boolean | undefined
  rows?: string | undefined
  value?: string | undefined
  disabled?: boolean | undefined
  describedBy?: string | undefined
  label: LabelParams
  hint?: HintParams | undefined
  errorMessage?: ErrorMessageParams | undefined
  formGroup?: { classes?: string | undefined; attributes?: Attributes | undefined; beforeInput?: { text?: string | undefined; html?: Html | undefined } | undefined; afterInput?: { text?: string | undefined; html?: Html | undefined } | undefined } | undefined
  classes?: string | undefined
  autocomplete?: string | undefined
  attributes?: Attributes | undefined
}

export type WarningTextParams = {
  text?: string | undefined
  html?: Html | undefined
  iconFallbackText?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}
