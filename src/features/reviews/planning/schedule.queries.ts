import { sql } from 'kysely'
import type { Db } from '../../../platform/db/connect.ts'
import type { Actor } from '../../people/public.ts'
import type { StageKey } from '../../review-models/public.ts'
import type { Review } from '../review.queries.ts'
import type { ChosenDays, OtherVisit } from './schedule.rules.ts'

/** The days of other visits that matter to this one's: those of its group, and those that share a person with its team. */
export async function otherVisits(
  db: Db,
  actor: Actor,
  review: Pick<Review, 'id' | 'group_id'>,
): Promise<OtherVisit[]> {
  const found = await sql<OtherVisit>`
    with own as (select person_id from review_member where review_id = ${review.id} and removed_at is null and answer <> 'declined')
    select s.name as host_school_name, day as visit_on, r.group_id = ${review.group_id} as same_group,
           array(select p.name from review_member m join person p on p.id = m.person_id
                  where m.review_id = r.id and m.removed_at is null and m.answer <> 'declined' and m.person_id in (select person_id from own)
                  order by p.name) as people
      from review r join school s on s.id = r.host_school_id cross join unnest(array[r.visit_on, r.visit_second_on]) as day
     where r.partnership_id = ${actor.partnership.id} and r.id <> ${review.id} and r.cancelled_at is null and day is not null
       and (r.group_id = ${review.group_id} or exists (
         select from review_member m where m.review_id = r.id and m.removed_at is null and m.answer <> 'declined' and m.person_id in (select person_id from own)))
     order by day, s.name`.execute(db)
  return found.rows
}

/** Holds a group's visits until the transaction ends, so that two visits cannot take one day at the same moment. */
export async function holdVisits(db: Db, actor: Actor, groupId: string): Promise<void> {
  await db
    .selectFrom('review_group')
    .select('id')
    .where('partnership_id', '=', actor.partnership.id)
    .where('id', '=', groupId)
    .forUpdate()
    .execute()
}

export async function insertReview(
  db: Db,
  actor: Actor,
  review: { programme_id: string; group_id: string; host_school_id: string },
  now: Temporal.Instant,
): Promise<string> {
  const added = await db
    .insertInto('review')
    .values({ partnership_id: actor.partnership.id, created_by: actor.person_id, created_at: now, ...review })
    .returning('id')
    .executeTakeFirstOrThrow()
  return added.id
}

export type VisitDay = ChosenDays & {
  visit_starts: Temporal.PlainTime
  visit_ends: Temporal.PlainTime
}

/** Sets the days of a visit if nobody else changed the review since `version`; answers whether it did. */
export async function putVisitDay(
  db: Db,
  actor: Actor,
  reviewId: string,
  day: VisitDay,
  version: number,
): Promise<boolean> {
  const saved = await db
    .updateTable('review')
    .set({ visit_second_on: null, ...day, version: version + 1 })
    .where('partnership_id', '=', actor.partnership.id)
    .where('id', '=', reviewId)
    .where('version', '=', version)
    .executeTakeFirst()
  return saved.numUpdatedRows > 0n
}

export type MeetingTime = {
  stage: StageKey
  /** Which of its stage's meetings it is, where that can be held more than once. */
  number?: number
  starts_at: Temporal.Instant
  minutes: number
  place: string
  link: string
}

/** Arranges a meeting or changes when and where it is; each change counts up its sequence for calendars. */
export async function putMeetings(
  db: Db,
  actor: Actor,
  reviewId: string,
  meetings: readonly MeetingTime[],
  now: Temporal.Instant,
): Promise<void> {
  if (meetings.length === 0) return
  await sql`insert into review_meeting (partnership_id, review_id, stage, number, starts_at, minutes, place, link, updated_by, updated_at)
    select ${actor.partnership.id}, ${reviewId}, stage, coalesce(number, 1), starts_at, minutes, place, link, ${actor.person_id}, ${now}
      from jsonb_to_recordset(${JSON.stringify(meetings)}::jsonb) as m (stage text, number smallint, starts_at timestamptz, minutes integer, place text, link text)
    on conflict (review_id, stage, number) do update set starts_at = excluded.starts_at, minutes = excluded.minutes, place = excluded.place, link = excluded.link,
      sequence = review_meeting.sequence + 1, version = review_meeting.version + 1, updated_by = excluded.updated_by, updated_at = excluded.updated_at
    where review_meeting.held_at is null`.execute(db)
}

export async function putCancelled(
  db: Db,
  actor: Actor,
  reviewId: string,
  reason: string,
  now: Temporal.Instant,
): Promise<void> {
  await sql`update review set cancelled_at = ${now}, cancel_reason = ${reason}, version = version + 1
    where partnership_id = ${actor.partnership.id} and id = ${reviewId} and cancelled_at is null`.execute(db)
  await sql`update review_meeting set sequence = sequence + 1 where partnership_id = ${actor.partnership.id} and review_id = ${reviewId}`.execute(
    db,
  )
}

export type HostChoice = { group_id: string; group_name: string; school_id: string; school_name: string }

/** The schools of published groups that go on whose review in the group has not been started, by name. */
export async function schoolsWithoutReview(db: Db, actor: Actor, groupId?: string): Promise<HostChoice[]> {
  let query = db
    .selectFrom('review_group')
    .innerJoin('review_group_school', 'review_group_school.group_id', 'review_group.id')
    .innerJoin('school', 'school.id', 'review_group_school.school_id')
    .select([
      'review_group.id as group_id',
      'review_group.name as group_name',
      'school.id as school_id',
      'school.name as school_name',
    ])
    .where('review_group.partnership_id', '=', actor.partnership.id)
    .where('review_group.published_at', 'is not', null)
    .where('review_group.disbanded_at', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('review')
            .select('review.id')
            .whereRef('review.group_id', '=', 'review_group.id')
            .whereRef('review.host_school_id', '=', 'school.id')
            .where('review.cancelled_at', 'is', null),
        ),
      ),
    )
  if (groupId) query = query.where('review_group.id', '=', groupId)
  return query.orderBy('school.name').orderBy('school.id').execute()
}
