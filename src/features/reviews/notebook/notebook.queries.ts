/** Stores what notebooks send, a batch at a time: a few statements however many notes there are. */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { dayOf } from '../../../lib/clock.ts'
import type { Db } from '../../../platform/db/connect.ts'
import type { Actor } from '../../people/public.ts'
import { partMay } from '../part.rules.ts'
import { statementsFor } from '../preparation/shared-evaluation.queries.ts'
import { isWrittenUp, type Visit } from '../preparation/visit.queries.ts'
import { whyCannotKeepNote } from '../visit/note.rules.ts'
import { begunAt, type Decision, decide, type NotebookNote, type Present, type SentNote } from './merge.rules.ts'

/** A note as notebooks know it. */
export type OwnNote = NotebookNote & {
  id: string
  version: number
  written_at: Temporal.Instant
  removed_at: Temporal.Instant | null
  photographs: { id: string; description: string }[]
  /** The note beside which it is kept, because that one was changed on two devices. */
  beside: string | null
}

export type Batch = { notes: readonly SentNote[]; behind: number }

type Told = { id: string; edit: string } & (
  | { result: 'stored' | 'already'; version: number }
  | { result: 'elsewhere'; beside: string }
  | { result: 'refused'; reason: string }
  | { result: 'again' }
)

/** The reader's own notes of a review, removed ones too, so that other devices learn of it. */
export async function ownNotes(db: Db, actor: Actor, visit: Visit): Promise<OwnNote[]> {
  const result = await sql<OwnNote>`
    select n.id, n.text, n.tag, n.activity_id, n.question_id, n.statement_key, n.warning_reason, n.version, n.written_at, n.removed_at,
           coalesce((select jsonb_agg(jsonb_build_object('id', h.id, 'description', h.description) order by h.added_at)
                       from visit_photograph h where h.note_id = n.id and h.removed_at is null), '[]') as photographs,
           (select min(r.note_id::text) from notebook_receipt r where r.review_id = n.review_id and r.beside_id = n.id) as beside
      from visit_note n where n.review_id = ${visit.id} and n.author_id = ${actor.person_id}
     order by n.written_at, n.id`.execute(db)
  return result.rows
}

/** Why nothing of a notebook is taken, if nothing is. */
export function whyClosed(visit: Visit): string | undefined {
  if (!partMay(visit.part, 'write-notes')) return 'Only people who take part in the visit write notes'
  if (visit.cancelled_at) return 'This review was cancelled. Copy what you need from your notes'
  if (isWrittenUp(visit)) return 'The summary has been sent to the host school, so notes are closed. Copy what you need'
  return undefined
}

/**
 * Keeps a batch of notes, and says of each what came of it. The same batch sent again changes nothing; when somebody
 * else was faster with one of them, it is to be sent again.
 */
export async function keepBatch(
  db: Db,
  actor: Actor,
  visit: Visit,
  batch: Batch,
  now: Temporal.Instant,
): Promise<Told[]> {
  if (batch.notes.length === 0) return []
  const closed = whyClosed(visit)
  const bounds = await boundsOf(db, actor, visit, batch, now)
  const present = await presentNotes(db, actor, visit, batch)
  const decided = batch.notes.map((sent): { sent: SentNote; decision: Decision } => {
    const stored = present.get(sent.id)
    // What came before the notes were closed is kept, although its answer never arrived.
    const reason = stored?.receipt ? undefined : (closed ?? whyCannotKeepNote(sent.content, bounds)?.message)
    return { sent, decision: reason ? { kind: 'refuse', reason } : decide(stored, sent) }
  })
  const inserted = await insertNotes(db, actor, visit, batch, decided, now)
  const changed = await changeNotes(db, actor, decided, now)
  const told = decided.map(({ sent, decision }) => tell(sent, decision, inserted, changed))
  await writeReceipts(db, actor, visit, batch, told, now)
  return told
}

function tell(
  { id, edit }: SentNote,
  decision: Decision,
  inserted: ReadonlySet<string>,
  changed: ReadonlyMap<string, number>,
): Told {
  switch (decision.kind) {
    case 'insert':
      return inserted.has(id) ? { id, edit, result: 'stored', version: 1 } : { id, edit, result: 'again' }
    case 'change': {
      const version = changed.get(id)
      return version === undefined ? { id, edit, result: 'again' } : { id, edit, result: 'stored', version }
    }
    case 'beside':
      return { id, edit, result: 'elsewhere', beside: besideId(id, edit) }
    case 'already-beside':
      return { id, edit, result: 'elsewhere', beside: decision.id }
    case 'same':
      return { id, edit, result: 'already', version: decision.version }
    case 'refuse':
      return { id, edit, result: 'refused', reason: decision.reason }
  }
}

/**
 * What notes may belong to. A notebook may have been away while an activity or a question was taken out: its notes keep
 * it. A statement that is not shared any more is refused like anywhere else.
 */
