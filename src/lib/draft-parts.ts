/** Changing what is kept in editions, part by part: which version of a part somebody saw, its order, keys and names. */

/**
 * A number that changes whenever the texts do (FNV-1a, nine digits). A form carries it, so that two
 * people clash only over the same part of a draft and not over the draft.
 */
export function partVersion(part: unknown): number {
  let hash = 0x811c9dc5
  for (const character of JSON.stringify(part)) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  }
  return hash % 1_000_000_000
}

export type Direction = 'up' | 'down'

/** The list with the item of that key one place up or down; at either end it stays where it is. */
export function moved<T extends { key: string }>(list: readonly T[], key: string, direction: Direction): T[] {
  const from = list.findIndex((item) => item.key === key)
  const to = direction === 'up' ? from - 1 : from + 1
  const item = list[from]
  if (!item || to < 0 || to >= list.length) return [...list]
  return list.toSpliced(from, 1).toSpliced(to, 0, item)
}

/** A key that nobody needs to see, from the first words of a text. */
export function keyFrom(text: string, taken: ReadonlySet<string>): string {
  const words = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replace(/^-+|-+$/g, '')
  const base = words === '' ? 'item' : words
  for (let number = 1; ; number++) {
    const key = number === 1 ? base : `${base}-${number}`
    if (!taken.has(key)) return key
  }
}

/** A name for the next edition: the next number when editions are numbered. */
export function nextEdition(edition: string, taken: ReadonlySet<string>): string {
  const counts = /^(.*?)(\d+)$/.exec(edition) ?? [edition, `${edition} `, '1']
  for (let number = Number(counts[2]) + 1; ; number++) {
    const next = `${counts[1]}${number}`
    if (!taken.has(next)) return next
  }
}

/** Whether a text has only characters that a page, an email and a PDF can show. */
export function isPrintable(typed: string): boolean {
  return !/[^\P{Cc}\n\t]/u.test(typed)
}
