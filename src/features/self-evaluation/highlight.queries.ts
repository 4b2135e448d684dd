/** SQL of a school's strengths and priorities. */

import { sql } from 'kysely'
import type { Db } from '../../platform/db/connect.ts'
import type { Actor } from '../people/public.ts'

export type Highlight = {
  statement_key: string
  kind: 'strength' | 'priority'
  position: number
  comment: string
  version: number
  updated_by_name: string
  updated_at: Temporal.Instant
}

/** Strengths and priorities in the order that the school put them in. */
export async function highlightsOf(db: Db, evaluationId: string): Promise<Highlight[]> {
  const found = await sql<Highlight>`
    select h.statement_key, h.kind, h.position, h.comment, h.version, p.name as updated_by_name, h.updated_at
    from self_evaluation_highlight h join person p on p.id = h.updated_by
    where h.evaluation_id = ${evaluationId} order by h.kind desc, h.position, h.updated_at`.execute(db)
  return found.rows
}

/** Chooses a statement as a strength or a priority, at the end of its list; one of the other kind changes sides. */
export async function putHighlight(
  db: Db,
  actor: Actor,
  evaluationId: string,
  wanted: { statement_key: string; kind: 'strength' | 'priority' },
  now: Temporal.Instant,
): Promise<void> {
  await sql`
    insert into self_evaluation_highlight as h (partnership_id, evaluation_id, statement_key, kind, position, updated_by, updated_at)
    select e.partnership_id, e.id, ${wanted.statement_key}, ${wanted.kind},
      (select coalesce(max(position), 0) + 1 from self_evaluation_highlight o where o.evaluation_id = e.id and o.kind = ${wanted.kind}),
      ${actor.person_id}::uuid, ${now}::timestamptz
    from self_evaluation e where e.id = ${evaluationId} and e.compared_at is not null and e.agreed_at is null and e.stopped_at is null for share of e
    on conflict (evaluation_id, statement_key) do update
      set kind = excluded.kind, position = excluded.position, version = h.version + 1, updated_by = excluded.updated_by, updated_at = excluded.updated_at
      where h.kind <> excluded.kind`.execute(db)
}

export async function dropHighlight(db: Db, evaluationId: string, statementKey: string): Promise<void> {
  await sql`delete from self_evaluation_highlight h using self_evaluation e
    where h.evaluation_id = ${evaluationId} and h.statement_key = ${statementKey} and e.id = h.evaluation_id and e.agreed_at is null and e.stopped_at is null`.execute(
    db,
  )
}

/** Saves what a school says about a strength or a priority. Undefined when somebody saved since that version, or it is gone. */
export async function commentHighlight(
  db: Db,
  actor: Actor,
  evaluationId: string,
  wanted: { statement_key: string; comment: string; version: number | undefined },
  now: Temporal.Instant,
): Promise<number | undefined> {
  const saved = await sql<{ version: number }>`
    update self_evaluation_highlight h set comment = ${wanted.comment}, version = h.version + 1, updated_by = ${actor.person_id}, updated_at = ${now}
    from self_evaluation e where e.id = h.evaluation_id and e.agreed_at is null and e.stopped_at is null
      and h.evaluation_id = ${evaluationId} and h.statement_key = ${wanted.statement_key}
      and (${wanted.version ?? null}::int is null or h.version = ${wanted.version ?? null}::int)
    returning h.version`.execute(db)
  return saved.rows[0]?.version
}

/** Numbers the highlights of one kind in this order. */
export async function orderHighlights(db: Db, evaluationId: string, statementKeys: readonly string[]): Promise<void> {
  await sql`update self_evaluation_highlight h set position = o.place
    from unnest(${statementKeys}::text[]) with ordinality as o (statement_key, place)
    where h.evaluation_id = ${evaluationId} and h.statement_key = o.statement_key`.execute(db)
}
