/** Saving what the school agrees on for one statement. */
import type { Db } from '../../platform/db/connect.ts'
import { found, NotFound } from '../../platform/web/page.ts'
import { findStatement } from '../frameworks/public.ts'
import type { Actor } from '../people/public.ts'
import { type Agreed, agreedJudgements, upsertAgreed } from './agreed-judgement.queries.ts'
import { whyCannotAgree, whyCannotEditAgreed } from './agreed-judgement.rules.ts'
import { evaluationToAgree, frameworkOf } from './evaluation.queries.ts'
import { pointsOf, type Saving, says, tidy, type WantedJudgement, whyNotThis } from './judgement.rules.ts'

/** Saves the judgement that the school agrees on for one statement, if the rules and the gates allow it. */
export async function saveAgreedJudgement(
  db: Db,
  actor: Actor,
  evaluationId: string,
  statementKey: string,
  wanted: WantedJudgement,
  now: Temporal.Instant,
): Promise<Saving<Agreed>> {
  const evaluation = await evaluationToAgree(db, actor, evaluationId)
  const framework = await frameworkOf(db, actor, evaluation)
  if (!findStatement(framework, statementKey)) throw new NotFound()
  const agreed = await agreedJudgements(db, evaluationId)
  const row = {
    statement_key: statementKey,
    point: wanted.point ?? null,
    answer: tidy(wanted.answer),
    reason: tidy(wanted.reason),
    version: wanted.version,
  }
  const refusal =
    whyCannotEditAgreed(evaluation) ??
    whyNotThis(framework, wanted) ??
    whyCannotAgree(framework, statementKey, row, pointsOf([...agreed.values()]))
  if (refusal) return { kind: 'refused', refusal }
  const version = await upsertAgreed(db, actor, evaluationId, row, now)
  if (version !== undefined) return { kind: 'saved', version }
  const theirs = found((await agreedJudgements(db, evaluationId)).get(statementKey))
  return says(theirs, row) ? { kind: 'saved', version: theirs.version } : { kind: 'conflict', theirs }
}
