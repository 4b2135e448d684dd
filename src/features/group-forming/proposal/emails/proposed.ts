import { dayAndDate, sentenceList } from '../../../../lib/words.ts'
import { mailText } from '../../../../platform/mail/layout.ts'
import type { Mail } from '../../../../platform/mail/outbox.ts'
import type { Actor } from '../../../people/public.ts'
import { schoolProposalPath } from '../paths.ts'
import type { Reasons } from '../reasons.rules.ts'

export type Told = {
  programme: { id: string; name: string }
  until: Temporal.PlainDate
  message: string
  baseUrl: string
}
export type Recipient = { name: string; email: string; school_id: string; school_name: string }
/** What is different: from what was proposed before, or from the group that the school is in. */
type Change = {
  of: 'proposal' | 'group'
  before: readonly string[]
  after: readonly string[]
  nameOf: (id: string) => string
}

/** Subject and paragraphs of what a head gets when groups are proposed or changed; the page that sends it shows the same. */
export function proposedMail(
  partnership: { key: string },
  head: Recipient,
  reasons: Reasons,
  { programme, until, message, baseUrl }: Told,
  change?: Change,
): { subject: string; paragraphs: string[] } {
  const link = `${baseUrl}${schoolProposalPath(partnership, programme.id, head.school_id)}`
  const partners = sentenceList(
    reasons.partners.map(({ name, distance }) => (distance ? `${name} (${distance})` : name)),
  )
  const proposal = `${head.school_name} would be in ${reasons.group_name}, a review group of ${programme.name}. Your partners would be ${partners}.`
  const day = dayAndDate(until)
  const isChanged = change?.of === 'proposal'
  const first = isChanged
    ? `The review group proposed for ${head.school_name} has changed.`
    : 'Your review group would change.'
  return {
    subject: isChanged
      ? `Changed: the review group proposed for ${head.school_name}`
      : `A review group for ${head.school_name}: tell us by ${day} what you think`,
    paragraphs: [
      ...(change ? [`${first} ${changeInWords(change)}`, proposal] : [proposal]),
      ...(reasons.met.length > 0 ? [reasons.met.join(' ')] : []),
      message,
      `Until ${day} you or a senior leader can say that you are content or that you object, and why.${isChanged ? ' If you answered before, please answer again: that answer was about other partners.' : ''} If we hear nothing by then, we count your school as content. Nothing changes for your school before the groups are confirmed.\n${link}`,
    ].filter((paragraph) => paragraph !== ''),
  }
}

/** "New partners: A and B. No longer a partner: C." */
export function changeInWords({ before, after, nameOf }: Omit<Change, 'of'>): string {
  const added = after.filter((id) => !before.includes(id)).map(nameOf)
  const gone = before.filter((id) => !after.includes(id)).map(nameOf)
  return [
    ...(added.length > 0 ? [`New: ${sentenceList(added)}.`] : []),
    ...(gone.length > 0 ? [`No longer with you: ${sentenceList(gone)}.`] : []),
  ].join(' ')
}

/** One mail of a proposal to one head. */
export function proposalMailTo(
  actor: Actor,
  head: { name: string; email: string },
  kind: string,
  { subject, paragraphs }: { subject: string; paragraphs: readonly string[] },
): Mail {
  return {
    to: { address: head.email, name: head.name },
    subject,
    kind: `group-proposal-${kind}`,
    text: mailText({ greeting: head.name, paragraphs, sender: actor.partnership }),
  }
}
