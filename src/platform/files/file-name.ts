const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i

/**
 * A file name that is safe to show and to save anywhere: the last part of a path, without control
 * or direction-changing characters, at most 120 characters, its ending kept.
 */
export function cleanFileName(given: string): string {
  const base = given.toWellFormed().split(/[\\/]/).at(-1) ?? ''
  const tidy = base
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*]/g, '-')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  const dot = tidy.lastIndexOf('.')
  const ending = dot > 0 ? [...tidy.slice(dot)].slice(0, 10).join('') : ''
  const stem = [...(dot > 0 ? tidy.slice(0, dot) : tidy)].slice(0, 110).join('').trim()
  if (stem === '' || reserved.test(stem)) return `file${stem === '' ? '' : `-${stem}`}${ending}`
  return `${stem}${ending}`
}
