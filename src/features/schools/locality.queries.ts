import { sql } from 'kysely'
import type { Db } from '../../platform/db/connect.ts'
import type { InPartnership } from '../people/actor.ts'
import type { School } from './school.queries.ts'

/** A named set of schools. Localities of several kinds overlap: a school is in many. */
export type Locality = { id: string; kind: string; name: string; version: number }

export type LocalityWithCount = Locality & { schools: number }

/** Every locality of the partnership, by kind and name, with how many schools that are not closed it has. */
export async function localities(db: Db, actor: InPartnership): Promise<LocalityWithCount[]> {
  return db
    .selectFrom('locality')
    .leftJoin('locality_school', 'locality_school.locality_id', 'locality.id')
    .leftJoin('school', (join) =>
      join.onRef('school.id', '=', 'locality_school.school_id').on('school.status', '!=', 'closed'),
    )
    .select([
      'locality.id',
      'locality.kind',
      'locality.name',
      'locality.version',
      sql<number>`count(school.id)`.as('schools'),
    ])
    .where('locality.partnership_id', '=', actor.partnership.id)
    .groupBy('locality.id')
    .orderBy('locality.kind')
    .orderBy('locality.name')
    .execute()
}

/** One locality of the actor's partnership; undefined for any other. */
export async function localityById(db: Db, actor: InPartnership, id: string): Promise<Locality | undefined> {
  return db
    .selectFrom('locality')
    .select(['id', 'kind', 'name', 'version'])
    .where('partnership_id', '=', actor.partnership.id)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** The localities that a school is in. */
export async function localitiesOf(db: Db, actor: InPartnership, schoolId: string): Promise<Locality[]> {
  return db
    .selectFrom('locality')
    .innerJoin('locality_school', 'locality_school.locality_id', 'locality.id')
    .select(['locality.id', 'locality.kind', 'locality.name', 'locality.version'])
    .where('locality.partnership_id', '=', actor.partnership.id)
    .where('locality_school.school_id', '=', schoolId)
    .orderBy('locality.kind')
    .orderBy('locality.name')
    .execute()
}

/** The schools of a locality, by name. */
export async function schoolsIn(db: Db, actor: InPartnership, localityId: string): Promise<School[]> {
  return db
    .selectFrom('school')
    .innerJoin('locality_school', 'locality_school.school_id', 'school.id')
    .selectAll('school')
    .where('school.partnership_id', '=', actor.partnership.id)
    .where('locality_school.locality_id', '=', localityId)
    .orderBy('school.name')
    .orderBy('school.urn')
    .execute()
}

/** Makes a locality. Undefined when the partnership has one of that kind and name. */
export async function makeLocality(
  db: Db,
  actor: InPartnership,
  locality: { kind: string; name: string },
): Promise<string | undefined> {
  const made = await db
    .insertInto('locality')
    .values({ partnership_id: actor.partnership.id, ...locality })
    .onConflict((conflict) => conflict.columns(['partnership_id', 'kind', 'name']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return made?.id
}

export type Renaming = 'saved' | 'taken' | 'changed'

/** Renames a locality, unless the name is taken or somebody else changed it since `version`. */
export async function renameLocality(
  db: Db,
  actor: InPartnership,
  id: string,
  locality: { kind: string; name: string },
  version: number,
): Promise<Renaming> {
  const taken = await db
    .selectFrom('locality')
    .select('id')
    .where('partnership_id', '=', actor.partnership.id)
    .where('kind', '=', locality.kind)
    .where('name', '=', locality.name)
    .where('id', '!=', id)
    .executeTakeFirst()
  if (taken) return 'taken'
  const saved = await db
    .updateTable('locality')
    .set({ ...locality, version: version + 1 })
    .where('partnership_id', '=', actor.partnership.id)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  return saved ? 'saved' : 'changed'
}

/** Takes a locality away. Its schools stay. */
export async function removeLocality(db: Db, actor: InPartnership, id: string): Promise<void> {
  await db.deleteFrom('locality').where('partnership_id', '=', actor.partnership.id).where('id', '=', id).execute()
}

/** Puts schools into a locality; those that are in it already stay. Gives how many are new. */
export async function addToLocality(
  db: Db,
  actor: InPartnership,
  id: string,
  schoolIds: readonly string[],
): Promise<number> {
  const added = await sql<{ school_id: string }>`
    insert into locality_school (partnership_id, locality_id, school_id)
    select l.partnership_id, l.id, s.id from locality l join school s on s.partnership_id = l.partnership_id
    where l.partnership_id = ${actor.partnership.id} and l.id = ${id} and s.id = any(${[...schoolIds]}::uuid[])
    on conflict do nothing returning school_id`.execute(db)
  return added.rows.length
}

/** Takes schools out of a locality. Gives how many were in it. */
export async function takeFromLocality(
  db: Db,
  actor: InPartnership,
  id: string,
  schoolIds: readonly string[],
): Promise<number> {
  const gone = await db
    .deleteFrom('locality_school')
    .where('partnership_id', '=', actor.partnership.id)
    .where('locality_id', '=', id)
    .where(sql<boolean>`school_id = any(${[...schoolIds]}::uuid[])`)
    .returning('school_id')
    .execute()
  return gone.length
}

/** The kind of locality that the register's own districts make. */
export const districtKind = 'District'

export type DistrictOfRegister = { district: string; schools: number; to_add: number }

/**
 * The districts that the register names, and how many of their schools are not in a locality of that name yet.
 * Schools without a district stand together under an empty name.
 */
export async function districtsOfRegister(db: Db, actor: InPartnership): Promise<DistrictOfRegister[]> {
  const found = await sql<DistrictOfRegister>`
    select s.district, count(*) as schools,
      count(*) filter (where not exists (
        select from locality_school ls join locality l on l.id = ls.locality_id
        where ls.school_id = s.id and l.kind = ${districtKind} and l.name = s.district)) as to_add
    from school s where s.partnership_id = ${actor.partnership.id} and s.status <> 'closed'
    group by s.district order by s.district`.execute(db)
  return found.rows
}

/** Makes a locality of each district that the register names and puts its schools in. Takes no school out of any. */
export async function fillDistricts(db: Db, actor: InPartnership): Promise<{ made: number; added: number }> {
  const made = await sql`
    insert into locality (partnership_id, kind, name)
    select distinct s.partnership_id, ${districtKind}, s.district from school s
    where s.partnership_id = ${actor.partnership.id} and s.district <> '' and s.status <> 'closed'
    on conflict do nothing returning id`.execute(db)
  const added = await sql`
    insert into locality_school (partnership_id, locality_id, school_id)
    select s.partnership_id, l.id, s.id from school s
    join locality l on l.partnership_id = s.partnership_id and l.kind = ${districtKind} and l.name = s.district
    where s.partnership_id = ${actor.partnership.id} and s.status <> 'closed'
    on conflict do nothing returning school_id`.execute(db)
  return { made: made.rows.length, added: added.rows.length }
}

/** The names of the localities of every school, by the school's id. */
export async function localitiesBySchool(db: Db, actor: InPartnership): Promise<Map<string, string[]>> {
  const found = await db
    .selectFrom('locality_school')
    .innerJoin('locality', 'locality.id', 'locality_school.locality_id')
    .select([
      'locality_school.school_id',
      sql<string[]>`array_agg(locality.name order by locality.kind, locality.name)`.as('names'),
    ])
    .where('locality.partnership_id', '=', actor.partnership.id)
    .groupBy('locality_school.school_id')
    .execute()
  return new Map(found.map(({ school_id, names }) => [school_id, names]))
}
