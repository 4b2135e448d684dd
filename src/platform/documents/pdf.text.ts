/**
 * Cleans text for a document: well-formed, one kind of line end, and without the control
 * characters and non-characters that no font draws.
 */
export function displayable(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, '    ')
    .replace(/[\p{Noncharacter_Code_Point}\p{Cc}]/gu, (character) => (character === '\n' ? character : ''))
}

/** The characters that the compiler's message says it could not draw. */
export function undisplayed(message: string): string[] {
  const found = new Set<string>()
  for (const match of message.matchAll(/the text `\\*"(.*?)\\*"` could not be displayed/gsu)) {
    const text = (match[1] ?? '').replace(/\\+u\{([0-9a-f]+)\}/giu, (_, code: string) =>
      String.fromCodePoint(Number.parseInt(code, 16)),
    )
    for (const character of text) if (character !== '\\') found.add(character)
  }
  return [...found]
}

/** Writes the given characters as their code points, so that a reader can still find out what stood there. */
export function spellOut(text: string, characters: readonly string[]): string {
  let spelled = text
  for (const character of characters) {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
    spelled = spelled.replaceAll(character, `[U+${code}]`)
  }
  return spelled
}
