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

/** Writing that nobody could read letter by letter as code points, and its name in a sentence. */
const scripts: Readonly<Record<string, string>> = {
  Arabic: 'Arabic script',
  Armenian: 'Armenian script',
  Bengali: 'Bengali script',
  Cyrillic: 'Cyrillic script',
  Devanagari: 'Devanagari script',
  Ethiopic: 'Ethiopic script',
  Georgian: 'Georgian script',
  Greek: 'Greek script',
  Gujarati: 'Gujarati script',
  Gurmukhi: 'Punjabi (Gurmukhi) script',
  Han: 'Chinese characters',
  Hangul: 'Korean script',
  Hebrew: 'Hebrew script',
  Hiragana: 'Japanese script',
  Katakana: 'Japanese script',
  Khmer: 'Khmer script',
  Malayalam: 'Malayalam script',
  Sinhala: 'Sinhala script',
  Tamil: 'Tamil script',
  Telugu: 'Telugu script',
  Thai: 'Thai script',
  Tibetan: 'Tibetan script',
}

/**
 * Says in words what stood where no font can draw it. Words of a script become one remark that sends the reader to the
 * web page, which shows them; single signs are written as their code points, so that one can still look them up.
 */
export function spellOut(text: string, characters: readonly string[]): string {
  let spelled = text
  for (const [script, name] of Object.entries(scripts)) {
    const words = new RegExp(`\\p{Script=${script}}(?:[\\p{scx=${script}}\\p{Cf}\\s]*\\p{scx=${script}})?`, 'gu')
    spelled = spelled.replace(words, (run) =>
      characters.some((character) => run.includes(character)) ? `[${name}: see the web page]` : run,
    )
  }
  for (const character of characters) {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
    spelled = spelled.replaceAll(character, `[U+${code}]`)
  }
  return spelled
}
