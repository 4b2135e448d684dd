/**
 * SQL of colleagues' own judgements. Saving one is the busiest thing the service does: one statement
 * that checks who, what and when, and answers with the new version.
 */

import { sql } from 'kysely'
import type { Db } from '../../platform/db/connect.ts'
import type { Framework } from '../frameworks/public.ts'
import { type Actor, schoolIdsWhere } from '../people/public.ts'
import { type Evaluation, evaluationFor, frameworkOf } from './evaluation.queries.ts'

export type SavedJudgement = {
  statement_key: string
  point: number | null
  answer: string
  reason: string
  version: number
  updated_at: Temporal.Instant
}

export type JudgingRow = SavedJudgement & { evidence: string[] | null }

/** What this person has judged, with the names of the evidence that they added, in one query: for the pages where they judge. */
async function judgingRows(db: Db, actor: Actor, evaluationId: string): Promise<Map<string, JudgingRow>> {
  const found = await sql<JudgingRow>`
    select statement_key, j.point, coalesce(j.answer, '') as answer, coalesce(j.reason, '') as reason, coalesce(j.version, 0) as version, j.updated_at, v.evidence
    from (select * from own_judgement where evaluation_id = ${evaluationId} and person_id = ${actor.person_id}) j
    full join (select statement_key, array_agg(title order by added_at) as evidence from evidence
      where evaluation_id = ${evaluationId} and added_by = ${actor.person_id} and removed_at is null group by statement_key) v using (statement_key)`.execute(
    db,
  )
  return new Map(found.rows.map((row) => [row.statement_key, row]))
}

/** Which statements each colleague has answered, and nothing of what they answered. */
export async function judgedStatements(
  db: Db,
  evaluationId: string,
): Promise<{ person_id: string; statement_key: string }[]> {
  const found = await sql<{ person_id: string; statement_key: string }>`
    select person_id, statement_key from app.judged_statements(${evaluationId})`.execute(db)
  return found.rows
}

export type JudgementToSave = {
  statement_key: string
  /** What is undefined stays as it is. */
  point: number | null | undefined
  answer: string | undefined
  reason: string | undefined
  /** The version that the person was looking at, 0 for none; undefined saves over whatever is there. */
  version: number | undefined
}

/**
 * Saves one own judgement if its author still judges and nobody saved since that version. Gives the
 * new version, or undefined when it was not saved; its caller then finds out why.
 */
export async function upsertOwnJudgement(
  db: Db,
  actor: Actor,
  evaluationId: string,
  wanted: JudgementToSave,
  now: Temporal.Instant,
): Promise<number | undefined> {
  const saved = await sql<{ version: number }>`
    insert into own_judgement as j (partnership_id, evaluation_id, person_id, statement_key, point, answer, reason, updated_at)
    select e.partnership_id, e.id, c.person_id, ${wanted.statement_key}, ${wanted.point ?? null}::smallint, ${wanted.answer ?? ''}::text, ${wanted.reason ?? ''}::text, ${now}::timestamptz
    from self_evaluation e join self_evaluation_colleague c on c.evaluation_id = e.id
    where e.id = ${evaluationId} and c.person_id = ${actor.person_id}
      and e.compared_at is null and e.agreed_at is null and e.stopped_at is null and c.finished_at is null and c.removed_at is null
      and (e.school_id = any(${schoolIdsWhere(actor, 'self-evaluation:see')}::uuid[]) or not exists (select 1 from role_grant ended
        where ended.person_id = c.person_id and ended.school_id = e.school_id and ended.removed_at is not null))
    on conflict (evaluation_id, person_id, statement_key) do update
      set point = case when ${wanted.point === undefined}::bool then j.point else excluded.point end, answer = coalesce(${wanted.answer ?? null}::text, j.answer),
        reason = coalesce(${wanted.reason ?? null}::text, j.reason), version = j.version + 1, updated_at = excluded.updated_at
      where ${wanted.version ?? null}::int is null or j.version = ${wanted.version ?? null}::int
    returning j.version`.execute(db)
  return saved.rows[0]?.version
}

/** One own judgement as it stands, for the person who could not save over it. */
export async function ownJudgement(
  db: Db,
  actor: Actor,
  evaluationId: string,
  statementKey: string,
): Promise<SavedJudgement | undefined> {
  const found =
    await sql<SavedJudgement>`select statement_key, point, answer, reason, version, updated_at from own_judgement
    where evaluation_id = ${evaluationId} and person_id = ${actor.person_id} and statement_key = ${statementKey}`.execute(
      db,
    )
  return found.rows[0]
}

/** An evaluation in which somebody judges, its framework, and what they have judged. */
export type Judging = { evaluation: Evaluation; framework: Framework; rows: Map<string, JudgingRow> }

/** What somebody judges in; for everyone else there is nothing to find. */
export async function judgingFor(db: Db, actor: Actor, evaluationId: string): Promise<Judging | undefined> {
  const evaluation = await evaluationFor(db, actor, evaluationId)
  if (!evaluation?.takes_part) return undefined
  const framework = await frameworkOf(db, actor, evaluation)
  return { evaluation, framework, rows: await judgingRows(db, actor, evaluationId) }
}
