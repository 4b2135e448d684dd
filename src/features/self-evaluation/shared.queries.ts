/** Reading what another school shares. */
import type { Db } from '../../platform/db/connect.ts'
import type { Actor } from '../people/public.ts'
import { latestShareFrom } from '../sharing/public.ts'
import { type SnapshotContent, snapshotContent } from './snapshot.schema.ts'

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
