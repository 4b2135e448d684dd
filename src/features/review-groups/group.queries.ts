import { sql } from 'kysely'
import type { Db } from '../../platform/db/connect.ts'
import { type Actor, type InPartnership, isOfficer, ownSchoolIds } from '../people/public.ts'
import { phaseText } from '../schools/public.ts'
import type { CandidateSchool } from './group.rules.ts'
import { programmeSchools } from './programme.queries.ts'

export type Group = {
  id: string
  programme_id: string
  programme_name: string
  model_key: string
  name: string
  note: string
  /** The school that helps the others, where the model has one. */
  coach_school_id: string | null
  published_at: Temporal.Instant | null
  disbanded_at: Temporal.Instant | null
  version: number
}

export type GroupInList = Group & { schools: string[]; leaders: string[] }

/** Officers see every group; others see the published groups of their schools and those they support. */
function groups(db: Db, actor: Actor) {
  const query = db
    .selectFrom('review_group')
    .innerJoin('programme', 'programme.id', 'review_group.programme_id')
    .select([
      'review_group.id',
      'review_group.programme_id',
      'programme.name as programme_name',
      'programme.model_key',
      'review_group.name',
      'review_group.note',
      'review_group.coach_school_id',
      'review_group.published_at',
      'review_group.disbanded_at',
      'review_group.version',
    ])
    .where('review_group.partnership_id', '=', actor.partnership.id)
  if (isOfficer(actor)) return query
  return query.where('review_group.published_at', 'is not', null).where(
    sql<boolean>`(exists (select from review_group_school s where s.group_id = review_group.id and s.school_id = any(${ownSchoolIds(actor)}::uuid[]))
      or exists (select from review_group_leader l where l.group_id = review_group.id and l.person_id = ${actor.person_id}))`,
  )
}

/** The groups that the actor may see and that go on, by name, with the names of their schools and leaders. */
export async function groupsOf(db: Db, actor: Actor, programmeId?: string): Promise<GroupInList[]> {
  let query = groups(db, actor)
    .select([
      sql<
        string[]
      >`array(select x.name from review_group_school s join school x on x.id = s.school_id where s.group_id = review_group.id order by x.name)`.as(
        'schools',
      ),
      sql<
        string[]
      >`array(select x.name from review_group_leader l join person x on x.id = l.person_id where l.group_id = review_group.id order by x.name)`.as(
        'leaders',
      ),
    ])
    .where('review_group.disbanded_at', 'is', null)
  if (programmeId) query = query.where('review_group.programme_id', '=', programmeId)
  return query.orderBy('review_group.name').execute()
}

/** One group, if the actor may see it. */
export async function groupFor(db: Db, actor: Actor, id: string): Promise<Group | undefined> {
  return groups(db, actor).where('review_group.id', '=', id).executeTakeFirst()
}

/** Every school of a programme as a candidate for a group; `exceptGroup` is the group that is being changed. */
export async function candidatesFor(
  db: Db,
  actor: Actor,
  programmeId: string,
  exceptGroup?: string,
): Promise<CandidateSchool[]> {
  const schools = await programmeSchools(db, actor, programmeId)
  return schools.map((school) => ({
    id: school.id,
    name: school.name,
    phase: phaseText(school),
    trust: school.trust,
    status: school.status,
    latitude: school.latitude,
    longitude: school.longitude,
    in_programme: true,
    other_group: school.group_id === exceptGroup ? null : school.group_name,
  }))
}

/** The members of a group, by name. A member that left the programme or closed is still one until it is taken out. */
export async function membersOf(db: Db, actor: Actor, groupId: string): Promise<CandidateSchool[]> {
  const rows = await db
    .selectFrom('review_group_school')
    .innerJoin('review_group', 'review_group.id', 'review_group_school.group_id')
    .innerJoin('school', 'school.id', 'review_group_school.school_id')
    .leftJoin('programme_school', (join) =>
      join
        .onRef('programme_school.school_id', '=', 'school.id')
        .onRef('programme_school.programme_id', '=', 'review_group.programme_id')
        .on('programme_school.left_on', 'is', null),
    )
    .select([
      'school.id',
      'school.name',
      'school.phase',
      'school.type',
      'school.trust',
      'school.status',
      'school.latitude',
      'school.longitude',
      'programme_school.school_id as taking_part',
    ])
    .where('review_group_school.partnership_id', '=', actor.partnership.id)
    .where('review_group_school.group_id', '=', groupId)
    .orderBy('school.name')
    .orderBy('school.id')
    .execute()
  return rows.map(({ type, taking_part, ...school }) => ({
    ...school,
    phase: phaseText({ phase: school.phase, type }),
    in_programme: taking_part !== null,
    other_group: null,
  }))
}

