/** What a log may know of an error. */
export type Fault = { type: string; code?: string; message?: string; at: string[] }

/** Errors of the language itself name parts of the program, not what somebody typed. */
const ofTheLanguage = new Set(['TypeError', 'ReferenceError'])

/**
 * An error without anything that a person typed: messages of our own, of parsers and of the database can quote it, over
 * several lines. Where it happened, its kind and its code are enough to find the cause.
 */
export function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return { type: typeof error, at: [] }
  // The stack begins with the message, in which a typed line can look like a place.
  const places = (error.stack ?? '').replace(error.message, '')
  const at = places.split('\n').filter((line) => /^\s+at /.test(line))
  const codes = ['code', 'constraint'].flatMap((key) => {
    const value: unknown = Reflect.get(error, key)
    return typeof value === 'string' && /^\w+$/.test(value) ? [value] : []
  })
  return {
    type: error.name,
    ...(codes.length > 0 ? { code: codes.join(' ') } : {}),
    ...(ofTheLanguage.has(error.name) ? { message: error.message.slice(0, 200) } : {}),
    at: at.map((line) => line.trim()).slice(0, 20),
  }
}
