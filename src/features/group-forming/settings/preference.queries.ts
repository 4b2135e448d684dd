/** SQL of what schools say. A school's people see their own school's only; officers see all. */
import { sql } from 'kysely'
import type { Db } from '../../../platform/db/connect.ts'
import { type Area, type Framework, frameworkById, publishedFrameworks } from '../../frameworks/public.ts'
import { type Actor, can } from '../../people/public.ts'
import type { PreferenceInput } from './preference.rules.ts'

export type Given = {
  strengths: string[]
  priorities: string[]
  wished: { id: string; name: string }[]
  note: string
  version: number
  given_by_name: string
  by_officer: boolean
  given_at: Temporal.Instant
}

export type SchoolPreference = {
  school_id: string
  school_name: string
  /** Nothing yet: null. */
  given: Given | null
}

/** What one school said for a programme; undefined when it takes no part or is not this person's to speak for. */
export async function preferenceFor(
  db: Db,
  actor: Actor,
  programmeId: string,
  schoolId: string,
): Promise<SchoolPreference | undefined> {
  if (!can(actor, 'group-preference:give', schoolId)) return undefined
  const found = await sql<{ school_id: string; school_name: string } & { [Key in keyof Given]: Given[Key] | null }>`
    select s.id as school_id, s.name as school_name, p.strengths, p.priorities, p.note, p.version, p.by_officer, p.given_at,
           giver.name as given_by_name,
           (select coalesce(jsonb_agg(jsonb_build_object('id', w.id, 'name', w.name) order by array_position(p.wished_school_ids, w.id)), '[]')
              from school w where w.id = any(p.wished_school_ids)) as wished
      from programme_school t
      join school s on s.id = t.school_id and s.status = 'open'
      left join group_preference p on p.programme_id = t.programme_id and p.school_id = t.school_id
      left join person giver on giver.id = p.given_by
     where t.partnership_id = ${actor.partnership.id} and t.programme_id = ${programmeId} and t.school_id = ${schoolId}
       and t.left_on is null`.execute(db)
  const row = found.rows[0]
  if (!row) return undefined
  const { school_id, school_name, version, given_at } = row
  if (version === null || given_at === null) return { school_id, school_name, given: null }
  return {
    school_id,
    school_name,
    given: {
      strengths: row.strengths ?? [],
      priorities: row.priorities ?? [],
      wished: row.wished ?? [],
      note: row.note ?? '',
      version,
      given_by_name: row.given_by_name ?? '',
      by_officer: row.by_officer ?? false,
      given_at,
    },
  }
}

/** Keeps what a school says if nobody else said something for it since `version`, 0 for nothing yet; answers whether it did. */
export async function putPreference(
  db: Db,
  actor: Actor,
  place: { programme_id: string; school_id: string; by_officer: boolean },
  said: PreferenceInput,
  version: number,
  now: Temporal.Instant,
): Promise<boolean> {
  const values = {
    strengths: [...said.strengths],
    priorities: [...said.priorities],
    wished_school_ids: [...said.wished_school_ids],
    note: said.note,
    given_by: actor.person_id,
    by_officer: place.by_officer,
    given_at: now,
  }
  const saved = await db
    .insertInto('group_preference')
    .values({
      partnership_id: actor.partnership.id,
      programme_id: place.programme_id,
      school_id: place.school_id,
      ...values,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['programme_id', 'school_id'])
        .doUpdateSet({ ...values, version: version + 1 })
        .where('group_preference.version', '=', version),
    )
    .executeTakeFirst()
  return (saved.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** The open schools of a programme, for a picker: told apart by their postcodes. */
export async function schoolsToName(
  db: Db,
  actor: Actor,
  programmeId: string,
): Promise<{ id: string; name: string; text: string }[]> {
  const rows = await db
    .selectFrom('programme_school')
    .innerJoin('school', 'school.id', 'programme_school.school_id')
    .select(['school.id', 'school.name', 'school.postcode', 'school.urn'])
    .where('programme_school.partnership_id', '=', actor.partnership.id)
    .where('programme_school.programme_id', '=', programmeId)
    .where('programme_school.left_on', 'is', null)
    .where('school.status', '=', 'open')
    .orderBy('school.name')
    .orderBy('school.urn')
    .execute()
  return rows.map(({ id, name, postcode, urn }) => ({ id, name, text: `${name} (${postcode || urn})` }))
}

/** The framework whose areas schools choose from, and whether the programme itself chose it. */
export type ChosenFramework = {
  key: string
  title: string
  areas: Pick<Area, 'key' | 'title' | 'summary'>[]
  is_own: boolean
}

/** The programme's framework; else the shipped one or the only one that is published; undefined when a choice must be made. */
export async function frameworkToChooseFrom(
  db: Db,
  actor: Actor,
  programme: { framework_id: string | null },
): Promise<ChosenFramework | undefined> {
  const own = programme.framework_id ? await frameworkById(db, actor, programme.framework_id) : undefined
  if (own) return chosen(own, true)
  const published = await publishedFrameworks(db, actor)
  const keys = new Set(published.map(({ key }) => key))
  const usual = published.find(({ key }) => key === shippedKey) ?? (keys.size === 1 ? published[0] : undefined)
  const framework = usual && (await frameworkById(db, actor, usual.id))
  return framework && chosen(framework, false)
}

/** The titles of the areas in which schools look for help. */
export async function topicsOf(
  db: Db,
  actor: Actor,
  programme: { framework_id: string | null },
): Promise<(key: string) => string> {
  const framework = await frameworkToChooseFrom(db, actor, programme)
  const titles = new Map(framework?.areas.map(({ key, title }) => [key, title]))
  return (key) => titles.get(key) ?? key
}

/** The framework that every partnership begins with. */
const shippedKey = 'inclusion'

function chosen({ key, title, areas }: Framework, is_own: boolean): ChosenFramework {
  return { key, title, areas, is_own }
}
