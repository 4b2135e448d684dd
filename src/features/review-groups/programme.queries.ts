import { sql } from 'kysely'
import type { Db } from '../../platform/db/connect.ts'
import type { Actor, InPartnership } from '../people/public.ts'
import type { ProgrammeInput } from './programme.rules.ts'

export type Programme = {
  id: string
  name: string
  model_key: string
  framework_id: string | null
  framework_title: string | null
  starts_on: Temporal.PlainDate
  ends_on: Temporal.PlainDate
  version: number
}

export type ProgrammeInList = Programme & { schools: number; groups: number }

function programmes(db: Db, actor: InPartnership) {
  return db
    .selectFrom('programme')
    .leftJoin('framework', 'framework.id', 'programme.framework_id')
    .select([
      'programme.id',
      'programme.name',
      'programme.model_key',
      'programme.framework_id',
      'framework.title as framework_title',
      'programme.starts_on',
      'programme.ends_on',
      'programme.version',
    ])
    .where('programme.partnership_id', '=', actor.partnership.id)
}

/** The partnership's programmes, the newest first, with how many schools and groups each has. */
export async function programmesOf(db: Db, actor: Actor): Promise<ProgrammeInList[]> {
  return programmes(db, actor)
    .select([
      sql<number>`(select count(*) from programme_school s where s.programme_id = programme.id and s.left_on is null)`.as(
        'schools',
      ),
      sql<number>`(select count(*) from review_group g where g.programme_id = programme.id and g.disbanded_at is null)`.as(
        'groups',
      ),
    ])
    .orderBy('programme.starts_on', 'desc')
    .orderBy('programme.name')
    .execute()
}

export async function programmeFor(db: Db, actor: InPartnership, id: string): Promise<Programme | undefined> {
  return programmes(db, actor).where('programme.id', '=', id).executeTakeFirst()
}

/** The frameworks that a programme may use: published and not retired, and `own`, the one it uses already. */
export async function frameworksToChoose(
  db: Db,
  actor: Actor,
  own: string | null = null,
): Promise<{ id: string; title: string; edition: string }[]> {
  return db
    .selectFrom('framework')
    .select(['id', 'title', 'edition'])
    .where('partnership_id', '=', actor.partnership.id)
    .where('published_at', 'is not', null)
    .where((is) => is.or([is('retired_at', 'is', null), is('id', '=', own)]))
    .orderBy('title')
    .orderBy('edition')
    .execute()
}

export async function insertProgramme(db: Db, actor: Actor, programme: ProgrammeInput): Promise<string> {
  const { framework_id, ...rest } = programme
  const added = await db
    .insertInto('programme')
    .values({
      partnership_id: actor.partnership.id,
      created_by: actor.person_id,
      ...rest,
      framework_id: framework_id ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return added.id
}

/** Saves a programme if nobody else did since `version`; answers whether it did. */
export async function updateProgramme(
  db: Db,
  actor: Actor,
  id: string,
  programme: ProgrammeInput,
  version: number,
): Promise<boolean> {
  const { framework_id, ...rest } = programme
  const saved = await db
    .updateTable('programme')
    .set({ ...rest, framework_id: framework_id ?? null, version: version + 1 })
    .where('partnership_id', '=', actor.partnership.id)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return saved.numUpdatedRows > 0n
}

/** The days of visits of a programme that are arranged and not cancelled. */
export async function visitsOfProgramme(
  db: Db,
  actor: Actor,
  id: string,
): Promise<{ host_school_name: string; visit_on: Temporal.PlainDate }[]> {
  const rows = await db
    .selectFrom('review')
    .innerJoin('school', 'school.id', 'review.host_school_id')
    .select(['school.name as host_school_name', 'review.visit_on', 'review.visit_second_on'])
    .where('review.partnership_id', '=', actor.partnership.id)
    .where('review.programme_id', '=', id)
    .where('review.cancelled_at', 'is', null)
    .where('review.visit_on', 'is not', null)
    .orderBy('review.visit_on')
    .execute()
  return rows.flatMap(({ host_school_name, visit_on, visit_second_on }) =>
    [visit_on, visit_second_on].flatMap((day) => (day ? [{ host_school_name, visit_on: day }] : [])),
  )
}

export type ProgrammeSchool = {
  id: string
  name: string
  phase: string
  type: string
  trust: string
  district: string
  status: string
  latitude: number | null
  longitude: number | null
  joined_on: Temporal.PlainDate
  group_id: string | null
  group_name: string | null
}

/** The schools that take part, by name, each with its group. */
export async function programmeSchools(db: Db, actor: Actor, programmeId: string): Promise<ProgrammeSchool[]> {
  return db
    .selectFrom('programme_school')
    .innerJoin('school', 'school.id', 'programme_school.school_id')
    .leftJoin(
      (from) =>
        from
          .selectFrom('review_group_school')
          .innerJoin('review_group', 'review_group.id', 'review_group_school.group_id')
          .select([
            'review_group_school.school_id',
            'review_group.id',
            'review_group.name',
            'review_group.programme_id',
          ])
          .where('review_group.disbanded_at', 'is', null)
          .as('placed'),
      (join) =>
        join
          .onRef('placed.school_id', '=', 'programme_school.school_id')
          .onRef('placed.programme_id', '=', 'programme_school.programme_id'),
    )
    .select([
      'school.id',
      'school.name',
      'school.phase',
      'school.type',
      'school.trust',
      'school.district',
      'school.status',
      'school.latitude',
      'school.longitude',
      'programme_school.joined_on',
      'placed.id as group_id',
      'placed.name as group_name',
    ])
    .where('programme_school.partnership_id', '=', actor.partnership.id)
    .where('programme_school.programme_id', '=', programmeId)
    .where('programme_school.left_on', 'is', null)
    .orderBy('school.name')
    .orderBy('school.id')
    .execute()
}

/** Lets schools join a programme, or join again; those already in it stay. Answers how many joined. */
export async function addSchools(
  db: Db,
  actor: Actor,
  programmeId: string,
  schoolIds: readonly string[],
  today: Temporal.PlainDate,
): Promise<number> {
  if (schoolIds.length === 0) return 0
  const joined = await sql`
    insert into programme_school (partnership_id, programme_id, school_id, joined_on)
    select s.partnership_id, ${programmeId}, s.id, ${today} from school s
     where s.partnership_id = ${actor.partnership.id} and s.status = 'open' and s.id = any(${[...schoolIds]}::uuid[])
    on conflict (programme_id, school_id) do update set joined_on = excluded.joined_on, left_on = null
     where programme_school.left_on is not null`.execute(db)
  return Number(joined.numAffectedRows ?? 0n)
}

export async function leaveProgramme(
  db: Db,
  actor: Actor,
  programmeId: string,
  schoolId: string,
  today: Temporal.PlainDate,
): Promise<void> {
  await db
    .updateTable('programme_school')
    .set({ left_on: today })
    .where('partnership_id', '=', actor.partnership.id)
    .where('programme_id', '=', programmeId)
    .where('school_id', '=', schoolId)
    .execute()
}
