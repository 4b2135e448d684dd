import { z } from 'zod'
import { emptyState } from '../../../design/components/empty-state.ts'
import { scrollable } from '../../../design/components/scrollable.ts'
import { type StatusTone, statusTag } from '../../../design/components/status-tag.ts'
import { table } from '../../../design/components/table.ts'
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
        : scrollable(mailTable(mails), 'Emails')
    return c.view(
      'Outbox of the demonstration',
      html`<p class="govuk-body">In a real partnership these would be on their way. Here they stay, so that you can read them and follow their links.</p>${only}${list}`,
      { wide: true, back: { href: '/demo', text: 'People of the demonstration' } },
    )
  },
)

function mailTable(mails: readonly OutboxMail[]): Html {
  return table({
    head: [{ text: 'Subject' }, { text: 'To' }, { text: 'Written' }, { text: 'State' }],
    firstCellIsHeader: true,
    rows: mails.map((mail) => [
      { html: html`<a class="govuk-link" href="/demo/outbox/${mail.id}">${mail.subject}</a>` },
      {
        html: html`${mail.to_name} <a class="govuk-link" href="/demo/outbox?${String(new URLSearchParams({ to: mail.to_address }))}">${mail.to_address}</a>`,
      },
      { text: dayAndTime(mail.created_at) },
      { html: statusTag(stateWords(mailStatus(mail)), tones[mailStatus(mail)]) },
    ]),
  })
}

const stateWords = (status: MailStatus) => status.charAt(0).toUpperCase() + status.slice(1)

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
