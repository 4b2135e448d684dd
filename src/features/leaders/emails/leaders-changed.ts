import { sentenceList } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db/connect.ts'
import { mailText } from '../../../platform/mail/layout.ts'
import { sendMails } from '../../../platform/mail/outbox.ts'
import type { Actor } from '../../people/public.ts'
import { groupPath } from '../../review-groups/public.ts'
import type { Told } from '../match.news.ts'

type Links = (groupId: string) => string

/** The paragraphs that a head gets; the page that adopts shows the same. */
export function headParagraphs(
  { news }: Pick<Told['heads'][number], 'news'>,
  programme: string,
  link: Links,
): string[] {
  const before = news.before ? ` Until now it was ${news.before}.` : ''
  const now = news.leader
    ? `${news.leader} now supports ${news.name}, your review group of ${programme}, as its ${news.part_name}.${before}`
    : `${news.before} no longer supports ${news.name}, your review group of ${programme}. The partnership is looking for somebody else.`
  return [now, `You can see the group here:\n${link(news.id)}`]
}

function leaderParagraphs({ gained, lost }: Told['leaders'][number], programme: string, link: Links): string[] {
  const names = (news: readonly { name: string }[]) => sentenceList(news.map(({ name }) => name))
  return [
    ...(gained.length > 0
      ? [
          `You now support ${names(gained)} in ${programme}. You can see the schools here:\n${gained.map(({ id }) => link(id)).join('\n')}`,
        ]
      : []),
    ...(lost.length > 0
      ? [`You no longer support ${names(lost)} in ${programme}. You stay on the visit teams that you have joined.`]
      : []),
  ]
}

/** Tells the heads and leaders whom an adopted match concerns. Answers how many emails that makes. */
export async function sendLeadersChanged(
  db: Db,
  actor: Actor,
  { programme_name, heads, leaders }: Told,
  at: { baseUrl: string },
): Promise<number> {
  const link: Links = (groupId) => `${at.baseUrl}${groupPath(actor.partnership, groupId)}`
  const mail = (to: { name: string; email: string }, subject: string, paragraphs: readonly string[]) => ({
    to: { address: to.email, name: to.name },
    subject,
    kind: 'leaders-changed',
    text: mailText({ greeting: to.name, paragraphs, sender: actor.partnership }),
  })
  const mails = [
    ...heads.map((head) => mail(head, `Who supports ${head.news.name}`, headParagraphs(head, programme_name, link))),
    ...leaders.map((leader) =>
      mail(leader, `The groups you support in ${programme_name}`, leaderParagraphs(leader, programme_name, link)),
    ),
  ]
  if (mails.length > 0) await sendMails(db, mails)
  return mails.length
}
