/** Draws a form's fields with the design system's components, with the values and errors of the request. */
import { type FormCore, type FormView, isRecord } from '../platform/web/form.ts'
import { type Html, html, nothing } from '../platform/web/html.ts'
import { button } from './components/button.ts'
import { characterCount } from './components/character-count.ts'
import { checkboxes } from './components/checkboxes.ts'
import { dateInput } from './components/date-input.ts'
import { fileUpload } from './components/file-upload.ts'
import { input } from './components/input.ts'
import { radios } from './components/radios.ts'
import { select } from './components/select.ts'
import { textarea } from './components/textarea.ts'

/** Where each error's link leads is known once the field is drawn: a date's to its first box. */
export type DrawnForm = FormView & { errorLinks(): { href: string; text: string }[] }

type Scope = { core: FormCore<unknown>; kinds: Map<string, 'date'>; path: string }

/** The view of a form. `path` is where it posts to: the page that shows it. */
export function formView(core: FormCore<unknown>, path: string): DrawnForm {
  const scope: Scope = { core, kinds: new Map(), path }
  return { ...fieldsOf(scope, ''), ...frameOf(scope), errorLinks: () => errorLinks(scope) }
}

function idOf(scope: Scope, field: string): string {
  const plain = field.replaceAll('[', '-').replaceAll(']', '')
  return scope.core.name === '' ? plain : `${scope.core.name}-${plain}`
}

function errorLinks(scope: Scope): { href: string; text: string }[] {
  return scope.core.errors.map(({ field, message }) => ({
    href: field === '' ? '#main-content' : `#${idOf(scope, field)}${scope.kinds.get(field) === 'date' ? '-day' : ''}`,
    text: message,
  }))
}

function frameOf(scope: Scope): Pick<FormView, 'start' | 'end' | 'hidden'> {
  const { core } = scope
  return {
    start(options = {}) {
      const upload = options.upload ? html` enctype="multipart/form-data"` : nothing
      const autosave = options.autosave
        ? html` data-autosave="${options.autosave.url}" data-autosave-status="${options.autosave.statusId}" data-autosave-owner="${core.owner ?? ''}"`
        : nothing
      const own = options.id ? html` id="${options.id}"` : nothing
      return html`<form method="post" action="${options.action ?? scope.path}" novalidate${own}${upload}${autosave}>
<input type="hidden" name="_once" value="${core.once}"><input type="hidden" name="_form" value="${core.name}">${
        core.version === undefined
          ? nothing
          : html`<input type="hidden" name="_version" value="${core.conflict?.version ?? core.sentVersion ?? core.version}">`
      }`
    },
    end(text, options = {}) {
      const tone = options.tone ? { classes: `govuk-button--${options.tone}` } : {}
      const drawn = button({
        text,
        ...(options.name ? { name: options.name, value: 'yes' } : {}),
        ...tone,
      })
      const cancel = options.cancel
        ? html`<a class="govuk-link" href="${options.cancel.href}">${options.cancel.text ?? 'Cancel'}</a>`
        : nothing
      return html`${options.cancel ? html`<div class="govuk-button-group">${drawn}${cancel}</div>` : drawn}</form>`
    },
    hidden: (name, value) => html`<input type="hidden" name="${name}" value="${value}">`,
  }
}

/** The value at `steps[0][title]` in what was typed or is shown. */
function valueAt(scope: Scope, field: string): unknown {
  let value: unknown = scope.core.raw
  for (const part of field.split(/[[\]]+/).filter((piece) => piece !== '')) {
    if (isRecord(value)) value = value[part]
    else if (Array.isArray(value)) value = value[Number(part)]
    else return undefined
  }
  return value
}

function textAt(scope: Scope, field: string): string {
  const value = valueAt(scope, field)
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'yes' : ''
  return typeof value === 'number' ? String(value) : ''
}

function listAt(scope: Scope, field: string): string[] {
  const value = valueAt(scope, field)
  if (Array.isArray(value)) return value.filter((item) => typeof item === 'string')
  const one = textAt(scope, field)
  return one === '' ? [] : [one]
}

