/** The people around a group: who supports it from outside, and the heads of its schools. */

import { sql } from 'kysely'
import type { Db } from '../../platform/db/connect.ts'
import type { Actor } from '../people/public.ts'
import type { LeaderPart } from '../review-models/public.ts'
import { phaseText } from '../schools/public.ts'
import type { CandidateSchool } from './group.rules.ts'

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
  email: string
  places: { school_id: string; school_name: string; trust: string; role: string }[]
}

/**
 * The people who hold a leader's role in the partnership, with every place where they also hold a role or have declared a
 * conflict of interest. A declared conflict that is no work there speaks of the school alone, not of its trust.
 */
export async function leaderCandidates(db: Db, actor: Actor, role: LeaderPart): Promise<LeaderCandidateRow[]> {
  const found = await sql<LeaderCandidateRow>`
    select p.id, p.name, p.email, coalesce(places.list, '[]') as places
      from person p
      left join lateral (
        select jsonb_agg(jsonb_build_object('school_id', s.id, 'school_name', s.name, 'role', r.role,
                 'trust', case when r.role in ('recent-employer', 'family', 'other') then '' else s.trust end) order by s.name) as list
          from (select school_id, role from role_grant where person_id = p.id and removed_at is null
                union select school_id, kind from leader_conflict where person_id = p.id) r
          join school s on s.id = r.school_id
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

type Held = { group_id: string; person_id: string; part: LeaderPart }

/** Replaces leaders of groups, however many, in one statement. */
export async function replaceLeaders(
  db: Db,
  actor: Actor,
  gone: readonly Held[],
  come: readonly Held[],
): Promise<void> {
  const own = actor.partnership.id
  await sql`
    with left_out as (
      delete from review_group_leader l
       using jsonb_to_recordset(${JSON.stringify(gone)}::jsonb) as g (group_id uuid, person_id uuid, part text)
       where l.partnership_id = ${own} and l.group_id = g.group_id and l.person_id = g.person_id and l.part = g.part)
    insert into review_group_leader (partnership_id, group_id, person_id, part)
    select ${own}, group_id, person_id, part from jsonb_to_recordset(${JSON.stringify(come)}::jsonb) as c (group_id uuid, person_id uuid, part text)
    on conflict do nothing`.execute(db)
}

export type GroupToLead = {
  id: string
  name: string
  published_at: Temporal.Instant | null
  members: CandidateSchool[]
  leaders: { person_id: string; name: string; part: LeaderPart }[]
}

/** The groups of a programme that go on, by name, each with its schools and who supports it. */
export async function groupsToLead(db: Db, actor: Actor, programmeId: string): Promise<GroupToLead[]> {
  const found = await sql<
    Omit<GroupToLead, 'members'> & {
      members: (Omit<CandidateSchool, 'in_programme' | 'other_group'> & { type: string })[]
    }
  >`
    select g.id, g.name, g.published_at,
      (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'phase', s.phase, 'type', s.type, 'trust', s.trust,
          'status', s.status, 'latitude', s.latitude, 'longitude', s.longitude) order by s.name, s.id), '[]')
         from review_group_school m join school s on s.id = m.school_id where m.group_id = g.id) as members,
      (select coalesce(jsonb_agg(jsonb_build_object('person_id', p.id, 'name', p.name, 'part', l.part) order by p.name, p.id), '[]')
         from review_group_leader l join person p on p.id = l.person_id where l.group_id = g.id) as leaders
      from review_group g
     where g.partnership_id = ${actor.partnership.id} and g.programme_id = ${programmeId} and g.disbanded_at is null
     order by g.name, g.id`.execute(db)
  return found.rows.map((group) => ({
    ...group,
    members: group.members.map(({ type, ...school }) => ({
      ...school,
      phase: phaseText({ phase: school.phase, type }),
      in_programme: true,
      other_group: null,
    })),
  }))
}

export type Head = { person_id: string; name: string; email: string; school_id: string; school_name: string }

/** The headteachers of schools. */
export async function headsOf(
  db: Db,
  actor: Actor,
  schoolIds: readonly string[],
  role: 'headteacher' | 'senco' = 'headteacher',
): Promise<Head[]> {
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
    .where('role_grant.role', '=', role)
    .where('role_grant.removed_at', 'is', null)
    .where('person.left_at', 'is', null)
    .where('role_grant.school_id', 'in', schoolIds)
    .orderBy('school.name')
    .orderBy('person.name')
    .execute()
}
