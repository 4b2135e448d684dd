import type { Db } from '../../platform/db/connect.ts'
import type { InPartnership } from '../people/actor.ts'
import { keepable } from './import.comparison.ts'
import { type FileReading, type ReadOutcome, storedSchools } from './import.queries.ts'
import { compareRegister, type SchoolLink } from './import.rules.ts'
import { type AuthorityInFile, type ReadOptions, type RegisterReading, readRegister } from './register.ts'

type Transaction = <T>(work: (db: Db) => Promise<T>) => Promise<T>

export type ReadWhat = {
  /** Opens the file. It may be read twice: when it turns out which authority it is of. */
  open(): Promise<AsyncIterable<Uint8Array>>
  /** Numbers or names of the authorities that are wanted; empty when that is to be found out. */
  authorities: readonly string[]
  links?: readonly SchoolLink[]
} & Pick<ReadOptions, 'signal' | 'onProgress'>

/**
 * Reads a register and compares it with the stored schools of a partnership. Changes nothing. Where
 * no authority is wanted yet and the file has several, the outcome has their list and no comparison.
 */
export async function readForImport(
  actor: InPartnership,
  inPartnership: Transaction,
  what: ReadWhat,
): Promise<ReadOutcome> {
  let authorities = what.authorities
  if (authorities.length === 0) {
    const look = await readRegister(await what.open(), { ...listeners(what), authorities: [] })
    if ('refusal' in look) return { refusal: look.refusal.message }
    const only = look.reading.authorities.length === 1 ? look.reading.authorities[0] : undefined
    const chosen = only?.code ?? only?.name
    if (!chosen) return { reading: summaryOf(look.reading), authorities: [] }
    authorities = [chosen]
  }
  const stored = await inPartnership((db) => storedSchools(db, actor))
  const also = new Set(stored.schools.map(({ urn }) => urn))
  const read = await readRegister(await what.open(), { ...listeners(what), authorities, also })
  if ('refusal' in read) return { refusal: read.refusal.message }
  const { reading } = read
  const links = [
    ...reading.rows.flatMap(({ urn, predecessor_urns }) =>
      predecessor_urns.map((before) => ({ urn: before, next_urn: urn })),
    ),
    ...(what.links ?? []),
  ]
  const comparison = compareRegister(stored.schools, reading, links)
  const known = new Set([...also, ...comparison.added.map(({ urn }) => urn)])
  return {
    reading: summaryOf(reading),
    authorities,
    comparison: keepable(
      comparison,
      reading.problem_count,
      links.filter(({ urn, next_urn }) => known.has(urn) || known.has(next_urn)),
    ),
    compared_with: stored.fingerprint,
  }
}

function listeners({ signal, onProgress }: ReadWhat): Pick<ReadOptions, 'signal' | 'onProgress'> {
  return { ...(signal ? { signal } : {}), ...(onProgress ? { onProgress } : {}) }
}

function summaryOf({ rows_read, encoding, authorities }: RegisterReading): FileReading {
  return {
    rows_read,
    encoding,
    authorities: authorities.map(({ code, name, rows }: AuthorityInFile) => ({ code, name, rows })),
  }
}
