import { sql } from 'kysely'
import type { Database, Db } from '../db/connect.ts'
import { isRecord, type RawValues } from './form.ts'

/**
 * Keeps what somebody sent after their session had ended, for the account that the old session
 * belonged to. Returns undefined for a visitor whose cookie we never gave.
 */
export async function holdSubmission(
  database: Database,
  submission: { tokenHash: Buffer | undefined; path: string; body: RawValues },
): Promise<string | undefined> {
  const { tokenHash } = submission
  if (!tokenHash) return undefined
  return database.asOwner(async (db) => {
    const held = await sql<{ id: string }>`insert into held_submission (account_id, path, body)
      select account_id, ${submission.path}, ${JSON.stringify(submission.body)} from session where token_hash = ${tokenHash}
      returning id`.execute(db)
    return held.rows[0]?.id
  })
}

/**
 * Keeps, for a day, what somebody's page sent by itself and could not be saved as it was, and gives its id. What the
 * same page sent before is replaced. `path` must be one to which a browser posts nothing of its own.
 */
export async function keepSubmission(
  owner: Db,
  submission: { accountId: string; path: string; body: RawValues },
): Promise<string> {
  const { accountId, path, body } = submission
  const kept = await sql<{ id: string }>`
    with replaced as (
      update held_submission set body = ${JSON.stringify(body)}, held_at = now()
       where account_id = ${accountId} and path = ${path} and released_at is null returning id),
    added as (
      insert into held_submission (account_id, path, body)
      select ${accountId}, ${path}, ${JSON.stringify(body)} where not exists (select from replaced) returning id)
    select id from replaced union all select id from added limit 1`.execute(owner)
  const id = kept.rows[0]?.id
  if (!id) throw new Error('the submission was not kept')
  return id
}

export type HeldSubmission = { path: string; body: RawValues; held_at: Temporal.Instant }

/** What is held under an id for an account, for a day. */
export async function heldSubmission(owner: Db, id: string, accountId: string): Promise<HeldSubmission | undefined> {
  const held = await sql<{ path: string; body: unknown; held_at: Temporal.Instant }>`
    select path, body, held_at from held_submission
     where id = ${id} and account_id = ${accountId} and released_at is null and held_at > now() - interval '1 day'`.execute(
    owner,
  )
  const row = held.rows[0]
  return row && isRecord(row.body) ? { path: row.path, body: row.body, held_at: row.held_at } : undefined
}
