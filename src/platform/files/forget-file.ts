/** Deleting files for good, at the word of somebody whose file it is: nothing is kept for bringing it back. */
import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../db/connect.ts'
import { enqueue } from '../jobs/enqueue.ts'
import { defineJob } from '../jobs/job.ts'
import { clearBytes } from './stored-file.ts'

export const deleteBytesJob = defineJob(
  'delete-file-bytes',
  z.object({ keys: z.array(z.string()) }),
  async ({ data, database, services }) => {
    for (const key of data.keys) await clearBytes(database, services.files, key)
  },
)

/** Takes files out of use for good. Their bytes go once the caller's transaction is kept, unless another row needs them. */
export async function forgetFiles(db: Db, ids: readonly string[], now: Temporal.Instant): Promise<void> {
  if (ids.length === 0) return
  const forgotten = await sql<{ sha256: string }>`
    update stored_file set removed_at = coalesce(removed_at, ${now}), content_deleted_at = ${now}
     where id = any(${ids}::uuid[]) and content_deleted_at is null returning sha256`.execute(db)
  const keys = [...new Set(forgotten.rows.map((row) => row.sha256))]
  if (keys.length > 0) await enqueue(db, deleteBytesJob, { keys })
}
