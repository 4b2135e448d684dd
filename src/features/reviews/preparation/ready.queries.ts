/** Records that the pre-review meeting was held and that the visit is prepared. */

import { sql } from 'kysely'
import { dayOf } from '../../../lib/clock.ts'
import type { Db } from '../../../platform/db/connect.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import { found } from '../../../platform/web/page.ts'
import type { Actor } from '../../people/public.ts'
import { partMay } from '../part.rules.ts'
import { mustComeFirst, stageOfKind } from '../review.rules.ts'
import { type Missing, missingBeforeVisit, whyNotReady } from './ready.rules.ts'
import { calendarState } from './sent-programme.acts.ts'
import { sentOf } from './sent-programme.queries.ts'
import { type Saved, type Visit, type VisitOrId, visitOf, whyCannotPrepare } from './visit.queries.ts'
import { activitiesOf } from './visit-programme.queries.ts'

/**
 * Writes down that the pre-review meeting was held, and what was agreed. A meeting that was never
 * arranged in the service is added with the moment at which it was held.
 */
export async function recordMeetingHeld(
  db: Db,
  actor: Actor,
  review: VisitOrId,
  meeting: { held_at: Temporal.Instant; note: string },
  now: Temporal.Instant,
): Promise<Saved> {
  const visit = await visitOf(db, actor, review)
  const review_id = visit.id
  if (!partMay(visit.part, 'record-meeting')) {
    return {
      kind: 'refused',
      refusal: { message: `The lead reviewer and ${visit.host_school_name}’s lead record meetings` },
    }
  }
  if (Temporal.Instant.compare(meeting.held_at, now) > 0) {
    return {
      kind: 'refused',
      refusal: {
        field: 'held_on',
        message: 'A meeting can be recorded once it has been held: enter a day up to today',
      },
    }
  }
  const stage = found(stageOfKind(visit.model, 'preparation'))
  const record = JSON.stringify({ note: meeting.note })
  const saved = await sql<{ id: string; version: number }>`
    insert into review_meeting (partnership_id, review_id, stage, starts_at, minutes, held_at, record, updated_by, updated_at)
    values (${actor.partnership.id}, ${review_id}, ${stage.key}, ${meeting.held_at}, ${stage.minutes ?? 60}, ${meeting.held_at}, ${record}::jsonb, ${actor.person_id}, ${now})
    on conflict (review_id, stage, number) do update
       set held_at = excluded.held_at, record = excluded.record, version = review_meeting.version + 1,
           updated_by = excluded.updated_by, updated_at = excluded.updated_at
    returning id, version`.execute(db)
  return { kind: 'saved', ...found(saved.rows[0]) }
}

/** What the visit still lacks. */
export async function missingFor(db: Db, visit: Visit, today: Temporal.PlainDate): Promise<Missing[]> {
  const activities = await activitiesOf(db, visit.id)
  const { changes } = calendarState(visit, activities, await sentOf(db, visit.id))
  const { meeting } = visit
  return missingBeforeVisit(
    {
      visit_on: visit.visit_on,
      focus: visit.focus,
      evaluation_shared: visit.evaluation_share_id !== null || !stageOfKind(visit.model, 'self-evaluation'),
      meeting: meeting && { held: meeting.held_at !== null, on: dayOf(meeting.starts_at) },
      waiting_for: visit.members.filter((member) => member.state === 'invited').map((member) => member.name),
      activities,
      in_calendars: changes.length === 0,
    },
    visit.day,
    today,
  )
}

/** What the model wants to be over before a visit is prepared. */
function whyNotYet(visit: Visit, today: Temporal.PlainDate): Refusal | undefined {
  const stage = found(stageOfKind(visit.model, 'preparation'))
  const first = mustComeFirst(visit.model, stage.key, visit, today)
  return first && { message: `The ${first.name.toLowerCase()} comes first, and is not finished yet` }
}

/** Says that the visit is prepared, when nothing stands against it. */
export async function markPrepared(db: Db, actor: Actor, review: VisitOrId, now: Temporal.Instant): Promise<Saved> {
  const visit = await visitOf(db, actor, review)
  const review_id = visit.id
  const today = dayOf(now)
  const refusal =
    whyCannotPrepare(visit) ?? whyNotReady(await missingFor(db, visit, today), visit) ?? whyNotYet(visit, today)
  if (refusal) return { kind: 'refused', refusal }
  await sql`update review set prepared_at = coalesce(prepared_at, ${now}) where id = ${review_id}`.execute(db)
  return { kind: 'saved', id: review_id, version: 0 }
}
