/** Stores whom the host named to lead a stage. A name that changes stays, with why. */
import { sql } from 'kysely'
import type { Db } from '../../../platform/db/connect.ts'
import type { Actor } from '../../people/public.ts'
import type { StageKey } from '../../review-models/public.ts'

/** Names a person to lead a stage. The one before must have ended. */
export async function putLeader(
  db: Db,
  actor: Actor,
  reviewId: string,
  named: { stage: StageKey; person_id: string; school_id: string },
  now: Temporal.Instant,
): Promise<void> {
  await db
    .insertInto('stage_leader')
    .values({
      partnership_id: actor.partnership.id,
      review_id: reviewId,
      ...named,
      named_by: actor.person_id,
      named_at: now,
    })
    .execute()
}

/** Ends somebody's leading of a stage, with the reason. */
export async function endLeader(
  db: Db,
  actor: Actor,
  id: string,
  reason: string,
  now: Temporal.Instant,
): Promise<void> {
  await sql`update stage_leader set ended_at = ${now}, ended_by = ${actor.person_id}, end_reason = ${reason}
    where partnership_id = ${actor.partnership.id} and id = ${id} and ended_at is null`.execute(db)
}
