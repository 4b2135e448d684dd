/**
 * A small template tag for pages. Everything interpolated is escaped unless it is `Html` already,
 * and only strings, numbers, `Html` and arrays of `Html` type-check, so that `undefined` or an
 * object can never reach a page by accident.
 */

/** Markup that is safe to send as it is. Made only by `html` and `raw`. */
export class Html {
  readonly #markup: string
  constructor(markup: string) {
    this.#markup = markup
  }
  toString(): string {
    return this.#markup
  }
}

export type HtmlPart = Html | string | number | readonly Html[]

const needsEscape = /[&<>"']/
const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Escapes text for element content and for quoted attribute values. */
export function escapeHtml(text: string): string {
  if (!needsEscape.test(text)) return text
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? character)
}

function render(part: HtmlPart): string {
  if (typeof part === 'string') return escapeHtml(part)
  if (typeof part === 'number') return String(part)
  if (part instanceof Html) return part.toString()
  let markup = ''
  for (const item of part) markup += item.toString()
  return markup
}

/** Tagged template: literal text stays, interpolations are escaped unless they are `Html`. */
export function html(strings: TemplateStringsArray, ...parts: HtmlPart[]): Html {
  let markup = strings[0] ?? ''
  for (let index = 0; index < parts.length; index++) {
    markup += render(parts[index] ?? '') + (strings[index + 1] ?? '')
  }
  return new Html(markup)
}

/** Marks a string as markup. Only for text that this program made or a library rendered from escaped values. */
export function raw(markup: string): Html {
  return new Html(markup)
}

/** The empty piece, for the branch of a condition that shows nothing. */
export const nothing: Html = new Html('')

/** Joins pieces with a separator. */
export function join(parts: readonly Html[], separator: Html = nothing): Html {
  return new Html(parts.map(String).join(separator.toString()))
}
