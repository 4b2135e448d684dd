/** Freezing an agreed evaluation and sharing it, and reading what another school shares. */
import type { Db } from '../../platform/db/connect.ts'
import type { Refusal } from '../../platform/web/form.ts'
import { Forbidden, found } from '../../platform/web/page.ts'
import type { Actor } from '../people/public.ts'
import {
  dayOf,
  latestShareFrom,
  shareSnapshot,
  takeSnapshot,
  type WantedShare,
  whyCannotShare,
} from '../sharing/public.ts'
import { agreedJudgements, highlightsOf } from './agree.queries.ts'
import { viewsOf } from './compare.rules.ts'
import { frameworkOf, type Links, type Outcome } from './evaluation.acts.ts'
import { colleaguesOf, type Evaluation, evaluationFor } from './evaluation.queries.ts'
import { takingPart } from './evaluation.rules.ts'
import { evidenceOf } from './evidence.queries.ts'
import { allJudgements } from './judgement.queries.ts'
import { partOf } from './parts.ts'
import { snapshotOf } from './snapshot.rules.ts'
import { type SnapshotContent, snapshotContent } from './snapshot.schema.ts'

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
  const people = takingPart(await colleaguesOf(db, evaluation.id)).map((colleague) => colleague.person_id)
  const judgements = await allJudgements(db, evaluation.id)
  return snapshotOf({
    evaluation: { id: evaluation.id, title: evaluation.title, agreed_at: evaluation.agreed_at },
    school: { id: evaluation.school_id, name: evaluation.school_name },
    framework_id: evaluation.framework_id,
    framework,
    agreed: [...agreed.values()],
    views: viewsOf(framework, people, judgements, new Set(evidence.map((each) => each.statement_key))),
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

/** Reads a stored snapshot. Snapshots are ours, written by `contentOf`; one of another form is a fault of ours. */
export function readSnapshot(content: unknown): SnapshotContent {
  return snapshotContent.parse(content)
}

export type SharedEvaluation = {
  share_id: string
  shared_at: Temporal.Instant
  until_on: Temporal.PlainDate
  snapshot: SnapshotContent
}

/**
 * The newest self-evaluation of one school that this person may read today: shared with their
 * schools, with them or with the officers, or their own school's. Reading it here does not count as
 * opened; people read it on the share's page, which does.
 */
export async function latestSharedWith(
  db: Db,
  actor: Actor,
  hostSchoolId: string,
  today: Temporal.PlainDate,
): Promise<SharedEvaluation | undefined> {
  const latest = await latestShareFrom(db, actor, 'self-evaluation', hostSchoolId, today)
  if (!latest) return undefined
  const { id, shared_at, until_on } = latest.share
  return { share_id: id, shared_at, until_on, snapshot: readSnapshot(latest.content) }
}
