/** Photographs of displays, each beside a note of the person who took it. */
import type { Db } from '../../../platform/db/connect.ts'
import type { FileStore } from '../../../platform/files/store.ts'
import { acceptUpload, type StoredFile, storedFile, type Upload } from '../../../platform/files/stored-file.ts'
import type { Actor } from '../../people/public.ts'
import type { Visit } from '../preparation/visit.queries.ts'
import { noteFor } from '../visit/note.queries.ts'
import { whyClosed } from './notebook.queries.ts'
import { cleanPicture } from './picture.ts'

export type NewPhotograph = { id: string; note: string; description: string; upload: Upload }

type Kept = { kind: 'stored' | 'already' | 'again' } | { kind: 'refused'; reason: string }

/** Keeps a photograph. Its id comes from the device: sent again it is there already. It waits until its note has come. */
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
    .select('added_by')
    .where('id', '=', wanted.id)
    .executeTakeFirst()
  if (present) return present.added_by === actor.person_id ? { kind: 'already' } : { kind: 'refused', reason: notYours }
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
  return made.length > 0 ? { kind: 'stored' } : { kind: 'again' }
}

const notYours = 'This photograph belongs to a note of somebody else'

/** A photograph, for whoever may see the note beside which it stands. */
export async function photographFor(
  db: Db,
  actor: Actor,
  visit: Visit,
  noteId: string,
  id: string,
): Promise<StoredFile | undefined> {
  const note = await noteFor(db, actor, visit, noteId)
  if (!note) return undefined
  const found = await db
    .selectFrom('visit_photograph')
    .select('file_id')
    .where('id', '=', id)
    .where('note_id', '=', note.id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return found && storedFile(db, found.file_id)
}
