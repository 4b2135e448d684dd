/** SQL of the comparison: what everybody judged, side by side. */
import { sql } from 'kysely'
import type { Db } from '../../platform/db/connect.ts'
import type { Framework } from '../frameworks/public.ts'
import type { Actor } from '../people/public.ts'
import { type Agreed, agreedJudgements } from './agreed-judgement.queries.ts'
import { colleaguesOf } from './colleague.queries.ts'
import { type OwnJudgement, type Views, viewsOf } from './comparison.rules.ts'
import { type Evaluation, evaluationFor, frameworkOf } from './evaluation.queries.ts'
import { takingPart } from './evaluation.rules.ts'
import { evidenceOf } from './evidence.queries.ts'
import { mayCompare } from './part.rules.ts'

/** Everyone's judgements. Before the comparison is opened the database gives only those of the person who asks. */
export async function allJudgements(db: Db, evaluationId: string): Promise<OwnJudgement[]> {
  const found = await sql<OwnJudgement>`
    select j.person_id, j.statement_key, j.point, j.answer, j.reason from own_judgement j
    join self_evaluation_colleague c on c.evaluation_id = j.evaluation_id and c.person_id = j.person_id
    where j.evaluation_id = ${evaluationId} and c.removed_at is null`.execute(db)
  return found.rows
}

/** What colleagues think of each statement, and their names. The caller has asked whether they may be compared. */
export async function viewsFor(
  db: Db,
  framework: Framework,
  evaluationId: string,
  evidence: readonly { statement_key: string }[],
): Promise<{ views: Views[]; names: Map<string, string> }> {
  const people = takingPart(await colleaguesOf(db, evaluationId))
  const evidenced = new Set(evidence.map((each) => each.statement_key))
  const ids = people.map((person) => person.person_id)
  return {
    views: viewsOf(framework, ids, await allJudgements(db, evaluationId), evidenced),
    names: new Map(people.map((person) => [person.person_id, person.name])),
  }
}

export type Comparison = {
  evaluation: Evaluation
  framework: Framework
  views: Views[]
  agreed: Map<string, Agreed>
  /** Names by person. */
  names: Map<string, string>
}

/** All that the team compares. Before the comparison, and for people outside the team, there is nothing to find. */
export async function comparisonFor(db: Db, actor: Actor, evaluationId: string): Promise<Comparison | undefined> {
  const evaluation = await evaluationFor(db, actor, evaluationId)
  if (!evaluation || !mayCompare(actor, evaluation)) return undefined
  const framework = await frameworkOf(db, actor, evaluation)
  const { views, names } = await viewsFor(db, framework, evaluationId, await evidenceOf(db, evaluationId))
  return { evaluation, framework, views, names, agreed: await agreedJudgements(db, evaluationId) }
}
