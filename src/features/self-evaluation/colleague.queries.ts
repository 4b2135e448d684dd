/** SQL of who takes part in an evaluation. */

import { sql } from 'kysely'
import type { Db } from '../../platform/db/connect.ts'
import type { Actor } from '../people/public.ts'
import type { Colleague } from './evaluation.rules.ts'

export type ColleagueRow = Colleague & { email: string; job_title: string; roles: string[] }

/** Everyone who was ever asked to judge, those who take part first. */
export async function colleaguesOf(db: Db, evaluationId: string): Promise<ColleagueRow[]> {
  const found = await sql<ColleagueRow>`
    select c.person_id, p.name, p.email, p.job_title, c.finished_at, c.removed_at,
      array(select r.role from role_grant r join self_evaluation e on e.id = c.evaluation_id
        where r.person_id = c.person_id and r.school_id = e.school_id and r.removed_at is null order by r.role) as roles
    from self_evaluation_colleague c join person p on p.id = c.person_id
    where c.evaluation_id = ${evaluationId} order by c.removed_at nulls first, p.name`.execute(db)
  return found.rows
}

/** People with a role at the school who are not judging yet, to be asked by name. */
export async function peopleToAsk(
  db: Db,
  evaluation: { id: string; school_id: string },
): Promise<{ person_id: string; name: string; email: string; roles: string[] }[]> {
  const found = await sql<{ person_id: string; name: string; email: string; roles: string[] }>`
    select p.id as person_id, p.name, p.email, array_agg(r.role order by r.role) as roles
    from role_grant r join person p on p.id = r.person_id
    where r.school_id = ${evaluation.school_id} and r.removed_at is null and p.left_at is null
      and not exists (select 1 from self_evaluation_colleague c where c.evaluation_id = ${evaluation.id} and c.person_id = p.id and c.removed_at is null)
    group by p.id order by p.name`.execute(db)
  return found.rows
}

/** Adds a colleague, or takes a removed one back with what they had judged. Says who it is when they are new to it. */
export async function addColleague(
  db: Db,
  actor: Actor,
  evaluationId: string,
  personId: string,
  now: Temporal.Instant,
): Promise<{ name: string; email: string } | undefined> {
  const found = await sql<{ name: string; email: string }>`
    with added as (
      insert into self_evaluation_colleague as c (partnership_id, evaluation_id, person_id, invited_by, invited_at)
      values (${actor.partnership.id}, ${evaluationId}, ${personId}, ${actor.person_id}, ${now})
      on conflict (evaluation_id, person_id) do update set removed_at = null, invited_by = excluded.invited_by, invited_at = excluded.invited_at
        where c.removed_at is not null
      returning person_id)
    select p.name, p.email from added join person p on p.id = added.person_id`.execute(db)
  return found.rows[0]
}

export async function removeColleague(
  db: Db,
  evaluationId: string,
  personId: string,
  now: Temporal.Instant,
): Promise<boolean> {
  const changed = await sql`update self_evaluation_colleague set removed_at = ${now}
    where evaluation_id = ${evaluationId} and person_id = ${personId} and removed_at is null`.execute(db)
  return changed.numAffectedRows === 1n
}

/** Says that somebody has finished judging, or not any more. */
export async function setFinished(
  db: Db,
  evaluationId: string,
  personId: string,
  finishedAt: Temporal.Instant | null,
): Promise<void> {
  await sql`update self_evaluation_colleague set finished_at = ${finishedAt}
    where evaluation_id = ${evaluationId} and person_id = ${personId} and removed_at is null`.execute(db)
}
