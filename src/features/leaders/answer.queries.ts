/** What leaders say for a programme. Officers see every answer; a leader sees and changes their own. */

import { sql } from 'kysely'
import type { Db } from '../../platform/db/connect.ts'
import { type Actor, can, isOfficer } from '../people/public.ts'
import { type LeaderPart, modelFor, modelsFor } from '../review-models/public.ts'
import { type Answer, type Conflict, type Given, type Sector, sectors } from './answer.rules.ts'

type Row = Omit<Given, 'sectors'> & { person_id: string; sectors: string[] }

/** The answers to a programme by the person's id: all for officers, the actor's own otherwise. */
export async function answersTo(db: Db, actor: Actor, programmeId: string): Promise<Map<string, Given>> {
  const found = await sql<Row>`
    select a.person_id, a.days, a.sectors, a.areas, a.from_school_id, a.note, a.version, a.answered_at,
      by.name as answered_by_name, s.name as from_school, s.latitude, s.longitude,
      (select coalesce(jsonb_agg(jsonb_build_object('school_id', c.school_id, 'kind', c.kind, 'reason', c.reason) order by x.name, x.id), '[]')
         from leader_conflict c join school x on x.id = c.school_id
        where c.programme_id = a.programme_id and c.person_id = a.person_id) as conflicts
      from leader_answer a join person by on by.id = a.answered_by left join school s on s.id = a.from_school_id
     where a.partnership_id = ${actor.partnership.id} and a.programme_id = ${programmeId}
       and (${isOfficer(actor)} or a.person_id = ${actor.person_id})`.execute(db)
  return new Map(
    found.rows.map(({ person_id, ...row }) => [person_id, { ...row, sectors: row.sectors.filter(isSector) }]),
  )
}

function isSector(text: string): text is Sector {
  return sectors.some((sector) => sector === text)
}

/** A leader whom a programme's model asks for, if the actor may see what they say; undefined otherwise. */
export async function leaderToAsk(
  db: Db,
  actor: Actor,
  programme: { model_key: string },
  personId: string,
): Promise<{ id: string; name: string } | undefined> {
  if (!can(actor, 'leader-answer:give') || (!isOfficer(actor) && actor.person_id !== personId)) return undefined
  const parts = (await modelFor(db, actor, programme.model_key)).group.leaders.map(({ part }) => part)
  const found = await sql<{ id: string; name: string }>`
    select p.id, p.name from person p
     where p.partnership_id = ${actor.partnership.id} and p.id = ${personId} and p.left_at is null
       and exists (select from role_grant r where r.person_id = p.id and r.role = any(${parts}::text[]) and r.removed_at is null)`.execute(
    db,
  )
  return found.rows[0]
}

/** Writes an answer if nobody else changed it since `version` (0: there was none); answers whether it did. */
export async function putAnswer(
  db: Db,
  actor: Actor,
  place: { programme_id: string; person_id: string },
  answer: Answer,
  version: number,
  now: Temporal.Instant,
): Promise<boolean> {
  const { conflicts, ...said } = answer
  const values = { ...said, version: version + 1, answered_by: actor.person_id, answered_at: now }
  const saved = await db
    .insertInto('leader_answer')
    .values({ partnership_id: actor.partnership.id, ...place, ...values })
    .onConflict((conflict) =>
      conflict.columns(['programme_id', 'person_id']).doUpdateSet(values).where('leader_answer.version', '=', version),
    )
    .executeTakeFirst()
  if ((saved.numInsertedOrUpdatedRows ?? 0n) === 0n) return false
  await putConflicts(db, actor, place, conflicts)
  return true
}

async function putConflicts(
  db: Db,
  actor: Actor,
  { programme_id, person_id }: { programme_id: string; person_id: string },
  conflicts: readonly Conflict[],
): Promise<void> {
  const own = actor.partnership.id
  await sql`delete from leader_conflict where partnership_id = ${own} and programme_id = ${programme_id} and person_id = ${person_id}`.execute(
    db,
  )
  await sql`
    insert into leader_conflict (partnership_id, programme_id, person_id, school_id, kind, reason)
    select ${own}, ${programme_id}, ${person_id}, school_id, kind, reason
      from jsonb_to_recordset(${JSON.stringify(conflicts)}::jsonb) as c (school_id uuid, kind text, reason text)`.execute(
    db,
  )
}

export type AskedProgramme = {
  id: string
  name: string
  parts: LeaderPart[]
  has_answered: boolean
  has_group: boolean
}

/** The programmes that go on, with what the actor has to do with their groups as a leader. */
export async function programmesThatAsk(db: Db, actor: Actor, today: Temporal.PlainDate): Promise<AskedProgramme[]> {
  const found = await sql<Omit<AskedProgramme, 'parts'> & { model_key: string }>`
    select p.id, p.name, p.model_key,
      exists (select from leader_answer a where a.programme_id = p.id and a.person_id = ${actor.person_id}) as has_answered,
      exists (select from review_group_leader l join review_group g on g.id = l.group_id and g.disbanded_at is null
               where g.programme_id = p.id and l.person_id = ${actor.person_id}) as has_group
      from programme p
     where p.partnership_id = ${actor.partnership.id} and p.ends_on >= ${today}
     order by p.starts_on, p.name`.execute(db)
  const modelWith = await modelsFor(
    db,
    actor,
    found.rows.map(({ model_key }) => model_key),
  )
  return found.rows.map(({ model_key, ...programme }) => ({
    ...programme,
    parts: modelWith(model_key).group.leaders.map(({ part }) => part),
  }))
}
