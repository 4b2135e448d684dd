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
 * Writes emails into the outbox, in the caller's transaction: they leave when the change that they
 * speak of is kept, and never when that is undone. Returns their ids.
 */
export async function sendMails(db: Db, mails: readonly Mail[]): Promise<string[]> {
  const rows = mails.map((mail) => ({
    id: randomUUID(),
    partnership_id: mail.partnershipId,
    to_address: oneLine(mail.to.address),
    to_name: oneLine(mail.to.name ?? ''),
    subject: oneLine(mail.subject),
    text: clean(mail.text),
    html: mail.html === undefined ? undefined : clean(mail.html),
    kind: mail.kind,
    attachments: mail.attachments ?? [],
    not_before: mail.notBefore?.toString(),
  }))
  if (rows.length === 0) return []
  await sql`insert into outbox_mail (id, partnership_id, to_address, to_name, subject, text, html, kind, attachments, next_attempt_at)
    select id, coalesce(partnership_id, app.current_partnership()), to_address, to_name, subject, text, html, kind, attachments, coalesce(not_before, now())
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as mail (id uuid, partnership_id uuid, to_address text, to_name text,
        subject text, text text, html text, kind text, attachments jsonb, not_before timestamptz)`.execute(db)
  return rows.map((row) => row.id)
}

/** Writes one email into the outbox, and returns its id. */
export async function sendMail(db: Db, mail: Mail): Promise<string> {
  const [id = ''] = await sendMails(db, [mail])
  return id
}

const clean = (text: string) => text.toWellFormed().replaceAll('\0', '')

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
