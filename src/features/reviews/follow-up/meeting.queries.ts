/** Stores what came of the meetings after a visit. */

import { sql } from 'kysely'
import { dayOf } from '../../../lib/clock.ts'
import type { Db } from '../../../platform/db/connect.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import { found } from '../../../platform/web/page.ts'
import type { Actor } from '../../people/public.ts'
import { type Part, partMay } from '../part.rules.ts'
import type { Saved } from '../preparation/visit.queries.ts'
import { type Review, type ReviewMeeting, reviewFor } from '../review.queries.ts'
import { type MeetingKind, meetingOf, stageOf } from '../review.rules.ts'

/** Why this person cannot write down what came of a meeting. */
export function whyCannotRecord(
  part: Part,
  review: Review,
  meeting: ReviewMeeting,
  today: Temporal.PlainDate,
): Refusal | undefined {
  if (!partMay(part, 'record-meeting'))
    return { message: 'The lead reviewer or the host writes down what came of the meeting' }
  if (review.cancelled_at) return { message: 'This review was cancelled' }
  if (Temporal.PlainDate.compare(today, dayOf(meeting.starts_at)) < 0)
    return { message: 'This meeting has not taken place yet. If it was moved forward, change its day first' }
  const stage = stageOf(review.model, review, today)
  if (meeting.kind === 'follow-up' && !['follow-up', 'check-in', 'closed'].includes(stage))
    return { message: 'The report is not agreed yet: the follow-up comes after it' }
  if (meeting.kind === 'check-in' && !meetingOf(review, 'follow-up')?.held_at)
    return { message: 'Write down what came of the follow-up first' }
  return undefined
}

export type MeetingNotes = { note: string; celebrate: string; develop: string }

/** Writes down that a meeting was held and what came of it. */
export async function recordMeeting(
  db: Db,
  actor: Actor,
  reviewId: string,
  kind: Exclude<MeetingKind, 'pre-review'>,
  notes: MeetingNotes,
  sentVersion: number | undefined,
  now: Temporal.Instant,
  today: Temporal.PlainDate,
): Promise<Saved> {
  const review = found(await reviewFor(db, actor, reviewId))
  const meeting = found(meetingOf(review, kind))
  const refusal = whyCannotRecord(review.part, review, meeting, today)
  if (refusal) return { kind: 'refused', refusal }
  const saved = await sql<{ id: string; version: number }>`
    update review_meeting set note = ${notes.note}, celebrate = ${notes.celebrate}, develop = ${notes.develop}, held_at = coalesce(held_at, ${now}),
           version = version + 1, updated_by = ${actor.person_id}, updated_at = ${now}
     where id = ${meeting.id} and version = ${sentVersion ?? meeting.version} returning id, version`.execute(db)
  // With the check-in the review is over; what came of it can still be put right.
  if (saved.rows[0] && kind === 'check-in') {
    await sql`update review set closed_at = coalesce(closed_at, ${now}) where id = ${reviewId}`.execute(db)
  }
  if (saved.rows[0]) return { kind: 'saved', ...saved.rows[0] }
  const current = await sql<MeetingNotes & { version: number; by: string; at: Temporal.Instant }>`
    select m.note, m.celebrate, m.develop, m.version, p.name as by, m.updated_at as at
      from review_meeting m join person p on p.id = m.updated_by where m.id = ${meeting.id}`.execute(db)
  const { version, by, at, ...theirs } = found(current.rows[0])
  const same = theirs.note === notes.note && theirs.celebrate === notes.celebrate && theirs.develop === notes.develop
  return same ? { kind: 'saved', id: meeting.id, version } : { kind: 'conflict', version, by, at, theirs }
}
