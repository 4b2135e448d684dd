import { z } from 'zod'
import { longDate, plural } from '../../../lib/words.ts'
import { choice } from '../../../platform/web/fields.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { calendarPath, termDatesPath } from '../../review-groups/public.ts'
import { versionsOf } from '../calendar.queries.ts'
import { assumedYears } from '../calendar.rules.ts'
import { factsOf } from '../facts.queries.ts'
import type { Facts } from '../facts.rules.ts'
import { programmeParams, searchPath } from '../paths.ts'
import { startSearch, whyCannotSearch } from '../plan.acts.ts'
import { isMade } from '../problem.rules.ts'

const lengths = { '5': 5, '20': 20, '60': 60 } as const
const fields = z.object({ seconds: choice('Choose how long to search', ['5', '20', '60']) })

/** Starts a search for a calendar: what it keeps to, and how long it may take. */
export const startSearchPage = page(
  {
    path: '/:partnership/programmes/:programme/calendar/searches/new',
    allow: 'programme:manage',
    params: programmeParams,
  },
  async (c) => {
    const facts = found(await factsOf(c.db, c.actor, c.params.programme))
    const back = calendarPath(c.partnership, facts.programme.id)
    const { latest } = await versionsOf(c.db, c.actor, facts.programme.id)
    const refusal = whyCannotSearch(facts, c.today)
    const form = c.form(fields, { initial: { seconds: '20' } })
    if (form.value && refusal) form.refuse(refusal)
    if (form.value) {
      const id = await startSearch(c.db, c.actor, facts.programme.id, lengths[form.value.seconds], c.now)
      return c.redirect(searchPath(c.partnership, facts.programme.id, id))
    }
    const pins = latest ? facts.pins.length : 0
    return c.view(
      latest ? 'Plan the calendar again' : 'Plan the calendar',
      html`${kept(facts, c.today, pins, { terms: termDatesPath(c.partnership), blocked: `${back}/blocked-dates` })}
      ${latest ? html`<p class="govuk-body">This plans every date anew that is not arranged or pinned. To change as few dates as possible, use <a class="govuk-link" href="${back}/mend">the fewest changes</a> instead. Version ${latest.number} is kept.</p>` : nothing}
      ${form.start()}${form.radios('seconds', {
        legend: 'How long may the search take?',
        items: [
          { value: '5', text: '5 seconds', hint: 'A calendar that keeps every rule' },
          { value: '20', text: '20 seconds', hint: 'A good one, and how much better one could be' },
          { value: '60', text: 'A minute', hint: 'For a programme with many groups' },
        ],
      })}${form.end('Start the search', { cancel: { href: back } })}`,
      { caption: facts.programme.name, back: { href: back, text: 'Calendar of visits' } },
    )
  },
)

function kept(facts: Facts, today: Temporal.PlainDate, pins: number, href: { terms: string; blocked: string }): Html {
  const schools = facts.groups.reduce((sum, { school_ids }) => sum + school_ids.length, 0)
  const made = facts.reviews.filter((review) => isMade(review, today)).length
  const arranged = facts.reviews.filter((review) => review.visit_on && !isMade(review, today)).length
  const years = assumedYears(facts)
  const { starts_on, ends_on } = facts.programme
  return html`<p class="govuk-body">The search plans one visit to each school of ${plural(facts.groups.length, 'published group')} (${plural(schools, 'school')}), from ${longDate(starts_on)} to ${longDate(ends_on)}. It keeps to:</p>
    <ul class="govuk-list govuk-list--bullet">
      <li>school days, by the <a class="govuk-link" href="${href.terms}">term dates and closed days</a>${years.length > 0 ? html` (none are entered for ${years.join(' and ')}: the usual ones are assumed)` : nothing}</li>
      <li><a class="govuk-link" href="${href.blocked}">blocked dates</a>: ${plural(facts.blocked.length, 'entry', 'entries')}</li>
      <li>the windows of the programme’s review model, inside terms</li>
      <li>reviews as they are: ${plural(made, 'visit')} made, ${plural(arranged, 'visit')} arranged${pins > 0 ? html`, and the dates of ${plural(pins, 'school')} that you pinned` : nothing}</li>
      <li>nobody in two places, and at most one visit of a group in a week</li>
    </ul>
    <p class="govuk-body">Where it can, it gives each group one visit a half-term and spreads the work evenly. Nobody is told yet.</p>`
}
