import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'

export type MailAttachment = { filename: string; type: string; content: string }

export type Mail = {
  to: { address: string; name?: string }
  subject: string
  text: string
  html?: string
  /** What the mail is about, for counting and for the outbox page: `sign-in`, `invitation`, `visit-arranged`. */
  kind: string
  /** Left out, it is the partnership that the transaction is in. */
  partnershipId?: string
  attachments?: readonly MailAttachment[]
  /** Not sent before this moment. */
  notBefore?: Temporal.Instant
}

/**
 * Writes an email into the outbox, in the caller's transaction: it leaves when the change that it
 * speaks of is kept, and never when that is undone. Returns its id.
 */
export async function sendMail(db: Db, mail: Mail): Promise<string> {
  const id = randomUUID()
  const clean = (text: string) => text.toWellFormed().replaceAll('\0', '')
  await sql`insert into outbox_mail (id, partnership_id, to_address, to_name, subject, text, html, kind, attachments, next_attempt_at)
    values (${id}, coalesce(${mail.partnershipId ?? null}::uuid, app.current_partnership()),
      ${oneLine(mail.to.address)}, ${oneLine(mail.to.name ?? '')}, ${oneLine(mail.subject)},
      ${clean(mail.text)}, ${mail.html === undefined ? null : clean(mail.html)}, ${mail.kind},
      ${JSON.stringify(mail.attachments ?? [])}::jsonb, coalesce(${mail.notBefore ?? null}::timestamptz, now()))`.execute(
    db,
  )
  return id
}

/** Header text: a line break in it would begin another header. */
const oneLine = (text: string) =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()

export type OutboxMail = {
  id: string
  partnership_id: string | null
  to_address: string
  to_name: string
  subject: string
  text: string
  kind: string
  attachments: MailAttachment[]
  created_at: Temporal.Instant
  attempts: number
  sent_at: Temporal.Instant | null
  kept_at: Temporal.Instant | null
  failed_at: Temporal.Instant | null
  last_error: string | null
}

export type MailStatus = 'sent' | 'failed' | 'kept' | 'trying again' | 'waiting'

/** Where a mail is on its way. */
export function mailStatus(mail: OutboxMail): MailStatus {
  if (mail.sent_at) return 'sent'
  if (mail.failed_at) return 'failed'
  if (mail.kept_at) return 'kept'
  if (mail.attempts > 0) return 'trying again'
  return 'waiting'
}

const columns = sql`id, partnership_id, to_address, to_name, subject, text, kind, attachments, created_at, attempts, sent_at, kept_at, failed_at, last_error`

/** The newest mails, for the outbox page of the demonstration. `db` is the owner's: requests cannot read mail. */
export async function outbox(db: Db, options: { limit: number; to?: string }): Promise<OutboxMail[]> {
  const to = options.to === undefined ? sql`` : sql`where to_address = ${options.to}`
  const found =
    await sql<OutboxMail>`select ${columns} from outbox_mail ${to} order by created_at desc, id limit ${options.limit}`.execute(
      db,
    )
  return found.rows
}

/** One mail of the outbox. `db` is the owner's. */
export async function outboxMail(db: Db, id: string): Promise<OutboxMail | undefined> {
  const found = await sql<OutboxMail>`select ${columns} from outbox_mail where id = ${id}::uuid`.execute(db)
  return found.rows[0]
}

/** Deletes mails that were settled before `before`: their text is personal and nobody needs it any more. */
export async function forgetOldMail(db: Db, before: Temporal.Instant): Promise<number> {
  const gone = await sql`delete from outbox_mail where coalesce(sent_at, failed_at, kept_at) < ${before}`.execute(db)
  return Number(gone.numAffectedRows ?? 0)
}
