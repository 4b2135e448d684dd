import { sql } from 'kysely'
import type { Database } from '../../platform/db/connect.ts'

const forgottenAfter = Temporal.Duration.from({ hours: 30 * 24 })

/** Cancels imports that nobody has decided about for a month, so that their files do not stay for ever. */
export async function forgetOldImports(database: Database, now: Temporal.Instant): Promise<number> {
  return database.asOwner(async (db) => {
    const gone = await sql<{ file_id: string | null }>`
      update school_import set cancelled_at = ${now}
      where applied_at is null and cancelled_at is null and started_at < ${now.subtract(forgottenAfter)} returning file_id`.execute(
      db,
    )
    const files = gone.rows.flatMap(({ file_id }) => (file_id ? [file_id] : []))
    await sql`update stored_file set removed_at = ${now} where id = any(${files}::uuid[]) and removed_at is null`.execute(
      db,
    )
    return gone.rows.length
  })
}