async function boundsOf(db: Db, actor: Actor, visit: Visit, batch: Batch, now: Temporal.Instant) {
  const links = await sql<{ id: string; kind: string }>`
    select id, 'activity' as kind from visit_activity where review_id = ${visit.id}
    union all select id, 'question' from enquiry_question where review_id = ${visit.id}`.execute(db)
  const idsOf = (kind: string) => new Set(links.rows.filter((row) => row.kind === kind).map((row) => row.id))
  const named = batch.notes.some((note) => note.content.statement_key !== '')
  const statements = named ? await statementsFor(db, actor, visit, dayOf(now)) : []
  return {
    activity_ids: idsOf('activity'),
    question_ids: idsOf('question'),
    statement_keys: new Set(statements.map((one) => one.key)),
    written_up: false,
  }
}

/** The stored notes of a batch, held until the transaction ends, each with what came of the very text that is sent. */
async function presentNotes(db: Db, actor: Actor, visit: Visit, batch: Batch): Promise<Map<string, Present>> {
  type Row = NotebookNote & {
    id: string
    version: number
    is_own: boolean
    receipt_version: number | null
    beside_id: string | null
  }
  const sent = JSON.stringify(batch.notes.map(({ id, edit }) => ({ id, edit })))
  const result = await sql<Row>`
    select n.id, n.text, n.tag, n.activity_id, n.question_id, n.statement_key, n.warning_reason, n.version,
           n.author_id = ${actor.person_id} and n.review_id = ${visit.id} as is_own,
           r.version as receipt_version, r.beside_id
      from jsonb_to_recordset(${sent}::jsonb) as s(id uuid, edit uuid)
      join visit_note n on n.id = s.id
      left join notebook_receipt r on r.note_id = n.id and r.edit_id = s.edit
     order by n.id for update of n`.execute(db)
  return new Map(
    result.rows.map(({ receipt_version, beside_id, ...row }) => {
      const receipt = receipt_version === null ? undefined : { version: receipt_version, beside_id }
      return [row.id, { ...row, receipt }]
    }),
  )
}

/** The id of the note under which a text is kept beside another: the same however often it is sent. */
function besideId(id: string, edit: string): string {
  const hash = createHash('sha256').update(`${id} ${edit}`).digest('hex')
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}

type Decided = readonly { sent: SentNote; decision: Decision }[]

const instant = (ms: number) => Temporal.Instant.fromEpochMilliseconds(Math.round(ms))

async function insertNotes(db: Db, actor: Actor, visit: Visit, batch: Batch, decided: Decided, now: Temporal.Instant) {
  const rows = decided.flatMap(({ sent, decision }) => {
    if (decision.kind !== 'insert' && decision.kind !== 'beside') return []
    return [
      {
        ...sent.content,
        id: decision.kind === 'insert' ? sent.id : besideId(sent.id, sent.edit),
        partnership_id: actor.partnership.id,
        review_id: visit.id,
        author_id: actor.person_id,
        written_at: instant(begunAt(sent, batch.behind, now.epochMilliseconds)),
        updated_at: now,
      },
    ]
  })
  if (rows.length === 0) return new Set<string>()
  const made = await db
    .insertInto('visit_note')
    .values(rows)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .execute()
  return new Set(made.map((row) => row.id))
}

/** Changes the notes that are held; gives their new versions. */
async function changeNotes(db: Db, actor: Actor, decided: Decided, now: Temporal.Instant) {
  const rows = decided.flatMap(({ sent, decision }) =>
    decision.kind === 'change' ? [{ id: sent.id, ...decision.content }] : [],
  )
  if (rows.length === 0) return new Map<string, number>()
  const made = await sql<{ id: string; version: number }>`
    update visit_note n
       set text = s.text, tag = s.tag, activity_id = s.activity_id, question_id = s.question_id,
           statement_key = s.statement_key, warning_reason = s.warning_reason, version = n.version + 1,
           updated_at = ${now}, removed_at = null
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as s(id uuid, text text, tag text, activity_id uuid, question_id uuid, statement_key text, warning_reason text)
     where n.id = s.id and n.author_id = ${actor.person_id}
    returning n.id, n.version`.execute(db)
  return new Map(made.rows.map((row) => [row.id, row.version]))
}

async function writeReceipts(
  db: Db,
  actor: Actor,
  visit: Visit,
  batch: Batch,
  told: readonly Told[],
  now: Temporal.Instant,
): Promise<void> {
  const begun = new Map(batch.notes.map((note) => [note.edit, note.at]))
  const rows = told.flatMap((one) => {
    if (one.result === 'refused' || one.result === 'again') return []
    return [
      {
        partnership_id: actor.partnership.id,
        review_id: visit.id,
        note_id: one.id,
        edit_id: one.edit,
        version: one.result === 'elsewhere' ? 0 : one.version,
        beside_id: one.result === 'elsewhere' ? one.beside : null,
        device_at: instant(begun.get(one.edit) ?? 0),
        device_behind_ms: batch.behind,
        received_at: now,
      },
    ]
  })
  if (rows.length === 0) return
  await db
    .insertInto('notebook_receipt')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['note_id', 'edit_id']).doNothing())
    .execute()
}
