/** What people said about their time: corrections and additions. Rows are only ever added; the last version counts. */
import { sql } from 'kysely'
import type { Db } from '../../platform/db/connect.ts'
import type { Actor } from '../people/public.ts'
import { type WhoseWork, whatHappened } from '../reviews/public.ts'
import { type Addition, type Correction, type Entry, type EntryKey, entriesOf, type Time } from './effort.rules.ts'

/** All the time that one person, one school or everybody gave, up to today. Four queries; who may see it, whoever asks decides. */
export async function timeOf(db: Db, actor: Actor, whose: WhoseWork, today: Temporal.PlainDate): Promise<Time> {
  const occasions = await whatHappened(db, actor, whose, today)
  const entries = entriesOf(occasions, await corrections(db, actor, whose))
  return { entries: entries.filter((entry) => concerns(entry, whose)), additions: await additions(db, actor, whose) }
}

/** Occasions come with everybody who took part; a school keeps its own people and those who visited it. */
function concerns(entry: Entry, whose: WhoseWork): boolean {
  if (whose === 'everybody') return true
  if ('person_id' in whose) return entry.person_id === whose.person_id
  return entry.school_id === whose.school_id || entry.host_school_id === whose.school_id
}

async function corrections(db: Db, actor: Actor, whose: WhoseWork): Promise<Correction[]> {
  const of =
    whose === 'everybody'
      ? sql`true`
      : 'person_id' in whose
        ? sql`c.person_id = ${whose.person_id}`
        : sql`(c.school_id = ${whose.school_id} or r.host_school_id = ${whose.school_id})`
  const found = await sql<Correction>`
    select distinct on (c.person_id, c.review_id, c.group_id, c.stage)
           c.person_id, p.name, case when c.review_id is null then 'group' else 'review' end as of,
           coalesce(c.review_id, c.group_id) as occasion_id, c.stage, c.version, c.half_days, c.reason,
           c.school_id, s.name as school_name, c.kind, r.host_school_id, h.name as host_school_name,
           c.programme_id, g.name as programme_name, c.stage_name, coalesce(rg.name, '') as group_name,
           c.worked_out, c.done_on, c.written_by, w.name as by, c.written_at
      from effort_correction c join person p on p.id = c.person_id join person w on w.id = c.written_by
      join programme g on g.id = c.programme_id
      left join school s on s.id = c.school_id
      left join review r on r.id = c.review_id left join school h on h.id = r.host_school_id
      left join review_group rg on rg.id = coalesce(c.group_id, r.group_id)
     where c.partnership_id = ${actor.partnership.id} and ${of}
     order by c.person_id, c.review_id, c.group_id, c.stage, c.version desc`.execute(db)
  return found.rows
}

type AdditionRow = Omit<
  Addition,
  'kind' | 'on' | 'host_school_id' | 'host_school_name' | 'programme_id' | 'programme_name'
> & {
  done_on: Temporal.PlainDate
  taken_out: boolean
}

async function additionRows(db: Db, actor: Actor, of: ReturnType<typeof sql>): Promise<AdditionRow[]> {
  const found = await sql<AdditionRow>`
    select distinct on (a.id) a.id, a.version, a.person_id, p.name, a.school_id, s.name as school_name, a.done_on,
           a.half_days, a.what, a.taken_out, a.written_by, w.name as by, a.written_at
      from effort_addition a join person p on p.id = a.person_id join person w on w.id = a.written_by
      left join school s on s.id = a.school_id
     where a.partnership_id = ${actor.partnership.id} and ${of}
     order by a.id, a.version desc`.execute(db)
  return found.rows
}

function asAddition({ done_on: on, taken_out: _, ...row }: AdditionRow): Addition {
  const elsewhere = { host_school_id: null, host_school_name: null, programme_id: null, programme_name: null }
  return { ...row, ...elsewhere, kind: 'other', on }
}

async function additions(db: Db, actor: Actor, whose: WhoseWork): Promise<Addition[]> {
  // The school of an addition is in its last version only, so all versions of those that ever were the school's are read.
  const of =
    whose === 'everybody'
      ? sql`true`
      : 'person_id' in whose
        ? sql`a.person_id = ${whose.person_id}`
        : sql`a.id in (select id from effort_addition where school_id = ${whose.school_id})`
  const school = whose !== 'everybody' && 'school_id' in whose ? whose.school_id : undefined
  return (await additionRows(db, actor, of))
    .filter((row) => !row.taken_out && (school === undefined || row.school_id === school))
    .map(asAddition)
    .sort((a, b) => Temporal.PlainDate.compare(a.on, b.on))
}

