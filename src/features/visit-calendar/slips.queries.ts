/** Visits that were put on another day than the adopted calendar has for them, kept so that officers hear of each once. */
import { sql } from 'kysely'
import type { Db, Partnership } from '../../platform/db/connect.ts'
import type { InPartnership } from '../people/actor.ts'
import type { ReviewModel } from '../review-models/public.ts'
import { type AdoptedDates, adoptedFrom, adoptedVisit } from './planned.queries.ts'

type MovedReview = {
  id: string
  model: ReviewModel
  programme_id: string
  host_school_id: string
  /** The day that it had. */
  visit_on: Temporal.PlainDate | null
}

/**
 * Notes that a visit is put on a day, where the adopted calendar has another one, so that officers will be told. Answers
 * what the calendar has for the review, and whether that is another day. One statement.
 */
export async function noteSlip(
  db: Db,
  actor: InPartnership & { person_id: string },
  review: MovedReview,
  to: Temporal.PlainDate,
  now: Temporal.Instant,
): Promise<{ slipped: boolean; adopted: AdoptedDates | undefined }> {
  const isMoved = !review.visit_on?.equals(to)
  const found = await sql<{ visit: unknown; slipped: boolean }>`
    with a as (${adoptedVisit(actor, review)}), noted as (
      insert into visit_slip (partnership_id, programme_id, school_id, review_id, moved_from, moved_to, moved_by, moved_at)
      select ${actor.partnership.id}, ${review.programme_id}, ${review.host_school_id}, ${review.id},
             coalesce(${review.visit_on}::date, (a.visit->>'visit')::date), ${to}::date, ${actor.person_id}, ${now}
        from a where ${isMoved} and (a.visit->>'visit')::date <> ${to}::date returning id)
    select a.visit, exists (select from noted) as slipped from a`.execute(db)
  const [row] = found.rows
  return { slipped: row?.slipped ?? false, adopted: row && adoptedFrom(row.visit, review.model) }
}

export type Slip = {
  id: string
  programme_id: string
  school_id: string
  school_name: string
  moved_from: Temporal.PlainDate
  moved_to: Temporal.PlainDate
  moved_by: string
  moved_by_name: string
  moved_at: Temporal.Instant
  /** Whether the review is still on that day. */
  stands: boolean
  told_at: Temporal.Instant | null
}

/** The slips of a programme between two moments, or those of every programme that officers were not told of; the first first. */
export async function slipsOf(
  db: Db,
  actor: InPartnership,
  which: { programme: string; after: Temporal.Instant; until: Temporal.Instant } | 'untold',
): Promise<Slip[]> {
  const where =
    which === 'untold'
      ? sql`l.told_at is null`
      : sql`l.programme_id = ${which.programme} and l.moved_at <= ${which.until} and l.moved_at >= ${which.after}`
  const found = await sql<Slip>`
    select l.id, l.programme_id, l.school_id, s.name as school_name, l.moved_from, l.moved_to, l.moved_by, p.name as moved_by_name, l.moved_at, l.told_at,
           r.cancelled_at is null and r.visit_on = l.moved_to as stands
      from visit_slip l join school s on s.id = l.school_id join person p on p.id = l.moved_by join review r on r.id = l.review_id
     where l.partnership_id = ${actor.partnership.id} and ${where} order by l.moved_at, l.id`.execute(db)
  return found.rows
}

/** When the calendar before a version was adopted; undefined where none was. */
export async function adoptedBefore(
  db: Db,
  actor: InPartnership,
  version: { programme_id: string; created_at: Temporal.Instant },
): Promise<Temporal.Instant | undefined> {
  const found = await sql<{ adopted_at: Temporal.Instant }>`
    select adopted_at from visit_calendar where partnership_id = ${actor.partnership.id} and programme_id = ${version.programme_id}
       and adopted_at is not null and adopted_at <= ${version.created_at} order by adopted_at desc limit 1`.execute(db)
  return found.rows[0]?.adopted_at
}

export async function markTold(
  db: Db,
  actor: InPartnership,
  ids: readonly string[],
  now: Temporal.Instant,
): Promise<void> {
  await sql`update visit_slip set told_at = ${now} where partnership_id = ${actor.partnership.id} and id = any(${[...ids]}::uuid[])
    and told_at is null`.execute(db)
}

/** The names of people and schools by their ids, of those who have left too. */
export async function namesOf(db: Db, actor: InPartnership, ids: readonly string[]): Promise<Map<string, string>> {
  const own = actor.partnership.id
  const found = await sql<{ id: string; name: string }>`
    select id, name from person where partnership_id = ${own} and id = any(${[...ids]}::uuid[])
    union all select id, name from school where partnership_id = ${own} and id = any(${[...ids]}::uuid[])
    union all select id, name from review_group where partnership_id = ${own} and id = any(${[...ids]}::uuid[])`.execute(
    db,
  )
  return new Map(found.rows.map(({ id, name }) => [id, name]))
}

/** The partnerships in which officers have slips to hear of. For the job, which asks as the database's owner. */
export async function partnershipsToTell(db: Db): Promise<Partnership[]> {
  const found = await sql<Partnership>`
    select id, key, name, contact_name, contact_email, contact_phone, is_demonstration, settings from partnership
     where id in (select partnership_id from visit_slip where told_at is null) order by key`.execute(db)
  return found.rows
}

export type Officer = { id: string; name: string; email: string }

/** Those who plan a partnership's programmes. */
export async function officersOf(db: Db, actor: InPartnership): Promise<Officer[]> {
  const found = await sql<Officer>`
    select id, name, email from person where partnership_id = ${actor.partnership.id} and left_at is null
       and id in (select person_id from role_grant where role in ('partnership-lead', 'partnership-officer') and removed_at is null)
     order by name, id`.execute(db)
  return found.rows
}
