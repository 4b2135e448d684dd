import { type Selectable, sql } from 'kysely'
import type { Db } from '../../platform/db/connect.ts'
import type { SchoolTable } from '../../platform/db/tables.ts'
import type { InPartnership } from '../people/actor.ts'

/** A school as it is stored: what the register says, in the register's words. Empty text means not known. */
export type School = Selectable<SchoolTable>

/** What to look for. Empty text asks for nothing; `status` is `current` (open and proposed), one status, or `all`. */
export type SchoolSearch = {
  q: string
  phase: string
  district: string
  locality: string
  trust: string
  status: string
}

export const anySchool: SchoolSearch = { q: '', phase: '', district: '', locality: '', trust: '', status: 'current' }

/** Text in a pattern stands for itself, whatever marks are in it. */
function like(text: string): string {
  return text.replace(/[\\%_]/g, (mark) => `\\${mark}`)
}

function searched(db: Db, actor: InPartnership, search: SchoolSearch) {
  let query = db.selectFrom('school').where('school.partnership_id', '=', actor.partnership.id)
  for (const word of search.q
    .split(/\s+/)
    .filter((part) => part !== '')
    .slice(0, 8)) {
    const anywhere = `%${like(word)}%`
    const starts = `${like(word)}%`
    query = query.where((where) =>
      where.or([
        where('school.name', 'ilike', anywhere),
        where(sql<string>`school.urn::text`, 'like', starts),
        // "CT1 1ZZ" is typed with and without its space, and as its first half only.
        where(sql<string>`replace(school.postcode, ' ', '')`, 'ilike', starts),
        where(sql<string>`split_part(school.postcode, ' ', 2)`, 'ilike', starts),
      ]),
    )
  }
  if (search.phase !== '') query = query.where(phaseShown, '=', search.phase)
  if (search.district !== '') query = query.where('school.district', '=', search.district)
  if (search.trust !== '') query = query.where('school.trust', '=', search.trust)
  if (search.status === 'current') query = query.where('school.status', '!=', 'closed')
  else if (search.status !== 'all') query = query.where('school.status', '=', search.status)
  if (search.locality !== '') {
    query = query.where('school.id', 'in', (from) =>
      from
        .selectFrom('locality_school')
        .select('locality_school.school_id')
        .where('locality_school.partnership_id', '=', actor.partnership.id)
        .where(sql<string>`locality_school.locality_id::text`, '=', search.locality),
    )
  }
  return query
}

/** The same words as `phaseText`, for filtering. */
const phaseShown = sql<string>`case
  when school.phase not in ('', 'Not applicable') then school.phase
  when school.type ilike '%special%' then 'Special'
  when school.type ilike '%pupil referral%' or school.type ilike '%alternative provision%' then 'Alternative provision'
  when school.type ilike '%independent%' then 'Independent' else 'Not known' end`

/** The schools that match, by name, with how many there are in all. */
export async function searchSchools(
  db: Db,
  actor: InPartnership,
  search: Partial<SchoolSearch> = {},
  page: { limit?: number; offset?: number } = {},
): Promise<{ schools: School[]; total: number }> {
  const query = searched(db, actor, { ...anySchool, ...search })
  const schools = await query
    .selectAll('school')
    .orderBy('school.name')
    .orderBy('school.urn')
    .limit(page.limit ?? 50)
    .offset(page.offset ?? 0)
    .execute()
  const counted = await query.select(sql<number>`count(*)`.as('total')).executeTakeFirst()
  return { schools, total: counted?.total ?? 0 }
}

/** What the lists of a partnership can be narrowed by. */
export type SchoolFacets = { phases: string[]; districts: string[]; trusts: string[] }

export async function schoolFacets(db: Db, actor: InPartnership): Promise<SchoolFacets> {
  const distinct = (column: ReturnType<typeof sql<string>>) =>
    sql<string[]>`coalesce(array_agg(distinct ${column} order by ${column}) filter (where ${column} <> ''), '{}')`
  const found = await db
    .selectFrom('school')
    .where('partnership_id', '=', actor.partnership.id)
    .select([
      distinct(phaseShown).as('phases'),
      distinct(sql<string>`district`).as('districts'),
      distinct(sql<string>`trust`).as('trusts'),
    ])
    .executeTakeFirst()
  return found ?? { phases: [], districts: [], trusts: [] }
}

/** One school of the actor's partnership; undefined for any other. */
export async function schoolById(db: Db, actor: InPartnership, id: string): Promise<School | undefined> {
  return db
    .selectFrom('school')
    .selectAll()
    .where('partnership_id', '=', actor.partnership.id)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** The schools with these ids, by name; ids of other partnerships are passed over. */
export async function schoolsByIds(db: Db, actor: InPartnership, ids: readonly string[]): Promise<School[]> {
  if (ids.length === 0) return []
  return db
    .selectFrom('school')
    .selectAll()
    .where('partnership_id', '=', actor.partnership.id)
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .orderBy('name')
    .orderBy('urn')
    .execute()
}

/** Every school that is not closed, for a picker: the name, told apart by its postcode. */
export async function schoolOptions(db: Db, actor: InPartnership): Promise<{ value: string; text: string }[]> {
  const schools = await db
    .selectFrom('school')
    .select(['id', 'name', 'postcode', 'urn'])
    .where('partnership_id', '=', actor.partnership.id)
    .where('status', '!=', 'closed')
    .orderBy('name')
    .orderBy('urn')
    .execute()
  return schools.map(({ id, name, postcode, urn }) => ({ value: id, text: `${name} (${postcode || urn})` }))
}

/** The name of a school of the actor's partnership. */
export async function schoolName(db: Db, actor: InPartnership, id: string): Promise<string | undefined> {
  const found = await db
    .selectFrom('school')
    .select('name')
    .where('partnership_id', '=', actor.partnership.id)
    .where('id', '=', id)
    .executeTakeFirst()
  return found?.name
}

export type LinkedSchool = { linked_urn: number; kind: string; id: string | null; name: string | null }

/** The schools that came before or after this one, with their pages where the partnership has them. */
export async function linkedSchools(db: Db, actor: InPartnership, schoolId: string): Promise<LinkedSchool[]> {
  return db
    .selectFrom('school_link')
    .leftJoin('school', (join) =>
      join
        .onRef('school.urn', '=', 'school_link.linked_urn')
        .onRef('school.partnership_id', '=', 'school_link.partnership_id'),
    )
    .select(['school_link.linked_urn', 'school_link.kind', 'school.id', 'school.name'])
    .where('school_link.partnership_id', '=', actor.partnership.id)
    .where('school_link.school_id', '=', schoolId)
    .orderBy('school_link.linked_urn')
    .execute()
}
