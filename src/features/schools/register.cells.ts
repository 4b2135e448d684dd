/** Reads single cells of a register. Each gives the value, `null` for "not given", or a reason why it cannot be read. */
export type CellReading<T> = { value: T | null; reason?: string }

export type SchoolStatus = 'open' | 'closed' | 'proposed'

/** How published statistics write "not available", "not applicable" or "suppressed". */
const notGiven = new Set([
  '',
  'na',
  'n/a',
  'ne',
  'np',
  'supp',
  'x',
  'z',
  'c',
  'low',
  '.',
  '..',
  '-',
  'null',
  'none',
  'not applicable',
  'not recorded',
  'not reported',
  'not collected',
  'does not apply',
  'unknown',
])

export function isGiven(cell: string): boolean {
  return !notGiven.has(cell.toLowerCase())
}

/** Text on one line, without stray spaces, cut at `longest`. */
export function text(cell: string, longest = 200): CellReading<string> {
  const value = cell.replace(/\s+/g, ' ').trim()
  return { value: value === '' ? null : value.slice(0, longest) }
}

/** Text where "Not applicable" means that there is none. */
export function textOrNone(cell: string): CellReading<string> {
  return isGiven(cell) ? text(cell) : { value: null }
}

/** A whole number that is not negative. Lists write 210, 210.0 and 1,050. */
export function count(cell: string, most = 100_000): CellReading<number> {
  if (!isGiven(cell)) return { value: null }
  const plain = cell.replace(/^(\d{1,3})((?:,\d{3})+)$/, (whole) => whole.replaceAll(',', ''))
  if (!/^\d+(\.0+)?$/.test(plain)) return { value: null, reason: 'is not a whole number' }
  const value = Number(plain)
  return value > most ? { value: null, reason: `is more than ${most.toLocaleString('en-GB')}` } : { value }
}

/** A number of metres or degrees. */
export function decimal(cell: string): CellReading<number> {
  if (!isGiven(cell)) return { value: null }
  return /^-?\d+(\.\d+)?$/.test(cell) ? { value: Number(cell) } : { value: null, reason: 'is not a number' }
}

/** A unique reference number: five to seven figures. */
export function urn(cell: string): CellReading<number> {
  if (cell === '') return { value: null, reason: 'is empty' }
  return /^[1-9]\d{4,6}(\.0)?$/.test(cell)
    ? { value: Number(cell) }
    : { value: null, reason: 'is not a number of five to seven figures' }
}

/** Day, month, year in figures, in either of the orders that registers use. */
export function day(cell: string): CellReading<Temporal.PlainDate> {
  if (!isGiven(cell)) return { value: null }
  const british = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(cell)
  const parts = british ? [british[3], british[2], british[1]] : /^(\d{4})-(\d{2})-(\d{2})/.exec(cell)?.slice(1, 4)
  if (!parts) return { value: null, reason: 'is not a date' }
  const [year, month, dayOfMonth] = parts.map(Number)
  try {
    return {
      value: Temporal.PlainDate.from(
        { year: year ?? 0, month: month ?? 0, day: dayOfMonth ?? 0 },
        { overflow: 'reject' },
      ),
    }
  } catch {
    return { value: null, reason: 'is not a day in the calendar' }
  }
}

/** A postcode with one space before its last three characters. */
export function postcode(cell: string): CellReading<string> {
  if (!isGiven(cell)) return { value: null }
  const plain = cell.toUpperCase().replace(/\s+/g, '')
  if (!/^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/.test(plain)) return { value: null, reason: 'is not a postcode' }
  return { value: `${plain.slice(0, -3)} ${plain.slice(-3)}` }
}

/** A school's web address. Anything that is not one is left out without fuss: registers hold many slips here. */
export function website(cell: string): CellReading<string> {
  if (!isGiven(cell)) return { value: null }
  const address = /^https?:\/\//i.test(cell) ? cell : `http://${cell}`
  const url = URL.parse(address)
  return { value: url?.hostname.includes('.') && address.length <= 300 ? address : null }
}

const phases = [
  'Nursery',
  'Primary',
  'Middle deemed primary',
  'Secondary',
  'Middle deemed secondary',
  'All-through',
  '16 plus',
  'Not applicable',
] as const
export type RegisterPhase = (typeof phases)[number]
const phaseByName = new Map(phases.map((phase) => [phase.toLowerCase().replace(/[^a-z0-9]/g, ''), phase]))

/** The phase, in the register's own words of today. */
export function phase(cell: string): CellReading<RegisterPhase> {
  if (cell === '') return { value: null }
  const value = phaseByName.get(cell.toLowerCase().replace(/[^a-z0-9]/g, ''))
  return value ? { value } : { value: null, reason: 'is not a phase of education' }
}

const statuses: Record<string, SchoolStatus> = {
  open: 'open',
  'open, but proposed to close': 'open',
  closed: 'closed',
  'proposed to open': 'proposed',
}

export function status(cell: string): CellReading<SchoolStatus> {
  const value = statuses[cell.toLowerCase()]
  if (value) return { value }
  return { value: null, reason: cell === '' ? 'is empty' : 'is not a status: Open, Closed or Proposed to open' }
}

/** Yes, no, or a number on roll or of places: some means there is one. */
export function some(cell: string): boolean | null {
  if (!isGiven(cell)) return null
  if (/^\d/.test(cell)) return Number.parseInt(cell, 10) > 0
  return !/^(no|n|false|does not have|has not)/i.test(cell)
}

/** Single URN or several, with any separator. */
export function urns(cell: string): number[] {
  return (cell.match(/\d{5,7}/g) ?? []).map(Number)
}
