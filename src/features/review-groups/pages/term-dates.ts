import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { details } from '../../../design/components/details.ts'
import { insetText } from '../../../design/components/inset-text.ts'
import { scrollable } from '../../../design/components/scrollable.ts'
import { table } from '../../../design/components/table.ts'
import { academicYearName, academicYearStart, usualTerms } from '../../../lib/school-days-usual-terms.ts'
import { dayAndDate, plural, shortDate } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { page } from '../../page.ts'
import { type ClosedDayRow, closedDaysOf, type TermRow, termsOf } from '../calendar.queries.ts'
import { programmesPath, termDatesPath } from '../paths.ts'
import { type YearOfTerms, yearsOfTerms } from '../term.rules.ts'

/** The terms and closed days of the partnership: what every count of school days goes by. */
export const termDates = page(
  { path: '/:partnership/term-dates', allow: 'member', params: z.object({ partnership: z.string() }) },
  async (c) => {
    const here = termDatesPath(c.partnership)
    const manages = c.can('calendar:manage')
    const terms = await termsOf(c.db, c.actor)
    const closed = await closedDaysOf(c.db, c.actor)
    const actions = html`<div class="govuk-button-group">${button({ text: 'Add a term', href: `${here}/new`, classes: 'govuk-button--secondary' })}${button({ text: 'Import term dates', href: `${here}/import`, classes: 'govuk-button--secondary' })}</div>`
    return c.view(
      'Term dates and closed days',
      html`<p class="govuk-body">Visits and meetings are on school days, and the weeks between them are counted in school days. Bank holidays in England are known already.</p>
    <h2 class="govuk-heading-m">Terms</h2>
    ${yearsOfTerms(terms).map((year) => yearTable(year, terms, manages ? here : undefined))}
    ${assumed(terms, c.today)}
    ${manages ? actions : nothing}
    <h2 class="govuk-heading-m">Closed days</h2>
    ${closedDays(closed, c.today, manages ? here : undefined)}
    ${manages ? button({ text: 'Close days', href: `${here}/closed-days/new`, classes: 'govuk-button--secondary' }) : nothing}`,
      manages ? { back: { href: programmesPath(c.partnership), text: 'Programmes' } } : {},
    )
  },
)

function termTable(
  caption: string,
  terms: readonly (Omit<TermRow, 'id'> & { id?: string })[],
  edit: string | undefined,
): Html {
  return table({
    caption,
    captionClasses: 'govuk-table__caption--s',
    firstCellIsHeader: true,
    head: [{ text: 'Term' }, { text: 'First day' }, { text: 'Last day' }, ...(edit ? [{ text: 'Change' }] : [])],
    rows: terms.map((term) => [
      { text: term.name },
      { text: shortDate(term.starts_on) },
      { text: shortDate(term.ends_on) },
      ...(edit
        ? [
            {
              html: html`<a class="govuk-link" href="${edit}/${term.id ?? ''}/edit">Change<span class="govuk-visually-hidden"> ${term.name} of ${term.academic_year}</span></a>`,
            },
          ]
        : []),
    ]),
  })
}

function yearTable(year: YearOfTerms, terms: readonly TermRow[], edit: string | undefined): Html {
  const rows = terms.filter((term) => term.academic_year === year.academic_year)
  const days = year.advice ?? `${plural(year.school_days, 'school day')}, closed days not counted.`
  return html`${scrollable(termTable(year.academic_year, rows, edit), `Terms of ${year.academic_year}`)}<p class="govuk-body">${days}</p>`
}

/** This academic year and the next, where nobody has entered terms, as they are assumed to be. */
function assumed(terms: readonly TermRow[], today: Temporal.PlainDate): Html {
  const entered = new Set(terms.map((term) => term.academic_year))
  const years = [academicYearStart(today), academicYearStart(today) + 1].filter(
    (year) => !entered.has(academicYearName(year)),
  )
  if (years.length === 0) return nothing
  const names = years.map(academicYearName).join(' and ')
  return html`${insetText({ text: `No terms have been entered for ${names}. Until they are, the usual terms in England are assumed.` })}
    ${details({ summaryText: `The terms that are assumed for ${names}`, html: html`${years.map((year) => scrollable(termTable(academicYearName(year), usualTerms(year), undefined), `Assumed terms of ${academicYearName(year)}`))}` })}`
}

/** The closed days to come; those that are past, of which there can be hundreds, stand behind them. */
function closedDays(closed: readonly ClosedDayRow[], today: Temporal.PlainDate, edit: string | undefined): Html {
  const isPast = (day: ClosedDayRow) => Temporal.PlainDate.compare(day.closed_on, today) < 0
  const [past, ahead] = [closed.filter(isPast), closed.filter((day) => !isPast(day))]
  const none =
    closed.length === 0
      ? 'No closed days have been entered. Days on which schools are closed in term, such as staff development days, belong here.'
      : 'No closed day lies ahead.'
  return html`${ahead.length === 0 ? html`<p class="govuk-body">${none}</p>` : closedTable('Closed days', ahead, edit)}
    ${past.length === 0 ? nothing : details({ summaryText: `Closed days that are past (${past.length})`, html: closedTable('Closed days that are past', past, edit) })}`
}

function closedTable(caption: string, closed: readonly ClosedDayRow[], edit: string | undefined): Html {
  return scrollable(
    table({
      caption,
      captionClasses: 'govuk-visually-hidden',
      firstCellIsHeader: true,
      head: [{ text: 'Day' }, { text: 'Reason' }, { text: 'For' }, ...(edit ? [{ text: 'Change' }] : [])],
      rows: closed.map((day) => [
        { text: dayAndDate(day.closed_on) },
        { text: day.reason },
        { text: day.school_name ?? 'All schools' },
        ...(edit
          ? [
              {
                html: html`<a class="govuk-link" href="${edit}/closed-days/${day.id}/open">Open<span class="govuk-visually-hidden"> ${dayAndDate(day.closed_on)}, ${day.school_name ?? 'all schools'}, again</span></a>`,
              },
            ]
          : []),
      ]),
    }),
    caption,
  )
}
