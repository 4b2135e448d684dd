import { sql } from 'kysely'
import type { Db } from '../../platform/db/connect.ts'
import type { Actor } from './actor.ts'
import type { Person } from './person.rules.ts'
import type { Role } from './roles.policy.ts'

const rolesOf = sql`(select coalesce(json_agg(json_build_object('id', g.id, 'role', g.role, 'school_id', g.school_id, 'school', s.name, 'granted_at', g.granted_at, 'reason', g.reason) order by s.name nulls first, g.role), '[]')
  from role_grant g left join school s on s.id = g.school_id where g.person_id = p.id and g.removed_at is null)`
const columns = sql`p.id, p.name, p.email, p.job_title, p.phone, p.left_at, p.account_id is not null as has_joined, p.version, ${rolesOf} as roles`

/** A person of the actor's partnership, also one who has left. */
export async function personById(db: Db, actor: Actor, id: string): Promise<Person | undefined> {
  const found =
    await sql<Person>`select ${columns} from person p where p.id = ${id} and p.partnership_id = ${actor.partnership.id}`.execute(
      db,
    )
  return found.rows[0]
}

/** The names of people by id, also of those who have left. */
export async function personNames(db: Db, actor: Actor, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const found = await db
    .selectFrom('person')
    .select(['id', 'name'])
    .where('partnership_id', '=', actor.partnership.id)
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(found.map(({ id, name }) => [id, name]))
}

export async function personByEmail(db: Db, actor: Actor, email: string): Promise<Person | undefined> {
  const found =
    await sql<Person>`select ${columns} from person p where p.email = ${email.toLowerCase()} and p.partnership_id = ${actor.partnership.id}`.execute(
      db,
    )
  return found.rows[0]
}

/** The people who hold a role at a school now, by name. */
export async function peopleAtSchool(db: Db, actor: Actor, schoolId: string): Promise<Person[]> {
  const found = await sql<Person>`
    select ${columns} from person p
    where p.partnership_id = ${actor.partnership.id} and p.left_at is null
      and exists (select from role_grant g where g.person_id = p.id and g.school_id = ${schoolId} and g.removed_at is null)
    order by p.name, p.id`.execute(db)
  return found.rows
}

/** The people who hold a role now, in the partnership or at one school, by name. */
export async function peopleWithRole(
  db: Db,
  actor: Actor,
  role: Role,
  where: { schoolId?: string } = {},
): Promise<Person[]> {
  const atSchool = where.schoolId === undefined ? sql`` : sql`and g.school_id = ${where.schoolId}`
  const found = await sql<Person>`
    select ${columns} from person p
    where p.partnership_id = ${actor.partnership.id} and p.left_at is null
      and exists (select from role_grant g where g.person_id = p.id and g.role = ${role} and g.removed_at is null ${atSchool})
    order by p.name, p.id`.execute(db)
  return found.rows
}

export type PersonSearch = { words?: string; role?: Role; schoolId?: string; page: number }
export const peoplePerPage = 50

/** One page of the people who are in the partnership now, by name, and how many there are. */
export async function searchPeople(
  db: Db,
  actor: Actor,
  search: PersonSearch,
): Promise<{ people: Person[]; total: number }> {
  const words = (search.words ?? '').trim().replace(/[\\%_]/g, '\\$&')
  const named =
    words === ''
      ? sql``
      : sql`and (p.name ilike ${`%${words}%`} or p.email ilike ${`%${words}%`} or p.job_title ilike ${`%${words}%`})`
  const role = search.role === undefined ? sql`` : sql`and g.role = ${search.role}`
  const school = search.schoolId === undefined ? sql`` : sql`and g.school_id = ${search.schoolId}`
  const holding =
    search.role === undefined && search.schoolId === undefined
      ? sql``
      : sql`and exists (select from role_grant g where g.person_id = p.id and g.removed_at is null ${role} ${school})`
  const chosen = sql`from person p where p.partnership_id = ${actor.partnership.id} and p.left_at is null ${named} ${holding}`
  const total = await sql<{ total: number }>`select count(*) as total ${chosen}`.execute(db)
  const found = await sql<Person>`select ${columns} ${chosen} order by p.name, p.id
    limit ${peoplePerPage} offset ${(search.page - 1) * peoplePerPage}`.execute(db)
  return { people: found.rows, total: total.rows[0]?.total ?? 0 }
}

/** People to choose from in a form: everyone of the partnership, of one school, or with one of some roles. */
export async function personOptions(
  db: Db,
  actor: Actor,
  where: { schoolId?: string; roles?: readonly Role[] } = {},
): Promise<{ value: string; text: string }[]> {
  const school = where.schoolId === undefined ? sql`` : sql`and g.school_id = ${where.schoolId}`
  const roles = where.roles === undefined ? sql`` : sql`and g.role = any(${where.roles})`
  const found = await sql<{ value: string; text: string }>`
    select p.id as value, p.name || coalesce(' (' || string_agg(distinct s.name, ', ' order by s.name) || ')', '') as text
    from person p join role_grant g on g.person_id = p.id and g.removed_at is null ${school} ${roles}
      left join school s on s.id = g.school_id
    where p.partnership_id = ${actor.partnership.id} and p.left_at is null
    group by p.id, p.name order by p.name, p.id`.execute(db)
  return found.rows
}

export type PastRole = {
  role: Role
  school: string | null
  granted_at: Temporal.Instant
  removed_at: Temporal.Instant
  removal_reason: string
  removed_by: string | null
}

/** The roles that a person no longer holds, the latest first. */
export async function pastRoles(db: Db, actor: Actor, personId: string): Promise<PastRole[]> {
  const found = await sql<PastRole>`
    select g.role, s.name as school, g.granted_at, g.removed_at, g.removal_reason, b.name as removed_by
    from role_grant g left join school s on s.id = g.school_id left join person b on b.id = g.removed_by
    where g.person_id = ${personId} and g.partnership_id = ${actor.partnership.id} and g.removed_at is not null
    order by g.removed_at desc, g.id limit 50`.execute(db)
  return found.rows
}

/** Saves a person's own details if nobody else did since `version`. */
export async function savePerson(
  db: Db,
  actor: Actor,
  id: string,
  details: { name: string; job_title: string; phone: string },
  version: number,
): Promise<boolean> {
  const saved = await db
    .updateTable('person')
    .set({ ...details, version: version + 1 })
    .where('id', '=', id)
    .where('partnership_id', '=', actor.partnership.id)
    .where('version', '=', version)
    .executeTakeFirst()
  return saved.numUpdatedRows > 0n
}

/** A person leaves the partnership: every role ends, open invitations too. What they did stays. */
export async function endPlace(
  db: Db,
  actor: Actor,
  personId: string,
  reason: string,
  now: Temporal.Instant,
): Promise<void> {
  await sql`update role_grant set removed_at = ${now}, removed_by = ${actor.person_id}, removal_reason = ${reason}
    where person_id = ${personId} and partnership_id = ${actor.partnership.id} and removed_at is null`.execute(db)
  await sql`update invitation set withdrawn_at = ${now}
    where person_id = ${personId} and partnership_id = ${actor.partnership.id} and accepted_at is null and withdrawn_at is null`.execute(
    db,
  )
  await sql`update person set left_at = ${now}, version = version + 1 where id = ${personId} and partnership_id = ${actor.partnership.id} and left_at is null`.execute(
    db,
  )
}
