/** Tells the schools of a version which group they would be in, or what changed in a proposal that is open. */
import { record } from '../../../platform/audit/audit.ts'
import type { Db } from '../../../platform/db/connect.ts'
import { type Mail, sendMails } from '../../../platform/mail/outbox.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import type { Actor } from '../../people/public.ts'
import { proposalMailTo, proposedMail } from './emails/proposed.ts'
import { type Ground, groundFor, type Head } from './ground.queries.ts'
import { changeProposal, insertProposal, keepAnswers } from './proposal.queries.ts'
import { whyNotLastDay } from './proposal.rules.ts'
import { type Reasons, reasonsOf } from './reasons.rules.ts'

export type At = { now: Temporal.Instant; today: Temporal.PlainDate; baseUrl: string }
export type Wanted = {
  objections_until: Temporal.PlainDate
  message: string
  /** The school whose email was looked at. */
  preview?: string | undefined
}

/** Publishes a version to its schools. With an open proposal, that one becomes this version, and only those it changes are told. */
export async function propose(
  db: Db,
  actor: Actor,
  version: { programme_id: string; arrangement_id: string },
  wanted: Wanted,
  at: At,
): Promise<{ id: string; mails: number } | { refused: Refusal[]; ground: Ground | undefined }> {
  const ground = await groundFor(db, actor, version.programme_id, version.arrangement_id, at.today)
  if (!ground) return { refused: [{ message: 'There is no such version' }], ground }
  const refused = whyCannotPropose(ground, wanted, at.today)
  if (refused.length > 0) return { refused, ground }
  const id = await keep(db, actor, ground, wanted, at)
  if (!id) return { refused: [{ message: 'Somebody else proposed groups at the same moment. Look again' }], ground }
  await record(db, actor, {
    action: ground.present ? 'group-proposal:change' : 'group-proposal:publish',
    subject_kind: 'programme',
    subject_id: ground.programme.id,
    detail: {
      version: ground.arrangement.number,
      until: wanted.objections_until.toString(),
      schools: ground.affected.length,
    },
  })
  const mails = mailsOf(actor, ground, wanted, at)
  await sendMails(db, mails)
  return { id, mails: mails.length }
}

const sameGroups = ({ present }: Ground) =>
  present
    ? `No school’s partners are different from those of version ${present.arrangement_number}, which is proposed now`
    : 'The review groups are like this already, so there is nothing to propose'

/** Why this version cannot be proposed like this; empty when it can. */
export function whyCannotPropose(ground: Ground, wanted: Wanted, today: Temporal.PlainDate): Refusal[] {
  const { present, arrangement, obstacles, calendar } = ground
  if (present?.arrangement_id === arrangement.id)
    return [{ message: 'This version is the one that is proposed to the schools now' }]
  if (ground.affected.length === 0) return [{ message: sameGroups(ground) }]
  if (wanted.preview && !ground.heads.some(({ school_id }) => school_id === wanted.preview))
    return [{ field: 'preview', message: 'Choose a school that gets an email' }]
  const day = whyNotLastDay(calendar, wanted.objections_until, today, present?.objections_until)
  return [...obstacles.musts.map((message) => ({ message: message.replace(/\.$/, '') })), ...(day ? [day] : [])]
}

async function keep(db: Db, actor: Actor, ground: Ground, wanted: Wanted, at: At): Promise<string | undefined> {
  const { programme, arrangement, present, affected } = ground
  const told = affected.map(({ school_id }) => school_id)
  const { objections_until, message } = wanted
  const proposal = { arrangement_id: arrangement.id, objections_until, message, asked_school_ids: told }
  if (!present) return insertProposal(db, actor, { programme_id: programme.id, ...proposal }, at.now)
  const grouped = new Set(arrangement.groups.flatMap(({ school_ids }) => school_ids))
  const asked_school_ids = [...new Set([...present.asked_school_ids, ...told])].filter((id) => grouped.has(id))
  if (!(await changeProposal(db, actor, present, { ...proposal, asked_school_ids, changed_at: at.now })))
    return undefined
  await keepAnswers(db, actor, present, arrangement.id, told)
  return present.id
}

/** What each head who is told gets. */
function mailsOf(actor: Actor, ground: Ground, wanted: Wanted, at: At): Mail[] {
  const reasons = reasonsOf(
    ground.arrangement,
    ground.facts,
    ground.topic,
    ground.affected.map(({ school_id }) => school_id),
  )
  return ground.heads.flatMap((head) => {
    const mail = mailFor(actor.partnership, ground, head, reasons, wanted, at.baseUrl)
    return mail ? [proposalMailTo(actor, head, ground.present ? 'changed' : 'published', mail)] : []
  })
}

/** The email to one head, for sending and for showing before. */
export function mailFor(
  partnership: { key: string },
  { programme, affected, present, nameOf }: Ground,
  head: Head,
  reasons: ReadonlyMap<string, Reasons>,
  wanted: Wanted,
  baseUrl: string,
): { subject: string; paragraphs: string[] } | undefined {
  const why = reasons.get(head.school_id)
  const change = affected.find(({ school_id }) => school_id === head.school_id)
  const of = present?.asked_school_ids.includes(head.school_id) ? 'proposal' : 'group'
  const told = { programme, until: wanted.objections_until, message: wanted.message, baseUrl }
  return (
    why &&
    proposedMail(
      partnership,
      head,
      why,
      told,
      change?.before && { of, before: change.before, after: change.after, nameOf },
    )
  )
}
