import { csvRows, type TextEncoding, UnreadableFile } from '../../lib/csv.ts'
import { authorityByCode, authorityByName, authorityFrom, plainName } from './local-authorities.ts'
import * as cell from './register.cells.ts'
import { cellOf, essentialHeadings, findColumns, missingHeadings, type RegisterColumns } from './register.columns.ts'
import { type RegisterProblem, type RegisterRow, schoolFrom, unreadable } from './register.school.ts'

export type AuthorityInFile = { code: string | null; name: string | null; rows: number }

export type RegisterReading = {
  rows: RegisterRow[]
  /** At most `mostProblems` of them, in the order of the file. */
  problems: RegisterProblem[]
  problem_count: number
  /** How many rows the file has under its headings, all authorities together. */
  rows_read: number
  authorities: AuthorityInFile[]
  encoding: TextEncoding
  /** The fields that the file has a column for. What it has no column for, it says nothing about. */
  fields: ReadonlySet<string>
}

/** Why a file cannot be used as a register, with the headings where they are the reason. */
export type RegisterRefusal = { message: string; headings_found?: string[]; headings_missing?: string[] }

export type ReadOptions = {
  /** Numbers or names of the local authorities whose schools are wanted: all of them without it, none for an empty list. */
  authorities?: readonly string[]
  /** Schools to give whatever authority they are in now, so that a boundary change is not taken for a closure. */
  also?: ReadonlySet<number>
  signal?: AbortSignal
  onProgress?: (progress: { bytes: number; rows: number }) => void
}

export const mostProblems = 1000
const progressEvery = 500

/**
 * Reads a register of schools from the bytes of a file: the official "Get information about schools"
 * list of any recent year, or a list with like headings; plain or gzip, UTF-8 or Windows-1252.
 * Streams: memory holds the chosen schools, not the file. Ends with a refusal when the file is no register.
 */
export async function readRegister(
  source: AsyncIterable<Uint8Array>,
  options: ReadOptions = {},
): Promise<{ reading: RegisterReading } | { refusal: RegisterRefusal }> {
  const reader = startReading(options)
  let bytes = 0
  async function* counted() {
    for await (const piece of source) {
      bytes += piece.length
      yield piece
    }
  }
  const signal = options.signal ? { signal: options.signal } : {}
  try {
    for await (const { row, cells } of csvRows(counted(), {
      ...signal,
      onText: ({ encoding }) => reader.setEncoding(encoding),
    })) {
      const refusal = reader.take(row, cells)
      if (refusal) return { refusal }
      if (row % progressEvery === 0) options.onProgress?.({ bytes, rows: row })
    }
  } catch (error) {
    if (error instanceof UnreadableFile) return { refusal: { message: error.message } }
    throw error
  }
  options.onProgress?.({ bytes, rows: reader.reading.rows_read })
  return reader.finish()
}

/** Looks at the headings only: why this file is no register, if it is none. */
export async function refusedAtSight(source: AsyncIterable<Uint8Array>): Promise<RegisterRefusal | undefined> {
  try {
    for await (const { cells } of csvRows(source)) return refusedHeadings(findColumns(cells), cells)
  } catch (error) {
    if (error instanceof UnreadableFile) return { message: error.message }
    throw error
  }
  return { message: 'The file is empty' }
}

