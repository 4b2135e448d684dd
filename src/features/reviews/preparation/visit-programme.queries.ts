/** Stores the programme of a visit. */
import { sql } from 'kysely'
import type { Db } from '../../../platform/db/connect.ts'
import { found } from '../../../platform/web/page.ts'
import type { Actor } from '../../people/public.ts'
import { holdReview } from '../stored-reviews.queries.ts'
import { type Saved, type VisitOrId, visitOf, visitToPrepare } from './visit.queries.ts'
import { type Activity, type ActivityKind, type NewActivity, whyCannotKeepActivity } from './visit-programme.rules.ts'
import { suggestedProgramme } from './visit-programme-suggestion.rules.ts'

export type StoredActivity = Activity & {
  version: number
  updated_at: Temporal.Instant
  updated_by_name: string
  removed_at: Temporal.Instant | null
}

type Row = Omit<StoredActivity, 'starts' | 'ends'> & { starts: string; ends: string; kind: ActivityKind }

/** Every activity of a review in order of time, removed ones too: notes made at them stay. */
export async function allActivitiesOf(db: Db, review_id: string): Promise<StoredActivity[]> {
  const result = await sql<Row>`
    select a.id, a.on_day, a.starts, a.ends, a.kind, a.title, a.place, a.host_person_id, a.visitor_person_id, a.question_id,
           a.version, a.updated_at, a.removed_at, coalesce(p.name, '') as updated_by_name
      from visit_activity a
      left join person p on p.id = a.updated_by
     where a.review_id = ${review_id}
     order by a.on_day, a.starts, a.ends, a.title`.execute(db)
  return result.rows.map((row) => ({
    ...row,
    starts: Temporal.PlainTime.from(row.starts),
    ends: Temporal.PlainTime.from(row.ends),
  }))
}

/** The activities of the programme as it stands, in order of time. */
export async function activitiesOf(db: Db, review_id: string): Promise<StoredActivity[]> {
  return (await allActivitiesOf(db, review_id)).filter((activity) => activity.removed_at === null)
}

async function insertActivities(
  db: Db,
  actor: Actor,
  review_id: string,
  activities: readonly NewActivity[],
  now: Temporal.Instant,
): Promise<string[]> {
  const values = activities.map((activity) => ({
    partnership_id: actor.partnership.id,
    review_id,
    ...activity,
    updated_by: actor.person_id,
    updated_at: now,
  }))
  const rows = await db.insertInto('visit_activity').values(values).returning('id').execute()
  return rows.map((row) => row.id)
}

/** Adds one activity to the programme. */
export async function addActivity(
  db: Db,
  actor: Actor,
  review: VisitOrId,
  activity: NewActivity,
  now: Temporal.Instant,
): Promise<Saved> {
  const { visit, review_id, refusal: notNow } = await visitToPrepare(db, actor, review)
  const refusal = notNow ?? whyCannotKeepActivity(activity, visit.day)
  if (refusal) return { kind: 'refused', refusal }
  const [id] = await insertActivities(db, actor, review_id, [activity], now)
  return { kind: 'saved', id: found(id), version: 1 }
}

/** Fills an empty programme with the suggested one. */
export async function startFromSuggestion(
  db: Db,
  actor: Actor,
  review: VisitOrId,
  now: Temporal.Instant,
): Promise<Saved> {
  const { visit, review_id, refusal } = await visitToPrepare(db, actor, review)
  if (refusal) return { kind: 'refused', refusal }
  // Two people may press the button at once: the second then finds the programme filled.
  await holdReview(db, actor, review_id)
  const present = await activitiesOf(db, review_id)
  if (present.length > 0)
    return { kind: 'refused', refusal: { message: 'The programme has activities already: change those' } }
  const suggestion = suggestedProgramme(visit.day)
  if (suggestion.length === 0) {
    return {
      kind: 'refused',
      refusal: { message: 'The visit day is too short for a suggestion: add the activities one by one' },
    }
  }
  await insertActivities(db, actor, review_id, suggestion, now)
  return { kind: 'saved', id: review_id, version: 1 }
}

/** Changes an activity. */
export async function changeActivity(
  db: Db,
  actor: Actor,
  review: VisitOrId,
  activity: Activity,
  sentVersion: number | undefined,
  now: Temporal.Instant,
): Promise<Saved> {
  const { visit, review_id, refusal: notNow } = await visitToPrepare(db, actor, review)
  const before = found((await activitiesOf(db, review_id)).find((one) => one.id === activity.id))
  const refusal = notNow ?? whyCannotKeepActivity(activity, visit.day)
  if (refusal) return { kind: 'refused', refusal }
  const saved = await sql<{ id: string; version: number }>`
    update visit_activity set on_day = ${activity.on_day}, starts = ${activity.starts}, ends = ${activity.ends}, kind = ${activity.kind}, title = ${activity.title},
           place = ${activity.place}, host_person_id = ${activity.host_person_id}, visitor_person_id = ${activity.visitor_person_id},
           question_id = ${activity.question_id}, version = version + 1, updated_by = ${actor.person_id}, updated_at = ${now}
     where id = ${activity.id} and review_id = ${review_id} and version = ${sentVersion ?? before.version} and removed_at is null
    returning id, version`.execute(db)
  const [row] = saved.rows
  if (row) return { kind: 'saved', ...row }
  const current = found((await activitiesOf(db, review_id)).find((one) => one.id === activity.id))
  return { kind: 'conflict', version: current.version, by: current.updated_by_name, at: current.updated_at, theirs: {} }
}

/** Takes an activity out of the programme, or puts it back. Its notes stay in either case. */
export async function setActivityRemoved(
  db: Db,
  actor: Actor,
  review: VisitOrId,
  id: string,
  removed: boolean,
  now: Temporal.Instant,
): Promise<Saved> {
  const { review_id, refusal } = await visitToPrepare(db, actor, review)
  if (refusal) return { kind: 'refused', refusal }
  const saved = await sql<{ id: string; version: number }>`
    update visit_activity set removed_at = ${removed ? now : null}, version = version + 1, updated_by = ${actor.person_id}, updated_at = ${now}
     where id = ${id} and review_id = ${review_id} returning id, version`.execute(db)
  return { kind: 'saved', ...found(saved.rows[0]) }
}

/** The questions and activities of a visit together, for people who may see its preparation. */
export async function visitActivities(db: Db, actor: Actor, review: VisitOrId) {
  const visit = await visitOf(db, actor, review)
  return { questions: visit.questions, activities: await activitiesOf(db, visit.id) }
}
