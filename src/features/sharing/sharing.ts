/** What a school does with its shares: freeze, share, take back. Each in the caller's transaction, audited, with its mails. */
import { dayOf } from '../../lib/clock.ts'
import { longDate } from '../../lib/words.ts'
import { record, recordAll } from '../../platform/audit/audit.ts'
import type { Db } from '../../platform/db/connect.ts'
import { mailText } from '../../platform/mail/layout.ts'
import { sendMails } from '../../platform/mail/outbox.ts'
import type { Refusal } from '../../platform/web/form.ts'
import { Forbidden, found } from '../../platform/web/page.ts'
import { type Actor, can } from '../people/public.ts'
import {
  insertShares,
  insertSnapshot,
  markRevoked,
  readersOf,
  type Subject,
  type SubjectKind,
  shareFor,
  snapshotOwner,
} from './share.queries.ts'
import { type WantedShare, whyCannotRevoke, whyCannotShare } from './share.rules.ts'

const permission = { 'self-evaluation': 'self-evaluation:share', 'review-report': 'review:share' } as const

/** What is shared, in words for mails and pages. */
export const subjectName: Record<SubjectKind, string> = {
  'self-evaluation': 'self-evaluation',
  'review-report': 'review report',
}

/** Whether this person decides with whom a school shares. */
export function mayShare(actor: Actor, kind: SubjectKind, schoolId: string): boolean {
  return can(actor, permission[kind], schoolId)
}

/** Freezes what a school owns, as it is now, and gives the snapshot's id. Only for those who may share it. */
export async function takeSnapshot(
  db: Db,
  actor: Actor,
  snapshot: { school_id: string; subject: Subject; content: unknown },
  now: Temporal.Instant,
): Promise<string> {
  if (!mayShare(actor, snapshot.subject.kind, snapshot.school_id)) throw new Forbidden()
  return insertSnapshot(db, actor, snapshot, now)
}

type Links = { baseUrl: string }

/** Shows a snapshot to each recipient until a day, tells them by email, and gives the shares' ids. */
export async function shareSnapshot(
  db: Db,
  actor: Actor,
  snapshotId: string,
  wanted: WantedShare,
  services: Links,
  now: Temporal.Instant,
): Promise<{ refusal: Refusal } | { refusal?: never; share_ids: string[] }> {
  const owner = found(await snapshotOwner(db, snapshotId))
  if (!mayShare(actor, owner.subject_kind, owner.school_id)) throw new Forbidden()
  const refusal = whyCannotShare(wanted, owner.school_id, dayOf(now))
  if (refusal) return { refusal }
  const purpose = wanted.purpose.trim()
  const shares = await insertShares(db, actor, { ...wanted, snapshot_id: snapshotId, purpose }, now)
  await recordAll(
    db,
    {},
    shares.map(({ id, recipient }) => ({
      action: `${owner.subject_kind}:share`,
      subject_kind: owner.subject_kind,
      subject_id: owner.subject_id,
      school_id: owner.school_id,
      detail: { share: id, with: recipient.kind, until: wanted.until_on.toString() },
    })),
  )
  await tellReaders(db, actor, shares, { ...owner, purpose, until_on: wanted.until_on }, services)
  return { share_ids: shares.map((share) => share.id) }
}

async function tellReaders(
  db: Db,
  actor: Actor,
  shares: Awaited<ReturnType<typeof insertShares>>,
  about: MailShare,
  services: Links,
): Promise<void> {
  const recipients = shares.map(({ recipient }) => recipient)
  const readers = await readersOf(db, recipients)
  const mails = shares.flatMap(({ id }, index) =>
    (readers[index] ?? []).map((reader) => ({
      to: { address: reader.email, name: reader.name },
      ...shareMail(about, reader, actor, `${services.baseUrl}/${actor.partnership.key}/shares/${id}`),
      kind: 'share',
    })),
  )
  await sendMails(db, mails)
}

type MailShare = { school_name: string; subject_kind: SubjectKind; purpose: string; until_on: Temporal.PlainDate }

/** The mail that tells a reader what they may open. The check page shows the same words before anything is sent. */
export function shareMail(
  share: MailShare,
  reader: { name: string; with_name: string },
  actor: Actor,
  link: string,
): { subject: string; text: string } {
  const what = subjectName[share.subject_kind]
  return {
    subject: `${share.school_name} has shared its ${what} with ${reader.with_name}`,
    text: mailText({
      greeting: reader.name,
      paragraphs: [
        `${share.school_name} has shared its ${what} with ${reader.with_name}. ${actor.name} sent it for this purpose:`,
        share.purpose,
        `You can open it until the end of ${longDate(share.until_on)}. The school sees who opens it, and can take it back at any time.`,
        link,
      ],
      sender: actor.partnership,
    }),
  }
}

/** Takes a share back at once. Nobody can open it any more; what was opened before stays on record. */
export async function revokeShare(
  db: Db,
  actor: Actor,
  shareId: string,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  const { share, as } = found(await shareFor(db, actor, shareId))
  if (as !== 'owner' || !mayShare(actor, share.subject_kind, share.school_id)) throw new Forbidden()
  const refusal = whyCannotRevoke(share, dayOf(now))
  if (refusal) return refusal
  await markRevoked(db, actor, shareId, now)
  await record(
    db,
    {},
    {
      action: `${share.subject_kind}:revoke-share`,
      subject_kind: share.subject_kind,
      subject_id: share.subject_id,
      school_id: share.school_id,
      detail: { share: shareId },
    },
  )
  return undefined
}
