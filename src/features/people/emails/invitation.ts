import { dayOf } from '../../../lib/clock.ts'
import { longDate } from '../../../lib/words.ts'
import type { Partnership } from '../../../platform/db/connect.ts'
import { mailText } from '../../../platform/mail/layout.ts'
import { invitationDays } from '../sign-in.rules.ts'

/** The email that invites somebody. `link` is only ever written for the person themselves. */
export function invitationMail(mail: {
  partnership: Partnership
  name: string
  invitedBy: string
  roles: readonly string[]
  message: string
  link: string
  now: Temporal.Instant
}): { subject: string; text: string } {
  const until = longDate(dayOf(mail.now.add({ hours: invitationDays * 24 })))
  const as = mail.roles.length > 0 ? ` as ${mail.roles.join(', ')}` : ''
  return {
    subject: `${mail.invitedBy} invites you to ${mail.partnership.name}`,
    text: mailText({
      greeting: mail.name,
      paragraphs: [
        `${mail.invitedBy} invites you to ${mail.partnership.name}${as}.`,
        mail.message === '' ? '' : `They write:\n\n${mail.message}`,
        `To join, open this link. It is yours alone and works until ${until}:\n\n${mail.link}`,
        'There is no password. After that you sign in with a link that we send to this address.',
        'If you did not expect this, you need not do anything.',
      ],
      sender: mail.partnership,
    }),
  }
}