/** Names a new group; undefined when the programme has a group of that name. */
export async function insertGroup(
  db: Db,
  actor: Actor,
  group: { programme_id: string; name: string; note: string },
): Promise<string | undefined> {
  const added = await db
    .insertInto('review_group')
    .values({ partnership_id: actor.partnership.id, created_by: actor.person_id, ...group })
    .onConflict((conflict) => conflict.columns(['programme_id', 'name']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return added?.id
}

/** Renames a group if nobody else changed it since `version`; `taken` when the name is in use. */
export async function renameGroup(
  db: Db,
  actor: Actor,
  group: Group,
  to: { name: string; note: string; coach_school_id?: string | null },
  version: number,
): Promise<'saved' | 'changed' | 'taken'> {
  const taken = await db
    .selectFrom('review_group')
    .select('id')
    .where('partnership_id', '=', actor.partnership.id)
    .where('programme_id', '=', group.programme_id)
    .where('id', '!=', group.id)
    .where('name', '=', to.name)
    .executeTakeFirst()
  if (taken) return 'taken'
  const saved = await db
    .updateTable('review_group')
    .set({ ...to, version: version + 1 })
    .where('partnership_id', '=', actor.partnership.id)
    .where('id', '=', group.id)
    .where('version', '=', version)
    .executeTakeFirst()
  return saved.numUpdatedRows > 0n ? 'saved' : 'changed'
}

/** Makes these schools the members of a group, each with the reason why it is there. */
export async function setMembers(
  db: Db,
  actor: Actor,
  groupId: string,
  schoolIds: readonly string[],
  reasons: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  const own = actor.partnership.id
  const texts = schoolIds.map((id) => (reasons.get(id) ?? []).join('; '))
  await sql`
    with gone as (
      delete from review_group_school where partnership_id = ${own} and group_id = ${groupId} and school_id <> all(${schoolIds}::uuid[]))
    insert into review_group_school (partnership_id, group_id, school_id, reason)
    select ${own}, ${groupId}, m.school_id, m.reason from unnest(${schoolIds}::uuid[], ${texts}::text[]) m (school_id, reason)
    on conflict (group_id, school_id) do update set reason = excluded.reason`.execute(db)
}

/** Takes one school out of a group. */
export async function removeMember(db: Db, actor: Actor, groupId: string, schoolId: string): Promise<void> {
  await db
    .deleteFrom('review_group_school')
    .where('partnership_id', '=', actor.partnership.id)
    .where('group_id', '=', groupId)
    .where('school_id', '=', schoolId)
    .execute()
}

/**
 * Makes everybody else who arranges a programme's groups, visits or leaders wait until the transaction ends: two officers
 * cannot put one school into two groups at the same moment, and no two versions take one number.
 */
export async function holdProgramme(db: Db, actor: InPartnership, programmeId: string): Promise<void> {
  await db
    .selectFrom('programme')
    .select('id')
    .where('partnership_id', '=', actor.partnership.id)
    .where('id', '=', programmeId)
    .forUpdate()
    .execute()
}

/** The schools of a group that host a review there which was not cancelled: they cannot be taken out. */
export async function hostsOf(db: Db, actor: Actor, groupId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('review')
    .select('host_school_id')
    .distinct()
    .where('partnership_id', '=', actor.partnership.id)
    .where('group_id', '=', groupId)
    .where('cancelled_at', 'is', null)
    .execute()
  return rows.map((row) => row.host_school_id)
}

export async function markPublished(db: Db, actor: Actor, groupId: string, now: Temporal.Instant): Promise<void> {
  await db
    .updateTable('review_group')
    .set({ published_at: now })
    .where('partnership_id', '=', actor.partnership.id)
    .where('id', '=', groupId)
    .execute()
}

/** Ends a group; its schools can then join others. */
export async function markDisbanded(db: Db, actor: Actor, groupId: string, now: Temporal.Instant): Promise<void> {
  await db
    .updateTable('review_group')
    .set({ disbanded_at: now })
    .where('partnership_id', '=', actor.partnership.id)
    .where('id', '=', groupId)
    .execute()
}

/** A school's published group that goes on, in the programme that started last, as the actor may see it. */
export async function groupOf(db: Db, actor: Actor, schoolId: string): Promise<Group | undefined> {
  return groups(db, actor)
    .innerJoin('review_group_school', 'review_group_school.group_id', 'review_group.id')
    .where('review_group_school.school_id', '=', schoolId)
    .where('review_group.disbanded_at', 'is', null)
    .where('review_group.published_at', 'is not', null)
    .orderBy('programme.starts_on', 'desc')
    .limit(1)
    .executeTakeFirst()
}
