import { sentenceList } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db/connect.ts'
import { mailText } from '../../../platform/mail/layout.ts'
import { type Mail, sendMails } from '../../../platform/mail/outbox.ts'
import type { Actor } from '../../people/public.ts'
import type { ReviewModel } from '../../review-models/public.ts'

type Named = { name: string }
type Written = { programme_name: string; name: string; id: string; model: Pick<ReviewModel, 'summary'> }

/** The paragraphs that a head gets; the page that publishes shows the same. */
export function groupPublishedParagraphs(
  group: Written,
  school: string,
  members: readonly Named[],
  leaders: readonly Named[],
  link: string,
): string[] {
  const partners = members.map((member) => member.name).filter((name) => name !== school)
  const support =
    leaders.length === 0 ? '' : ` The group is supported by ${sentenceList(leaders.map((leader) => leader.name))}.`
  return [
    `${school} is in ${group.name}, a review group of ${group.programme_name}. Your partners are ${sentenceList(partners)}.${support}`,
    group.model.summary,
    `What happens next: agree with your partners which school is visited first. You can see the group and arrange a review here:\n${link}`,
  ]
}

type People = {
  members: readonly Named[]
  leaders: readonly { name: string; email: string }[]
  heads: readonly { name: string; email: string; school_name: string }[]
}

/** Tells the heads of a group's schools, and its leaders, that the group stands. */
export async function sendGroupPublished(
  db: Db,
  actor: Actor,
  group: Written,
  people: People,
  at: { baseUrl: string },
): Promise<void> {
  await sendMails(db, groupPublishedMails(actor, group, people, at))
}

/** The emails to the heads and leaders of one group; `opening` is a first sentence, such as who joins. */
export function groupPublishedMails(
  actor: Actor,
  group: Written,
  people: People,
  { baseUrl, opening = '' }: { baseUrl: string; opening?: string },
): Mail[] {
  const link = `${baseUrl}/${actor.partnership.key}/review-groups/${group.id}`
  const subject = `Your review group: ${group.name}`
  const mailTo = ({ email, name }: { email: string; name: string }, paragraphs: readonly string[]) => ({
    to: { address: email, name },
    subject,
    kind: 'group-published',
    text: mailText({ greeting: name, paragraphs: [opening, ...paragraphs], sender: actor.partnership }),
  })
  const toLeaders = [
    `You support ${group.name}, a review group of ${group.programme_name}. Its schools are ${sentenceList(people.members.map((member) => member.name))}.`,
    `You can see the group here:\n${link}`,
  ]
  return [
    ...people.heads.map((head) =>
      mailTo(head, groupPublishedParagraphs(group, head.school_name, people.members, people.leaders, link)),
    ),
    ...people.leaders.map((leader) => mailTo(leader, toLeaders)),
  ]
}
