/** Photographs of displays, each beside a note of the person who took it. */
import { sql } from 'kysely'
import { recordAll } from '../../../platform/audit/audit.ts'
import type { Db } from '../../../platform/db/connect.ts'
import { forgetFiles } from '../../../platform/files/forget-file.ts'
import type { FileStore } from '../../../platform/files/store.ts'
import { acceptUpload, type StoredFile, storedFile, type Upload } from '../../../platform/files/stored-file.ts'
import type { Actor } from '../../people/public.ts'
import type { Visit } from '../preparation/visit.queries.ts'
import { noteFor } from '../visit/note.queries.ts'
import { whyClosed } from './notebook.queries.ts'
import { cleanPicture } from './picture.ts'

export type NewPhotograph = { id: string; note: string; description: string; upload: Upload }

type Kept = { kind: 'stored' | 'already' | 'gone' | 'again' } | { kind: 'refused'; reason: string }

/**
 * Keeps a photograph. Its id comes from the device: sent again it is there already, and once it was taken back it stays
 * gone. It waits until its note has come.
 */
export async function keepPhotograph(
  db: Db,
  actor: Actor,
  visit: Visit,
  wanted: NewPhotograph,
  store: FileStore,
  now: Temporal.Instant,
): Promise<Kept> {
  const present = await db
    .selectFrom('visit_photograph')
    .select(['added_by', 'removed_at'])
    .where('id', '=', wanted.id)
    .executeTakeFirst()
  if (present && present.added_by !== actor.person_id) return { kind: 'refused', reason: notYours }
  if (present) return { kind: present.removed_at ? 'gone' : 'already' }
  const closed = whyClosed(visit)
  if (closed) return { kind: 'refused', reason: closed }
  const note = await noteFor(db, actor, visit, wanted.note)
  if (!note) return { kind: 'again' }
  if (note.author_id !== actor.person_id) return { kind: 'refused', reason: notYours }
  if (wanted.description.trim() === '') return { kind: 'refused', reason: 'Say what the photograph shows' }
  const cleaned = await cleanPicture(wanted.upload)
  if ('refusal' in cleaned) return { kind: 'refused', reason: cleaned.refusal }
  const taken = await acceptUpload(db, store, cleaned.upload, { schoolId: visit.host_school_id })
  if ('refusal' in taken) return { kind: 'refused', reason: taken.refusal.message }
  const made = await db
    .insertInto('visit_photograph')
    .values({
      id: wanted.id,
      partnership_id: actor.partnership.id,
      review_id: visit.id,
      note_id: note.id,
      file_id: taken.file.id,
      description: wanted.description.trim(),
      added_by: actor.person_id,
      added_at: now,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .execute()
  if (made.length > 0) return { kind: 'stored' }
  // The same came over another line in between: its file is the one that counts.
  await forgetFiles(db, [taken.file.id], now)
  return { kind: 'again' }
}

const notYours = 'This photograph belongs to a note of somebody else'

type Photograph = { note_text: string; description: string; is_own: boolean; file: StoredFile }

/** A photograph, for whoever may see the note beside which it stands. */
export async function photographFor(
  db: Db,
  actor: Actor,
  visit: Visit,
  noteId: string,
  id: string,
): Promise<Photograph | undefined> {
  const note = await noteFor(db, actor, visit, noteId)
  if (!note) return undefined
  const found = await db
    .selectFrom('visit_photograph')
    .select(['file_id', 'description', 'added_by'])
    .where('id', '=', id)
    .where('note_id', '=', note.id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  const file = found?.file_id ? await storedFile(db, found.file_id) : undefined
  if (!found || !file) return undefined
  return { note_text: note.text, description: found.description, is_own: found.added_by === actor.person_id, file }
}

/**
 * Takes photographs of the reader's own back for good, at any time, also when the report is agreed: what a picture shows
 * may have to go, and no report rests on one. What has not come yet is never taken: a device may have sent it just now.
 */
export async function takeBackPhotographs(
  db: Db,
  actor: Actor,
  visit: Visit,
  wanted: readonly { id: string; note: string }[],
  now: Temporal.Instant,
): Promise<void> {
  if (wanted.length === 0) return
  // Waits for those that are being stored at this moment, so that the second statement sees them.
  await sql`
    insert into visit_photograph (id, partnership_id, review_id, note_id, added_by, added_at, removed_at)
    select s.id, n.partnership_id, n.review_id, n.id, ${actor.person_id}, ${now}, ${now}
      from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as s(id uuid, note uuid)
      join visit_note n on n.id = s.note and n.review_id = ${visit.id} and n.author_id = ${actor.person_id}
    on conflict (id) do nothing`.execute(db)
  const taken = await sql<{ id: string; file_id: string }>`
    update visit_photograph set removed_at = ${now}, description = ''
     where id = any(${wanted.map((one) => one.id)}::uuid[]) and review_id = ${visit.id}
       and added_by = ${actor.person_id} and removed_at is null
    returning id, file_id`.execute(db)
  await forgetFiles(
    db,
    taken.rows.map((row) => row.file_id),
    now,
  )
  const entries = taken.rows.map((row) => ({
    action: 'visit-photograph:take-back',
    subject_kind: 'review',
    subject_id: visit.id,
    school_id: visit.host_school_id,
    detail: { photograph: row.id },
  }))
  if (entries.length > 0) await recordAll(db, actor, entries)
}
