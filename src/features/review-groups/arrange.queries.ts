/** SQL for changing all groups of a programme at once: a statement for each kind of change, however many groups there are. */
import { sql } from 'kysely'
import type { Db } from '../../platform/db/connect.ts'
import type { Actor } from '../people/public.ts'
import type { PresentGroup } from './arrange.rules.ts'

/** Every group that the programme has or had, with its schools and those that host a review in it. */
export async function allGroups(db: Db, actor: Actor, programmeId: string): Promise<PresentGroup[]> {
  const found = await sql<PresentGroup>`
    select g.id, g.name, g.published_at is not null as is_published, g.disbanded_at is not null as is_ended,
           array(select m.school_id from review_group_school m where m.group_id = g.id order by m.school_id) as school_ids,
           array(select distinct r.host_school_id from review r where r.group_id = g.id and r.cancelled_at is null) as host_ids
      from review_group g
     where g.partnership_id = ${actor.partnership.id} and g.programme_id = ${programmeId}
     order by g.name`.execute(db)
  return found.rows
}

/** Makes published groups. Answers their ids, in the order of the names. */
export async function insertGroups(
  db: Db,
  actor: Actor,
  programmeId: string,
  names: readonly string[],
  now: Temporal.Instant,
): Promise<string[]> {
  if (names.length === 0) return []
  const added = await db
    .insertInto('review_group')
    .values(
      names.map((name) => ({
        partnership_id: actor.partnership.id,
        created_by: actor.person_id,
        programme_id: programmeId,
        name,
        note: '',
        published_at: now,
      })),
    )
    .returning(['id', 'name'])
    .execute()
  const ids = new Map(added.map(({ id, name }) => [name, id]))
  return names.flatMap((name) => ids.get(name) ?? [])
}

/** Makes these schools the members of these groups, each with the reason why it is there. */
export async function setAllMembers(
  db: Db,
  actor: Actor,
  members: readonly { group_id: string; school_id: string; reason: string }[],
): Promise<void> {
  const own = actor.partnership.id
  const rows = JSON.stringify(members)
  await sql`
    with wanted as (select * from jsonb_to_recordset(${rows}::jsonb) as w (group_id uuid, school_id uuid, reason text)),
         gone as (
      delete from review_group_school m where m.partnership_id = ${own} and m.group_id in (select group_id from wanted)
         and not exists (select from wanted w where w.group_id = m.group_id and w.school_id = m.school_id))
    insert into review_group_school (partnership_id, group_id, school_id, reason)
    select ${own}, group_id, school_id, reason from wanted
    on conflict (group_id, school_id) do update set reason = excluded.reason`.execute(db)
}

/** Publishes the groups that were not, and ends those without schools. */
export async function markAll(
  db: Db,
  actor: Actor,
  marked: { published: readonly string[]; ended: readonly string[] },
  now: Temporal.Instant,
): Promise<void> {
  const { published, ended } = marked
  await sql`
    update review_group set
           published_at = case when id = any(${published}::uuid[]) then coalesce(published_at, ${now}) else published_at end,
           disbanded_at = case when id = any(${ended}::uuid[]) then coalesce(disbanded_at, ${now}) else disbanded_at end
     where partnership_id = ${actor.partnership.id} and id = any(${[...published, ...ended]}::uuid[])`.execute(db)
}
