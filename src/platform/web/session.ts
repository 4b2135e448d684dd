import { createHmac, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'

/** How long a session lasts without being ended: one working week and a weekend. */
export const sessionDays = 9

/** A secret for a cookie, a link or a feed: 256 bits, safe in a URL. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What the database keeps of a secret, so that a copy of the database opens nothing. */
export function tokenHash(secret: string, token: string): Buffer {
  return createHmac('sha256', secret).update(token).digest()
}

/**
 * Begins a session with a new id, whatever cookie the visitor came with, and returns its token for
 * the cookie. `method` names the way in: the place for passkeys and OpenID Connect.
 */
export async function beginSession(
  owner: Db,
  options: { secret: string; accountId: string; method: string; userAgent: string; now: Temporal.Instant },
): Promise<string> {
  const token = newToken()
  const expires = options.now.add({ hours: sessionDays * 24 })
  await sql`insert into session (token_hash, account_id, method, user_agent, created_at, last_seen_at, expires_at)
    values (${tokenHash(options.secret, token)}, ${options.accountId}, ${options.method}, ${options.userAgent.slice(0, 300)}, ${options.now}, ${options.now}, ${expires})`.execute(
    owner,
  )
  await sql`update account set last_signed_in_at = ${options.now} where id = ${options.accountId}`.execute(owner)
  return token
}

/** Ends one session, or all others of the same account. */
export async function endSession(
  owner: Db,
  options: { sessionId: string; accountId: string; now: Temporal.Instant },
): Promise<void> {
  await sql`update session set ended_at = ${options.now} where id = ${options.sessionId} and account_id = ${options.accountId} and ended_at is null`.execute(
    owner,
  )
}
