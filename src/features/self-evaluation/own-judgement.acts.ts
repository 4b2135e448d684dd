/** What a colleague does with their own judgements: save one, finish, open them again. */
import type { Db } from '../../platform/db/connect.ts'
import type { Refusal } from '../../platform/web/form.ts'
import { Forbidden, found, NotFound } from '../../platform/web/page.ts'
import { type Framework, findStatement } from '../frameworks/public.ts'
import type { Actor } from '../people/public.ts'
import { setFinished } from './colleague.queries.ts'
import { evaluationFor, frameworkOf } from './evaluation.queries.ts'
import { type Content, type Saving, says, tidyJudgement, type WantedJudgement, whyNotThis } from './judgement.rules.ts'
import { judgedStatements, ownJudgement, type SavedJudgement, upsertOwnJudgement } from './own-judgement.queries.ts'
import { whyCannotFinish, whyCannotJudge, whyCannotReopen } from './own-judgement.rules.ts'

/** Evaluations never change their framework, so it is looked up once in each process. Bounded, and only ever a hint. */
const frameworkIds = new Map<string, string>()

const mostKept = 20_000

async function frameworkFor(db: Db, actor: Actor, evaluationId: string): Promise<Framework> {
  const known = frameworkIds.get(evaluationId)
  if (known) return frameworkOf(db, actor, { framework_id: known })
  const evaluation = found(await evaluationFor(db, actor, evaluationId))
  if (frameworkIds.size >= mostKept) frameworkIds.clear()
  frameworkIds.set(evaluationId, evaluation.framework_id)
  return frameworkOf(db, actor, evaluation)
}

/**
 * Saves one own judgement: in the usual case one statement to the database. The same content sent
 * again, as after a lost answer, counts as saved; other content is never overwritten silently.
 */
export async function saveOwnJudgement(
  db: Db,
  actor: Actor,
  evaluationId: string,
  statementKey: string,
  wanted: WantedJudgement,
  now: Temporal.Instant,
): Promise<Saving<SavedJudgement>> {
  const framework = await frameworkFor(db, actor, evaluationId)
  if (!findStatement(framework, statementKey)) throw new NotFound()
  const refusal = whyNotThis(framework, wanted)
  if (refusal) return { kind: 'refused', refusal }
  const row = { ...tidyJudgement(wanted), statement_key: statementKey, version: wanted.version }
  const version = await upsertOwnJudgement(db, actor, evaluationId, row, now)
  return version === undefined ? whyNotSaved(db, actor, evaluationId, row) : { kind: 'saved', version }
}

async function whyNotSaved(
  db: Db,
  actor: Actor,
  evaluationId: string,
  wanted: Content & { statement_key: string },
): Promise<Saving<SavedJudgement>> {
  const evaluation = found(await evaluationFor(db, actor, evaluationId))
  const refusal = whyCannotJudge({ ...evaluation, removed_at: evaluation.takes_part ? null : evaluation.started_at })
  if (refusal) return { kind: 'refused', refusal }
  const theirs = found(await ownJudgement(db, actor, evaluationId, wanted.statement_key))
  if (says(theirs, wanted)) return { kind: 'saved', version: theirs.version }
  return { kind: 'conflict', theirs }
}

/** "I have finished my judgements." */
export async function finishJudging(
  db: Db,
  actor: Actor,
  evaluationId: string,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  const evaluation = found(await evaluationFor(db, actor, evaluationId))
  if (!evaluation.takes_part) throw new Forbidden()
  const judged = (await judgedStatements(db, evaluationId)).filter((row) => row.person_id === actor.person_id).length
  const refusal = whyCannotFinish({ ...evaluation, removed_at: null }, judged)
  if (!refusal) await setFinished(db, evaluationId, actor.person_id, now)
  return refusal
}

/** Opens one's own judgements again, as long as nobody has compared them. */
export async function reopenJudging(db: Db, actor: Actor, evaluationId: string): Promise<Refusal | undefined> {
  const evaluation = found(await evaluationFor(db, actor, evaluationId))
  if (!evaluation.takes_part) throw new Forbidden()
  const refusal = whyCannotReopen({ ...evaluation, removed_at: null })
  if (!refusal) await setFinished(db, evaluationId, actor.person_id, null)
  return refusal
}
