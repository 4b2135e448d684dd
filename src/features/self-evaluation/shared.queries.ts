/** Reading what another school shares. */
import type { Db } from '../../platform/db/connect.ts'
import type { Actor } from '../people/public.ts'
import { latestShareFrom, latestSharesAmong } from '../sharing/public.ts'
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

/**
 * The self-evaluation of a school that is shared today with some readers, and the one before it, as far as this person may
 * read them. One query. What is shared with others, or not any more, is not among them, for people of the school neither.
 */
export async function sharedAmong(
  db: Db,
  actor: Actor,
  hostSchoolId: string,
  readers: { school_ids: readonly string[]; person_ids: readonly string[] },
  today: Temporal.PlainDate,
): Promise<{ now: SharedEvaluation | undefined; before: SharedEvaluation | undefined }> {
  const shares = await latestSharesAmong(db, actor, 'self-evaluation', hostSchoolId, readers, today)
  const read = shares.map(({ share: { id, shared_at, until_on }, content }) => ({
    share_id: id,
    shared_at,
    until_on,
    snapshot: readSnapshot(content),
  }))
  const [now, before] = read.sort((a, b) => b.snapshot.agreed_on.localeCompare(a.snapshot.agreed_on))
  return { now, before }
}
