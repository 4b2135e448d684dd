import { mailText } from '../../../platform/mail/layout.ts'
import { linkMinutes } from '../sign-in.rules.ts'

/** The email with a sign-in link. */
export function signInMail(mail: { name: string; link: string }): { subject: string; text: string } {
  return {
    subject: 'Your link to sign in to Schoolfellow',
    text: mailText({
      greeting: mail.name,
      paragraphs: [
        `Open this link to sign in. It works once, for ${linkMinutes} minutes:\n\n${mail.link}`,
        'If you did not ask for it, you need not do anything: nobody can sign in without this email.',
      ],
    }),
  }
}
