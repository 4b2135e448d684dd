import { z } from 'zod'
import { emptyState } from '../../../design/components/empty-state.ts'
import { type StatusTone, statusTag } from '../../../design/components/status-tag.ts'
import { dayAndTime } from '../../../lib/words.ts'
import { type MailStatus, mailStatus, type OutboxMail } from '../../../platform/mail/outbox.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { demonstrationMail, demonstrationMails } from '../demo.queries.ts'
import { mailPreview } from '../mail.parts.ts'

const tones: Record<MailStatus, StatusTone> = {
  sent: 'done',
  kept: 'neutral',
  waiting: 'info',
  'trying again': 'attention',
  failed: 'problem',
}

/** The emails of the demonstration, which stay here instead of going out. */
export const demoOutbox = page(
  { path: '/demo/outbox', allow: 'anyone', query: z.object({ to: z.string().max(254).optional().catch(undefined) }) },
  async (c) => {
    const { to } = c.query
    const mails = await c.asOwner((owner) => demonstrationMails(owner, { limit: 200, to }))
    const only = to
      ? html`<p class="govuk-body">Only mail to ${to}. <a class="govuk-link" href="/demo/outbox">Show all</a></p>`
      : nothing
    const list =
      mails.length === 0
        ? emptyState('No email has been written yet. Invite somebody, or ask for a sign-in link, and look here again.')
        : html`<ul class="app-tasks">${mails.map(mailItem)}</ul>`
    return c.view(
      'Outbox of the demonstration',
      html`<p class="govuk-body">In a real partnership these would be on their way. Here they stay, so that you can read them and follow their links.</p>${only}${list}`,
      { back: { href: '/demo', text: 'People of the demonstration' } },
    )
  },
)

function mailItem(mail: OutboxMail): Html {
  const status = mailStatus(mail)
  const to = `/demo/outbox?${String(new URLSearchParams({ to: mail.to_address }))}`
  return html`<li class="app-tasks__item"><div class="app-tasks__what"><a class="govuk-link app-tasks__link" href="/demo/outbox/${mail.id}">${mail.subject}</a><p class="app-tasks__about">To ${mail.to_name} <a class="govuk-link" href="${to}">${mail.to_address}</a></p></div><div class="app-tasks__when"><p class="app-tasks__day">${dayAndTime(mail.created_at)}</p>${
    // Here every email is kept; only another state is news.
    status === 'kept' ? nothing : statusTag(status.charAt(0).toUpperCase() + status.slice(1), tones[status])
  }</div></li>`
}

/** One email, with its links to follow. */
export const demoMail = page(
  { path: '/demo/outbox/:mail', allow: 'anyone', params: z.object({ mail: z.uuid() }) },
  async (c) => {
    const mail = found(await c.asOwner((owner) => demonstrationMail(owner, c.params.mail)))
    const files = mail.attachments.map(({ filename }) => html`<li>${filename}</li>`)
    return c.view(
      mail.subject,
      html`${mailPreview({ to: `${mail.to_name} <${mail.to_address}>`, subject: mail.subject, text: withLinks(mail.text, c.services.baseUrl) })}
${files.length > 0 ? html`<h2 class="govuk-heading-m">Attached</h2><ul class="govuk-list">${files}</ul>` : nothing}`,
      { back: { href: '/demo/outbox', text: 'Outbox' } },
    )
  },
)

/** Makes the links to this service clickable, wherever it is reached now; others stay text. */
function withLinks(text: string, baseUrl: string): Html {
  const parts = text.split(/(https?:\/\/[^\s<>"]+)/)
  return html`${parts.map((part, index) => {
    if (index % 2 === 0 || !part.startsWith(`${baseUrl}/`)) return html`${part}`
    return html`<a class="govuk-link" href="${part.slice(baseUrl.length)}">${part}</a>`
  })}`
}
