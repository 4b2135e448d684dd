import { sql } from 'kysely'
import type { Db } from '../../platform/db/connect.ts'

export type SessionRow = {
  id: string
  method: string
  user_agent: string
  created_at: Temporal.Instant
  last_seen_at: Temporal.Instant
}

/** The account's open sessions, the last used first. `owner` is a transaction of `c.asOwner`. */
export async function openSessions(owner: Db, accountId: string, now: Temporal.Instant): Promise<SessionRow[]> {
  const found = await sql<SessionRow>`
    select id, method, user_agent, created_at, last_seen_at from session
    where account_id = ${accountId} and ended_at is null and expires_at > ${now} order by last_seen_at desc, id limit 100`.execute(
    owner,
  )
  return found.rows
}

/** Ends every session of the account but one. Returns how many. */
export async function endOtherSessions(
  owner: Db,
  options: { accountId: string; except: string; now: Temporal.Instant },
): Promise<number> {
  const ended = await sql`update session set ended_at = ${options.now}
    where account_id = ${options.accountId} and id <> ${options.except} and ended_at is null`.execute(owner)
  return Number(ended.numAffectedRows ?? 0)
}

export type Place = {
  partnership_key: string
  partnership_name: string
  person_id: string
  name: string
  email: string
  job_title: string
  roles: { role: string; school: string | null }[]
}

/** The account's places in partnerships, with the roles held there. */
export async function placesOf(owner: Db, accountId: string): Promise<Place[]> {
  const found = await sql<Place>`
    select q.key as partnership_key, q.name as partnership_name, p.id as person_id, p.name, p.email, p.job_title,
      (select coalesce(json_agg(json_build_object('role', g.role, 'school', s.name) order by g.granted_at, g.id), '[]')
         from role_grant g left join school s on s.id = g.school_id where g.person_id = p.id and g.removed_at is null) as roles
    from person p join partnership q on q.id = p.partnership_id
    where p.account_id = ${accountId} and p.left_at is null order by q.name`.execute(owner)
  return found.rows
}
