/** The answers of a form, or of one part of it: read, put back, and whether somebody touched them. */
import type { Entries } from './drafts.ts'

/** A whole form, or one part of a longer one: of the part `s3` the field `s3[point]` is called `point`. */
export type Unit = { element: HTMLElement; form: HTMLFormElement; part: string | undefined }

/** A field's name within its unit; undefined when it belongs to another part. */
function ownName(unit: Unit, name: string): string | undefined {
  if (unit.part === undefined) return name
  return name.startsWith(`${unit.part}[`) && name.endsWith(']') ? name.slice(unit.part.length + 1, -1) : undefined
}

export function entriesOf(unit: Unit): Entries {
  return [...new FormData(unit.form)].flatMap(([name, value]) => {
    const own = ownName(unit, name)
    return own !== undefined && typeof value === 'string' ? [[own, value] as const] : []
  })
}

export function setHiddenFields(unit: Unit, fields: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(fields)) {
    const field = unit.form.elements.namedItem(unit.part === undefined ? name : `${unit.part}[${name}]`)
    if (field instanceof HTMLInputElement && field.type === 'hidden') field.value = value
  }
}

/** Puts a draft's answers back into the form. */
export function fillIn(unit: Unit, entries: Entries): void {
  const values = new Map<string, string[]>()
  for (const [name, value] of entries) values.set(name, [...(values.get(name) ?? []), value])
  for (const field of unit.form.elements) {
    const own = 'name' in field && typeof field.name === 'string' ? ownName(unit, field.name) : undefined
    if (own !== undefined) fillField(field, values.get(own))
  }
}

const neverFilled = ['hidden', 'file', 'submit', 'button']

/** Gives one field its answer; fields of one name take theirs in turn. */
function fillField(field: Element, values: string[] | undefined): void {
  if (field instanceof HTMLInputElement && (field.type === 'radio' || field.type === 'checkbox')) {
    field.checked = values?.includes(field.value) ?? false
    return
  }
  const box =
    field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement
  const value = box && !neverFilled.includes(field.type) ? values?.shift() : undefined
  if (box && value !== undefined) field.value = value
}

/** Whether something differs from what the server sent. */
export function isTouched(unit: Unit): boolean {
  return [...unit.form.elements].some((field) => {
    if (!('name' in field) || typeof field.name !== 'string' || ownName(unit, field.name) === undefined) return false
    if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue
    if (!(field instanceof HTMLInputElement) || neverFilled.includes(field.type)) return false
    return ['radio', 'checkbox'].includes(field.type)
      ? field.checked !== field.defaultChecked
      : field.value !== field.defaultValue
  })
}
