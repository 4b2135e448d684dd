import nodemailer, { type SendMailOptions } from 'nodemailer'
import type { MailAttachment } from './outbox.ts'

export type OutgoingMail = {
  /** The same at every attempt, so that a receiver can tell a repeat. */
  messageId: string
  to: { address: string; name: string }
  replyTo: { address: string; name: string } | undefined
  subject: string
  text: string
  html: string | null
  attachments: readonly MailAttachment[]
  date: Temporal.Instant
}

export type MailOutcome = { outcome: 'accepted' } | { outcome: 'refused'; reason: string }

/**
 * The one way out for mail. `refused` means that trying again is pointless; a transport throws when
 * it may work later. Another service (GOV.UK Notify, for example) is another function of this type.
 */
export type MailTransport = {
  deliver(mail: OutgoingMail): Promise<MailOutcome>
  close(): void
}

/**
 * Sends through an SMTP server: `smtp://user:password@host:587`, or `smtps://` for TLS from the first
 * byte. `from` says who the mail is from.
 */
export function smtpTransport(mailUrl: string, from: string): MailTransport {
  const connection = {
    url: mailUrl,
    pool: true as const,
    maxConnections: 4,
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    socketTimeout: 60_000,
  }
  const smtp = nodemailer.createTransport(connection)
  return {
    async deliver(mail) {
      try {
        await smtp.sendMail(message(mail, from))
        return { outcome: 'accepted' }
      } catch (error) {
        const reason = permanentReason(error)
        if (reason !== undefined) return { outcome: 'refused', reason }
        throw error
      }
    },
    close: () => smtp.close(),
  }
}

function message(mail: OutgoingMail, from: string): SendMailOptions {
  return {
    messageId: mail.messageId,
    date: new Date(mail.date.epochMilliseconds),
    from,
    to: mail.to,
    ...(mail.replyTo ? { replyTo: mail.replyTo } : {}),
    subject: mail.subject,
    text: mail.text,
    ...(mail.html === null ? {} : { html: mail.html }),
    attachments: mail.attachments.map((attachment) => ({
      filename: attachment.filename,
      contentType: attachment.type,
      content: attachment.content,
    })),
    // Keeps automatic answers (RFC 3834) from coming back.
    headers: { 'Auto-Submitted': 'auto-generated' },
    // The texts come from the database; a path or an address in them is never to be fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** SMTP answers from 500 on are final (RFC 5321, 4.2.1), except when it is our own password that failed. */
function permanentReason(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const code = 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : 0
  const ours = 'code' in error && error.code === 'EAUTH'
  return code >= 500 && !ours ? error.message : undefined
}
