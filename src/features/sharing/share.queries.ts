/** All SQL of snapshots and shares. A snapshot is never changed; a share is only ever added or taken back. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { dayOf } from '../../lib/clock.ts'
import type { Db } from '../../platform/db/connect.ts'
import { type Actor, isOfficer, ownSchoolIds, schoolIdsWhere } from '../people/public.ts'
import { isSharedWith, type Recipient, type ShareStatus, shareStatus, type WantedShare } from './share.rules.ts'

export type SubjectKind = 'self-evaluation' | 'review-report'

/** What was shared: one self-evaluation, or the report of one review. */
export type Subject = { kind: SubjectKind; id: string }

export type Share = {
  id: string
  snapshot_id: string
  subject_kind: SubjectKind
  subject_id: string
  /** The school that owns it. */
  school_id: string
  school_name: string
  taken_at: Temporal.Instant
  with_school_id: string | null
  with_person_id: string | null
  /** The school, the person, or the partnership's officers, in words. */
  with_name: string
  purpose: string
  until_on: Temporal.PlainDate
  shared_by_name: string
  shared_at: Temporal.Instant
  revoked_at: Temporal.Instant | null
  revoked_by_name: string | null
}

export type Opening = { share_id: string; name: string; school_name: string | null; opened_at: Temporal.Instant }

const columns = sql`sh.id, sh.snapshot_id, sn.subject_kind, sn.subject_id, sn.school_id, owner.name as school_name, sn.taken_at,
  sh.with_school_id, sh.with_person_id,
  coalesce(reader.name, reading.name, 'The partnership’s lead and officers') as with_name,
  sh.purpose, sh.until_on, sharer.name as shared_by_name, sh.shared_at, sh.revoked_at, revoker.name as revoked_by_name`

const tables = sql`share sh
  join snapshot sn on sn.id = sh.snapshot_id
  join school owner on owner.id = sn.school_id
  join person sharer on sharer.id = sh.shared_by
  left join school reader on reader.id = sh.with_school_id
  left join person reading on reading.id = sh.with_person_id
  left join person revoker on revoker.id = sh.revoked_by`

/** The schools for which somebody reads what other schools share: not every role at a school does. */
function readingSchools(actor: Actor): string[] {
  return schoolIdsWhere(actor, 'self-evaluation:see')
}

/** Shares that this person may open, whatever has become of them since. */
function withActor(actor: Actor) {
  return sql`(sh.with_school_id = any(${readingSchools(actor)}::uuid[]) or sh.with_person_id = ${actor.person_id}
    or (${isOfficer(actor)} and sh.with_school_id is null and sh.with_person_id is null))`
}

/** Freezes what a school owns, as it is now. `content` is whatever its feature needs to show it for ever. */
export async function insertSnapshot(
  db: Db,
  actor: Actor,
  snapshot: { school_id: string; subject: Subject; content: unknown },
  now: Temporal.Instant,
): Promise<string> {
  const id = randomUUID()
  await sql`insert into snapshot (id, partnership_id, school_id, subject_kind, subject_id, content, taken_by, taken_at)
    values (${id}, ${actor.partnership.id}, ${snapshot.school_id}, ${snapshot.subject.kind}, ${snapshot.subject.id},
      ${JSON.stringify(snapshot.content)}::jsonb, ${actor.person_id}, ${now})`.execute(db)
  return id
}

type Owned = { school_id: string; school_name: string; subject_kind: SubjectKind; subject_id: string }

export async function snapshotOwner(db: Db, snapshotId: string): Promise<Owned | undefined> {
  const found = await sql<Owned>`
    select n.school_id, s.name as school_name, n.subject_kind, n.subject_id
      from snapshot n join school s on s.id = n.school_id where n.id = ${snapshotId}`.execute(db)
  return found.rows[0]
}

type NewShares = WantedShare & { snapshot_id: string }

/** Adds a share for each recipient, and gives their ids in the same order. */
export async function insertShares(
  db: Db,
  actor: Actor,
  wanted: NewShares,
  now: Temporal.Instant,
): Promise<{ id: string; recipient: Recipient }[]> {
  const shares = wanted.recipients.map((recipient) => ({ id: randomUUID(), recipient }))
  const rows = shares.map(({ id, recipient }) => ({
    id,
    partnership_id: actor.partnership.id,
    snapshot_id: wanted.snapshot_id,
    with_school_id: recipient.kind === 'school' ? recipient.school_id : null,
    with_person_id: recipient.kind === 'person' ? recipient.person_id : null,
    purpose: wanted.purpose,
    until_on: wanted.until_on,
    shared_by: actor.person_id,
    shared_at: now,
  }))
  await db.insertInto('share').values(rows).execute()
  return shares
}

