import { longDate } from '../../../../lib/words.ts'
import type { Db } from '../../../../platform/db/connect.ts'
import { mailText } from '../../../../platform/mail/layout.ts'
import { sendMails } from '../../../../platform/mail/outbox.ts'
import type { Actor } from '../../../people/public.ts'
import { preferencesPath } from '../paths.ts'

type Asked = {
  programme: { id: string; name: string }
  until: Temporal.PlainDate
  today: Temporal.PlainDate
  baseUrl: string
}
export type Recipient = { name: string; email: string; school_id: string; school_name: string }

export type AskingMail = 'ask' | 'reminder'

/** Subject and paragraphs of what a head gets; the page that sends it shows the same. */
export function askingMail(
  kind: AskingMail,
  partnership: { key: string; name: string },
  head: Recipient,
  { programme, until, today, baseUrl }: Asked,
): { subject: string; paragraphs: string[] } {
  const link = `${baseUrl}${preferencesPath(partnership, programme.id, head.school_id)}/change`
  const byWhen =
    Temporal.PlainDate.compare(until, today) < 0
      ? `We asked for it by ${longDate(until)}. Your answer still counts if it comes`
      : `Please answer by ${longDate(until)},`
  const what = `where ${head.school_name} can help other schools, where it looks for help, and with which schools it would like to work`
  return {
    subject:
      kind === 'ask'
        ? `What ${head.school_name} brings and looks for: please answer by ${longDate(until)}`
        : `Reminder: what ${head.school_name} brings and looks for`,
    paragraphs: [
      kind === 'ask'
        ? `${partnership.name} is about to form the review groups of ${programme.name}. Please say by ${longDate(until)} ${what}.`
        : `We have not heard yet ${what}. ${byWhen} before the review groups of ${programme.name} are formed.`,
      'It takes about five minutes. You, a senior leader or your SENCO can answer, and you can change it until the groups are formed. A school that does not answer is put into a group all the same.',
      `Only the partnership’s officers see your answer. Your partners will be told which of your strengths led to the match only after the groups are proposed.\n${link}`,
    ],
  }
}

/** Asks heads, or reminds them. Answers how many mails will go. */
export async function sendAskingMails(
  db: Db,
  actor: Actor,
  kind: AskingMail,
  heads: readonly Recipient[],
  asked: Asked,
): Promise<number> {
  const sent = await sendMails(
    db,
    heads.map((head) => {
      const { subject, paragraphs } = askingMail(kind, actor.partnership, head, asked)
      return {
        to: { address: head.email, name: head.name },
        subject,
        kind: `group-preference-${kind}`,
        text: mailText({ greeting: head.name, paragraphs, sender: actor.partnership }),
      }
    }),
  )
  return sent.length
}
