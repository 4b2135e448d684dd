import { sql } from 'kysely'
import type { Clock } from '../../lib/clock.ts'
import type { Database, Db } from '../db/connect.ts'
import type { MailAttachment } from './outbox.ts'
import { isReservedAddress } from './reserved.ts'
import type { MailTransport, OutgoingMail } from './transport.ts'

export type MailLog = { info(detail: object, message: string): void; warn(detail: object, message: string): void }

type Delivery = {
  database: Database
  /** Without one, mails are marked as kept and never sent. */
  transport: MailTransport | undefined
  clock: Clock
  log: MailLog
  /** The right-hand side of message ids: the host of the service. */
  host: string
}

type Claimed = {
  id: string
  to_address: string
  to_name: string
  subject: string
  text: string
  html: string | null
  attachments: MailAttachment[]
  kind: string
  created_at: Temporal.Instant
  attempts: number
  contact_name: string | null
  contact_email: string | null
  is_demonstration: boolean | null
}

const batchSize = 8
/** Minutes until the next try after the first, second… failure; after the last one the mail has failed. */
const pauses = [1, 2, 5, 15, 60, 180, 360, 720]
/** Longer than a transport may take for a batch, so that two workers never hold the same mail. */
const claimFor = Temporal.Duration.from({ minutes: 5 })

/**
 * Sends what is due, one batch, and says how many mails it took up. A mail is claimed in one
 * transaction and marked in another, so that no lock is held while a server answers. When the
 * process dies in between, the mail is sent again later with the same message id: at least once.
 */
export async function deliverMail(delivery: Delivery): Promise<number> {
  const now = delivery.clock.now()
  const claimed = await delivery.database.asOwner((db) => claim(db, now))
  await Promise.all(claimed.map((mail) => deliverOne(delivery, mail)))
  return claimed.length
}

async function claim(db: Db, now: Temporal.Instant): Promise<Claimed[]> {
  const found = await sql<Claimed>`
    with due as (
      select id from outbox_mail
      where sent_at is null and kept_at is null and failed_at is null
        and next_attempt_at <= ${now}
        and (claimed_until is null or claimed_until < ${now})
      order by next_attempt_at limit ${batchSize} for update skip locked
    ), taken as (
      update outbox_mail set attempts = attempts + 1, claimed_until = ${now.add(claimFor)}
      where id in (select id from due) returning *
    )
    select taken.*, p.contact_name, p.contact_email, p.is_demonstration
    from taken left join partnership p on p.id = taken.partnership_id order by taken.created_at, taken.id`.execute(db)
  return found.rows
}

async function deliverOne(delivery: Delivery, mail: Claimed): Promise<void> {
  const { transport, log } = delivery
  const about = { mail: mail.id, kind: mail.kind, attempt: mail.attempts }
  if (!transport || mail.is_demonstration === true || isReservedAddress(mail.to_address)) {
    return mark(delivery, mail.id, sql`kept_at = ${delivery.clock.now()}`)
  }
  try {
    const result = await transport.deliver(outgoing(mail, delivery.host))
    if (result.outcome === 'accepted') {
      await mark(delivery, mail.id, sql`sent_at = ${delivery.clock.now()}, last_error = null`)
      log.info(about, 'mail sent')
    } else {
      await mark(
        delivery,
        mail.id,
        sql`failed_at = ${delivery.clock.now()}, last_error = ${withoutAddresses(result.reason)}`,
      )
      log.warn(about, 'mail refused by the server')
    }
  } catch (error) {
    await postpone(delivery, mail, error)
    log.warn({ ...about, code: errorCode(error) }, 'mail not sent, will be tried again')
  }
}

async function postpone(delivery: Delivery, mail: Claimed, error: unknown): Promise<void> {
  const now = delivery.clock.now()
  const pause = pauses[mail.attempts - 1]
  const reason = withoutAddresses(error instanceof Error ? error.message : String(error))
  if (pause === undefined) return mark(delivery, mail.id, sql`failed_at = ${now}, last_error = ${reason}`)
  return mark(delivery, mail.id, sql`next_attempt_at = ${now.add({ minutes: pause })}, last_error = ${reason}`)
}

function mark(delivery: Delivery, id: string, change: ReturnType<typeof sql>): Promise<void> {
  return delivery.database.asOwner(async (db) => {
    await sql`update outbox_mail set ${change}, claimed_until = null where id = ${id}::uuid`.execute(db)
  })
}

function outgoing(mail: Claimed, host: string): OutgoingMail {
  return {
    messageId: `<${mail.id}@${host}>`,
    to: { address: mail.to_address, name: mail.to_name },
    replyTo: mail.contact_email ? { address: mail.contact_email, name: mail.contact_name ?? '' } : undefined,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    attachments: mail.attachments,
    date: mail.created_at,
  }
}

const withoutAddresses = (reason: string) => reason.replace(/[^\s<>@]+@[^\s<>@]+/g, '(address)').slice(0, 500)

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}

/** Sends mail for as long as the process runs. `stop` waits for the batch under way. */
export function startMailWorker(delivery: Delivery, everyMilliseconds = 1000): { stop(): Promise<void> } {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let turn: Promise<void> = Promise.resolve()

  async function round(): Promise<void> {
    try {
      while (!stopped && (await deliverMail(delivery)) === batchSize) {}
    } catch (error) {
      delivery.log.warn({ code: errorCode(error) }, 'the outbox could not be read')
    }
    if (!stopped) timer = setTimeout(next, everyMilliseconds)
  }
  const next = () => {
    turn = round()
  }
  next()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await turn
    },
  }
}
