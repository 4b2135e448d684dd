import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { Html } from './html.ts'

/** Why something may not be done, in words for the person who asked; `field` names the form field it is about. */
export type Refusal = { field?: string; message: string }

export type FormError = { field: string; message: string }

/** A value as it came from a form, or as it is shown in one. */
export type RawValues = { [name: string]: unknown }

type Option = { value: string; text: string; hint?: string; conditional?: Html }

/**
 * What a page needs to draw a form. The names are those of the form's fields; the design room
 * supplies the drawing.
 */
export type FormView<Name extends string = string> = {
  /** The `<form>` tag with its hidden fields. Put the error-bearing controls after it. */
  start(options?: {
    action?: string
    upload?: boolean
    autosave?: { url: string; statusId: string }
    id?: string
  }): Html
  /** The button and the closing tag. */
  end(
    button: string,
    options?: { tone?: 'secondary' | 'warning'; cancel?: { href: string; text?: string }; name?: string },
  ): Html
  input(
    name: Name,
    options: {
      label: string
      hint?: string
      heading?: boolean
      width?: 2 | 3 | 4 | 5 | 10 | 20
      type?: 'text' | 'email' | 'tel' | 'url'
      autocomplete?: string
      prefix?: string
      suffix?: string
      numeric?: boolean
      spellcheck?: boolean
    },
  ): Html
  textarea(
    name: Name,
    options: { label: string; hint?: string; heading?: boolean; rows?: number; maxLength?: number },
  ): Html
  date(name: Name, options: { legend: string; hint?: string; heading?: boolean }): Html
  time(name: Name, options: { label: string; hint?: string }): Html
  money(name: Name, options: { label: string; hint?: string }): Html
  radios(
    name: Name,
    options: {
      legend: string
      hint?: string
      heading?: boolean
      items: readonly Option[]
      inline?: boolean
      small?: boolean
    },
  ): Html
  checkboxes(
    name: Name,
    options: { legend: string; hint?: string; heading?: boolean; items: readonly Option[]; small?: boolean },
  ): Html
  tick(name: Name, options: { text: string; hint?: string }): Html
  select(
    name: Name,
    options: {
      label: string
      hint?: string
      heading?: boolean
      items: readonly { value: string; text: string }[]
      searchable?: boolean
      empty?: string
    },
  ): Html
  file(name: Name, options: { label: string; hint?: string; heading?: boolean; accept?: string }): Html
  /** Repeated groups: `draw` is called for each group with the view of its fields, plus one empty group to add. */
  groups(
    name: Name,
    options: { legend: string; addText: string; least?: number; draw: (group: FormView, index: number) => Html },
  ): Html
  hidden(name: string, value: string): Html
}

/** The state of one form on one request. `value` is there only when it was sent and everything in it is right. */
export type FormCore<Value> = {
  name: string
  once: string
  version: number | undefined
  sent: boolean
  value: Value | undefined
  raw: RawValues
  errors: FormError[]
  conflict: Conflict | undefined
  /** Turns a rule's refusal into an error of the form; nothing of the request is kept. */
  refuse(refusal: Refusal): void
  /** The version of the record that the person was looking at when they typed. */
  sentVersion: number | undefined
  /** Whose drafts a device keeps for this form: the signed-in account. Another person on the same device never sees them. */
  owner?: string
}

/** Two people changed the same thing: what the other one saved, by field. */
export type Conflict = {
  version: number
  by: string
  at: Temporal.Instant
  theirs: Record<string, string>
  labels: Record<string, string>
  /** What they chose otherwise where there are no texts to compare: a day, a person, a point of a scale. */
  choices?: readonly OtherChoice[]
}

/** One such choice in words, and what its fields become when theirs stays. */
export type OtherChoice = { label: string; theirs: string; mine: string; fields: RawValues }

export type Form<Value> = FormCore<Value> & FormView<keyof Value & string>

export type FormOptions = {
  /** Tells two forms on one page apart. */
  name?: string
  /** What the fields show before anything is sent. Days and times are shown in their boxes. */
  initial?: RawValues
  /** The version of the record being edited; comes back as `sentVersion`. */
  version?: number
}

