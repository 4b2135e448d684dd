/** The people around a group: who supports it from outside, and the heads of its schools. */
import { sql } from 'kysely'
import type { Db } from '../../platform/db/connect.ts'
import type { Actor } from '../people/public.ts'
import type { LeaderPart } from './model.schema.ts'

export type GroupLeaderRow = { person_id: string; name: string; email: string; part: LeaderPart }

export async function leadersOf(db: Db, actor: Actor, groupId: string): Promise<GroupLeaderRow[]> {
  const rows = await db
    .selectFrom('review_group_leader')
    .innerJoin('person', 'person.id', 'review_group_leader.person_id')
    .select(['person.id as person_id', 'person.name', 'person.email', 'review_group_leader.part'])
    .where('review_group_leader.partnership_id', '=', actor.partnership.id)
    .where('review_group_leader.group_id', '=', groupId)
    .orderBy('person.name')
    .execute()
  return rows.map((row) => ({ ...row, part: leaderPart(row.part) }))
}

/** The leaders of several groups, for their emails. */
export async function leadersOfGroups(
  db: Db,
  actor: Actor,
  groupIds: readonly string[],
): Promise<{ group_id: string; name: string; email: string }[]> {
  if (groupIds.length === 0) return []
  return db
    .selectFrom('review_group_leader')
    .innerJoin('person', 'person.id', 'review_group_leader.person_id')
    .select(['review_group_leader.group_id', 'person.name', 'person.email'])
    .where('review_group_leader.partnership_id', '=', actor.partnership.id)
    .where('review_group_leader.group_id', 'in', groupIds)
    .orderBy('person.name')
    .execute()
}

/** The database checks that it is one of these. */
function leaderPart(part: string): LeaderPart {
  return part === 'facilitator' || part === 'quality-assurer' ? part : 'ile'
}

export type LeaderCandidateRow = {
  id: string
  name: string
  places: { school_id: string; school_name: string; trust: string; role: string }[]
}

/** The people who hold a leader's role in the partnership, with every place where they also hold a role. */
export async function leaderCandidates(db: Db, actor: Actor, role: LeaderPart): Promise<LeaderCandidateRow[]> {
  const found = await sql<LeaderCandidateRow>`
    select p.id, p.name, coalesce(places.list, '[]') as places
      from person p
      left join lateral (
        select jsonb_agg(jsonb_build_object('school_id', s.id, 'school_name', s.name, 'trust', s.trust, 'role', r.role) order by s.name) as list
          from role_grant r join school s on s.id = r.school_id where r.person_id = p.id and r.removed_at is null
      ) places on true
     where p.partnership_id = ${actor.partnership.id} and p.left_at is null
       and exists (select from role_grant r where r.person_id = p.id and r.role = ${role} and r.removed_at is null)
     order by p.name, p.id`.execute(db)
  return found.rows
}

export async function addLeaderTo(
  db: Db,
  actor: Actor,
  groupId: string,
  personId: string,
  part: LeaderPart,
): Promise<void> {
  await db
    .insertInto('review_group_leader')
    .values({ partnership_id: actor.partnership.id, group_id: groupId, person_id: personId, part })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function removeLeaderFrom(db: Db, actor: Actor, groupId: string, personId: string): Promise<void> {
  await db
    .deleteFrom('review_group_leader')
    .where('partnership_id', '=', actor.partnership.id)
    .where('group_id', '=', groupId)
    .where('person_id', '=', personId)
    .execute()
}

export type Head = { person_id: string; name: string; email: string; school_id: string; school_name: string }

/** The headteachers of schools. */
export async function headsOf(db: Db, actor: Actor, schoolIds: readonly string[]): Promise<Head[]> {
  if (schoolIds.length === 0) return []
  return db
    .selectFrom('role_grant')
    .innerJoin('person', 'person.id', 'role_grant.person_id')
    .innerJoin('school', 'school.id', 'role_grant.school_id')
    .select([
      'person.id as person_id',
      'person.name',
      'person.email',
      'school.id as school_id',
      'school.name as school_name',
    ])
    .where('role_grant.partnership_id', '=', actor.partnership.id)
    .where('role_grant.role', '=', 'headteacher')
    .where('role_grant.removed_at', 'is', null)
    .where('person.left_at', 'is', null)
    .where('role_grant.school_id', 'in', schoolIds)
    .orderBy('school.name')
    .orderBy('person.name')
    .execute()
}
