import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { Database, Db } from '../../platform/db/connect.ts'
import type { Actor } from '../people/public.ts'

export type NewPartnership = {
  key: string
  name: string
  local_authority_codes?: string[]
  contact_name?: string
  contact_email?: string
  contact_phone?: string
  is_demonstration?: boolean
}

/** Creates a partnership with nobody in it. `owner` is a transaction beyond every partnership. */
export async function createPartnership(owner: Db, partnership: NewPartnership): Promise<string> {
  const created = await owner
    .insertInto('partnership')
    .values({ ...partnership, local_authority_codes: partnership.local_authority_codes ?? [] })
    .returning('id')
    .executeTakeFirstOrThrow()
  return created.id
}

export async function partnershipByKey(owner: Db, key: string): Promise<{ id: string; name: string } | undefined> {
  return owner.selectFrom('partnership').select(['id', 'name']).where('key', '=', key).executeTakeFirst()
}

/** Its first person: an account, a place in the partnership and the role of lead. Returns the account's id. */
export async function addFirstLead(
  owner: Db,
  partnershipId: string,
  lead: { name: string; email: string },
): Promise<string> {
  const account = await sql<{ id: string }>`insert into account (email) values (${lead.email})
    on conflict (email) do update set email = excluded.email returning id`.execute(owner)
  const accountId = account.rows[0]?.id
  if (!accountId) throw new Error('the account of the first lead was not made')
  const person = await owner
    .insertInto('person')
    .values({ partnership_id: partnershipId, account_id: accountId, email: lead.email, name: lead.name })
    .returning('id')
    .executeTakeFirstOrThrow()
  await owner
    .insertInto('role_grant')
    .values({
      partnership_id: partnershipId,
      person_id: person.id,
      role: 'partnership-lead',
      reason: 'Began the partnership',
    })
    .execute()
  return accountId
}

export async function hasPartnership(owner: Db): Promise<boolean> {
  return (await owner.selectFrom('partnership').select('id').limit(1).executeTakeFirst()) !== undefined
}

/** The code that proves that whoever begins the first partnership can read the server's output; undefined once there is one. */
export async function setupCode(database: Database, secret: string): Promise<string | undefined> {
  if (await database.asOwner(hasPartnership)) return undefined
  return setupCodeOf(secret)
}

export function setupCodeOf(secret: string): string {
  return createHmac('sha256', secret).update('first partnership').digest('hex').slice(0, 12)
}

export type PartnershipSettings = {
  name: string
  contact_name: string
  contact_email: string
  contact_phone: string
  local_authority_codes: string[]
  version: number
}

export async function partnershipSettings(db: Db, actor: Actor): Promise<PartnershipSettings> {
  return db
    .selectFrom('partnership')
    .select(['name', 'contact_name', 'contact_email', 'contact_phone', 'local_authority_codes', 'version'])
    .where('id', '=', actor.partnership.id)
    .executeTakeFirstOrThrow()
}

/** Saves the settings if nobody else did since `version`; answers whether it did. */
export async function saveSettings(
  db: Db,
  actor: Actor,
  settings: Omit<PartnershipSettings, 'version'>,
  version: number,
): Promise<boolean> {
  const saved = await db
    .updateTable('partnership')
    .set({ ...settings, version: version + 1 })
    .where('id', '=', actor.partnership.id)
    .where('version', '=', version)
    .executeTakeFirst()
  return saved.numUpdatedRows > 0n
}

/** Who changed the settings last, and when; undefined while nobody has. */
export async function lastChange(db: Db, actor: Actor): Promise<{ by: string; at: Temporal.Instant } | undefined> {
  const found = await sql<{ by: string; at: Temporal.Instant }>`
    select p.name as by, a.at from audit_entry a join person p on p.id = a.person_id
     where a.partnership_id = ${actor.partnership.id} and a.action = 'partnership:change' order by a.at desc limit 1`.execute(
    db,
  )
  return found.rows[0]
}
