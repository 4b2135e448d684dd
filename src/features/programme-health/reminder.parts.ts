/** What the pages that send reminders share: what was asked before, whom a thing reaches, and the emails. */
import { details } from '../../design/components/details.ts'
import { insetText } from '../../design/components/inset-text.ts'
import { longDate, plural, sentenceList } from '../../lib/words.ts'
import { type Html, html, nothing } from '../../platform/web/html.ts'
import { aboutThing } from './emails/reminder.ts'
import type { Outlook, Recent } from './reminder.rules.ts'

/** "Ada North was reminded on 20 November 2026 by Olu Grant; again from 27 November 2026." */
export function recentWords(recent: readonly Recent[]): string[] {
  const together = Map.groupBy(recent, ({ on, by, again }) => [on, by, again].join())
  return [...together.values()].flatMap((some) => {
    const [first] = some
    if (!first) return []
    const { on, by, again } = first
    const names = sentenceList([...new Set(some.map(({ name }) => name))])
    const were = some.length === 1 ? 'was' : 'were'
    return [`${names} ${were} reminded on ${longDate(on)} by ${by}; again from ${longDate(again)}.`]
  })
}

/** What a thing is and whose, on one line. */
export function thingLine({ thing }: Outlook): string {
  const about = aboutThing(thing)
  return `${about.charAt(0).toUpperCase()}${about.slice(1)}: ${thing.text}`
}

/** Why something reaches some or all of its people by no email. */
export function whyNot({ recent, unreached }: Outlook): string[] {
  return [...recentWords(recent), ...unreached]
}

/** The things of which nobody can be reminded now, each with why. */
export function notSent(outlooks: readonly Outlook[]): Html {
  const none = outlooks.filter(({ people }) => people.length === 0)
  if (none.length === 0) return nothing
  return html`<h2 class="govuk-heading-m">No email goes about</h2><ul class="govuk-list govuk-list--bullet">${none.map(
    (outlook) => html`<li>${thingLine(outlook)}${whyNot(outlook).map((why) => html`<br>${why}`)}</li>`,
  )}</ul>`
}

const mostOpen = 3

/** The emails, each as its person gets it. Of many, the first is open and the others open one by one. */
export function letterPreviews(
  mails: readonly { name: string; address: string; subject: string; text: string }[],
): Html {
  const letter = (mail: (typeof mails)[number]) =>
    html`<p>To: ${mail.address}<br><strong>${mail.subject}</strong></p><p class="app-lines">${mail.text}</p>`
  const preview = (mail: (typeof mails)[number], index: number) =>
    mails.length <= mostOpen || index === 0
      ? html`<h2 class="govuk-heading-m">To ${mail.name}</h2>${insetText({ html: letter(mail) })}`
      : details({ summaryText: `To ${mail.name}: ${mail.subject}`, html: letter(mail) })
  return html`<p class="govuk-body">${plural(mails.length, 'person', 'people')} ${mails.length === 1 ? 'gets' : 'get'} one email each.</p>${mails.map(preview)}`
}
