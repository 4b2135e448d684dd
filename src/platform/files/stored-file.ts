import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { sql } from 'kysely'
import type { Database, Db } from '../db/connect.ts'
import { cleanFileName } from './file-name.ts'
import { kindOf } from './file-types.ts'
import type { FileStore } from './store.ts'

export type StoredFile = {
  id: string
  school_id: string | null
  name: string
  type: string
  bytes: number
  sha256: string
  uploaded_by: string | null
  uploaded_at: Temporal.Instant
}

/** A file that came with a form: where it lies until the request ends. */
export type Upload = { filename: string; path: string; bytes: number }

export const defaultUploadLimit = 20_000_000

/**
 * Takes an upload into the store and writes its row, in the caller's transaction, for the
 * partnership and the person of that transaction. A file of the wrong kind or size is refused in
 * words for the person who chose it.
 */
export async function acceptUpload(
  db: Db,
  store: FileStore,
  upload: Upload,
  options: { schoolId?: string; limit?: number } = {},
): Promise<{ file: StoredFile } | { refusal: { message: string } }> {
  const limit = options.limit ?? defaultUploadLimit
  const name = cleanFileName(upload.filename)
  if (upload.bytes === 0) return { refusal: { message: 'The file you chose is empty' } }
  if (upload.bytes > limit)
    return { refusal: { message: `The file must be smaller than ${Math.floor(limit / 1_000_000)} MB` } }
  const found = await kindOf(upload.path, name)
  if ('refusal' in found) return { refusal: { message: found.refusal } }
  // Held until the transaction ends, so that the clearing of unused bytes never takes these away in between.
  await sql`select pg_advisory_xact_lock_shared(hashtextextended(${await hashOf(upload.path)}, 0))`.execute(db)
  const kept = await store.put(createReadStream(upload.path))
  const inserted = await sql<StoredFile>`
    insert into stored_file (school_id, name, type, bytes, sha256)
    values (${options.schoolId ?? null}, ${name}, ${found.kind.type}, ${kept.bytes}, ${kept.sha256})
    returning id, school_id, name, type, bytes, sha256, uploaded_by, uploaded_at`.execute(db)
  const [file] = inserted.rows
  if (!file) throw new Error('the file was not recorded')
  return { file }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

/** A file of the partnership that has not been removed. Whether this person may have it, the caller has asked. */
export async function storedFile(db: Db, id: string): Promise<StoredFile | undefined> {
  const found = await sql<StoredFile>`
    select id, school_id, name, type, bytes, sha256, uploaded_by, uploaded_at from stored_file
    where id = ${id} and removed_at is null`.execute(db)
  return found.rows[0]
}

/** Opens a file for `c.download`, which sends it as an attachment that no browser runs. */
export async function downloadOf(
  store: FileStore,
  file: StoredFile,
): Promise<{ name: string; type: string; body: Readable; bytes: number }> {
  return { name: file.name, type: file.type, body: await store.get(file.sha256), bytes: file.bytes }
}

/** Takes a file out of use. Its bytes stay for 30 days, for whoever removed the wrong one. */
export async function removeFile(db: Db, id: string, now: Temporal.Instant): Promise<void> {
  await sql`update stored_file set removed_at = ${now} where id = ${id} and removed_at is null`.execute(db)
}

/** Undoes `removeFile`. Says whether there was anything left to bring back. */
export async function restoreFile(db: Db, id: string): Promise<boolean> {
  const restored =
    await sql`update stored_file set removed_at = null where id = ${id} and content_deleted_at is null`.execute(db)
  return Number(restored.numAffectedRows ?? 0) > 0
}

const removedFor = Temporal.Duration.from({ hours: 30 * 24 })
const youngest = Temporal.Duration.from({ hours: 24 })

/**
 * Deletes the bytes that no row needs: of files removed long ago, and of uploads whose transaction
 * was undone. Safe beside uploads. Returns how many were deleted.
 */
export async function clearUnusedFiles(database: Database, store: FileStore, now: Temporal.Instant): Promise<number> {
  await database.asOwner((db) =>
    sql`update stored_file set content_deleted_at = ${now} where content_deleted_at is null and removed_at < ${now.subtract(removedFor)}`.execute(
      db,
    ),
  )
  await store.sweep(now.subtract(youngest))
  let cleared = 0
  for await (const { key, putAt } of store.list()) {
    if (Temporal.Instant.compare(putAt, now.subtract(youngest)) > 0) continue
    if (await clearBytes(database, store, key)) cleared += 1
  }
  return cleared
}

/** Deletes the bytes of one key unless a row needs them, and says whether it did. Safe beside uploads of the same. */
export async function clearBytes(database: Database, store: FileStore, key: string): Promise<boolean> {
  return database.asOwner(async (db) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(db)
    const needed =
      await sql`select from stored_file where sha256 = ${key} and content_deleted_at is null limit 1`.execute(db)
    if (needed.rows.length > 0) return false
    await store.delete(key)
    return true
  })
}
