import { summaryList } from '../../design/components/summary-list.ts'
import { type Html, html } from '../../platform/web/html.ts'

/** An email as its receiver will see it. `text` may hold links that were made clickable. */
export function mailPreview(mail: { to: string; subject: string; text: string | Html }): Html {
  return html`${summaryList({
    rows: [
      { key: { text: 'To' }, value: { text: mail.to } },
      { key: { text: 'Subject' }, value: { text: mail.subject } },
    ],
  })}<h2 class="govuk-heading-m">What the email says</h2><div class="govuk-inset-text app-kept-lines">${mail.text}</div>`
}
