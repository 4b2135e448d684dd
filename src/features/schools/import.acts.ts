import type { Db } from '../../platform/db/connect.ts'
import { removeFile, type StoredFile } from '../../platform/files/stored-file.ts'
import { enqueue } from '../../platform/jobs/enqueue.ts'
import { requestCancel } from '../../platform/jobs/progress.ts'
import type { InPartnership } from '../people/actor.ts'
import { type Applied, applyImport } from './import.apply.ts'
import { cancelImport, readAgain, type SchoolImport, startImport } from './import.queries.ts'
import { readRegisterJob } from './jobs.ts'

type Officer = InPartnership & { person_id: string }

/** Starts an import of a file that was uploaded, and asks for it to be read. */
export async function beginImport(
  db: Db,
  actor: Officer,
  file: Pick<StoredFile, 'id' | 'name' | 'bytes'>,
  authorities: readonly string[],
  now: Temporal.Instant,
): Promise<string> {
  const id = await startImport(db, actor, { file_id: file.id, file_name: file.name, authorities }, now)
  await sendToRead(db, actor, { id, bytes: file.bytes }, authorities)
  return id
}

/** Has the file of an import read, perhaps for other authorities than before. */
export async function sendToRead(
  db: Db,
  actor: Officer,
  one: Pick<SchoolImport, 'id' | 'bytes'>,
  authorities: readonly string[],
): Promise<void> {
  const progress = { message: 'Waiting to be read', total: one.bytes ?? 0 }
  const job = await enqueue(db, readRegisterJob, { import_id: one.id }, { progress })
  await readAgain(db, actor, one.id, job, authorities)
}

/** Cancels an import: its reading stops and its file goes. False when it was over already. */
export async function giveUpImport(db: Db, actor: Officer, one: SchoolImport, now: Temporal.Instant): Promise<boolean> {
  if (!(await cancelImport(db, actor, one.id, now))) return false
  if (one.job_id) await requestCancel(db, one.job_id)
  if (one.file_id) await removeFile(db, one.file_id, now)
  return true
}

/** Applies an import that was checked. Its file, which names people besides schools, goes with that. */
export async function finishImport(db: Db, actor: Officer, one: SchoolImport, now: Temporal.Instant): Promise<Applied> {
  const outcome = await applyImport(db, actor, one, now)
  if (outcome === 'applied' && one.file_id) await removeFile(db, one.file_id, now)
  return outcome
}
