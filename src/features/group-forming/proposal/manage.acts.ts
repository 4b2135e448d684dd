/** What officers do while a proposal is open: remind, give more time, withdraw. */
import { record } from '../../../platform/audit/audit.ts'
import type { Db } from '../../../platform/db/connect.ts'
import { sendMails } from '../../../platform/mail/outbox.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import type { Actor } from '../../people/public.ts'
import { calendarFor, headsOf } from '../../review-groups/public.ts'
import { proposalMailTo } from './emails/proposed.ts'
import { laterDayMail, reminderMail, withdrawnMail } from './emails/told.ts'
import type { Head } from './ground.queries.ts'
import { changeProposal, type Proposal, proposalFor, schoolsOfProposal } from './proposal.queries.ts'
import { standingOf, stateOf, whyCannotRemind, whyNotLater } from './proposal.rules.ts'
import type { At } from './propose.acts.ts'

type Programme = { id: string; name: string }
type Outcome = { mails: number } | { refused: Refusal }

const closed: Refusal = { message: 'There is no open proposal any more' }
const changed: Refusal = { message: 'Somebody else changed the proposal at the same moment. Look at it again' }

async function openProposal(db: Db, actor: Actor, programme: Programme, at: At): Promise<Proposal | undefined> {
  const proposal = await proposalFor(db, actor, programme.id)
  return proposal && ['open', 'over'].includes(stateOf(proposal, at.today)) ? proposal : undefined
}

/** The heads who would be reminded, and the schools that have not answered but have no head who could be. */
export async function toRemind(
  db: Db,
  actor: Actor,
  proposal: Proposal,
): Promise<{ heads: Head[]; headless: string[] }> {
  const silent = (await schoolsOfProposal(db, actor, proposal)).filter((school) =>
    ['none', 'again'].includes(standingOf(school)),
  )
  const heads = await headsOf(
    db,
    actor,
    silent.map(({ school_id }) => school_id),
  )
  return { heads, headless: silent.filter((school) => school.heads === 0).map(({ school_name }) => school_name) }
}

/** Reminds the heads of schools that have not answered. */
export async function remindOfProposal(db: Db, actor: Actor, programme: Programme, at: At): Promise<Outcome> {
  const proposal = await openProposal(db, actor, programme, at)
  if (!proposal) return { refused: closed }
  const refused = whyCannotRemind(proposal, at.now, at.today)
  if (refused) return { refused }
  const { heads } = await toRemind(db, actor, proposal)
  if (heads.length === 0) return { refused: { message: 'Nobody is left to remind' } }
  if (!(await changeProposal(db, actor, proposal, { reminded_at: at.now }))) return { refused: changed }
  const about = { programme, partnership: actor.partnership, baseUrl: at.baseUrl }
  return tell(db, actor, heads, 'reminder', (head) => reminderMail(head, about, proposal.objections_until))
}

/** Gives all schools more time to answer, and tells them. */
export async function extendProposal(
  db: Db,
  actor: Actor,
  programme: Programme,
  until: Temporal.PlainDate,
  at: At,
): Promise<Outcome> {
  const proposal = await openProposal(db, actor, programme, at)
  if (!proposal) return { refused: closed }
  const refused = whyNotLater(await calendarFor(db, actor), until, at.today, proposal.objections_until)
  if (refused) return { refused }
  if (!(await changeProposal(db, actor, proposal, { objections_until: until }))) return { refused: changed }
  await record(db, actor, {
    action: 'group-proposal:extend',
    subject_kind: 'programme',
    subject_id: programme.id,
    detail: { until: until.toString() },
  })
  const about = { programme, partnership: actor.partnership, baseUrl: at.baseUrl }
  const heads = await headsOf(db, actor, proposal.asked_school_ids)
  return tell(db, actor, heads, 'later', (head) => laterDayMail(head, about, until))
}

/** Takes a proposal back, and tells all schools why. */
export async function withdrawProposal(
  db: Db,
  actor: Actor,
  programme: Programme,
  reason: string,
  at: At,
): Promise<Outcome> {
  const proposal = await openProposal(db, actor, programme, at)
  if (!proposal) return { refused: closed }
  if (!(await changeProposal(db, actor, proposal, { withdrawn_at: at.now, withdrawn_reason: reason })))
    return { refused: changed }
  await record(db, actor, {
    action: 'group-proposal:withdraw',
    subject_kind: 'programme',
    subject_id: programme.id,
    detail: { version: proposal.arrangement_number },
  })
  const about = { programme, partnership: actor.partnership, baseUrl: at.baseUrl }
  const heads = await headsOf(db, actor, proposal.asked_school_ids)
  return tell(db, actor, heads, 'withdrawn', (head) => withdrawnMail(head, about, reason))
}

async function tell(
  db: Db,
  actor: Actor,
  heads: readonly Head[],
  kind: string,
  mail: (head: Head) => { subject: string; paragraphs: string[] },
): Promise<Outcome> {
  await sendMails(
    db,
    heads.map((head) => proposalMailTo(actor, head, kind, mail(head))),
  )
  return { mails: heads.length }
}
