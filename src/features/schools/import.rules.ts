import type { RegisterProblem, RegisterRow } from './register.school.ts'
import type { RegisterReading } from './register.ts'

/** The facts that the register keeps up to date. Everything else about a school belongs to its people. */
export const registerFields = [
  'name',
  'phase',
  'type',
  'trust',
  'la_code',
  'la_name',
  'district',
  'ward',
  'postcode',
  'easting',
  'northing',
  'latitude',
  'longitude',
  'pupils',
  'sen_support',
  'ehc_plans',
  'sen_unit',
  'resourced_provision',
  'status',
  'opened_on',
  'closed_on',
  'age_low',
  'age_high',
  'gender',
  'website',
] as const satisfies readonly (keyof RegisterRow)[]

export type RegisterField = (typeof registerFields)[number]
export type FieldValue = RegisterRow[RegisterField]

/** A school as it is stored, with the facts that a register can change. */
export type StoredSchool = Pick<RegisterRow, 'urn' | RegisterField>

export type FieldChange = { field: RegisterField; from: FieldValue; to: FieldValue }
export type ChangedSchool<S extends StoredSchool = StoredSchool> = { school: S; changes: FieldChange[] }

/** What importing a register would do. Nothing in it has been done. */
export type RegisterComparison<S extends StoredSchool = StoredSchool> = {
  /** In the file, not stored: open schools, and schools that are proposed. */
  added: RegisterRow[]
  changed: ChangedSchool<S>[]
  /** Stored as open or proposed, closed in the file, with the schools in the file or store that came after them. */
  closed: (ChangedSchool<S> & { successors: Successor[] })[]
  /** Stored as closed, open in the file. */
  reopened: ChangedSchool<S>[]
  unchanged: S[]
  /** Stored and not closed, but not in the file. The import leaves them as they are; a person decides. */
  missing: S[]
  /** Rows that cannot be used, and cells that are left out. */
  unreadable: RegisterProblem[]
  /** Closed schools in the file that were never stored. They are not brought in. */
  closed_before: number
  /** Children's centres and the like: in the register, but not schools. */
  not_schools: number
}

export type Successor = { urn: number; name: string }

/** A link between two schools: `urn` came before `next_urn`. */
export type SchoolLink = { urn: number; next_urn: number }

/**
 * Compares the stored schools of a partnership with a register. A cell that is empty never erases a
 * stored fact, because registers differ in what they tell; only a school that is in no trust any more
 * is told by an empty cell, when the file has the column and the school is in the file's own list.
 */
export function compareRegister<S extends StoredSchool>(
  stored: readonly S[],
  incoming: Pick<RegisterReading, 'rows' | 'problems' | 'fields'>,
  links: readonly SchoolLink[] = [],
): RegisterComparison<S> {
  const comparison: RegisterComparison<S> = {
    added: [],
    changed: [],
    closed: [],
    reopened: [],
    unchanged: [],
    missing: [],
    unreadable: incoming.problems,
    closed_before: 0,
    not_schools: 0,
  }
  const storedByUrn = new Map(stored.map((school) => [school.urn, school]))
  const successors = successorsOf(stored, incoming.rows, links)
  for (const row of incoming.rows) {
    const school = storedByUrn.get(row.urn)
    if (school) sortStored(comparison, school, changesOf(school, row, incoming.fields), successors)
    else if (isNotASchool(row)) comparison.not_schools += 1
    else if (row.status === 'closed') comparison.closed_before += 1
    else comparison.added.push(row)
  }
  const inFile = new Set(incoming.rows.map(({ urn }) => urn))
  comparison.missing = stored.filter(({ urn, status }) => !inFile.has(urn) && status !== 'closed')
  return comparison
}

function sortStored<S extends StoredSchool>(
  comparison: RegisterComparison<S>,
  school: S,
  changes: FieldChange[],
  successors: Map<number, Successor[]>,
): void {
  const status = changes.find(({ field }) => field === 'status')
  if (changes.length === 0) comparison.unchanged.push(school)
  else if (status?.to === 'closed')
    comparison.closed.push({ school, changes, successors: successors.get(school.urn) ?? [] })
  else if (status?.from === 'closed') comparison.reopened.push({ school, changes })
  else comparison.changed.push({ school, changes })
}

function changesOf(school: StoredSchool, row: RegisterRow, fields: ReadonlySet<string>): FieldChange[] {
  const reopens = tellsStatus(fields) && school.status === 'closed' && row.status === 'open'
  return registerFields.flatMap((field) => {
    const from = school[field]
    const to = row[field]
    const tellsNone = (field === 'trust' && fields.has('trust')) || (field === 'closed_on' && reopens)
    if (to === null && !tellsNone) return []
    if (field === 'status' && !tellsStatus(fields)) return []
    return sameValue(from, to) ? [] : [{ field, from, to }]
  })
}

/** A list without a status says nothing about it; its schools are only taken to be open when they are new. */
function tellsStatus(fields: ReadonlySet<string>): boolean {
  return fields.has('status') || fields.has('closed_on')
}

/** Lists write the same type or trust with other capitals, which is no change. */
function sameValue(from: FieldValue, to: FieldValue): boolean {
  if (from instanceof Temporal.PlainDate && to instanceof Temporal.PlainDate) return from.equals(to)
  if (typeof from === 'string' && typeof to === 'string') return from.toLowerCase() === to.toLowerCase()
  return from === to
}

function isNotASchool(row: RegisterRow): boolean {
  return /^(children's centre|higher education institution)/i.test(row.type ?? '')
}

function successorsOf(
  stored: readonly StoredSchool[],
  rows: readonly RegisterRow[],
  links: readonly SchoolLink[],
): Map<number, Successor[]> {
  const names = new Map([...stored, ...rows].map(({ urn, name }) => [urn, name]))
  const all = [
    ...rows.flatMap(({ urn, predecessor_urns }) => predecessor_urns.map((before) => ({ urn: before, next_urn: urn }))),
    ...links,
  ]
  const successors = new Map<number, Successor[]>()
  for (const { urn, next_urn } of all) {
    const name = names.get(next_urn)
    const known = successors.get(urn) ?? []
    if (name === undefined || known.some((successor) => successor.urn === next_urn)) continue
    successors.set(urn, [...known, { urn: next_urn, name }])
  }
  return successors
}