/** The last version of one addition, with whether it was taken out. */
export async function additionOf(
  db: Db,
  actor: Actor,
  personId: string,
  id: string,
): Promise<(Addition & { taken_out: boolean }) | undefined> {
  const [row] = await additionRows(db, actor, sql`a.person_id = ${personId} and a.id = ${id}`)
  return row && { ...asAddition(row), taken_out: row.taken_out }
}

export type Said = {
  version: number
  half_days: number | null
  reason: string
  by: string
  written_at: Temporal.Instant
}

/** Everything that was ever said about an entry, the last first. */
export async function historyOf(
  db: Db,
  actor: Actor,
  { person_id, of, occasion_id, stage }: EntryKey,
): Promise<Said[]> {
  const found = await sql<Said>`
    select c.version, c.half_days, c.reason, w.name as by, c.written_at
      from effort_correction c join person w on w.id = c.written_by
     where c.partnership_id = ${actor.partnership.id} and c.person_id = ${person_id} and c.stage = ${stage}
       and ${of === 'group' ? sql`c.group_id` : sql`c.review_id`} = ${occasion_id}
     order by c.version desc`.execute(db)
  return found.rows
}

/** Adds the next version of what is said about an entry; false when somebody else has added it already. */
export async function putCorrection(
  db: Db,
  actor: Actor,
  entry: Entry,
  said: { half_days: number | null; reason: string; version: number },
  now: Temporal.Instant,
): Promise<boolean> {
  const { person_id, of, occasion_id, stage, stage_name, school_id, worked_out, kind, programme_id } = entry
  const added = await sql`
    insert into effort_correction (partnership_id, person_id, review_id, group_id, stage, version, half_days, reason,
           school_id, worked_out, done_on, kind, stage_name, programme_id, written_by, written_at)
    values (${actor.partnership.id}, ${person_id}, ${of === 'review' ? occasion_id : null}, ${of === 'group' ? occasion_id : null},
           ${stage}, ${said.version}, ${said.half_days}, ${said.reason}, ${school_id}, ${worked_out}, ${entry.on}, ${kind},
           ${stage_name}, ${programme_id}, ${actor.person_id}, ${now})
    on conflict do nothing`.execute(db)
  return (added.numAffectedRows ?? 0n) > 0n
}

export type AdditionValue = { school_id: string | null; done_on: Temporal.PlainDate; half_days: number; what: string }

/** Adds a version of an addition; false when somebody else has added it already. */
export async function putAddition(
  db: Db,
  actor: Actor,
  addition: AdditionValue & { id: string; version: number; person_id: string; taken_out: boolean },
  now: Temporal.Instant,
): Promise<boolean> {
  const { id, version, person_id, school_id, done_on, half_days, what, taken_out } = addition
  const added = await sql`
    insert into effort_addition (partnership_id, id, version, person_id, school_id, done_on, half_days, what, taken_out, written_by, written_at)
    values (${actor.partnership.id}, ${id}, ${version}, ${person_id}, ${school_id}, ${done_on}, ${half_days}, ${what}, ${taken_out},
           ${actor.person_id}, ${now})
    on conflict do nothing`.execute(db)
  return (added.numAffectedRows ?? 0n) > 0n
}

export type Somebody = { id: string; name: string; schools: { id: string; name: string }[] }

/** A person with the schools at which they hold a role now. */
export async function personWithSchools(db: Db, actor: Actor, personId: string): Promise<Somebody | undefined> {
  const found = await sql<{ id: string; name: string; school_id: string | null; school_name: string | null }>`
    select distinct p.id, p.name, s.id as school_id, s.name as school_name
      from person p left join role_grant r on r.person_id = p.id and r.removed_at is null and r.school_id is not null
      left join school s on s.id = r.school_id
     where p.partnership_id = ${actor.partnership.id} and p.id = ${personId} order by s.name`.execute(db)
  const [first] = found.rows
  if (!first) return undefined
  const schools = found.rows.flatMap(({ school_id: id, school_name: name }) => (id && name ? [{ id, name }] : []))
  return { id: first.id, name: first.name, schools }
}
