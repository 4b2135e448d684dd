import { z } from 'zod'
import { details } from '../../../design/components/details.ts'
import { insetText } from '../../../design/components/inset-text.ts'
import { scrollable } from '../../../design/components/scrollable.ts'
import { table } from '../../../design/components/table.ts'
import { dayAndDate, dayAndTime, longDate, plural } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { calendarPath } from '../../review-groups/public.ts'
import { bySchools, movesTable } from '../calendar.parts.ts'
import { type Version, versionFor } from '../calendar.queries.ts'
import { rowsOf } from '../calendar.rules.ts'
import { stepNames, type ToldPerson } from '../calendar.schema.ts'
import { factsOf } from '../facts.queries.ts'
import { inNames } from '../facts.rules.ts'
import { programmeParams } from '../paths.ts'
import { adoptedBefore, namesOf, type Slip, slipsOf } from '../slips.queries.ts'

type Names = ReadonlyMap<string, string>

/** One version as it was: what had slipped, what moved, who was told of which dates, and the dates themselves. */
export const versionPage = page(
  {
    path: '/:partnership/programmes/:programme/calendar/versions/:calendar',
    allow: 'programme:manage',
    params: programmeParams.extend({ calendar: z.uuid() }),
  },
  async (c) => {
    const facts = found(await factsOf(c.db, c.actor, c.params.programme))
    const one = found(await versionFor(c.db, c.actor, facts.programme.id, c.params.calendar))
    const since = await adoptedBefore(c.db, c.actor, one)
    const slips = since
      ? await slipsOf(c.db, c.actor, { programme: facts.programme.id, after: since, until: one.created_at })
      : []
    const names = await namesOf(c.db, c.actor, idsIn(one))
    const calendar = calendarPath(c.partnership, facts.programme.id)
    return c.view(
      `Version ${one.number} of the calendar`,
      html`<p class="govuk-body">Made by ${one.created_by_name} on ${dayAndTime(one.created_at)}.</p>
      ${whatSlipped(slips, one.reasons, names)}
      ${one.moved.length > 0 ? movesTable(one.moved, names, 'changed') : nothing}
      ${whoWasTold(one, names)}
      <h2 class="govuk-heading-m">Every date</h2>
      ${bySchools(rowsOf(facts, one.visits), {})}`,
      { caption: facts.programme.name, back: { href: `${calendar}/versions`, text: 'Versions' } },
    )
  },
)

const uuid = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g

function idsIn({ moved, told, reasons }: Version): string[] {
  return [
    ...moved.map(({ school }) => school),
    ...told.flatMap(({ person, dates }) => [person, ...dates.map(({ school }) => school)]),
    ...reasons.flatMap((words) => words.match(uuid) ?? []),
  ]
}

/** Why it was made: visits that others moved, by whom and when, and everything that no longer fitted. */
function whatSlipped(slips: readonly Slip[], reasons: readonly string[], names: Names): Html {
  if (slips.length === 0 && reasons.length === 0) return nothing
  const moved = slips.map(
    (slip) =>
      html`<li>${slip.school_name}: from ${dayAndDate(slip.moved_from)} to ${dayAndDate(slip.moved_to)}, by ${slip.moved_by_name} on ${longDate(slip.moved_at.toZonedDateTimeISO('Europe/London').toPlainDate())}</li>`,
  )
  return html`<h2 class="govuk-heading-m">What had happened</h2>
    ${moved.length > 0 ? html`<p class="govuk-body">${plural(moved.length, 'visit')} moved since the calendar before it was adopted:</p><ul class="govuk-list govuk-list--bullet">${moved}</ul>` : nothing}
    ${reasons.length > 0 ? html`<p class="govuk-body">No longer fitting:</p><ul class="govuk-list govuk-list--bullet">${reasons.map((words) => html`<li>${inNames(words, names)}</li>`)}</ul>` : nothing}`
}

/** Of whom more than these fit on a screen, the list is folded. */
const mostShown = 6

function whoWasTold({ adopted_at, told }: Version, names: Names): Html {
  if (!adopted_at) return insetText({ text: 'It has not been adopted, so nobody was told of it.' })
  if (told.length === 0)
    return html`<h2 class="govuk-heading-m">Who was told</h2><p class="govuk-body">Adopted on ${dayAndTime(adopted_at)}. No date of a head or leader was new, so no email was sent.</p>`
  const caption = `${plural(told.length, 'person was', 'people were')} told on ${dayAndTime(adopted_at)}`
  const drawn = scrollable(toldTable(caption, told, names), caption)
  return html`<h2 class="govuk-heading-m">Who was told</h2>${told.length > mostShown ? details({ summaryText: caption, html: drawn }) : drawn}`
}

function toldTable(caption: string, told: readonly ToldPerson[], names: Names): Html {
  const name = (id: string) => names.get(id) ?? ''
  return table({
    caption,
    captionClasses: told.length > mostShown ? 'govuk-visually-hidden' : 'govuk-table__caption--s',
    firstCellIsHeader: true,
    head: [{ text: 'Who' }, { text: 'Dates that were new' }],
    rows: told
      .toSorted((a, b) => name(a.person).localeCompare(name(b.person)))
      .map(({ person, dates }) => [
        { text: names.get(person) ?? 'Somebody who has left' },
        {
          html: html`<ul class="govuk-list">${dates.map(({ school, step, on }) => html`<li>${stepNames[step]}, ${name(school)}: ${dayAndDate(Temporal.PlainDate.from(on))}</li>`)}</ul>`,
        },
      ]),
  })
}
