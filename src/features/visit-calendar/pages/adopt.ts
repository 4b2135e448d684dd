import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { insetText } from '../../../design/components/inset-text.ts'
import { plural } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { calendarPath } from '../../review-groups/public.ts'
import { versionsOf } from '../calendar.queries.ts'
import { type Concerned, concernedBy } from '../calendar.rules.ts'
import { calendarAdoptedParagraphs } from '../emails/calendar-adopted.ts'
import { factsOf } from '../facts.queries.ts'
import type { Facts } from '../facts.rules.ts'
import { blockedDatesPath, programmeParams } from '../paths.ts'
import { adoptCalendar } from '../plan.acts.ts'
import { troublesOf } from '../slips.rules.ts'
import { toldList } from './told.ts'

/** Adopts the latest version: says who is told what, and what it leaves alone, then does it. */
export const adoptPage = page(
  { path: '/:partnership/programmes/:programme/calendar/adopt', allow: 'programme:manage', params: programmeParams },
  async (c) => {
    const facts = found(await factsOf(c.db, c.actor, c.params.programme))
    const { latest: one, adopted } = await versionsOf(c.db, c.actor, facts.programme.id)
    const latest = found(one)
    const calendar = calendarPath(c.partnership, facts.programme.id)
    const options = { caption: facts.programme.name, back: { href: calendar, text: 'Calendar of visits' } }
    const form = c.form(z.object({}), { version: latest.number })
    if (form.value) {
      const at = { now: c.now, today: c.today, baseUrl: c.services.baseUrl }
      const isShown = form.sentVersion === undefined || form.sentVersion === latest.number
      const done = isShown
        ? await adoptCalendar(c.db, c.actor, facts, latest.id, at)
        : { refused: { message: `Somebody made version ${latest.number} meanwhile. Look at it before you adopt it` } }
      if ('told' in done)
        return c.redirect(
          calendar,
          `The calendar is adopted. ${plural(done.told, 'email')} ${done.told === 1 ? 'is' : 'are'} on the way`,
        )
      form.refuse(done.refused)
    }
    if (adopted?.id === latest.id && !form.sent)
      return c.view(
        'This calendar is adopted',
        html`<p class="govuk-body">Heads and leaders know the dates of version ${latest.number}.</p>${button({ text: 'See the calendar', href: calendar })}`,
        options,
      )
    const told = concernedBy(facts, latest.visits, c.today, adopted?.visits)
    const troubles = troublesOf(facts, latest.visits, c.today)
    return c.view(
      `Adopt version ${latest.number} of the calendar`,
      html`<p class="govuk-body">The people of the schools and the leaders of the groups see their planned dates. When a review is arranged, its planned day is offered first.</p>
      <h2 class="govuk-heading-m">Reviews that are arranged</h2>
      <p class="govuk-body">They keep their own dates: adopting moves none of them.</p>
      ${troubles.length > 0 ? insetText({ html: html`<p>These dates do not fit what is known now:</p><ul class="govuk-list govuk-list--bullet">${troubles.map(({ words }) => html`<li>${words}</li>`)}</ul><p><a class="govuk-link" href="${calendar}/mend">Plan around them first</a></p>` }) : nothing}
      <h2 class="govuk-heading-m">Who gets an email</h2>
      ${toldList(told)}
      ${sample(facts, told, `${c.services.baseUrl}${blockedDatesPath(c.partnership)}`, adopted !== undefined)}
      ${form.start()}${form.end('Adopt and send', { cancel: { href: calendar } })}`,
      options,
    )
  },
)

function sample(facts: Facts, told: readonly Concerned[], link: string, again: boolean): Html {
  const one = told.find(({ hosts }) => hosts.length > 0) ?? told[0]
  if (!one) return nothing
  return html`<h2 class="govuk-heading-m">What it says, to ${one.person.name}</h2>${insetText({
    html: html`${calendarAdoptedParagraphs(facts, one, link, again).map((text) => html`<p class="app-lines">${text}</p>`)}`,
  })}`
}
