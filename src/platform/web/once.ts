import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { Flash } from './page.ts'

export type Accepted = { to: string; flash: Flash | undefined }

/**
 * Claims a form's one acceptance inside the request's transaction. A second click waits for the
 * first to finish and then gets the first one's answer; undefined means that this is the first.
 */
export async function claimOnce(db: Db, once: string, accountId: string, path: string): Promise<Accepted | undefined> {
  const claimed = await sql<{ once: string }>`insert into accepted_submission (once, account_id, path)
    values (${once}, ${accountId}, ${path}) on conflict do nothing returning once`.execute(db)
  if (claimed.rows.length > 0) return undefined
  const before = await sql<{ redirect_to: string; flash: string }>`
    select redirect_to, flash from accepted_submission where once = ${once} and account_id = ${accountId}`.execute(db)
  const row = before.rows[0]
  // A form that was answered with a page (a secret that is shown once) has no address to go on to but its own.
  return { to: row?.redirect_to || path, flash: row?.flash ? { text: row.flash } : undefined }
}

/** Writes down how the form was answered, for the same form sent again. */
export async function recordOnce(db: Db, once: string, accountId: string, accepted: Accepted): Promise<void> {
  await sql`update accepted_submission set redirect_to = ${accepted.to}, flash = ${accepted.flash?.text ?? ''}
    where once = ${once} and account_id = ${accountId}`.execute(db)
}