/** Reads one form out of a request's body. */
export function readForm<Shape extends z.ZodType>(
  fields: Shape,
  body: RawValues | undefined,
  options: FormOptions,
): FormCore<z.output<Shape>> {
  const name = options.name ?? ''
  const sent = body !== undefined && (body._form ?? '') === name
  const raw = sent ? body : shownValues(options.initial ?? {})
  const core: FormCore<z.output<Shape>> = {
    name,
    once: sent && typeof body._once === 'string' && isUuid(body._once) ? body._once : randomUUID(),
    version: options.version,
    sent,
    value: undefined,
    raw,
    errors: [],
    conflict: undefined,
    sentVersion:
      sent && typeof body._version === 'string' && /^\d{1,9}$/.test(body._version) ? Number(body._version) : undefined,
    refuse(refusal) {
      core.errors.push({ field: refusal.field ?? '', message: refusal.message })
      core.value = undefined
    },
  }
  if (sent) {
    const parsed = fields.safeParse(applyKept(body))
    if (parsed.success) core.value = parsed.data
    else core.errors = errorsOf(parsed.error)
  }
  return core
}

/** One error a field, in the order of the page, named as in the markup: `steps[0][title]`. */
function errorsOf(error: z.ZodError): FormError[] {
  const found = new Map<string, string>()
  for (const issue of error.issues) {
    // A wrong value among the ticks of one question is a mistake in the question.
    const path = issue.path.length === 2 && typeof issue.path[1] === 'number' ? issue.path.slice(0, 1) : issue.path
    const field = path.map((part, index) => (index === 0 ? String(part) : `[${String(part)}]`)).join('')
    if (!found.has(field)) found.set(field, issue.message)
  }
  return [...found].map(([field, message]) => ({ field, message }))
}

/** On the "someone else changed this" page a person may choose the other text for a field, or the other choice. */
function applyKept(body: RawValues): RawValues {
  const { _keep: keep, _theirs: texts, _others: choices } = body
  if (!isRecord(keep)) return body
  const kept = { ...body }
  for (const [name, side] of Object.entries(keep)) {
    if (side !== 'theirs') continue
    if (isRecord(texts) && typeof texts[name] === 'string') kept[name] = texts[name]
    const choice = isRecord(choices) ? choices[name] : undefined
    if (isRecord(choice)) Object.assign(kept, choice)
  }
  return kept
}

function shownValues(initial: RawValues): RawValues {
  const shown: RawValues = {}
  for (const [name, value] of Object.entries(initial)) {
    if (value instanceof Temporal.PlainDate)
      shown[name] = { day: String(value.day), month: String(value.month), year: String(value.year) }
    else if (value instanceof Temporal.PlainTime) shown[name] = value.toString().slice(0, 5)
    else if (typeof value === 'number') shown[name] = String(value)
    else shown[name] = value
  }
  return shown
}

const datePart = /^(.+)-(day|month|year)$/

/** Names under which an object finds its own kind: written to, they would change every object of the process. */
const dangerousNames = new Set(['__proto__', 'constructor', 'prototype'])

/** Deeper than any form of ours: what comes from further down was made to make us dig. */
const deepest = 10

/**
 * Makes a request's body safe to keep and easy to parse: no NUL characters (a database refuses
 * them), no names that reach into the language, and the three boxes of a date gathered under the
 * date's own name.
 */
export function tidyBody(body: unknown, depth = 0): RawValues {
  const tidy: RawValues = {}
  if (!isRecord(body)) return tidy
  for (const [sent, value] of Object.entries(body)) {
    const name = sent.replaceAll('\0', '').toWellFormed()
    const [, date, part] = datePart.exec(name) ?? []
    if (dangerousNames.has(date ?? name)) continue
    if (!date || !part) {
      tidy[name] = withoutNul(value, depth)
      continue
    }
    const parts = isRecord(tidy[date]) ? tidy[date] : {}
    parts[part] = withoutNul(value, depth)
    tidy[date] = parts
  }
  return tidy
}

/** The same value with texts that a database can keep. */
export function withoutNul(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed()
  if (depth > deepest) return undefined
  if (Array.isArray(value)) return value.map((item) => withoutNul(item, depth + 1))
  if (isRecord(value)) return tidyBody(value, depth + 1)
  return value
}

export function isRecord(value: unknown): value is RawValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text)
}
