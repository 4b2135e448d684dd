import { isUtf8 } from 'node:buffer'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'
import { stringify } from 'csv-stringify/sync'
import iconv from 'iconv-lite'

/** Why a whole file cannot be read, in words for the person who brought it. */
export class UnreadableFile extends Error {}

/** How the text was written. `mixed` files have lines of both kinds; every line is read as what it is. */
export type TextEncoding = 'utf-8' | 'windows-1252' | 'mixed'

/** One row: `row` counts as a spreadsheet does, so the headings are row 1 and blank rows count. */
export type CsvRow = { row: number; cells: string[] }

export type CsvReadOptions = {
  /** Refuse the file past this many unpacked bytes, so that a small packed file cannot fill the machine. */
  maxBytes?: number
  /** Stops the reading when it aborts. */
  signal?: AbortSignal
  /** Called with what is known about the text so far, after each piece. */
  onText?: (text: { encoding: TextEncoding; bytes: number }) => void
}

const defaultMaxBytes = 500_000_000
const longestRow = 1_000_000
const newline = 0x0a

/**
 * Reads comma-, semicolon- or tab-separated text row by row without holding the file in memory.
 * The bytes may be gzip, UTF-8 (with or without a byte order mark), UTF-16 with its mark, or Windows-1252.
 * Throws `UnreadableFile` when the file as a whole is not such text.
 */
export async function* csvRows(
  source: AsyncIterable<Uint8Array>,
  options: CsvReadOptions = {},
): AsyncGenerator<CsvRow> {
  const [start, bytes] = await peek(unpacked(source))
  refuseOtherFormats(start)
  const utf8 = Readable.from(toUtf8(bytes, options), { objectMode: false })
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(start),
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: longestRow,
  })
  utf8.on('error', (error) => parser.destroy(error))
  utf8.pipe(parser)
  let row = 0
  try {
    for await (const cells of parser) {
      row += 1
      if (Array.isArray(cells) && cells.some((cell) => cell !== '')) yield { row, cells }
    }
  } catch (error) {
    throw inPlainWords(error)
  } finally {
    utf8.destroy()
    parser.destroy()
  }
}

/** Writes rows as comma-separated text that spreadsheets open as UTF-8 and never run as formulas. */
export function csvText(
  headings: readonly string[],
  rows: readonly (readonly (string | number | null | undefined)[])[],
): string {
  return stringify([headings.slice(), ...rows.map((row) => row.slice())], {
    bom: true,
    escape_formulas: true,
    record_delimiter: '\r\n',
  })
}

/** Looks at the first piece of a stream without using it up. */
async function peek(source: AsyncIterable<Uint8Array>): Promise<[Buffer, AsyncIterable<Uint8Array>]> {
  const pieces = source[Symbol.asyncIterator]()
  const first = await pieces.next()
  const start = Buffer.from(first.done ? [] : first.value)
  async function* whole() {
    try {
      if (start.length > 0) yield start
      for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value
    } finally {
      await pieces.return?.()
    }
  }
  return [start, whole()]
}

async function* unpacked(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const [start, bytes] = await peek(source)
  if (start[0] !== 0x1f || start[1] !== 0x8b) {
    yield* bytes
    return
  }
  const packed = Readable.from(bytes, { objectMode: false })
  const gunzip = createGunzip()
  packed.on('error', (error) => gunzip.destroy(error))
  try {
    yield* packed.pipe(gunzip)
  } finally {
    packed.destroy()
    gunzip.destroy()
  }
}

function refuseOtherFormats(start: Buffer): void {
  if (start.length === 0) throw new UnreadableFile('The file is empty')
  const signature = start.subarray(0, 4).toString('latin1')
  if (signature.startsWith('PK')) {
    throw new UnreadableFile(
      'The file is a spreadsheet or a zip folder. Open it and save the list as CSV, or unpack it first',
    )
  }
  if (signature === '%PDF' || signature === '\xd0\xcf\x11\xe0') {
    throw new UnreadableFile('The file is a document, not a list. Save the list as CSV and choose that file')
  }
  if (!isUtf16(start) && start.subarray(0, 4096).includes(0)) {
    throw new UnreadableFile('The file is not text. Save the list as CSV and choose that file')
  }
}