/** Every share of one thing, newest first, for people of the school that owns it; for anyone else, none. */
export async function sharesOf(db: Db, actor: Actor, subject: Subject): Promise<Share[]> {
  const found = await sql<Share>`select ${columns} from ${tables}
    where sn.subject_kind = ${subject.kind} and sn.subject_id = ${subject.id} and sn.school_id = any(${ownSchoolIds(actor)}::uuid[])
    order by sh.shared_at desc, with_name`.execute(db)
  return found.rows
}

/** Who opened these shares, newest first. */
export async function openingsOf(db: Db, actor: Actor, subject: Subject): Promise<Opening[]> {
  const found = await sql<Opening>`
    select o.share_id, p.name, school.name as school_name, o.opened_at
    from share_opening o join share sh on sh.id = o.share_id join snapshot sn on sn.id = sh.snapshot_id
    join person p on p.id = o.person_id left join school on school.id = sh.with_school_id
    where sn.subject_kind = ${subject.kind} and sn.subject_id = ${subject.id} and sn.school_id = any(${ownSchoolIds(actor)}::uuid[])
    order by o.opened_at desc`.execute(db)
  return found.rows
}

/** How many people outside can open each of these now, by subject. */
export async function activeShareCounts(
  db: Db,
  actor: Actor,
  kind: SubjectKind,
  today: Temporal.PlainDate,
): Promise<Map<string, number>> {
  const found = await sql<{ subject_id: string; shares: number }>`
    select sn.subject_id, count(*) as shares from share sh join snapshot sn on sn.id = sh.snapshot_id
    where sn.subject_kind = ${kind} and sn.school_id = any(${ownSchoolIds(actor)}::uuid[])
      and sh.revoked_at is null and sh.until_on >= ${today}
    group by sn.subject_id`.execute(db)
  return new Map(found.rows.map((row) => [row.subject_id, row.shares]))
}

export type SharedWithMe = Share & { title: string; opened_by_me: boolean }

/** An actor lives as long as its request, in which several features ask for the same. */
const read = new WeakMap<Actor, Promise<SharedWithMe[]>>()

/** What other schools let this person read today, newest first. Read once for a request, as its page finds it first. */
export function sharedWithMySchools(db: Db, actor: Actor, today: Temporal.PlainDate): Promise<SharedWithMe[]> {
  const known = read.get(actor) ?? readShared(db, actor, today)
  read.set(actor, known)
  return known
}

async function readShared(db: Db, actor: Actor, today: Temporal.PlainDate): Promise<SharedWithMe[]> {
  const found = await sql<SharedWithMe>`
    select ${columns}, coalesce(sn.content ->> 'title', '') as title,
      exists (select 1 from share_opening o where o.share_id = sh.id and o.person_id = ${actor.person_id}) as opened_by_me
    from ${tables}
    where ${withActor(actor)} and sh.revoked_at is null and sh.until_on >= ${today}
    order by sh.shared_at desc, owner.name`.execute(db)
  return found.rows
}

export type OpenedShare = {
  share: Share
  status: ShareStatus
  /** `owner`: somebody of the school itself, who sees what its readers see. */
  as: 'reader' | 'owner'
  /** What is shared. Undefined once the share has ended, for readers. */
  content: unknown
}

/** A share as this person may see it, without its content; undefined when it is not theirs to know of. */
export async function shareFor(
  db: Db,
  actor: Actor,
  shareId: string,
): Promise<{ share: Share; as: 'reader' | 'owner' } | undefined> {
  const found = await sql<Share>`select ${columns} from ${tables} where sh.id = ${shareId}`.execute(db)
  const share = found.rows[0]
  if (!share) return undefined
  if (ownSchoolIds(actor).includes(share.school_id)) return { share, as: 'owner' }
  const reader = { person_id: actor.person_id, school_ids: readingSchools(actor), isOfficer: isOfficer(actor) }
  return isSharedWith(share, reader) ? { share, as: 'reader' } : undefined
}

/** Opens a share: gives its content and writes down who opened it when. A reload within a quarter of an hour is one opening. */
export async function openShare(
  db: Db,
  actor: Actor,
  shareId: string,
  now: Temporal.Instant,
): Promise<OpenedShare | undefined> {
  const known = await shareFor(db, actor, shareId)
  if (!known) return undefined
  const status = shareStatus(known.share, dayOf(now))
  if (known.as === 'reader' && status !== 'active') return { ...known, status, content: undefined }
  const found = await sql<{
    content: unknown
  }>`select content from snapshot where id = ${known.share.snapshot_id}`.execute(db)
  if (known.as === 'reader') {
    await sql`insert into share_opening (partnership_id, share_id, person_id, opened_at)
      select ${actor.partnership.id}, ${shareId}, ${actor.person_id}, ${now}
      where not exists (select 1 from share_opening o where o.share_id = ${shareId} and o.person_id = ${actor.person_id}
        and o.opened_at > ${now.subtract({ minutes: 15 })})`.execute(db)
  }
  return { ...known, status, content: found.rows[0]?.content }
}

