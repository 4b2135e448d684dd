/** Stores what the meeting set aside, and reads what the agenda is drawn from. */
import { sql } from 'kysely'
import type { Db } from '../../../platform/db/connect.ts'
import { found } from '../../../platform/web/page.ts'
import type { Actor } from '../../people/public.ts'
import { type SharedEvaluation, sharedAmong } from '../../self-evaluation/public.ts'
import { holdReview } from '../stored-reviews.queries.ts'
import { outcomeOf, type SetAside, whyCannotSetAside } from './agenda.rules.ts'
import { questionsOf, type Saved, type Visit, whyCannotPrepare } from './visit.queries.ts'

/**
 * The self-evaluation that the host shares with its visitors today, and the one before it. For the host too only what it
 * shares with them: whatever stands on the agenda goes into questions that everybody reads. One query.
 */
export async function sharedForAgenda(
  db: Db,
  actor: Actor,
  visit: Visit,
  today: Temporal.PlainDate,
): Promise<{ now: SharedEvaluation | undefined; before: SharedEvaluation | undefined }> {
  const readers = {
    school_ids: visit.day.visitors.flatMap((one) => one.school_id ?? []),
    person_ids: visit.day.visitors.map((one) => one.person_id),
  }
  return sharedAmong(db, actor, visit.host_school_id, readers, today)
}

/** What was set aside in a review, and by whom; what was put back too. */
export async function setAsidesOf(db: Db, review_id: string): Promise<SetAside[]> {
  const result = await sql<SetAside>`
    select a.statement_key, a.reason, a.aside, a.version, a.updated_at, coalesce(p.name, '') as updated_by_name
      from agenda_set_aside a
      left join person p on p.id = a.updated_by
     where a.review_id = ${review_id}`.execute(db)
  return result.rows
}

/** Sets a judgement aside with a reason, or words the reason anew. Version 0 is that of one that nobody has set aside. */
export async function setAside(
  db: Db,
  actor: Actor,
  visit: Visit,
  item: { statement_key: string; reason: string },
  sentVersion: number,
  now: Temporal.Instant,
): Promise<Saved> {
  const { id: review_id } = visit
  await holdReview(db, actor, review_id)
  const outcome = outcomeOf(item.statement_key, await questionsOf(db, review_id), [])
  const refusal = whyCannotPrepare(visit) ?? whyCannotSetAside(outcome, item.reason)
  if (refusal) return { kind: 'refused', refusal }
  const saved = await sql<{ version: number }>`
    insert into agenda_set_aside (partnership_id, review_id, statement_key, reason, updated_by, updated_at)
    select ${actor.partnership.id}, ${review_id}, ${item.statement_key}, ${item.reason}, ${actor.person_id}, ${now}
     where ${sentVersion} = 0 or exists (select from agenda_set_aside where review_id = ${review_id} and statement_key = ${item.statement_key})
    on conflict (review_id, statement_key) do update
       set reason = excluded.reason, aside = true, version = agenda_set_aside.version + 1,
           updated_by = excluded.updated_by, updated_at = excluded.updated_at
     where agenda_set_aside.version = ${sentVersion}
    returning version`.execute(db)
  const [row] = saved.rows
  if (row) return { kind: 'saved', id: review_id, version: row.version }
  const current = found((await setAsidesOf(db, review_id)).find((one) => one.statement_key === item.statement_key))
  return {
    kind: 'conflict',
    version: current.version,
    by: current.updated_by_name,
    at: current.updated_at,
    theirs: { reason: current.reason },
  }
}

/** Puts a judgement back on the agenda. Its reason is kept for the next time it is set aside. */
export async function putBackOnAgenda(
  db: Db,
  actor: Actor,
  visit: Visit,
  statement_key: string,
  now: Temporal.Instant,
): Promise<Saved> {
  const refusal = whyCannotPrepare(visit)
  if (refusal) return { kind: 'refused', refusal }
  await sql`update agenda_set_aside set aside = false, version = version + 1, updated_by = ${actor.person_id}, updated_at = ${now}
     where review_id = ${visit.id} and statement_key = ${statement_key} and aside`.execute(db)
  return { kind: 'saved', id: visit.id, version: 0 }
}
