/** Freezing an agreed evaluation and sharing it. */
import { dayOf } from '../../lib/clock.ts'
import type { Db } from '../../platform/db/connect.ts'
import type { Refusal } from '../../platform/web/form.ts'
import { Forbidden, found } from '../../platform/web/page.ts'
import type { Actor } from '../people/public.ts'
import { shareSnapshot, takeSnapshot, type WantedShare, whyCannotShare } from '../sharing/public.ts'
import { agreedJudgements } from './agreed-judgement.queries.ts'
import { viewsFor } from './comparison.queries.ts'
import type { Links, Outcome } from './evaluation.acts.ts'
import { type Evaluation, evaluationFor, frameworkOf } from './evaluation.queries.ts'
import { evidenceOf } from './evidence.queries.ts'
import { highlightsOf } from './highlight.queries.ts'
import { partOf } from './part.rules.ts'
import { snapshotOf } from './snapshot.rules.ts'
import type { SnapshotContent } from './snapshot.schema.ts'

/** Why an evaluation cannot be shared yet, if it cannot: what is not agreed is nobody else's. */
export function whyNotShared(evaluation: Evaluation): Refusal | undefined {
  return evaluation.agreed_at
    ? undefined
    : { message: 'Agree the self-evaluation first. Only what is agreed can be shared' }
}

/** What readers would see of an agreed evaluation. */
export async function contentOf(
  db: Db,
  actor: Actor,
  evaluation: Evaluation & { agreed_at: Temporal.Instant },
): Promise<SnapshotContent> {
  const framework = await frameworkOf(db, actor, evaluation)
  const agreed = await agreedJudgements(db, evaluation.id)
  const evidence = await evidenceOf(db, evaluation.id)
  return snapshotOf({
    evaluation: { id: evaluation.id, title: evaluation.title, agreed_at: evaluation.agreed_at },
    school: { id: evaluation.school_id, name: evaluation.school_name },
    framework_id: evaluation.framework_id,
    framework,
    agreed: [...agreed.values()],
    views: (await viewsFor(db, framework, evaluation.id, evidence)).views,
    evidence: evidence.map(({ id, kind, title, url, note, statement_key, file_id, file_name, file_bytes }) => ({
      id,
      kind,
      title,
      url,
      note,
      statement_key,
      file: file_id === null ? null : { id: file_id, name: file_name ?? title, bytes: file_bytes ?? 0 },
    })),
    highlights: await highlightsOf(db, evaluation.id),
  })
}

/** Freezes an agreed evaluation and shares it: with schools, with people who support the group, or with the officers. */
export async function shareEvaluation(
  db: Db,
  actor: Actor,
  evaluationId: string,
  wanted: WantedShare,
  services: Links,
  now: Temporal.Instant,
): Promise<Outcome<{ share_ids: string[] }>> {
  const evaluation = found(await evaluationFor(db, actor, evaluationId))
  if (!partOf(actor, evaluation).share) throw new Forbidden()
  const refusal = whyNotShared(evaluation)
  if (refusal || !evaluation.agreed_at) return { refusal: refusal ?? { message: 'It is not agreed yet' } }
  const unfit = whyCannotShare(wanted, evaluation.school_id, dayOf(now))
  if (unfit) return { refusal: unfit }
  const content = await contentOf(db, actor, { ...evaluation, agreed_at: evaluation.agreed_at })
  const subject = { kind: 'self-evaluation' as const, id: evaluationId }
  const snapshotId = await takeSnapshot(db, actor, { school_id: evaluation.school_id, subject, content }, now)
  return shareSnapshot(db, actor, snapshotId, wanted, services, now)
}
