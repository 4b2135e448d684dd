/** Stores what came of the meetings of a review. */

import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import { dayOf } from '../../../lib/clock.ts'
import type { Db } from '../../../platform/db/connect.ts'
import { found } from '../../../platform/web/page.ts'
import type { Actor } from '../../people/public.ts'
import { closeIfOver } from '../closing.queries.ts'
import type { Saved } from '../preparation/visit.queries.ts'
import { whyCannotRecord } from '../record.rules.ts'
import { reviewFor } from '../review.queries.ts'
import { meetingsOf, openMeeting, stageIn } from '../review.rules.ts'

/** What came of a meeting, by the keys of its stage's record. */
export type MeetingRecord = Record<string, string>

/**
 * Writes down that a meeting was held and what came of it. The meeting is named by its id, or by its stage: then it is the one
 * that is arranged, or else the last that was held.
 */
export async function recordMeeting(
  db: Db,
  actor: Actor,
  reviewId: string,
  which: string,
  record: MeetingRecord,
  sentVersion: number | undefined,
  now: Temporal.Instant,
): Promise<Saved> {
  const review = found(await reviewFor(db, actor, reviewId))
  const own = review.meetings.filter(({ of }) => of === 'review')
  const meeting = found(
    own.find(({ id }) => id === which) ?? openMeeting(review, which) ?? meetingsOf(review, which).at(-1),
  )
  const refusal = whyCannotRecord(review.model, stageIn(review.model, meeting.stage), meeting, review, dayOf(now))
  if (refusal) return { kind: 'refused', refusal }
  const saved = await sql<{ id: string; version: number }>`
    update review_meeting set record = ${JSON.stringify(record)}::jsonb, held_at = coalesce(held_at, ${now}),
           version = version + 1, updated_by = ${actor.person_id}, updated_at = ${now}
     where id = ${meeting.id} and version = ${sentVersion ?? meeting.version} returning id, version`.execute(db)
  if (saved.rows[0]) {
    // What came of it can still be put right when the review is over.
    await closeIfOver(db, actor, reviewId, now)
    return { kind: 'saved', ...saved.rows[0] }
  }
  const current = await sql<{ record: MeetingRecord; version: number; by: string; at: Temporal.Instant }>`
    select m.record, m.version, p.name as by, m.updated_at as at
      from review_meeting m join person p on p.id = m.updated_by where m.id = ${meeting.id}`.execute(db)
  const { version, by, at, record: theirs } = found(current.rows[0])
  const same = isDeepStrictEqual(theirs, record)
  return same ? { kind: 'saved', id: meeting.id, version } : { kind: 'conflict', version, by, at, theirs }
}
