import { type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../platform/db/connect.ts'
import type { InPartnership } from '../people/actor.ts'
import { type KeptComparison, readComparison } from './import.comparison.ts'
import type { StoredSchool } from './import.rules.ts'
import { type ImportState, importState } from './import.state.rules.ts'
import * as cell from './register.cells.ts'

const fileReading = z.object({
  rows_read: z.number(),
  encoding: z.string(),
  authorities: z.array(z.object({ code: z.string().nullable(), name: z.string().nullable(), rows: z.number() })),
})

/** What a file turned out to be. */
export type FileReading = z.infer<typeof fileReading>

export type SchoolImport = {
  id: string
  file_id: string | null
  sha256: string | null
  bytes: number | null
  file_name: string
  authorities: string[]
  job_id: string | null
  reading: FileReading | null
  comparison: KeptComparison | null
  compared_with: string
  refusal: string
  started_by: string | null
  started_by_name: string | null
  started_at: Temporal.Instant
  applied_at: Temporal.Instant | null
  applied_by_name: string | null
  cancelled_at: Temporal.Instant | null
  state: ImportState
}

/** Notes that a register was brought, before anything of it is read. */
export async function startImport(
  db: Db,
  actor: InPartnership & { person_id?: string },
  file: { file_id: string | null; file_name: string; authorities: readonly string[] },
  now: Temporal.Instant,
): Promise<string> {
  const made = await db
    .insertInto('school_import')
    .values({
      partnership_id: actor.partnership.id,
      started_by: actor.person_id ?? null,
      started_at: now,
      ...file,
      authorities: [...file.authorities],
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return made.id
}

function importsOf(db: Db, actor: InPartnership) {
  return db
    .selectFrom('school_import as i')
    .leftJoin('stored_file as f', 'f.id', 'i.file_id')
    .leftJoin('job_progress as j', 'j.id', 'i.job_id')
    .leftJoin('person as starter', 'starter.id', 'i.started_by')
    .leftJoin('person as applier', 'applier.id', 'i.applied_by')
    .select([
      'i.id',
      'i.file_id',
      'f.sha256',
      'f.bytes',
      'i.file_name',
      'i.authorities',
      'i.job_id',
      'i.compared_with',
      'i.refusal',
      'i.started_by',
      'starter.name as started_by_name',
      'i.started_at',
      'i.applied_at',
      'applier.name as applied_by_name',
      'i.cancelled_at',
      'j.state as job_state',
    ])
    .where('i.partnership_id', '=', actor.partnership.id)
}

/** One import of the actor's partnership, with its comparison. */
export async function importById(db: Db, actor: InPartnership, id: string): Promise<SchoolImport | undefined> {
  const found = await importsOf(db, actor)
    .select(['i.reading', 'i.comparison'])
    .where('i.id', '=', id)
    .executeTakeFirst()
  if (!found) return undefined
  return {
    ...found,
    state: importState(found),
    reading: found.reading === null ? null : fileReading.parse(found.reading),
    comparison: found.comparison === null ? null : readComparison(found.comparison),
  }
}

export type ImportInList = Pick<
  SchoolImport,
  'id' | 'file_name' | 'state' | 'started_at' | 'started_by' | 'started_by_name' | 'applied_at'
>

/** The latest imports, newest first, without what they compare. */
export async function recentImports(db: Db, actor: InPartnership): Promise<ImportInList[]> {
  const found = await importsOf(db, actor)
    .select([
      sql<SqlBool | null>`case when i.reading is not null then true end`.as('reading'),
      sql<SqlBool | null>`case when i.comparison is not null then true end`.as('comparison'),
    ])
    .orderBy('i.started_at', 'desc')
    .orderBy('i.id')
    .limit(10)
    .execute()
  return found.map((one) => ({ ...one, state: importState(one) }))
}

/** Changes an import, as long as nobody has applied or cancelled it. */
function updateOpen(db: Db, actor: InPartnership, id: string) {
  return db
    .updateTable('school_import')
    .where('partnership_id', '=', actor.partnership.id)
    .where('id', '=', id)
    .where('applied_at', 'is', null)
    .where('cancelled_at', 'is', null)
}

/** Sends an import to be read anew, perhaps for other authorities. An import that is over stays as it is. */
export async function readAgain(
  db: Db,
  actor: InPartnership,
  id: string,
  jobId: string,
  authorities: readonly string[],
): Promise<boolean> {
  const updated = await updateOpen(db, actor, id)
    .set({ job_id: jobId, authorities: [...authorities], reading: null, comparison: null, refusal: '' })
    .returning('id')
    .executeTakeFirst()
  return updated !== undefined
}

export type ReadOutcome =
  | { refusal: string }
  | { reading: FileReading; authorities: readonly string[]; comparison?: KeptComparison; compared_with?: string }

/** Keeps what reading a file has found, unless the import was cancelled or sent to be read anew meanwhile. */
export async function keepOutcome(
  db: Db,
  actor: InPartnership,
  id: string,
  jobId: string | null,
  outcome: ReadOutcome,
  now: Temporal.Instant,
): Promise<void> {
  const kept =
    'refusal' in outcome
      ? { refusal: outcome.refusal.slice(0, 4000) }
      : {
          reading: JSON.stringify(outcome.reading),
          authorities: [...outcome.authorities],
          comparison: outcome.comparison ? JSON.stringify(outcome.comparison) : null,
          compared_with: outcome.compared_with ?? '',
          compared_at: now,
        }
  await updateOpen(db, actor, id)
    .set(kept)
    .where((where) => where('job_id', 'is not distinct from', jobId))
    .execute()
}

/** Lets an import go. Says whether there was one to cancel. */
export async function cancelImport(db: Db, actor: InPartnership, id: string, now: Temporal.Instant): Promise<boolean> {
  const cancelled = await updateOpen(db, actor, id).set({ cancelled_at: now }).returning('id').executeTakeFirst()
  return cancelled !== undefined
}

/** The numbers of the local authorities that the partnership covers. */
export async function authoritiesOf(db: Db, actor: InPartnership): Promise<string[]> {
  const found = await db
    .selectFrom('partnership')
    .select('local_authority_codes')
    .where('id', '=', actor.partnership.id)
    .executeTakeFirst()
  return found?.local_authority_codes ?? []
}

/** The local authorities of the schools that the partnership has, as their register named them. */
export async function storedAuthorities(
  db: Db,
  actor: InPartnership,
): Promise<{ code: string | null; name: string | null }[]> {
  const found = await db
    .selectFrom('school')
    .select(['local_authority_code as code', 'local_authority_name as name'])
    .distinct()
    .where('partnership_id', '=', actor.partnership.id)
    .execute()
  return found.map(({ code, name }) => ({ code: code || null, name: name || null }))
}

/**
 * The stored schools as a register would give them, and a fingerprint of their state: another import
 * that is applied in between changes it.
 */
export async function storedSchools(
  db: Db,
  actor: InPartnership,
): Promise<{ schools: StoredSchool[]; fingerprint: string }> {
  const rows = await db
    .selectFrom('school')
    .selectAll()
    .where('partnership_id', '=', actor.partnership.id)
    .orderBy('urn')
    .execute()
  const known = (text: string) => (text === '' ? null : text)
  const schools = rows.map(
    (row): StoredSchool => ({
      ...row,
      phase: cell.phase(row.phase).value,
      type: known(row.type),
      trust: known(row.trust),
      la_code: known(row.local_authority_code),
      la_name: known(row.local_authority_name),
      district: known(row.district),
      ward: known(row.ward),
      postcode: known(row.postcode),
      gender: known(row.gender),
      website: known(row.website),
      status: row.status === 'closed' || row.status === 'proposed' ? row.status : 'open',
    }),
  )
  return { schools, fingerprint: await schoolsFingerprint(db, actor) }
}

/** A short text that differs whenever any school of the partnership was added or changed. */
export async function schoolsFingerprint(db: Db, actor: InPartnership): Promise<string> {
  const found = await sql<{ fingerprint: string }>`
    select coalesce(md5(string_agg(urn || ':' || version, ',' order by urn)), '') as fingerprint
    from school where partnership_id = ${actor.partnership.id}`.execute(db)
  return found.rows[0]?.fingerprint ?? ''
}
