/** Stores the notes of a visit. A note's id is made before it is first sent, so that a re-sent note is stored once. */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../../../platform/db/connect.ts'
import { found } from '../../../platform/web/page.ts'
import type { Actor } from '../../people/public.ts'
import { partMay } from '../part.rules.ts'
import { isWrittenUp, type Saved, type Visit, type VisitOrId, visitOf } from '../preparation/visit.queries.ts'
import { allActivitiesOf } from '../preparation/visit-programme.queries.ts'
import type { ActivityKind } from '../preparation/visit-programme.rules.ts'
import { mayBelongTo } from './belongs.queries.ts'
import {
  type NewNote,
  type NoteTag,
  whyCannotChangeNote,
  whyCannotKeepNote,
  whyCannotRemoveNote,
  whyCannotSaySource,
} from './note.rules.ts'
import type { SourceKind } from './source.rules.ts'

export type Note = {
  id: string
  activity_id: string | null
  question_id: string | null
  statement_key: string
  tag: NoteTag
  /** The kind of source that somebody said it is, and the activity from which its usual kind follows: `sourceOf`. */
  source: SourceKind | ''
  activity_kind: ActivityKind | ''
  text: string
  /** Why its writer says that it names no pupil, where the service warned; '' where they did not. */
  warning_reason: string
  author_id: string
  author_name: string
  written_at: Temporal.Instant
  version: number
  updated_at: Temporal.Instant
  removed_at: Temporal.Instant | null
  photographs: { id: string; description: string }[]
  /** The titles of the findings that it is evidence of. */
  evidence_of: string[]
}

/** The notes that the reader may see, newest first: everybody's for the visiting team, their own for the host's observers. */
export async function notesFor(db: Db, actor: Actor, visit: Visit): Promise<Note[]> {
  const everybodys = partMay(visit.part, 'see-notes')
  const result = await sql<Note>`
    select n.id, n.activity_id, n.question_id, n.statement_key, n.tag, n.source, coalesce(a.kind, '') as activity_kind,
           n.text, n.warning_reason, n.author_id, p.name as author_name, n.written_at, n.version, n.updated_at, n.removed_at,
           coalesce((select jsonb_agg(jsonb_build_object('id', h.id, 'description', h.description) order by h.added_at)
                       from visit_photograph h where h.note_id = n.id and h.removed_at is null), '[]') as photographs,
           array(select f.title from finding_note e join finding f on f.id = e.finding_id
                  where e.note_id = n.id and f.removed_at is null order by f.position) as evidence_of
      from visit_note n
      join person p on p.id = n.author_id
      left join visit_activity a on a.id = n.activity_id
     where n.review_id = ${visit.id} and (${everybodys} or n.author_id = ${actor.person_id})
       and (n.removed_at is null or n.author_id = ${actor.person_id})
     order by n.written_at desc, n.id`.execute(db)
  return result.rows
}

/** One note that the reader may see. */
export async function noteFor(db: Db, actor: Actor, visit: Visit, id: string): Promise<Note | undefined> {
  return (await notesFor(db, actor, visit)).find((note) => note.id === id)
}

async function boundsFor(db: Db, actor: Actor, visit: Visit, present: Note | undefined, now: Temporal.Instant) {
  const activities = await allActivitiesOf(db, visit.id)
  const open = activities.filter((one) => !one.removed_at || one.id === present?.activity_id)
  return {
    ...(await mayBelongTo(db, actor, visit, present, now)),
    activity_ids: new Set(open.map((one) => one.id)),
    written_up: isWrittenUp(visit),
  }
}

const conflictOf = (note: Note): Saved => ({
  kind: 'conflict',
  version: note.version,
  by: note.author_name,
  at: note.updated_at,
  theirs: { text: note.text },
})

/**
 * Keeps a note. The id comes from the page that wrote it: the first time it is added, and the same
 * note sent again changes nothing. With `sentVersion` above 0 it changes the note of that version.
 */
