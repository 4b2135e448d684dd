import { z } from 'zod'
import { insetText } from '../../../design/components/inset-text.ts'
import type { Load } from '../../../lib/scheduling/calendar.ts'
import { longDate, plural } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { calendarPath } from '../../review-groups/public.ts'
import { datesOf, movesTable } from '../calendar.parts.ts'
import { removeProposal, type Version, versionFor, versionsOf } from '../calendar.queries.ts'
import { busiestWeek, concernedBy, loadIn, rowsOf } from '../calendar.rules.ts'
import { factsOf } from '../facts.queries.ts'
import { type Facts, namesIn } from '../facts.rules.ts'
import { programmeParams, proposalPath } from '../paths.ts'
import { acceptProposal } from '../plan.acts.ts'
import { clashesOf } from '../slips.rules.ts'
import { toldList } from './told.ts'

const pressed = z.object({})

/** A change as it was worked out: exactly what moves and who will be told, to be taken or left. */
export const proposalPage = page(
  {
    path: '/:partnership/programmes/:programme/calendar/proposals/:proposal',
    allow: 'programme:manage',
    params: programmeParams.extend({ proposal: z.uuid() }),
  },
  async (c) => {
    const facts = found(await factsOf(c.db, c.actor, c.params.programme))
    const one = found(await versionFor(c.db, c.actor, facts.programme.id, c.params.proposal))
    const { latest, adopted } = await versionsOf(c.db, c.actor, facts.programme.id)
    const calendar = calendarPath(c.partnership, facts.programme.id)
    const back = { href: calendar, text: 'Calendar of visits' }
    if (one.accepted_at) return c.redirect(calendar)
    const wasAdopted = adopted !== undefined && adopted.id === latest?.id
    const [tell, take, drop] = [
      c.form(pressed, { name: 'tell' }),
      c.form(pressed, { name: 'take' }),
      c.form(pressed, { name: 'drop' }),
    ]
    if (drop.value) {
      await removeProposal(c.db, c.actor, one.id)
      return c.redirect(calendar, 'Nothing was changed')
    }
    if (take.value || tell.value) {
      const form = tell.value ? tell : take
      const at = { now: c.now, today: c.today, baseUrl: c.services.baseUrl }
      const refused = await acceptProposal(c.db, c.actor, facts, one.id, { ...at, tell: tell.value !== undefined })
      if (!refused) return c.redirect(calendar, `This is version ${one.number} of the calendar now`)
      form.refuse(refused.refused)
    }
    const whom = concernedBy(facts, one.visits, c.today, (adopted ?? latest)?.visits)
    const here = proposalPath(c.partnership, facts.programme.id, one.id)
    const choices = wasAdopted
      ? html`${tell.start({ action: here })}${tell.end('Accept and tell these people')}${take.start({ action: here })}${take.end('Accept and tell nobody yet', { tone: 'secondary' })}`
      : html`${take.start({ action: here })}${take.end('Accept the change')}`
    return c.view(
      'Check what moves',
      html`${movesTable(one.moved, namesIn(facts))}
      ${fewest(one)}
      ${newDates(facts, one)}
      ${arrangedNote(facts, one, (id) => `/${c.partnership.key}/reviews/${id}`)}
      ${effects(facts, latest, one, c.today)}
      <h2 class="govuk-heading-m">Who will be told</h2>
      ${wasAdopted ? toldList(whom) : html`<p class="govuk-body">Nobody: the calendar that changes has not been adopted.</p>`}
      ${choices}${drop.start({ action: here })}${drop.end('Leave the calendar as it is', { tone: 'secondary' })}`,
      { caption: titleOf(one, facts), back },
    )
  },
)

function titleOf(one: Version, facts: Facts): string {
  const name = namesIn(facts).get(one.about_school_id ?? '')
  if (one.origin === 'slip' && name) return `The visit to ${name} slipped`
  if (one.origin === 'move' && name) return `The visit to ${name} is moved by hand`
  return facts.programme.name
}

function fewest(one: Version): Html {
  if (one.moved.length === 0)
    return html`<p class="govuk-body">No date of the calendar changes; schools that had none get theirs.</p>`
  return one.fewest_moved
    ? html`<p class="govuk-body">Fewer changes are not possible.</p>`
    : html`<p class="govuk-body">No way with fewer changes was found.</p>`
}

/** The whole dates of the school that the change is about, with their windows. */
function newDates(facts: Facts, one: Version): Html {
  const row = rowsOf(facts, one.visits).find(({ school }) => school === one.about_school_id)
  return row ? html`<h2 class="govuk-heading-m">${row.name} then</h2>${datesOf(row)}` : nothing
}

/** Reviews that are arranged keep their day until somebody changes it in the review. */
function arrangedNote(facts: Facts, one: Version, href: (id: string) => string): Html {
  const moved = new Set(one.moved.filter(({ step }) => step === 'visit').map(({ school }) => school))
  const items = rowsOf(facts, one.visits).flatMap((row) =>
    moved.has(row.school) && row.really_on && row.review_id
      ? [
          html`<li>${row.name}: arranged for ${longDate(row.really_on)}. <a class="govuk-link" href="${href(row.review_id)}">Change its day in the review</a></li>`,
        ]
      : [],
  )
  if (items.length === 0) return nothing
  return insetText({
    html: html`<p>These reviews are arranged and keep their day until it is changed in the review. Their teams are told there:</p><ul class="govuk-list govuk-list--bullet">${items}</ul>`,
  })
}

/** What the change does to windows and load, in words. */
function effects(facts: Facts, before: Version | undefined, one: Version, today: Temporal.PlainDate): Html {
  const known = new Set(before?.visits.flatMap((visit) => clashesOf(facts, visit, today)))
  const clashes = one.visits
    .filter(({ state }) => state !== 'made')
    .flatMap((visit) => clashesOf(facts, visit, today))
    .filter((words) => !known.has(words))
  const [was, is] = [loadIn(facts, before?.visits ?? []), loadIn(facts, one.visits)]
  const changes = is.halfTerms.flatMap((halfTerm, index) => {
    const visits = was.halfTerms[index]?.visits ?? 0
    return visits === halfTerm.visits
      ? []
      : [`${halfTerm.name}: ${visits} before, ${plural(halfTerm.visits, 'visit')} now`]
  })
  return html`${clashes.length > 0 ? insetText({ html: html`<p>Please note:</p><ul class="govuk-list govuk-list--bullet">${clashes.map((words) => html`<li>${words}</li>`)}</ul>` }) : nothing}
    <h2 class="govuk-heading-m">What it does to the load</h2>
    ${changes.length > 0 ? html`<ul class="govuk-list govuk-list--bullet">${changes.map((words) => html`<li>${words}</li>`)}</ul>` : html`<p class="govuk-body">Each half-term has as many visits as before.</p>`}
    <p class="govuk-body">${busiest(was, is)}</p>`
}

function busiest(was: Load, is: Load): string {
  const [before, now] = [busiestWeek(was)?.halfDays ?? 0, busiestWeek(is)?.halfDays ?? 0]
  return before === now
    ? `The busiest week stays at ${plural(now, 'half-day')} of work.`
    : `The busiest week has ${plural(now, 'half-day')} of work; before it was ${before}.`
}