type Fields = Omit<FormView, 'start' | 'end' | 'hidden'>

function fieldsOf(scope: Scope, prefix: string): Fields {
  const parts = partsOf(scope, prefix)
  return {
    ...lineFields(parts),
    ...boxFields(parts),
    ...choiceFields(parts),
    date: (name, options) => dateField(parts, name, options),
    groups: (name, options) => groupsField(parts, name, options),
  }
}

/** What the components take in the same way, whatever the kind of field. */
type Parts = ReturnType<typeof partsOf>

function partsOf(scope: Scope, prefix: string) {
  const nameOf = (name: string) => (prefix === '' ? name : `${prefix}[${name}]`)
  const errorOf = (field: string) => {
    const error = scope.core.errors.find((candidate) => candidate.field === field)
    return error ? { errorMessage: { text: error.message } } : {}
  }
  const hint = (text: string | undefined) => (text === undefined ? {} : { hint: { text } })
  return {
    scope,
    nameOf,
    errorOf,
    hint,
    text: (name: string) => textAt(scope, nameOf(name)),
    list: (name: string) => listAt(scope, nameOf(name)),
    common: (name: string) => {
      const field = nameOf(name)
      return { id: idOf(scope, field), name: field, ...errorOf(field) }
    },
    label: (text: string, heading = false) => ({
      label: heading ? { text, isPageHeading: true, classes: 'govuk-label--l' } : { text, classes: 'govuk-label--s' },
    }),
    legend: (text: string, heading = false) => ({
      fieldset: {
        legend: heading
          ? { text, isPageHeading: true, classes: 'govuk-fieldset__legend--l' }
          : { text, classes: 'govuk-fieldset__legend--s' },
      },
    }),
    items: (items: readonly { value: string; text: string; hint?: string; conditional?: Html }[]) =>
      items.map((item) => ({
        value: item.value,
        text: item.text,
        ...hint(item.hint),
        ...(item.conditional ? { conditional: { html: item.conditional } } : {}),
      })),
  }
}

/** Answers on one line. */
function lineFields(parts: Parts): Pick<Fields, 'input' | 'time' | 'money'> {
  const line: Fields['input'] = (name, options) =>
    input({
      ...parts.common(name),
      ...parts.label(options.label, options.heading),
      ...parts.hint(options.hint),
      value: parts.text(name),
      type: options.type ?? 'text',
      ...(options.width ? { classes: `govuk-input--width-${options.width}` } : {}),
      ...(options.autocomplete ? { autocomplete: options.autocomplete } : {}),
      ...(options.prefix ? { prefix: { text: options.prefix } } : {}),
      ...(options.suffix ? { suffix: { text: options.suffix } } : {}),
      ...(options.numeric ? { inputmode: 'numeric' } : {}),
      ...(options.spellcheck === undefined ? {} : { spellcheck: options.spellcheck }),
    })
  return {
    input: line,
    time: (name, options) => line(name, { ...options, hint: options.hint ?? 'For example, 9:30am or 14:30', width: 5 }),
    money: (name, options) => line(name, { ...options, prefix: '£', width: 10, numeric: true, spellcheck: false }),
  }
}

/** Longer texts, lists to choose from, and files. */
function boxFields(parts: Parts): Pick<Fields, 'textarea' | 'select' | 'file'> {
  return {
    textarea(name, options) {
      const params = {
        ...parts.common(name),
        ...parts.label(options.label, options.heading),
        ...parts.hint(options.hint),
        rows: String(options.rows ?? 5),
        value: parts.text(name),
      }
      return options.maxLength ? characterCount({ ...params, maxlength: String(options.maxLength) }) : textarea(params)
    },
    select: (name, options) =>
      select({
        ...parts.common(name),
        ...parts.label(options.label, options.heading),
        ...parts.hint(options.hint),
        items: [{ value: '', text: options.empty ?? 'Choose one' }, ...options.items],
        value: parts.text(name),
        ...(options.searchable ? { attributes: { 'data-autocomplete': 'true' } } : {}),
      }),
    file: (name, options) =>
      fileUpload({
        ...parts.common(name),
        ...parts.label(options.label, options.heading),
        ...parts.hint(options.hint),
        ...(options.accept ? { attributes: { accept: options.accept } } : {}),
      }),
  }
}

