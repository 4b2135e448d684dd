/** What the pages that write to heads share: who gets an email, and what it says. */
import { details } from '../../../design/components/details.ts'
import { insetText } from '../../../design/components/inset-text.ts'
import { plural, sentenceList } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import type { Recipient } from './emails/asking.ts'

/** Who gets an email, and where no head is known. */
export function recipientList(heads: readonly Recipient[], headless: readonly { school_name: string }[]): Html {
  const list = html`<ul class="govuk-list govuk-list--bullet">${heads.map((head) => html`<li>${head.name}, ${head.school_name}</li>`)}</ul>`
  return html`<h2 class="govuk-heading-m">Who gets an email</h2>
    ${
      heads.length === 0
        ? html`<p class="govuk-body">Nobody: no headteacher of these schools is known. They still see it on their home page.</p>`
        : heads.length <= 10
          ? list
          : details({ summaryText: `${plural(heads.length, 'headteacher')}`, html: list })
    }
    ${heads.length > 0 && headless.length > 0 ? html`<p class="govuk-body">No headteacher is known at ${named(headless.map((school) => school.school_name))}. You can write down what they tell you on the phone.</p>` : nothing}`
}

function named(names: readonly string[]): string {
  return names.length <= 6
    ? sentenceList(names)
    : sentenceList([...names.slice(0, 5), plural(names.length - 5, 'other school')])
}

/** The email as one head will get it. */
export function mailPreview(
  head: Recipient | undefined,
  mail: { subject: string; paragraphs: readonly string[] } | undefined,
): Html {
  if (!head || !mail) return nothing
  return html`<h2 class="govuk-heading-m">What it says, to ${head.name}</h2>${insetText({
    html: html`<p><strong>${mail.subject}</strong></p>${mail.paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}`,
  })}`
}
