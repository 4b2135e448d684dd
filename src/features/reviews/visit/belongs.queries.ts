import { dayOf } from '../../../lib/clock.ts'
import type { Db } from '../../../platform/db/connect.ts'
import type { Actor } from '../../people/public.ts'
import { statementsFor } from '../preparation/shared-evaluation.queries.ts'
import { questionsOf, type Visit } from '../preparation/visit.queries.ts'

type Belonging = { question_id: string | null; statement_key: string }

/**
 * The questions and statements that a note or a finding may belong to. A question may have been taken out, or the
 * share of the self-evaluation have ended, since it was chosen: what belongs to it (`present`) may stay there.
 */
export async function mayBelongTo(
  db: Db,
  actor: Actor,
  visit: Visit,
  present: Belonging | undefined,
  now: Temporal.Instant,
): Promise<{ question_ids: Set<string>; statement_keys: Set<string> }> {
  const removed = present?.question_id ? await questionsOf(db, visit.id, true) : []
  const questions = [...visit.questions, ...removed.filter((question) => question.id === present?.question_id)]
  const statements = await statementsFor(db, actor, visit, dayOf(now))
  const keys = statements.map((statement) => statement.key)
  return {
    question_ids: new Set(questions.map((question) => question.id)),
    statement_keys: new Set(present ? [...keys, present.statement_key] : keys),
  }
}