function choiceFields(parts: Parts): Pick<Fields, 'radios' | 'checkboxes' | 'tick'> {
  const group = (name: string) => {
    const { id, ...rest } = parts.common(name)
    return { ...rest, idPrefix: id }
  }
  return {
    radios(name, options) {
      const classes = [options.inline && 'govuk-radios--inline', options.small && 'govuk-radios--small'].filter(Boolean)
      return radios({
        ...group(name),
        ...parts.legend(options.legend, options.heading),
        ...parts.hint(options.hint),
        // An answer that is the empty text ("just a note") is chosen until another is.
        items: parts
          .items(options.items)
          .map((item) => (item.value === '' ? { ...item, checked: parts.text(name) === '' } : item)),
        value: parts.text(name),
        ...(classes.length > 0 ? { classes: classes.join(' ') } : {}),
      })
    },
    checkboxes: (name, options) =>
      checkboxes({
        ...group(name),
        ...parts.legend(options.legend, options.heading),
        ...parts.hint(options.hint),
        items: parts.items(options.items),
        values: parts.list(name),
        ...(options.small ? { classes: 'govuk-checkboxes--small' } : {}),
      }),
    tick: (name, options) =>
      checkboxes({
        ...group(name),
        items: [{ value: 'yes', text: options.text, ...parts.hint(options.hint) }],
        values: parts.text(name) === '' ? [] : ['yes'],
      }),
  }
}

function dateField(parts: Parts, name: string, options: Parameters<Fields['date']>[1]): Html {
  const { scope } = parts
  const field = parts.nameOf(name)
  scope.kinds.set(field, 'date')
  const error = parts.errorOf(field)
  const value = valueAt(scope, field)
  const typed = isRecord(value) ? value : {}
  const box = (part: 'day' | 'month' | 'year', label: string, width: 2 | 4) => ({
    id: `${idOf(scope, field)}-${part}`,
    name: `${field}-${part}`,
    label,
    value: typeof typed[part] === 'string' ? typed[part] : '',
    classes: `govuk-input--width-${width}${'errorMessage' in error ? ' govuk-input--error' : ''}`,
  })
  return dateInput({
    id: idOf(scope, field),
    ...error,
    ...parts.legend(options.legend, options.heading),
    ...parts.hint(options.hint ?? 'For example, 27 3 2027'),
    items: [box('day', 'Day', 2), box('month', 'Month', 2), box('year', 'Year', 4)],
  })
}

/** Groups that repeat, each with the names of its own, and one empty group to add. */
function groupsField(parts: Parts, name: string, options: Parameters<Fields['groups']>[1]): Html {
  const { scope } = parts
  const field = parts.nameOf(name)
  const value = valueAt(scope, field)
  const present = Array.isArray(value) ? value.length : isRecord(value) ? Object.keys(value).length : 0
  const shown = Math.max(options.least ?? 1, present + 1)
  const groups = Array.from({ length: shown }, (_, index) => {
    const group = { ...fieldsOf(scope, `${field}[${index}]`), ...frameOf(scope) }
    return html`<div class="app-group" data-group>${options.draw(group, index)}</div>`
  })
  const { errorMessage: error } = parts.common(name)
  return html`<fieldset class="govuk-fieldset app-groups" id="${idOf(scope, field)}" data-groups data-add-text="${options.addText}"><legend class="govuk-fieldset__legend govuk-fieldset__legend--s">${options.legend}</legend>${
    error
      ? html`<p class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> ${error.text}</p>`
      : nothing
  }${groups}</fieldset>`
}
