import { sql } from 'kysely'
import { record } from '../../platform/audit/audit.ts'
import type { Db } from '../../platform/db/connect.ts'
import { beginSession, newToken, tokenHash } from '../../platform/web/session.ts'
import { attemptWindow, linkMinutes, whyCannotAskForLink } from './sign-in.rules.ts'

/**
 * Signing in happens before anyone is known, so these run as the owner of the tables: every `owner`
 * is a transaction of `c.asOwner`.
 */

/**
 * Counts the links that were asked for lately for this address and from this client, and notes one more unless it
 * is refused. What is refused does not count, or somebody who keeps asking would keep the address's owner out: so a
 * link that works is always in their mailbox. Requests for one address wait for one another, since many at the same
 * moment would all see none before them.
 */
export async function noteAttempt(
  owner: Db,
  attempt: { secret: string; email: string; ip: string; now: Temporal.Instant },
): Promise<{ byAddress: number; byClient: number }> {
  const address = tokenHash(attempt.secret, `address ${attempt.email}`)
  const client = tokenHash(attempt.secret, `client ${attempt.ip}`)
  const since = attempt.now.subtract({ minutes: attemptWindow.minutes })
  await sql`select pg_advisory_xact_lock(hashtextextended(encode(${address}, 'hex'), 0))`.execute(owner)
  await sql`select pg_advisory_xact_lock(hashtextextended(encode(${client}, 'hex'), 0))`.execute(owner)
  const counted = await sql<{ by_address: number; by_client: number }>`
    select (select count(*) from sign_in_attempt where address_hash = ${address} and at > ${since}) as by_address,
           (select count(*) from sign_in_attempt where client_hash = ${client} and at > ${since}) as by_client`.execute(
    owner,
  )
  const counts = { byAddress: counted.rows[0]?.by_address ?? 0, byClient: counted.rows[0]?.by_client ?? 0 }
  if (!whyCannotAskForLink(counts))
    await sql`insert into sign_in_attempt (address_hash, client_hash, at) values (${address}, ${client}, ${attempt.now})`.execute(
      owner,
    )
  return counts
}

/**
 * The account of an address that has a place somewhere: undefined for strangers, and for people who
 * have left every partnership. Somebody who was invited gets an account here, since whoever reads
 * the mail to come has proved the address.
 */
export async function accountFor(owner: Db, email: string): Promise<{ id: string; name: string } | undefined> {
  const people = await sql<{
    name: string
  }>`select name from person where email = ${email} and left_at is null order by created_at limit 1`.execute(owner)
  const person = people.rows[0]
  if (!person) return undefined
  const account = await sql<{ id: string }>`insert into account (email) values (${email})
    on conflict (email) do update set email = excluded.email returning id`.execute(owner)
  const id = account.rows[0]?.id
  return id ? { id, name: person.name } : undefined
}

/** Makes a link for an account and answers with the token that goes into the mail. */
export async function makeSignInLink(
  owner: Db,
  link: { secret: string; accountId: string; returnTo: string; now: Temporal.Instant },
): Promise<string> {
  const token = newToken()
  await sql`insert into sign_in_link (token_hash, account_id, return_to, created_at, expires_at)
    values (${tokenHash(link.secret, token)}, ${link.accountId}, ${link.returnTo}, ${link.now}, ${link.now.add({ minutes: linkMinutes })})`.execute(
    owner,
  )
  return token
}

export type SignInLink = {
  id: string
  account_id: string
  email: string
  return_to: string
  expires_at: Temporal.Instant
  used_at: Temporal.Instant | null
}

/** The link of a token, whatever its state. Looking never uses it up. */
export async function signInLink(owner: Db, secret: string, token: string): Promise<SignInLink | undefined> {
  const found = await sql<SignInLink>`
    select l.id, l.account_id, a.email, l.return_to, l.expires_at, l.used_at
    from sign_in_link l join account a on a.id = l.account_id where l.token_hash = ${tokenHash(secret, token)}`.execute(
    owner,
  )
  return found.rows[0]
}

/** Uses a link up. Of two requests with the same link, one gets true. */
export async function useSignInLink(owner: Db, id: string, now: Temporal.Instant): Promise<boolean> {
  const used =
    await sql`update sign_in_link set used_at = ${now} where id = ${id} and used_at is null and expires_at > ${now}`.execute(
      owner,
    )
  return Number(used.numAffectedRows ?? 0) > 0
}

/**
 * Signs an account in, whichever way it proved itself: takes up the places that it was invited to,
 * ends the session that the visitor came with, and begins a new one. Returns the cookie's token.
 */
export async function signInAs(
  owner: Db,
  visit: {
    secret: string
    accountId: string
    method: string
    userAgent: string
    previousSessionId: string | undefined
    now: Temporal.Instant
  },
): Promise<string> {
  await takeUpPlaces(owner, visit.accountId, visit.now)
  if (visit.previousSessionId) {
    await sql`update session set ended_at = ${visit.now} where id = ${visit.previousSessionId} and ended_at is null`.execute(
      owner,
    )
  }
  await record(
    owner,
    {},
    { action: 'session:begin', subject_kind: 'account', subject_id: visit.accountId, detail: { method: visit.method } },
  )
  return beginSession(owner, visit)
}

/** Ties an account to every place that waits for its address, and marks the invitations as accepted. */
export async function takeUpPlaces(owner: Db, accountId: string, now: Temporal.Instant): Promise<void> {
  await sql`update person p set account_id = a.id from account a
    where a.id = ${accountId} and p.email = a.email and p.account_id is null and p.left_at is null`.execute(owner)
  await sql`update invitation i set accepted_at = ${now} from person p
    where p.id = i.person_id and p.account_id = ${accountId} and i.accepted_at is null and i.withdrawn_at is null`.execute(
    owner,
  )
}

export type OpenInvitation = {
  id: string
  person_id: string
  person_name: string
  email: string
  partnership_id: string
  partnership_key: string
  partnership_name: string
  invited_by: string | null
  expires_at: Temporal.Instant
  used_at: Temporal.Instant | null
  withdrawn_at: Temporal.Instant | null
  roles: { role: string; school: string | null }[]
}

/** What an invitation's token opens. */
export async function invitationOf(owner: Db, secret: string, token: string): Promise<OpenInvitation | undefined> {
  const found = await sql<OpenInvitation>`
    select i.id, p.id as person_id, p.name as person_name, p.email, q.id as partnership_id, q.key as partnership_key, q.name as partnership_name,
      b.name as invited_by, i.expires_at, i.accepted_at as used_at, case when p.left_at is null then i.withdrawn_at else coalesce(i.withdrawn_at, p.left_at) end as withdrawn_at,
      (select coalesce(json_agg(json_build_object('role', g.role, 'school', s.name) order by g.granted_at, g.id), '[]')
         from role_grant g left join school s on s.id = g.school_id where g.person_id = p.id and g.removed_at is null) as roles
    from invitation i join person p on p.id = i.person_id join partnership q on q.id = i.partnership_id left join person b on b.id = i.invited_by
    where i.token_hash = ${tokenHash(secret, token)}`.execute(owner)
  return found.rows[0]
}
