import { z } from 'zod'

/**
 * The kinds of answer that a form asks for. Each is a zod type whose messages say what to do, so
 * that a form's fields, its parsing and its errors come from one place. A missing field reads as
 * the empty text: a browser sends nothing for an untouched group of radios.
 */

/** Text as a person typed it: one line ending, no control characters that a database cannot keep. */
const typed = z
  .union([z.string(), z.null()], { error: 'Enter one answer' })
  .optional()
  .transform((text) => (text ?? '').replace(/\r\n?/g, '\n').trim())

const breaks = /[\p{Cc}\p{Zl}\p{Zp}]+/gu
/** They turn the direction of everything that follows on the line: a name could make a mail read backwards. */
const turns = /[\u202a-\u202e\u2066-\u2069]/g
const unseen = /^[\p{Cf}\s\u2800\u3164]*$/u

/** Text of one line: names go into mails, headings and tables, and must stay where they are put. */
const typedLine = typed.transform((text) => {
  const line = text.replace(breaks, ' ').replace(turns, '').trim()
  return unseen.test(line) ? '' : line
})

function within(max: number, message?: string) {
  return {
    check: (text: string) => text.length <= max,
    message: message ?? `Use ${max.toLocaleString('en-GB')} characters or fewer`,
  }
}

/** One line that must be filled in. `message` says what to enter. */
export function text(message: string, options: { max?: number } = {}) {
  return typedLine.pipe(filled(message, options.max ?? 200))
}

/** One line that may be left empty. */
export function optionalText(options: { max?: number } = {}) {
  return typedLine.pipe(bounded(options.max ?? 200))
}

/** Several lines that must be filled in. */
export function longText(message: string, options: { max?: number } = {}) {
  return typed.pipe(filled(message, options.max ?? 20_000))
}

/** Several lines that may be left empty. */
export function optionalLongText(options: { max?: number } = {}) {
  return typed.pipe(bounded(options.max ?? 20_000))
}

function filled(message: string, max: number) {
  const limit = within(max)
  return z.string().min(1, message).refine(limit.check, limit.message)
}

function bounded(max: number) {
  const limit = within(max)
  return z.string().refine(limit.check, limit.message)
}

/** An email address, in lower case. */
export function email(message: string) {
  return typed.pipe(
    z
      .string()
      .min(1, message)
      .max(254, message)
      .transform((address) => address.toLowerCase())
      .pipe(z.email('Enter an email address in the correct format, like name@example.com')),
  )
}

/** A web address that starts with https:// or http://. */
export function webAddress(message: string) {
  return typed.pipe(
    z
      .string()
      .min(1, message)
      .max(2000, 'Use a shorter address')
      .pipe(z.url({ protocol: /^https?$/, error: 'Enter a full web address, starting with https://' })),
  )
}

/** A whole number between two bounds. */
export function wholeNumber(message: string, bounds: { min: number; max: number }) {
  return typed.pipe(
    z
      .string()
      .min(1, message)
      .transform((digits) => Number(digits.replaceAll(',', '')))
      .pipe(
        z
          .number({ error: 'Enter a number in digits, like 6' })
          .int('Enter a whole number')
          .min(bounds.min, `Enter ${bounds.min} or more`)
          .max(bounds.max, `Enter ${bounds.max} or less`),
      ),
  )
}

/** A whole number between two bounds that may be left empty. */
export function optionalWholeNumber(bounds: { min: number; max: number }) {
  const number = wholeNumber('Enter a whole number', bounds)
  return typed.transform((digits, context) => {
    if (digits === '') return undefined
    const read = number.safeParse(digits)
    if (read.success) return read.data
    for (const { message } of read.error.issues) context.issues.push({ code: 'custom', message, input: digits })
    return z.NEVER
  })
}

/** An amount in pounds, as whole pence. */
export function money(message: string, bounds: { max: number } = { max: 100_000_000 }) {
  return typed.pipe(
    z
      .string()
      .min(1, message)
      .regex(/^£?\s*\d[\d,]*(\.\d{1,2})?$/, 'Enter an amount in pounds, like 1,250 or 1250.50')
      .transform((amount) => Math.round(Number(amount.replace(/[£,\s]/g, '')) * 100))
      .refine((pence) => pence <= bounds.max, 'Enter a smaller amount'),
  )
}

const dateParts = z.object({ day: typed, month: typed, year: typed })
const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

function readDate(parts: z.infer<typeof dateParts>): Temporal.PlainDate | string {
  const named = monthNames.indexOf(parts.month.slice(0, 3).toLowerCase()) + 1
  const month = named > 0 ? named : Number(parts.month)
  const [day, year] = [Number(parts.day), Number(parts.year)]
  if (!/^\d{4}$/.test(parts.year)) return 'The year must have 4 digits, like 2027'
  if (year < 1900 || year > 2200) return 'Check the year'
  try {
    return Temporal.PlainDate.from({ day, month, year }, { overflow: 'reject' })
  } catch {
    return 'Enter a real date, like 27 3 2027'
  }
}

const dateInput = dateParts.optional().transform((parts) => parts ?? { day: '', month: '', year: '' })

/** A day, from the three boxes `name-day`, `name-month` and `name-year`. */
export function date(message: string) {
  return dateInput.transform((parts, context) => {
    const empty = parts.day === '' && parts.month === '' && parts.year === ''
    const day = empty ? message : readDate(parts)
    if (typeof day !== 'string') return day
    context.addIssue({ code: 'custom', message: day })
    return z.NEVER
  })
}

