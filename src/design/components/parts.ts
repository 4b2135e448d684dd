/** The small pieces that several components share, written as govuk-frontend's templates write them. */
import { escapeHtml, type Html, html, nothing, raw } from '../../platform/web/html.ts'
import type { Attributes } from './generated.ts'

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
