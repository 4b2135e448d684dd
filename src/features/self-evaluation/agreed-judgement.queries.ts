/** SQL of the judgements that the school agrees. */

import { sql } from 'kysely'
import type { Db } from '../../platform/db/connect.ts'
import type { Actor } from '../people/public.ts'

export type Agreed = {
  statement_key: string
  point: number | null
  answer: string
  reason: string
  version: number
  updated_by_name: string
  updated_at: Temporal.Instant
}

/** The school's judgements so far, by statement. */
export async function agreedJudgements(db: Db, evaluationId: string): Promise<Map<string, Agreed>> {
  const found = await sql<Agreed>`
    select a.statement_key, a.point, a.answer, a.reason, a.version, p.name as updated_by_name, a.updated_at
    from agreed_judgement a join person p on p.id = a.updated_by where a.evaluation_id = ${evaluationId}`.execute(db)
  return new Map(found.rows.map((row) => [row.statement_key, row]))
}

/** The agreed points of several evaluations, by evaluation: for comparing years. */
export async function agreedPoints(
  db: Db,
  evaluationIds: readonly string[],
): Promise<Map<string, Map<string, number>>> {
  const found = await sql<{ evaluation_id: string; statement_key: string; point: number }>`
    select evaluation_id, statement_key, point from agreed_judgement where evaluation_id = any(${evaluationIds}::uuid[]) and point is not null`.execute(
    db,
  )
  const byEvaluation = new Map<string, Map<string, number>>(evaluationIds.map((id) => [id, new Map()]))
  for (const row of found.rows) byEvaluation.get(row.evaluation_id)?.set(row.statement_key, row.point)
  return byEvaluation
}

export type AgreedToSave = {
  statement_key: string
  point: number | null
  answer: string
  reason: string
  version: number | undefined
}

/**
 * Saves one agreed judgement unless somebody saved since that version. The evaluation's row is held, so that nothing slips
 * in while it is being agreed as a whole. Gives the new version, or undefined.
 */
export async function upsertAgreed(
  db: Db,
  actor: Actor,
  evaluationId: string,
  wanted: AgreedToSave,
  now: Temporal.Instant,
): Promise<number | undefined> {
  const saved = await sql<{ version: number }>`
    insert into agreed_judgement as a (partnership_id, evaluation_id, statement_key, point, answer, reason, updated_by, updated_at)
    select e.partnership_id, e.id, ${wanted.statement_key}, ${wanted.point}::smallint, ${wanted.answer}, ${wanted.reason}, ${actor.person_id}::uuid, ${now}::timestamptz
    from self_evaluation e where e.id = ${evaluationId} and e.compared_at is not null and e.agreed_at is null and e.stopped_at is null for share of e
    on conflict (evaluation_id, statement_key) do update
      set point = excluded.point, answer = excluded.answer, reason = excluded.reason, version = a.version + 1,
        updated_by = excluded.updated_by, updated_at = excluded.updated_at
      where ${wanted.version ?? null}::int is null or a.version = ${wanted.version ?? null}::int
    returning a.version`.execute(db)
  return saved.rows[0]?.version
}