/** The separator that the first line uses most. */
function delimiterOf(start: Buffer): string {
  const text = isUtf16(start) ? iconv.decode(start.subarray(0, start.length & ~1), 'utf16') : start.toString('latin1')
  const firstLine = text.split(/[\r\n]/, 1)[0] ?? ''
  const counts = [',', ';', '\t'].map((delimiter) => ({ delimiter, count: firstLine.split(delimiter).length }))
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).delimiter
}

function isUtf16(start: Buffer): boolean {
  return (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff)
}

/**
 * Gives the same text as UTF-8. The choice between UTF-8 and Windows-1252 is made for each line, because
 * the official register has had both in one file: a line that is valid UTF-8 is UTF-8, any other is
 * Windows-1252. Pieces are cut at line ends only, so no letter is ever split.
 */
async function* toUtf8(source: AsyncIterable<Uint8Array>, options: CsvReadOptions): AsyncGenerator<Buffer> {
  let seen: Seen = { utf8: false, windows: false, bytes: 0 }
  const maxBytes = options.maxBytes ?? defaultMaxBytes
  for await (const piece of wholeLines(source)) {
    options.signal?.throwIfAborted()
    seen = { ...seen, bytes: seen.bytes + piece.length }
    if (seen.bytes > maxBytes) throw new UnreadableFile(`The file is larger than ${Math.round(maxBytes / 1e6)} MB`)
    if (isUtf8(piece)) {
      seen.utf8 ||= piece.some((byte) => byte >= 0x80)
      yield piece
    } else {
      yield lineByLine(piece, seen)
    }
    options.onText?.({ encoding: encodingOf(seen), bytes: seen.bytes })
  }
}

type Seen = { utf8: boolean; windows: boolean; bytes: number }

function encodingOf(seen: Seen): TextEncoding {
  if (!seen.windows) return 'utf-8'
  return seen.utf8 ? 'mixed' : 'windows-1252'
}

function lineByLine(piece: Buffer, seen: Seen): Buffer {
  const lines: Buffer[] = []
  for (let from = 0; from < piece.length; ) {
    const end = piece.indexOf(newline, from)
    const to = end < 0 ? piece.length : end + 1
    const line = piece.subarray(from, to)
    if (isUtf8(line)) {
      seen.utf8 ||= line.some((byte) => byte >= 0x80)
      lines.push(line)
    } else {
      seen.windows = true
      lines.push(Buffer.from(iconv.decode(line, 'windows-1252')))
    }
    from = to
  }
  return Buffer.concat(lines)
}

/** Re-cuts a stream so that every piece ends at the end of a line; UTF-16 is decoded on the way. */
async function* wholeLines(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const [start, bytes] = await peek(source)
  const text = isUtf16(start) ? fromUtf16(bytes) : bytes
  let rest: Buffer[] = []
  let waiting = 0
  for await (const piece of text) {
    const buffer = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
    const cut = buffer.lastIndexOf(newline) + 1
    if (cut > 0) {
      yield Buffer.concat([...rest, buffer.subarray(0, cut)])
      rest = []
      waiting = 0
    }
    if (cut < buffer.length) rest.push(Buffer.from(buffer.subarray(cut)))
    waiting += buffer.length - cut
    if (waiting > 64 * longestRow) throw new UnreadableFile('The file has no line ends where a list would have them')
  }
  if (rest.length > 0) yield Buffer.concat(rest)
}

async function* fromUtf16(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const decoder = iconv.getDecoder('utf16')
  for await (const piece of source) yield Buffer.from(decoder.write(Buffer.from(piece)))
  yield Buffer.from(decoder.end() ?? '')
}

function inPlainWords(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const row = error instanceof Error && 'records' in error ? Number(error.records) : 0
  if (code === 'CSV_QUOTE_NOT_CLOSED' || code === 'CSV_MAX_RECORD_SIZE') {
    return new UnreadableFile(
      `A quotation mark that opens after row ${row} is never closed. Correct that row and choose the file again`,
    )
  }
  if (typeof code === 'string' && code.startsWith('CSV_')) {
    return new UnreadableFile(`The file cannot be read after row ${row}: it is not comma-separated text there`)
  }
  if (typeof code === 'string' && code.startsWith('Z_')) {
    return new UnreadableFile('The packed file is damaged or was cut short. Fetch it again')
  }
  return error
}
