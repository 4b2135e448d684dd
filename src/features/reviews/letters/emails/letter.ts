import type { Db, Partnership } from '../../../../platform/db/connect.ts'
import { mailText } from '../../../../platform/mail/layout.ts'
import { sendMails } from '../../../../platform/mail/outbox.ts'

/** Sends an email of a model to each of its people, with the page where they do what it asks. */
export async function sendLetterTo(
  db: Db,
  partnership: Partnership,
  letter: { subject: string; text: string; about: string },
  to: readonly { name: string; email: string; link: string }[],
): Promise<void> {
  const mails = to.map(({ name, email, link }) => ({
    to: { address: email, name },
    subject: letter.subject,
    kind: 'review-letter',
    text: mailText({
      greeting: name,
      paragraphs: [letter.text, `Open it here:\n${link}`],
      sender: partnership,
      reason: `You get this because you take part in ${letter.about}.`,
    }),
  }))
  await sendMails(db, mails)
}
