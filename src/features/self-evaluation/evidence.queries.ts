/** SQL of evidence: a file, a link or a note beside a statement. Blind until the comparison, like judgements (0004). */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../../platform/db/connect.ts'
import type { Actor } from '../people/public.ts'

export type Evidence = {
  id: string
  evaluation_id: string
  statement_key: string
  kind: 'file' | 'link' | 'note'
  title: string
  url: string
  note: string
  file_id: string | null
  file_name: string | null
  file_type: string | null
  file_bytes: number | null
  added_by: string
  added_by_name: string
  added_at: Temporal.Instant
  removed_at: Temporal.Instant | null
}

const selected = sql`select v.id, v.evaluation_id, v.statement_key, v.kind, v.title, v.url, v.note, v.file_id, f.name as file_name, f.type as file_type,
    f.bytes as file_bytes, v.added_by, p.name as added_by_name, v.added_at, v.removed_at
  from evidence v join person p on p.id = v.added_by left join stored_file f on f.id = v.file_id`

/** The evidence of an evaluation that the person who asks may see now. Its caller has asked whether they may see the evaluation. */
export async function evidenceOf(db: Db, evaluationId: string): Promise<Evidence[]> {
  const found =
    await sql<Evidence>`${selected} where v.evaluation_id = ${evaluationId} and v.removed_at is null order by v.added_at, v.id`.execute(
      db,
    )
  return found.rows
}

/** What was removed and can still be brought back, the latest first. */
export async function removedEvidenceOf(db: Db, evaluationId: string): Promise<Evidence[]> {
  const found =
    await sql<Evidence>`${selected} where v.evaluation_id = ${evaluationId} and v.removed_at is not null order by v.removed_at desc, v.id limit 20`.execute(
      db,
    )
  return found.rows
}

/** One piece of evidence, removed or not. */
export async function evidenceById(db: Db, evaluationId: string, id: string): Promise<Evidence | undefined> {
  const found = await sql<Evidence>`${selected} where v.evaluation_id = ${evaluationId} and v.id = ${id}`.execute(db)
  return found.rows[0]
}

export type NewEvidence = { statement_key: string; title: string; note: string } & (
  | { kind: 'file'; file_id: string }
  | { kind: 'link'; url: string }
  | { kind: 'note' }
)

export async function insertEvidence(
  db: Db,
  actor: Actor,
  evaluationId: string,
  wanted: NewEvidence,
  now: Temporal.Instant,
): Promise<string> {
  const id = randomUUID()
  await sql`insert into evidence (id, partnership_id, evaluation_id, statement_key, kind, title, url, note, file_id, added_by, added_at)
    values (${id}, ${actor.partnership.id}, ${evaluationId}, ${wanted.statement_key}, ${wanted.kind}, ${wanted.title},
      ${wanted.kind === 'link' ? wanted.url : ''}, ${wanted.note}, ${wanted.kind === 'file' ? wanted.file_id : null}, ${actor.person_id}, ${now})`.execute(
    db,
  )
  return id
}

export async function setEvidenceRemoved(
  db: Db,
  evaluationId: string,
  id: string,
  removedAt: Temporal.Instant | null,
): Promise<void> {
  await sql`update evidence set removed_at = ${removedAt} where evaluation_id = ${evaluationId} and id = ${id}`.execute(
    db,
  )
}
