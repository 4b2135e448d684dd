/** SQL of evaluations and of who takes part. Whoever may not see an evaluation gets undefined, and its page "not found". */

import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../../platform/db/connect.ts'
import { Forbidden, found } from '../../platform/web/page.ts'
import { type Framework, frameworkById } from '../frameworks/public.ts'
import { type Actor, schoolIdsWhere } from '../people/public.ts'
import { partOf } from './part.rules.ts'

export type Evaluation = {
  id: string
  school_id: string
  school_name: string
  framework_id: string
  framework_key: string
  framework_title: string
  framework_edition: string
  title: string
  judge_by: Temporal.PlainDate | null
  started_by_name: string
  started_at: Temporal.Instant
  compared_at: Temporal.Instant | null
  compare_reason: string
  agreed_at: Temporal.Instant | null
  stopped_at: Temporal.Instant | null
  stopped_by_name: string | null
  stop_reason: string
  version: number
  /** Whether the person who asks judges in it, and when they said that they had finished. */
  takes_part: boolean
  finished_at: Temporal.Instant | null
}

const columns = sql`e.id, e.school_id, s.name as school_name, e.framework_id, f.key as framework_key, f.title as framework_title, f.edition as framework_edition,
  e.title, e.judge_by, starter.name as started_by_name, e.started_at, e.compared_at, e.compare_reason, e.agreed_at, e.stopped_at, stopper.name as stopped_by_name, e.stop_reason, e.version,
  me.person_id is not null as takes_part, me.finished_at`

/**
 * The evaluations that a person may see: those of the schools where their role lets them, and
 * those in which they were asked to judge. Somebody whose role at the school has ended is out.
 */
function visibleTo(actor: Actor) {
  return sql`from self_evaluation e
    join school s on s.id = e.school_id
    join framework f on f.id = e.framework_id
    join person starter on starter.id = e.started_by
    left join person stopper on stopper.id = e.stopped_by
    left join self_evaluation_colleague me on me.evaluation_id = e.id and me.person_id = ${actor.person_id} and me.removed_at is null
    where e.partnership_id = ${actor.partnership.id} and (e.school_id = any(${schoolIdsWhere(actor, 'self-evaluation:see')}::uuid[])
      or (me.person_id is not null and not exists (select 1 from role_grant ended
        where ended.person_id = ${actor.person_id} and ended.school_id = e.school_id and ended.removed_at is not null)))`
}

/** One evaluation; undefined when it is not for this person to see. */
export async function evaluationFor(db: Db, actor: Actor, id: string): Promise<Evaluation | undefined> {
  const found = await sql<Evaluation>`select ${columns} ${visibleTo(actor)} and e.id = ${id}`.execute(db)
  return found.rows[0]
}

/** The evaluation, for somebody who may do this to it; "not found" or "you may not" for everyone else. */
export async function evaluationToLead(db: Db, actor: Actor, id: string): Promise<Evaluation> {
  const evaluation = found(await evaluationFor(db, actor, id))
  if (!partOf(actor, evaluation).lead) throw new Forbidden()
  return evaluation
}

export async function evaluationToAgree(db: Db, actor: Actor, evaluationId: string): Promise<Evaluation> {
  const evaluation = found(await evaluationFor(db, actor, evaluationId))
  if (!partOf(actor, evaluation).team) throw new Forbidden()
  return evaluation
}

/** The framework that an evaluation is bound to. It is published, and so it is there and never changes. */
export async function frameworkOf(
  db: Db,
  actor: Actor,
  evaluation: Pick<Evaluation, 'framework_id'>,
): Promise<Framework> {
  return found(await frameworkById(db, actor, evaluation.framework_id))
}

/** Every evaluation that this person may see, the newest first. */
export async function evaluationsFor(db: Db, actor: Actor): Promise<Evaluation[]> {
  const found = await sql<Evaluation>`select ${columns} ${visibleTo(actor)} order by e.started_at desc`.execute(db)
  return found.rows
}

