/** A review is over when everything has come out of it that its model asks for. */
import { sql } from 'kysely'
import { dayOf } from '../../lib/clock.ts'
import type { Db } from '../../platform/db/connect.ts'
import { reviewsWhere } from './review.queries.ts'
import { stageOf } from './review.rules.ts'
import type { Viewer } from './stored-reviews.queries.ts'

/** Closes a review from which everything has come that its model asks for. */
export async function closeIfOver(db: Db, actor: Viewer, reviewId: string, now: Temporal.Instant): Promise<void> {
  await close(db, actor, { ids: [reviewId] }, now)
}

/** Closes those reviews of a group from which everything has come that their model asks for. */
export async function closeOfGroup(db: Db, actor: Viewer, groupId: string, now: Temporal.Instant): Promise<void> {
  await close(db, actor, { groupId, open: true }, now)
}

async function close(db: Db, actor: Viewer, which: Parameters<typeof reviewsWhere>[2], now: Temporal.Instant) {
  const over = (await reviewsWhere(db, actor, which)).filter(
    (review) => !review.closed_at && stageOf(review.model, review, dayOf(now)) === 'closed',
  )
  if (over.length === 0) return
  await sql`
    update review set closed_at = ${now}
     where partnership_id = ${actor.partnership.id} and id = any(${over.map(({ id }) => id)}::uuid[]) and closed_at is null`.execute(
    db,
  )
}
