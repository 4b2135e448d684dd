/** Puts notes into findings. */
import { sql } from 'kysely'
import type { Db } from '../../../platform/db/connect.ts'
import { found } from '../../../platform/web/page.ts'
import type { Actor } from '../../people/public.ts'
import { isWrittenUp, type Saved, type VisitOrId } from '../preparation/visit.queries.ts'
import { visitWithDraft } from './finding.queries.ts'
import { whyCannotWorkOnFindings } from './finding.rules.ts'

/**
 * Adds notes to the evidence of a finding. Its version goes on, so that a colleague who has the finding open is asked
 * before what they save takes these notes out again.
 */
export async function addNotes(
  db: Db,
  actor: Actor,
  review: VisitOrId,
  finding_id: string,
  note_ids: readonly string[],
  now: Temporal.Instant,
): Promise<Saved> {
  const visit = await visitWithDraft(db, actor, review)
  const refusal = whyCannotWorkOnFindings(visit.part, isWrittenUp(visit))
  if (refusal) return { kind: 'refused', refusal }
  const counted = await sql<{ present: number }>`
    select count(*)::int as present from visit_note
     where review_id = ${visit.id} and removed_at is null and id = any(${note_ids}::uuid[])`.execute(db)
  if (counted.rows[0]?.present !== new Set(note_ids).size)
    return {
      kind: 'refused',
      refusal: { field: 'note_ids', message: 'One of these notes has been removed: choose again' },
    }
  const saved = await sql<{ id: string; version: number }>`
    update finding set version = version + 1, updated_by = ${actor.person_id}, updated_at = ${now}
     where id = ${finding_id} and review_id = ${visit.id} and removed_at is null returning id, version`.execute(db)
  const row = found(saved.rows[0])
  await sql`insert into finding_note (partnership_id, finding_id, note_id)
    select ${actor.partnership.id}, ${finding_id}, id from unnest(${note_ids}::uuid[]) id on conflict do nothing`.execute(
    db,
  )
  return { kind: 'saved', ...row }
}