/** One school's evaluations that this person may see, the newest first. */
export async function evaluationsOfSchool(db: Db, actor: Actor, schoolId: string): Promise<Evaluation[]> {
  const found =
    await sql<Evaluation>`select ${columns} ${visibleTo(actor)} and e.school_id = ${schoolId} order by e.started_at desc`.execute(
      db,
    )
  return found.rows
}

/** The school's agreed evaluation before this one, with the same framework, whatever its edition. */
export async function evaluationBefore(
  db: Db,
  actor: Actor,
  evaluation: Pick<Evaluation, 'school_id' | 'started_at' | 'framework_key'>,
): Promise<Evaluation | undefined> {
  const found = await sql<Evaluation>`select ${columns} ${visibleTo(actor)} and e.school_id = ${evaluation.school_id}
    and e.agreed_at is not null and e.started_at < ${evaluation.started_at}
    and f.key = ${evaluation.framework_key} order by e.started_at desc limit 1`.execute(db)
  return found.rows[0]
}

export type NewEvaluation = {
  school_id: string
  framework_id: string
  title: string
  judge_by: Temporal.PlainDate | undefined
}

export async function insertEvaluation(
  db: Db,
  actor: Actor,
  wanted: NewEvaluation,
  now: Temporal.Instant,
): Promise<string> {
  const id = randomUUID()
  await sql`insert into self_evaluation (id, partnership_id, school_id, framework_id, title, judge_by, started_by, started_at)
    values (${id}, ${actor.partnership.id}, ${wanted.school_id}, ${wanted.framework_id}, ${wanted.title}, ${wanted.judge_by ?? null},
      ${actor.person_id}, ${now})`.execute(db)
  return id
}

/** Gives a framework's dates, to say whether it can be chosen. */
export async function frameworkDates(
  db: Db,
  actor: Actor,
  id: string,
): Promise<{ published_at: Temporal.Instant | null; retired_at: Temporal.Instant | null } | undefined> {
  const found = await sql<{ published_at: Temporal.Instant | null; retired_at: Temporal.Instant | null }>`
    select published_at, retired_at from framework where id = ${id} and partnership_id = ${actor.partnership.id}`.execute(
    db,
  )
  return found.rows[0]
}

export async function setJudgeBy(db: Db, evaluationId: string, judgeBy: Temporal.PlainDate | undefined): Promise<void> {
  await sql`update self_evaluation set judge_by = ${judgeBy ?? null}, version = version + 1 where id = ${evaluationId}`.execute(
    db,
  )
}

/** Opens the comparison once; false when somebody else was first. */
export async function markCompared(
  db: Db,
  actor: Actor,
  evaluationId: string,
  reason: string,
  now: Temporal.Instant,
): Promise<boolean> {
  const changed =
    await sql`update self_evaluation set compared_at = ${now}, compared_by = ${actor.person_id}, compare_reason = ${reason}, version = version + 1
    where id = ${evaluationId} and compared_at is null and stopped_at is null`.execute(db)
  return changed.numAffectedRows === 1n
}

/** Freezes the agreed evaluation; false when it was not being compared any more. */
export async function markAgreed(db: Db, actor: Actor, evaluationId: string, now: Temporal.Instant): Promise<boolean> {
  const changed =
    await sql`update self_evaluation set agreed_at = ${now}, agreed_by = ${actor.person_id}, version = version + 1
    where id = ${evaluationId} and compared_at is not null and agreed_at is null and stopped_at is null`.execute(db)
  return changed.numAffectedRows === 1n
}

/** Sets an evaluation aside, or takes it up again where it stood. */
export async function setStopped(
  db: Db,
  actor: Actor,
  evaluationId: string,
  stop: { reason: string; at: Temporal.Instant } | undefined,
): Promise<void> {
  await sql`update self_evaluation set stopped_at = ${stop?.at ?? null}, stopped_by = ${stop ? actor.person_id : null},
      stop_reason = ${stop?.reason ?? ''}, version = version + 1
    where id = ${evaluationId} and agreed_at is null`.execute(db)
}

/** Keeps others from agreeing or changing judgements until the caller's transaction ends. */
export async function lockEvaluation(db: Db, evaluationId: string): Promise<void> {
  await sql`select 1 from self_evaluation where id = ${evaluationId} for update`.execute(db)
}