/** A day that may be left empty. */
export function optionalDate() {
  return dateInput.transform((parts, context) => {
    if (parts.day === '' && parts.month === '' && parts.year === '') return undefined
    const day = readDate(parts)
    if (typeof day !== 'string') return day
    context.addIssue({ code: 'custom', message: day })
    return z.NEVER
  })
}

/** A time of day such as 9:30am, 2pm, 14:30 or 0930, as a PlainTime. */
export function time(message: string) {
  return typed.pipe(
    z
      .string()
      .min(1, message)
      .transform((entered, context) => {
        const found = /^(\d{1,2})(?:[:.]?(\d{2}))?\s*(am|pm)?$/i.exec(entered.toLowerCase())
        const half = found?.[3]
        let hour = Number(found?.[1])
        const minute = Number(found?.[2] ?? 0)
        if (half && hour >= 1 && hour <= 12) hour = (hour % 12) + (half === 'pm' ? 12 : 0)
        if (!found || hour > 23 || minute > 59 || (half && Number(found[1]) > 12)) {
          context.addIssue({ code: 'custom', message: 'Enter a time like 9:30am or 14:30' })
          return z.NEVER
        }
        return Temporal.PlainTime.from({ hour, minute })
      }),
  )
}

/** One of the listed values. */
export function choice<const Value extends string>(message: string, values: readonly Value[]) {
  return z.enum(values, { error: message })
}

/** One of the listed values, or nothing chosen. */
export function optionalChoice<const Value extends string>(values: readonly Value[]) {
  return z
    .union([z.enum(values), z.literal('')], { error: 'Choose one from the list' })
    .optional()
    .transform((value): Value | undefined => (value === '' ? undefined : value))
}

const many = z
  .union([z.array(z.string()), z.string().transform((one) => (one === '' ? [] : [one]))])
  .optional()
  .transform((list) => list ?? [])

/** Any number of the listed values; `least` says how many at the least. */
export function choices<const Value extends string>(message: string, values: readonly Value[], least = 1) {
  return many.pipe(z.array(z.enum(values, { error: message })).min(least, message))
}

/** The id of something, from a select or radios; that it exists is for the rule to check. */
export function id(message: string) {
  return typed.pipe(z.string().min(1, message).pipe(z.uuid(message)))
}

/** An id that may be left unchosen. */
export function optionalId(message = 'Choose one from the list') {
  return typed.pipe(z.union([z.uuid(message), z.literal('').transform(() => undefined)]))
}

/** Several ids, from checkboxes or a multiple select. */
export function ids(message: string, least = 1) {
  return many.transform((list) => list.filter((item) => item !== '')).pipe(z.array(z.uuid(message)).min(least, message))
}

/** A single tick box. A browser sends nothing for one that is not ticked. */
export function ticked() {
  return z
    .unknown()
    .optional()
    .transform((value) => value === 'yes' || value === 'on' || value === 'true')
}

/** A single tick box that must be ticked. */
export function mustTick(message: string) {
  return ticked().pipe(z.literal(true, { error: message }))
}

/** A file that came with the form, kept in a temporary place until the request ends. */
export type UploadedFile = { filename: string; path: string; bytes: number }

const received = new WeakSet<UploadedFile>()

/**
 * Marks a file as one that came with the request. Only such a one is taken: a body can say
 * `{ "path": "/etc/passwd" }` too, and would be given that file.
 */
export function receivedFile(upload: UploadedFile): UploadedFile {
  received.add(upload)
  return upload
}

const uploadedFile = z.custom<UploadedFile>((value) => received.has(value as UploadedFile))

/** A file that must be chosen. Its contents are checked by the file store. */
export function file(message: string) {
  return z
    .union([uploadedFile, z.literal('')], { error: message })
    .optional()
    .transform((upload, context): UploadedFile => {
      if (upload && upload.filename !== '' && upload.bytes > 0) return upload
      context.addIssue({
        code: 'custom',
        message: upload && upload.filename !== '' ? 'The file you chose is empty' : message,
      })
      return z.NEVER
    })
}

/** A file that may be left out. */
export function optionalFile() {
  return z
    .union([uploadedFile, z.literal('')], { error: 'Choose the file again' })
    .optional()
    .transform((upload): UploadedFile | undefined => (upload && upload.filename !== '' ? upload : undefined))
}

/** Groups of fields that a person can repeat: `name[0][field]`. Groups left wholly empty are dropped. */
export function repeated<Shape extends z.ZodRawShape>(
  shape: Shape,
  options: { least?: number; message?: string; most?: number } = {},
) {
  const isEmpty = (value: unknown): boolean =>
    value === '' ||
    value === undefined ||
    value === null ||
    (typeof value === 'object' && Object.values(value).every(isEmpty))
  return z
    .union([z.array(z.unknown()), z.record(z.string(), z.unknown()), z.literal('')])
    .optional()
    .transform((list) =>
      (list === undefined || list === '' ? [] : Object.values(list)).filter((item) => !isEmpty(item)),
    )
    .pipe(
      z
        .array(z.object(shape))
        .min(options.least ?? 0, options.message ?? 'Add at least one')
        .max(options.most ?? 50, `Add ${options.most ?? 50} or fewer`),
    )
}
