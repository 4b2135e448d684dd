import { placeFromGrid } from '../../lib/coordinates.ts'
import * as cell from './register.cells.ts'
import { type Column, cellOf, type RegisterColumn, type RegisterColumns } from './register.columns.ts'

/** One school as a register gives it. `null` means that the register does not say. */
export type RegisterRow = {
  /** The row of the file, counted as a spreadsheet counts it. */
  row: number
  urn: number
  name: string
  phase: cell.RegisterPhase | null
  type: string | null
  trust: string | null
  la_code: string | null
  la_name: string | null
  district: string | null
  ward: string | null
  postcode: string | null
  easting: number | null
  northing: number | null
  latitude: number | null
  longitude: number | null
  pupils: number | null
  sen_support: number | null
  ehc_plans: number | null
  sen_unit: boolean | null
  resourced_provision: boolean | null
  status: cell.SchoolStatus
  opened_on: Temporal.PlainDate | null
  closed_on: Temporal.PlainDate | null
  age_low: number | null
  age_high: number | null
  gender: string | null
  website: string | null
  predecessor_urns: number[]
}

/** Something in the file that cannot be read. `left_out`: the whole row; otherwise only this cell. */
export type RegisterProblem = { row: number; column: string; value: string; reason: string; left_out: boolean }

export type Authority = { code: string | null; name: string | null }

type Problems = RegisterProblem[]
type Reader = ReturnType<typeof cellsOf>

/**
 * Reads one school from the cells of its row. Undefined when the row cannot be used; a cell that
 * cannot be read is left empty. Either way `problems` says where and why.
 */
export function schoolFrom(
  row: number,
  cells: readonly string[],
  columns: RegisterColumns,
  authority: Authority,
  problems: Problems,
): RegisterRow | undefined {
  const reader = cellsOf(row, cells, columns, problems)
  const identity = identityFrom(reader)
  if (!identity) {
    for (const problem of problems) problem.left_out = true
    return undefined
  }
  const { read, values } = reader
  return {
    row,
    ...identity,
    ...kindFrom(reader),
    la_code: authority.code,
    la_name: authority.name,
    district: read('district', cell.textOrNone),
    ward: read('ward', cell.textOrNone),
    postcode: read('postcode', cell.postcode),
    ...placeFrom(reader),
    pupils: read('pupils', cell.count),
    sen_support: read('sen_support', cell.count),
    ehc_plans: read('ehc_plans', cell.count),
    opened_on: read('opened_on', cell.day),
    website: read('website', cell.website),
    predecessor_urns: cell.urns(values('predecessor_urns').join(' ')),
  }
}

/** A problem with the first of some columns. Values are cut short: they are shown to a person. */
export function unreadable(
  row: number,
  columns: readonly Column[],
  cells: readonly string[],
  reason: string,
): RegisterProblem {
  return {
    row,
    column: columns[0]?.heading ?? '',
    value: cellOf(cells, columns).slice(0, 60),
    reason,
    left_out: false,
  }
}

function cellsOf(row: number, cells: readonly string[], columns: RegisterColumns, problems: Problems) {
  return {
    has: (field: RegisterColumn) => columns[field].length > 0,
    values: (field: RegisterColumn) => columns[field].map(({ index }) => cells[index]?.trim() ?? ''),
    problem: (field: RegisterColumn, reason: string) =>
      void problems.push(unreadable(row, columns[field], cells, reason)),
    read<T>(field: RegisterColumn, reader: (value: string) => cell.CellReading<T>): T | null {
      if (columns[field].length === 0) return null
      const { value, reason } = reader(cellOf(cells, columns[field]))
      if (reason) problems.push(unreadable(row, columns[field], cells, reason))
      return value
    },
  }
}

/** What no school can be stored without. */
function identityFrom({ read, has, problem }: Reader) {
  const urn = read('urn', cell.urn)
  const name = read('name', cell.text)
  const closed_on = read('closed_on', cell.day)
  const status = has('status') ? read('status', cell.status) : closed_on ? 'closed' : 'open'
  if (name === null) problem('name', 'is empty')
  return urn === null || name === null || status === null ? undefined : { urn, name, status, closed_on }
}

function kindFrom({ read, has, values }: Reader) {
  const type = read('type', cell.text)
  const provision = values('provision').join(' ').toLowerCase().trim()
  const told = has('provision') && provision !== ''
  return {
    phase: read('phase', cell.phase),
    // "(predecessor)" is a merged list's way to say that this is the type of the school before this one.
    type: type?.endsWith('(predecessor)') ? null : type,
    trust: read('trust', cell.textOrNone),
    sen_unit: told ? provision.includes('sen unit') : anyOf(values('sen_unit')),
    resourced_provision: told ? provision.includes('resourced provision') : anyOf(values('resourced_provision')),
    age_low: read('age_low', age),
    age_high: read('age_high', age),
    gender: read('gender', cell.textOrNone),
  }
}

function age(value: string): cell.CellReading<number> {
  return cell.count(value, 99)
}

/** Places on roll are given year by year: one above none means that there is such a provision. */
function anyOf(values: string[]): boolean | null {
  const known = values.map(cell.some).filter((value) => value !== null)
  return known.length === 0 ? null : known.includes(true)
}

const nowhere = { easting: null, northing: null, latitude: null, longitude: null }

/** The place by the National Grid; by latitude and longitude where the register has no grid reference. */
function placeFrom({ read, problem }: Reader) {
  const easting = read('easting', cell.decimal)
  const northing = read('northing', cell.decimal)
  if (easting !== null && northing !== null && !(easting === 0 && northing === 0)) {
    const place = placeFromGrid(easting, northing)
    if (place) return { easting: Math.round(easting), northing: Math.round(northing), ...place }
    problem('easting', 'with its northing is not a place in Great Britain')
  }
  const latitude = read('latitude', cell.decimal)
  const longitude = read('longitude', cell.decimal)
  if (latitude === null || longitude === null || (latitude === 0 && longitude === 0)) return nowhere
  if (latitude < 49 || latitude > 61 || longitude < -9 || longitude > 3) {
    problem('latitude', 'with its longitude is not a place in Great Britain')
    return nowhere
  }
  return { ...nowhere, latitude, longitude }
}