export async function writeNote(
  db: Db,
  actor: Actor,
  review: VisitOrId,
  note: NewNote & { id: string },
  sentVersion: number | undefined,
  now: Temporal.Instant,
): Promise<Saved> {
  const visit = await visitOf(db, actor, review)
  const review_id = visit.id
  if (!partMay(visit.part, 'write-notes'))
    return { kind: 'refused', refusal: { message: 'Only people who take part in the visit write notes' } }
  const stored = await storedNote(db, note.id)
  if (stored && (stored.review_id !== review_id || stored.author_id !== actor.person_id)) found(undefined)
  const present = stored && (await noteFor(db, actor, visit, note.id))
  const refusal = whyCannotKeepNote(note, await boundsFor(db, actor, visit, present, now))
  if (refusal) return { kind: 'refused', refusal }
  if (
    present &&
    sentVersion !== undefined &&
    sentVersion > 0 &&
    sentVersion !== present.version &&
    present.text !== note.text
  ) {
    return conflictOf(present)
  }
  const saved = await sql<{ id: string; version: number }>`
    insert into visit_note (id, partnership_id, review_id, activity_id, question_id, statement_key, tag, text, author_id, written_at, updated_at)
    values (${note.id}, ${actor.partnership.id}, ${review_id}, ${note.activity_id}, ${note.question_id}, ${note.statement_key},
            ${note.tag}, ${note.text}, ${actor.person_id}, ${now}, ${now})
    on conflict (id) do update
       set activity_id = excluded.activity_id, question_id = excluded.question_id, statement_key = excluded.statement_key,
           tag = excluded.tag, text = excluded.text, version = visit_note.version + 1,
           warning_reason = case when visit_note.text = excluded.text then visit_note.warning_reason else '' end, updated_at = excluded.updated_at, removed_at = null
     where visit_note.author_id = ${actor.person_id} and visit_note.review_id = ${review_id}
       and (${present?.version ?? 0} = 0 or visit_note.version = ${present?.version ?? 0})
    returning id, version`.execute(db)
  const [row] = saved.rows
  if (row) return { kind: 'saved', ...row }
  return conflictOf(found(await noteFor(db, actor, visit, note.id)))
}

/** The id under which the text of one conflict is kept: the same however often it is sent. */
function copyId(id: string, version: number): string {
  const hash = createHash('sha256').update(`${id} ${version}`).digest('hex')
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}

/** Keeps the text of a note that was changed elsewhere meanwhile as a note beside it, and gives that note's id. */
export async function keepBeside(
  db: Db,
  actor: Actor,
  review: VisitOrId,
  note: NewNote & { id: string },
  sentVersion: number,
  now: Temporal.Instant,
): Promise<string> {
  const id = copyId(note.id, sentVersion)
  await writeNote(db, actor, review, { ...note, id }, undefined, now)
  return id
}

async function storedNote(db: Db, id: string): Promise<{ review_id: string; author_id: string } | undefined> {
  return db.selectFrom('visit_note').select(['review_id', 'author_id']).where('id', '=', id).executeTakeFirst()
}

/** Why the reader cannot change a note, if they cannot. */
export const whyCannotEditNote = (actor: Actor, visit: Visit, note: Note) =>
  whyCannotChangeNote(note, actor.person_id, isWrittenUp(visit))

/** Takes a note away, or puts it back. */
export async function setNoteRemoved(
  db: Db,
  actor: Actor,
  review: VisitOrId,
  id: string,
  removed: boolean,
  now: Temporal.Instant,
): Promise<Saved> {
  const visit = await visitOf(db, actor, review)
  const review_id = visit.id
  const note = found(await noteFor(db, actor, visit, id))
  const refusal = whyCannotRemoveNote(note, actor.person_id, isWrittenUp(visit), removed ? note.evidence_of : [])
  if (refusal) return { kind: 'refused', refusal }
  await sql`update visit_note set removed_at = ${removed ? now : null}, version = version + 1, updated_at = ${now}
     where id = ${id} and review_id = ${review_id} and author_id = ${actor.person_id}`.execute(db)
  return { kind: 'saved', id, version: note.version + 1 }
}

/**
 * Says what kind of source a note is; '' lets it follow its activity again. The note's version stays: its writer may be
 * changing its words at the same time.
 */
export async function setNoteSource(
  db: Db,
  actor: Actor,
  review: VisitOrId,
  id: string,
  source: SourceKind | '',
): Promise<Saved> {
  const visit = await visitOf(db, actor, review)
  const note = found(await noteFor(db, actor, visit, id))
  const refusal = whyCannotSaySource(visit.part, note, actor.person_id, isWrittenUp(visit))
  if (refusal) return { kind: 'refused', refusal }
  await sql`update visit_note set source = ${source} where id = ${id} and review_id = ${visit.id}`.execute(db)
  return { kind: 'saved', id, version: note.version }
}
