import { insetText } from '../../design/components/inset-text.ts'
import { summaryList } from '../../design/components/summary-list.ts'
import { type Html, html, nothing } from '../../platform/web/html.ts'

/** What people should know before they ask for an email, where none leaves. In a demonstration the outbox shows them. */
export function noMailNotice({ sendsMail, demonstration }: { sendsMail: boolean; demonstration: boolean }): Html {
  if (sendsMail || demonstration) return nothing
  return insetText({
    text: 'No email leaves this installation yet, and what is written now is not sent later. Whoever runs it can set a mail server, or make a link that signs somebody in.',
  })
}

/** An email as its receiver will see it. `text` may hold links that were made clickable. */
export function mailPreview(mail: { to: string; subject: string; text: string | Html }): Html {
  return html`${summaryList({
    rows: [
      { key: { text: 'To' }, value: { text: mail.to } },
      { key: { text: 'Subject' }, value: { text: mail.subject } },
    ],
  })}<h2 class="govuk-heading-m">What the email says</h2><div class="govuk-inset-text app-kept-lines">${mail.text}</div>`
}
