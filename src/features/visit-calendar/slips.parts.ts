/** What slipped, as the pages of a programme say it. */
import { insetText } from '../../design/components/inset-text.ts'
import type { Db } from '../../platform/db/connect.ts'
import { type Html, html, nothing } from '../../platform/web/html.ts'
import type { Actor } from '../people/public.ts'
import { calendarPath } from '../review-groups/public.ts'
import { versionsOf } from './calendar.queries.ts'
import { factsOf } from './facts.queries.ts'
import { troublesInWords, troublesOf } from './slips.rules.ts'

/** For officers on the page of a programme: whether the calendar that people know still fits; nothing while it does. */
export async function slipLine(db: Db, actor: Actor, programmeId: string, today: Temporal.PlainDate): Promise<Html> {
  const { latest, adopted } = await versionsOf(db, actor, programmeId)
  if (!latest || !adopted) return nothing
  const calendar = calendarPath(actor.partnership, programmeId)
  if (latest.id !== adopted.id)
    return line(
      `Version ${latest.number} of the calendar has not been adopted: people know version ${adopted.number}.`,
      {
        href: `${calendar}/adopt`,
        text: 'See who would be told',
      },
    )
  const facts = await factsOf(db, actor, programmeId)
  const troubles = facts ? troublesOf(facts, latest.visits, today) : []
  if (troubles.length === 0) return nothing
  return line(`${troublesInWords(troubles)}.`, {
    href: `${calendar}/mend`,
    text: 'Plan around it with the fewest changes',
  })
}

function line(words: string, { href, text }: { href: string; text: string }): Html {
  return insetText({ html: html`${words} <a class="govuk-link" href="${href}">${text}</a>` })
}
