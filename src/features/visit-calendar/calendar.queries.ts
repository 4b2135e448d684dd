/** Versions of a programme's calendar, and the searches that make them. */
import { type SelectQueryBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../platform/db/connect.ts'
import type { Actor, InPartnership } from '../people/public.ts'
import {
  type Clash,
  clash,
  type MovedDate,
  movedDate,
  type PlannedVisit,
  plannedVisit,
  type ToldPerson,
  toldPerson,
} from './calendar.schema.ts'

export type Origin = 'search' | 'move' | 'slip' | 'mend'

export type Version = {
  id: string
  programme_id: string
  number: number
  made_from_id: string | null
  origin: Origin
  about_school_id: string | null
  visits: PlannedVisit[]
  moved: MovedDate[]
  /** What no longer fitted when it was made, with ids in the place of names. */
  reasons: string[]
  /** Who was told when it was adopted. */
  told: ToldPerson[]
  fewest_moved: boolean
  warnings: string[]
  score: number | null
  gap: number | null
  seconds: number | null
  stopped_early: boolean
  created_by_name: string
  created_at: Temporal.Instant
  accepted_at: Temporal.Instant | null
  adopted_at: Temporal.Instant | null
}

function versions(db: Db, actor: InPartnership) {
  return db
    .selectFrom('visit_calendar')
    .innerJoin('person', 'person.id', 'visit_calendar.created_by')
    .selectAll('visit_calendar')
    .select('person.name as created_by_name')
    .where('visit_calendar.partnership_id', '=', actor.partnership.id)
}

// biome-ignore lint/suspicious/noExplicitAny: only the columns of the select above are read
async function read(query: SelectQueryBuilder<any, any, any>): Promise<Version[]> {
  const rows = await query.execute()
  return rows.map((row) => ({
    ...row,
    visits: z.array(plannedVisit).parse(row.visits),
    moved: z.array(movedDate).parse(row.moved),
    reasons: z.array(z.string()).parse(row.reasons),
    told: z.array(toldPerson).parse(row.told),
    warnings: z.array(z.string()).parse(row.warnings),
  }))
}

export type Versions = { latest: Version | undefined; adopted: Version | undefined }

/** The version that is worked on, and the one that people were told: often the same. One query. */
export async function versionsOf(db: Db, actor: InPartnership, programmeId: string): Promise<Versions> {
  const both = await read(
    versions(db, actor)
      .where('visit_calendar.programme_id', '=', programmeId)
      .where('accepted_at', 'is not', null)
      .where(
        sql<boolean>`visit_calendar.id in (
          (select id from visit_calendar where programme_id = ${programmeId} and accepted_at is not null order by number desc limit 1)
          union (select id from visit_calendar where programme_id = ${programmeId} and adopted_at is not null order by adopted_at desc limit 1))`,
      )
      .orderBy('number', 'desc'),
  )
  return {
    latest: both[0],
    adopted: both
      .filter(({ adopted_at }) => adopted_at)
      .sort((a, b) => Temporal.Instant.compare(b.adopted_at as Temporal.Instant, a.adopted_at as Temporal.Instant))[0],
  }
}

/** One version or proposal of a programme. */
export async function versionFor(
  db: Db,
  actor: InPartnership,
  programmeId: string,
  id: string,
): Promise<Version | undefined> {
  const found = await read(
    versions(db, actor).where('visit_calendar.programme_id', '=', programmeId).where('visit_calendar.id', '=', id),
  )
  return found[0]
}

export type VersionInList = Pick<
  Version,
  'id' | 'number' | 'origin' | 'about_school_id' | 'created_by_name' | 'created_at' | 'adopted_at' | 'score'
> & { dates_moved: number }

/** The versions of a programme without their dates, the newest first. */
export async function listVersions(db: Db, actor: InPartnership, programmeId: string): Promise<VersionInList[]> {
  const found = await sql<VersionInList>`
    select v.id, v.number, v.origin, v.about_school_id, p.name as created_by_name, v.created_at, v.adopted_at, v.score,
           jsonb_array_length(v.moved) as dates_moved
      from visit_calendar v join person p on p.id = v.created_by
     where v.partnership_id = ${actor.partnership.id} and v.programme_id = ${programmeId} and v.accepted_at is not null
     order by v.number desc limit 100`.execute(db)
  return found.rows
}

export type NewVersion = Pick<
  Version,
  'made_from_id' | 'origin' | 'about_school_id' | 'visits' | 'moved' | 'reasons' | 'fewest_moved' | 'warnings'
> &
  Pick<Version, 'score' | 'gap' | 'seconds' | 'stopped_early'>

/** Keeps a version; one that is not accepted is a proposal. Hold the calendar first. */
export async function insertVersion(
  db: Db,
  actor: InPartnership & { person_id: string },
  programmeId: string,
  { visits, moved, reasons, warnings, ...rest }: NewVersion,
  at: { now: Temporal.Instant; accepted: boolean },
): Promise<string> {
  const added = await db
    .insertInto('visit_calendar')
    .values({
      partnership_id: actor.partnership.id,
      programme_id: programmeId,
      number: sql<number>`(select coalesce(max(number), 0) + 1 from visit_calendar where programme_id = ${programmeId})`,
      ...rest,
      visits: JSON.stringify(visits),
      moved: JSON.stringify(moved),
      reasons: JSON.stringify(reasons),
      warnings: JSON.stringify(warnings),
      created_by: actor.person_id,
      created_at: at.now,
      accepted_at: at.accepted ? at.now : null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return added.id
}

export async function markAccepted(db: Db, actor: InPartnership, id: string, now: Temporal.Instant): Promise<void> {
  await sql`update visit_calendar set accepted_at = ${now}
    where partnership_id = ${actor.partnership.id} and id = ${id} and accepted_at is null`.execute(db)
}

/** Lets a proposal go. A version that was accepted stays. */
export async function removeProposal(db: Db, actor: InPartnership, id: string): Promise<void> {
  await sql`delete from visit_calendar where partnership_id = ${actor.partnership.id} and id = ${id} and accepted_at is null`.execute(
    db,
  )
}

/** Lets the proposals go that a person did not take. */
export async function removeProposalsOf(
  db: Db,
  actor: InPartnership & { person_id: string },
  programmeId: string,
): Promise<void> {
  await sql`delete from visit_calendar where partnership_id = ${actor.partnership.id} and programme_id = ${programmeId}
    and created_by = ${actor.person_id} and accepted_at is null`.execute(db)
}

export async function markAdopted(
  db: Db,
  actor: Actor,
  id: string,
  told: readonly ToldPerson[],
  now: Temporal.Instant,
): Promise<void> {
  await sql`update visit_calendar set adopted_at = ${now}, adopted_by = ${actor.person_id}, told = ${JSON.stringify(told)}::jsonb
    where partnership_id = ${actor.partnership.id} and id = ${id}`.execute(db)
}

export async function putPin(
  db: Db,
  actor: Actor,
  programmeId: string,
  schoolId: string,
  pin: boolean,
  now: Temporal.Instant,
): Promise<void> {
  if (!pin) {
    await sql`delete from visit_pin where partnership_id = ${actor.partnership.id} and programme_id = ${programmeId} and school_id = ${schoolId}`.execute(
      db,
    )
    return
  }
  await sql`insert into visit_pin (partnership_id, programme_id, school_id, pinned_by, pinned_at)
    values (${actor.partnership.id}, ${programmeId}, ${schoolId}, ${actor.person_id}, ${now}) on conflict do nothing`.execute(
    db,
  )
}

export type Search = {
  id: string
  programme_id: string
  seconds: number
  job_id: string | null
  started_at: Temporal.Instant
  ended_at: Temporal.Instant | null
  calendar_id: string | null
  clash: Clash | null
}

/** One search, or the last one of its programme. */
export async function searchFor(
  db: Db,
  actor: InPartnership,
  which: { id: string } | { programme: string },
): Promise<Search | undefined> {
  let query = db
    .selectFrom('visit_search')
    .select(['id', 'programme_id', 'seconds', 'job_id', 'started_at', 'ended_at', 'calendar_id', 'clash'])
    .where('partnership_id', '=', actor.partnership.id)
  query = 'id' in which ? query.where('id', '=', which.id) : query.where('programme_id', '=', which.programme)
  const row = await query.orderBy('started_at', 'desc').limit(1).executeTakeFirst()
  return row && { ...row, clash: row.clash === null ? null : clash.parse(row.clash) }
}

export async function insertSearch(
  db: Db,
  actor: Actor,
  programmeId: string,
  seconds: number,
  now: Temporal.Instant,
): Promise<string> {
  const added = await db
    .insertInto('visit_search')
    .values({
      partnership_id: actor.partnership.id,
      programme_id: programmeId,
      seconds,
      started_by: actor.person_id,
      started_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return added.id
}

export async function putJob(db: Db, actor: InPartnership, searchId: string, jobId: string): Promise<void> {
  await sql`update visit_search set job_id = ${jobId} where partnership_id = ${actor.partnership.id} and id = ${searchId}`.execute(
    db,
  )
}

/** Notes how a search ended; false when it had ended already. */
export async function endSearch(
  db: Db,
  actor: InPartnership,
  searchId: string,
  end: { calendar_id: string } | { clash: z.input<typeof clash> | undefined },
  now: Temporal.Instant,
): Promise<boolean> {
  const calendar = 'calendar_id' in end ? end.calendar_id : null
  const why = 'clash' in end && end.clash ? JSON.stringify(end.clash) : null
  const ended = await sql`update visit_search set ended_at = ${now}, calendar_id = ${calendar}, clash = ${why}::jsonb
    where partnership_id = ${actor.partnership.id} and id = ${searchId} and ended_at is null`.execute(db)
  return (ended.numAffectedRows ?? 0n) > 0n
}