/** The newest share of one kind that this person may read from one school today, with its content. Does not count as opened. */
export async function latestShareFrom(
  db: Db,
  actor: Actor,
  kind: SubjectKind,
  schoolId: string,
  today: Temporal.PlainDate,
): Promise<{ share: Share; content: unknown } | undefined> {
  const found = await sql<Share & { content: unknown }>`select ${columns}, sn.content from ${tables}
    where sn.subject_kind = ${kind} and sn.school_id = ${schoolId} and sh.revoked_at is null and sh.until_on >= ${today}
      and (${withActor(actor)} or sn.school_id = any(${ownSchoolIds(actor)}::uuid[]))
    order by sh.shared_at desc limit 1`.execute(db)
  const row = found.rows[0]
  if (!row) return undefined
  const { content, ...share } = row
  return { share, content }
}

/**
 * Of the two newest things of one kind that a school shares today with some readers, the newest share of each that this
 * person may read, with its content; the newest thing first. Does not count as opened.
 */
export async function latestSharesAmong(
  db: Db,
  actor: Actor,
  kind: SubjectKind,
  schoolId: string,
  readers: { school_ids: readonly string[]; person_ids: readonly string[] },
  today: Temporal.PlainDate,
): Promise<{ share: Share; content: unknown }[]> {
  const found = await sql<Share & { content: unknown }>`
    select * from (
      select distinct on (sn.subject_id) ${columns}, sn.content from ${tables}
       where sn.subject_kind = ${kind} and sn.school_id = ${schoolId} and sh.revoked_at is null and sh.until_on >= ${today}
         and (${withActor(actor)} or sn.school_id = any(${ownSchoolIds(actor)}::uuid[]))
         and (sh.with_school_id = any(${readers.school_ids}::uuid[]) or sh.with_person_id = any(${readers.person_ids}::uuid[]))
       order by sn.subject_id, sh.shared_at desc, sn.taken_at desc) newest
     order by taken_at desc limit 2`.execute(db)
  return found.rows.map(({ content, ...share }) => ({ share, content }))
}

/** What a share shows, without counting as opened: for the files that belong to it. */
export async function contentOfShare(
  db: Db,
  actor: Actor,
  shareId: string,
  today: Temporal.PlainDate,
): Promise<{ share: Share; content: unknown } | undefined> {
  const known = await shareFor(db, actor, shareId)
  if (!known || (known.as === 'reader' && shareStatus(known.share, today) !== 'active')) return undefined
  const found = await sql<{
    content: unknown
  }>`select content from snapshot where id = ${known.share.snapshot_id}`.execute(db)
  return { share: known.share, content: found.rows[0]?.content }
}

export async function markRevoked(db: Db, actor: Actor, shareId: string, now: Temporal.Instant): Promise<boolean> {
  const changed = await sql`update share set revoked_at = ${now}, revoked_by = ${actor.person_id}
    where id = ${shareId} and revoked_at is null`.execute(db)
  return changed.numAffectedRows === 1n
}

export type Reader = { name: string; email: string; with_name: string }

/** Who is told of a share, for each recipient: the leaders of a school, one person, or the officers. */
export async function readersOf(db: Db, recipients: readonly Recipient[]): Promise<Reader[][]> {
  const schools = recipients.flatMap((recipient) => (recipient.kind === 'school' ? recipient.school_id : []))
  const persons = recipients.flatMap((recipient) => (recipient.kind === 'person' ? recipient.person_id : []))
  const found = await sql<Reader & { of: string }>`
    select p.name, p.email, s.name as with_name, s.id::text as of
      from role_grant r join person p on p.id = r.person_id join school s on s.id = r.school_id
     where s.id = any(${schools}::uuid[]) and r.role in ('headteacher', 'senior-leader', 'senco') and r.removed_at is null and p.left_at is null
    union
    select p.name, p.email, 'the partnership', 'officers'
      from role_grant r join person p on p.id = r.person_id
     where r.role in ('partnership-lead', 'partnership-officer') and r.removed_at is null and p.left_at is null
    union
    select p.name, p.email, p.name, p.id::text from person p where p.id = any(${persons}::uuid[]) and p.left_at is null
    order by name`.execute(db)
  const byRecipient = Map.groupBy(found.rows, (row) => row.of)
  return recipients.map((recipient) =>
    (byRecipient.get(keyOf(recipient)) ?? []).map(({ name, email, with_name }) => ({ name, email, with_name })),
  )
}

function keyOf(recipient: Recipient): string {
  if (recipient.kind === 'school') return recipient.school_id
  return recipient.kind === 'person' ? recipient.person_id : 'officers'
}
