import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'

/** Who acts. Left out parts are those of the transaction; signing in, which has none, names them. */
export type AuditActor = { partnership?: { id: string } | null; person?: { id: string } | null }

export type AuditEntry = {
  /** What was done, as `subject:verb`: `role:grant`, `evaluation:share`. */
  action: string
  subject_kind: string
  subject_id: string
  school_id?: string
  /** Facts that explain the entry: ids, keys, dates, numbers. Never names, addresses or anything typed about people. */
  detail?: Record<string, unknown>
}

/**
 * Adds an entry to the audit log, in the caller's transaction. Entries of one partnership are
 * linked when the transaction commits, one after the other, so audited actions of a partnership
 * queue for the length of a commit. For deeds that matter (roles, sharing, publishing, signing
 * off), not for every keystroke: saving a judgement keeps its own history and is not audited.
 */
export async function record(db: Db, actor: AuditActor, entry: AuditEntry): Promise<void> {
  await recordAll(db, actor, [entry])
}

/** Adds several entries, in their order. */
export async function recordAll(db: Db, actor: AuditActor, entries: readonly AuditEntry[]): Promise<void> {
  const rows = entries.map((entry) => ({ ...entry, detail: entry.detail ?? {} }))
  // Row-level security refuses an entry in the name of someone else, so the actor cannot be made up.
  await sql`insert into audit_entry (partnership_id, person_id, action, subject_kind, subject_id, school_id, detail)
    select coalesce(${actor.partnership?.id ?? null}::uuid, app.current_partnership()),
           coalesce(${actor.person?.id ?? null}::uuid, app.current_person()),
           action, subject_kind, subject_id, school_id, detail
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as entry (action text, subject_kind text, subject_id text, school_id uuid, detail jsonb)`.execute(db)
}

export type AuditRow = {
  number: number
  at: Temporal.Instant
  person_id: string | null
  action: string
  subject_kind: string
  subject_id: string
  school_id: string | null
  detail: Record<string, unknown>
}

/** The partnership's entries, newest first. `before` is the number that the last page ended with. */
export async function auditEntries(
  db: Db,
  page: {
    limit: number
    before?: number
    action?: string
    person_id?: string
    subject_id?: string
    school_id?: string
  },
): Promise<AuditRow[]> {
  const found = await sql<AuditRow>`
    select number, at, person_id, action, subject_kind, subject_id, school_id, detail from audit_entry
    where partnership_id = app.current_partnership() and number is not null
      and (${page.before ?? null}::bigint is null or number < ${page.before ?? null}::bigint)
      and (${page.action ?? null}::text is null or action = ${page.action ?? null})
      and (${page.person_id ?? null}::uuid is null or person_id = ${page.person_id ?? null}::uuid)
      and (${page.subject_id ?? null}::text is null or subject_id = ${page.subject_id ?? null})
      and (${page.school_id ?? null}::uuid is null or school_id = ${page.school_id ?? null}::uuid)
    order by number desc limit ${page.limit}`.execute(db)
  return found.rows
}

export type AuditVerdict = {
  entries: number
  /** The last hash of each chain. Kept somewhere else, it shows later that nothing before it was rewritten. */
  heads: { chain: string; number: number; hash: string }[]
  /** The first link that does not hold, if any. */
  broken: { chain: string; number: number; what: string } | undefined
}

/**
 * Recomputes every hash of every chain. Reports the first entry that was changed, removed, added
 * out of turn or cut off at the end. `db` is the owner's. For `schoolfellow audit verify`.
 */
export async function verifyAudit(db: Db): Promise<AuditVerdict> {
  const counted = await sql<{ entries: number }>`select count(*) as entries from audit_entry`.execute(db)
  const heads = await sql<{ chain: string; number: number; hash: string }>`
    select chain, number, encode(hash, 'hex') as hash from audit_chain order by chain`.execute(db)
  const broken = await sql<{ chain: string; number: number; what: string }>`
    with linked as (
      select e.chain, e.number, e.hash, e.previous_hash,
        row_number() over turn as place,
        lag(e.hash, 1, sha256(convert_to(e.chain::text, 'UTF8'))) over turn as expected_previous,
        sha256(e.previous_hash || app.audit_content(e)) as expected_hash
      from audit_entry e window turn as (partition by e.chain order by e.number nulls last)
    ), faults as (
      select chain, place as number, case
          when hash is null then 'was never linked'
          when number <> place then 'follows a gap'
          when previous_hash <> expected_previous then 'does not follow the entry before it'
          when hash <> expected_hash then 'was changed' end as what
      from linked
      union all
      select coalesce(c.chain, ends.chain), coalesce(c.number, ends.number), case
          when c.chain is null then 'has no end on record'
          when ends.number is null or ends.number < c.number then 'is the last on record, and missing'
          when ends.number > c.number or ends.hash <> c.hash then 'does not agree with the end on record' end
      from (select distinct on (chain) chain, number, hash from audit_entry where hash is not null order by chain, number desc) ends
      full join audit_chain c on c.chain = ends.chain
    )
    select chain, number, what from faults where what is not null order by chain, number limit 1`.execute(db)
  return { entries: counted.rows[0]?.entries ?? 0, heads: heads.rows, broken: broken.rows[0] }
}
