/** Adding evidence to a statement, removing it and bringing it back. */
import type { Db } from '../../platform/db/connect.ts'
import type { FileStore } from '../../platform/files/store.ts'
import { acceptUpload, removeFile, restoreFile, type Upload } from '../../platform/files/stored-file.ts'
import type { Refusal } from '../../platform/web/form.ts'
import { found, NotFound } from '../../platform/web/page.ts'
import { findStatement } from '../frameworks/public.ts'
import type { Actor } from '../people/public.ts'
import type { Outcome } from './evaluation.acts.ts'
import { type Evaluation, evaluationFor, frameworkOf } from './evaluation.queries.ts'
import { type Evidence, evidenceById, insertEvidence, setEvidenceRemoved } from './evidence.queries.ts'
import { whyCannotChangeEvidence, whyNotEvidence } from './evidence.rules.ts'
import { partOf } from './part.rules.ts'

export type WantedEvidence = {
  statement_key: string
  kind: 'file' | 'link' | 'note'
  title: string
  url?: string
  note?: string
  file?: { upload: Upload; store: FileStore }
}

/** Puts a file, a link or a note beside a statement, and gives its id. */
export async function addEvidence(
  db: Db,
  actor: Actor,
  evaluationId: string,
  wanted: WantedEvidence,
  now: Temporal.Instant,
): Promise<Outcome<{ id: string }>> {
  const evaluation = found(await evaluationFor(db, actor, evaluationId))
  const words = {
    kind: wanted.kind,
    title: wanted.title.trim(),
    url: (wanted.url ?? '').trim(),
    note: (wanted.note ?? '').trim(),
  }
  const refusal = whyCannotChangeEvidence(evaluation, partOf(actor, evaluation)) ?? whyNotEvidence(words)
  if (refusal) return { refusal }
  if (!findStatement(await frameworkOf(db, actor, evaluation), wanted.statement_key)) throw new NotFound()
  const row = { statement_key: wanted.statement_key, title: words.title, note: words.note }
  if (wanted.kind === 'link')
    return { id: await insertEvidence(db, actor, evaluationId, { ...row, kind: 'link', url: words.url }, now) }
  if (wanted.kind === 'note')
    return { id: await insertEvidence(db, actor, evaluationId, { ...row, kind: 'note' }, now) }
  if (!wanted.file) return { refusal: { field: 'file', message: 'Choose a file' } }
  const taken = await acceptUpload(db, wanted.file.store, wanted.file.upload, { schoolId: evaluation.school_id })
  if ('refusal' in taken) return { refusal: { field: 'file', message: taken.refusal.message } }
  return { id: await insertEvidence(db, actor, evaluationId, { ...row, kind: 'file', file_id: taken.file.id }, now) }
}

/** A piece of evidence for somebody who may see it; undefined and thus "not found" for everyone else. */
export async function evidenceFor(
  db: Db,
  actor: Actor,
  evaluationId: string,
  id: string,
): Promise<{ evaluation: Evaluation; evidence: Evidence } | undefined> {
  const evaluation = await evaluationFor(db, actor, evaluationId)
  const evidence = evaluation && (await evidenceById(db, evaluationId, id))
  return evidence && { evaluation, evidence }
}

/** Removes a piece of evidence. It can be brought back until the evaluation is agreed. */
export async function removeEvidence(
  db: Db,
  actor: Actor,
  evaluationId: string,
  id: string,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  return setRemoved(db, actor, evaluationId, id, now)
}

/** Undoes `removeEvidence`. */
export async function restoreEvidence(
  db: Db,
  actor: Actor,
  evaluationId: string,
  id: string,
): Promise<Refusal | undefined> {
  return setRemoved(db, actor, evaluationId, id, null)
}

async function setRemoved(
  db: Db,
  actor: Actor,
  evaluationId: string,
  id: string,
  removedAt: Temporal.Instant | null,
): Promise<Refusal | undefined> {
  const { evaluation, evidence } = found(await evidenceFor(db, actor, evaluationId, id))
  const refusal = whyCannotChangeEvidence(evaluation, partOf(actor, evaluation), evidence.added_by === actor.person_id)
  if (refusal) return refusal
  if (evidence.file_id && removedAt) await removeFile(db, evidence.file_id, removedAt)
  if (evidence.file_id && !removedAt && !(await restoreFile(db, evidence.file_id))) {
    return { message: 'The file was removed more than 30 days ago and is gone. Add it again from your own copy' }
  }
  await setEvidenceRemoved(db, evaluationId, id, removedAt)
  return undefined
}