function startReading(options: ReadOptions) {
  const problems: RegisterProblem[] = []
  const reading = {
    rows: [] as RegisterRow[],
    problems,
    problem_count: 0,
    rows_read: 0,
    encoding: 'utf-8' as TextEncoding,
  }
  const wanted = options.authorities?.map(authorityFrom)
  const authorities = new Map<string, AuthorityInFile>()
  const rowByUrn = new Map<number, number>()
  let columns: RegisterColumns | undefined
  let headings: string[] = []

  function note(problem: RegisterProblem) {
    reading.problem_count += 1
    if (problems.length < mostProblems) problems.push(problem)
  }

  function takeSchool(row: number, cells: string[], known: RegisterColumns) {
    reading.rows_read += 1
    if (cells.slice(headings.length).some((extra) => extra.trim() !== '')) {
      // The cells have slipped, so none of them may be trusted, or even repeated: any could be a person's name.
      return note({
        row,
        column: '',
        value: '',
        reason: 'The row has more cells than there are headings',
        left_out: true,
      })
    }
    const authority = authorityOf(cells, known)
    const key = authority.code ?? authority.name ?? ''
    const tally = authorities.get(key) ?? { ...authority, rows: 0 }
    tally.rows += 1
    authorities.set(key, tally)
    const number = cell.urn(cellOf(cells, known.urn))
    const kept =
      !wanted ||
      wanted.some((one) => isAuthority(authority, one)) ||
      (number.value !== null && options.also?.has(number.value))
    if (!kept) return
    const found: RegisterProblem[] = []
    const school = schoolFrom(row, cells, known, authority, found)
    const firstRow = school && rowByUrn.get(school.urn)
    if (firstRow !== undefined) {
      note({ ...unreadable(row, known.urn, cells, `is already on row ${firstRow}`), left_out: true })
    } else if (school) {
      rowByUrn.set(school.urn, row)
      reading.rows.push(school)
    }
    found.forEach(note)
  }

  return {
    reading,
    setEncoding(encoding: TextEncoding) {
      reading.encoding = encoding
    },
    take(row: number, cells: string[]): RegisterRefusal | undefined {
      if (columns) return void takeSchool(row, cells, columns)
      headings = cells
      columns = findColumns(cells)
      return refusedHeadings(columns, cells)
    },
    finish(): { reading: RegisterReading } | { refusal: RegisterRefusal } {
      if (!columns) return { refusal: { message: 'The file is empty' } }
      const all = [...authorities.values()].sort((a, b) => b.rows - a.rows)
      const refusal = refusedChoice(reading, all, options.authorities)
      return refusal ? { refusal } : { reading: { ...reading, authorities: all, fields: fieldsOf(columns) } }
    },
  }
}

function refusedHeadings(columns: RegisterColumns, headings: string[]): RegisterRefusal | undefined {
  const missing = missingHeadings(columns)
  if (missing.length === 0) return undefined
  const found = headings.map((heading) => heading.trim().slice(0, 80)).filter((heading) => heading !== '')
  return {
    message:
      `The file is not a list of schools that can be read: it needs the headings ${essentialHeadings.join(', ')}, ` +
      `and ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not there. ` +
      `The headings found in row 1 are: ${found.slice(0, 30).join(', ') || 'none'}${found.length > 30 ? ' and more' : ''}`,
    headings_found: found,
    headings_missing: missing,
  }
}

function refusedChoice(
  reading: { rows: unknown[]; problem_count: number; rows_read: number },
  all: AuthorityInFile[],
  wanted: readonly string[] | undefined,
): RegisterRefusal | undefined {
  if (reading.rows_read === 0) return { message: 'The file has headings but no schools' }
  if (wanted === undefined || wanted.length === 0 || reading.rows.length > 0 || reading.problem_count > 0)
    return undefined
  const names = all.slice(0, 5).map(({ code, name, rows }) => `${name ?? code ?? 'no authority'} (${rows})`)
  const asked = wanted.map((one) => `“${authorityFrom(one).name ?? one}”`).join(' or ')
  return {
    message: `The file has no schools of ${asked}. It has schools of ${names.join(', ')}${all.length > 5 ? ` and ${all.length - 5} more` : ''}`,
  }
}

/** A field with several sources, such as SEN unit, is there when any of them is. */
function fieldsOf(columns: RegisterColumns): Set<string> {
  const fields = new Set(Object.entries(columns).flatMap(([field, found]) => (found.length > 0 ? [field] : [])))
  if (fields.has('provision')) fields.add('sen_unit').add('resourced_provision')
  if (fields.has('easting') && fields.has('northing')) fields.add('latitude').add('longitude')
  if (fields.has('la_code') || fields.has('la_name')) fields.add('la_code').add('la_name')
  return fields
}

type Authority = { code: string | null; name: string | null }

function authorityOf(cells: string[], columns: RegisterColumns): Authority {
  const name = cell.text(cellOf(cells, columns.la_name)).value
  const written = cellOf(cells, columns.la_code) || cellOf(cells, columns.laestab).slice(0, 3)
  const code = /^\d{3}$/.test(written) ? written : ((name && authorityByName(name)?.code) ?? null)
  return { code, name: name ?? (code && authorityByCode(code)?.name) ?? null }
}

function isAuthority(found: Authority, wanted: Authority): boolean {
  if (wanted.code && found.code) return wanted.code === found.code
  return wanted.name !== null && found.name !== null && plainName(wanted.name) === plainName(found.name)
}
