export type MailSender = { name: string; contact_name: string; contact_email: string; contact_phone: string }

/**
 * The text of an email: a greeting, the paragraphs, and how to reach the partnership. Plain text
 * only, with links written out, so that it reads the same everywhere and nothing can be tracked.
 */
export function mailText(mail: {
  greeting?: string
  paragraphs: readonly string[]
  sender?: MailSender
  reason?: string
}): string {
  const parts = [mail.greeting ? `Dear ${mail.greeting},` : 'Hello,', ...mail.paragraphs]
  if (mail.sender) parts.push(signature(mail.sender))
  if (mail.reason) parts.push(mail.reason)
  return `${parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('\n\n')}\n`
}

function signature(sender: MailSender): string {
  const reach = [sender.contact_name, sender.contact_email, sender.contact_phone].filter((line) => line !== '')
  return ['-- ', sender.name, ...reach].join('\n')
}
