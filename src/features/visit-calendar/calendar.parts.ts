/** The calendar drawn: groups by half-term, dates by week, and each school's dates. */
import { details } from '../../design/components/details.ts'
import { scrollable } from '../../design/components/scrollable.ts'
import { statusTag } from '../../design/components/status-tag.ts'
import { summaryList } from '../../design/components/summary-list.ts'
import { table } from '../../design/components/table.ts'
import type { Load } from '../../lib/scheduling/calendar.ts'
import { academicYearName, academicYearStart } from '../../lib/school-days-usual-terms.ts'
import { dayAndDate, longDate, plural, shortDate } from '../../lib/words.ts'
import { type Html, html, nothing } from '../../platform/web/html.ts'
import type { CalendarRow } from './calendar.rules.ts'
import { type MovedDate, stepNames } from './calendar.schema.ts'

const plain = (day: string) => Temporal.PlainDate.from(day)
const dayAndMonth = (day: Temporal.PlainDate) => shortDate(day).replace(/ \d{4}$/, '')

/** What links lead to; without it names stand alone. */
export type Hrefs = { school?: (id: string) => string; review?: (id: string) => string }

/** Half-terms with what they are called inside their year: "Term 3 of 2026-27" is "Term 3". */
type HalfTerm = Load['halfTerms'][number]
const shortName = ({ name }: HalfTerm) => name.replace(/ of \d{4}-\d{2}/, '')
const isIn = ({ from, to }: HalfTerm, row: CalendarRow) => from <= row.visit && row.visit <= to

/** One table for each school year: groups as rows, half-terms as columns. Narrow screens get the dates as a list instead. */
export function byGroups(rows: readonly CalendarRow[], load: Load, hrefs: Hrefs): Html {
  const groups = [...Map.groupBy(rows, ({ group_name }) => group_name)].sort(([a], [b]) => a.localeCompare(b))
  const years = Map.groupBy(load.halfTerms, ({ from }) => academicYearStart(plain(from)))
  const tables = [...years].map(([year, halfTerms]) => {
    const own = rows.filter((row) => halfTerms.some((one) => isIn(one, row)))
    if (own.length === 0) return nothing
    const caption = `School year ${academicYearName(year)}: ${plural(own.length, 'visit')}`
    const isPast = own.every(({ state }) => state === 'made')
    const drawn = scrollable(
      table({
        caption,
        captionClasses: isPast ? 'govuk-visually-hidden' : 'govuk-table__caption--m',
        classes: 'app-calendar',
        firstCellIsHeader: true,
        head: [
          { text: 'Group' },
          ...halfTerms.map((one) => ({
            html: html`${shortName(one)}<br><span class="govuk-!-font-weight-regular">${dayAndMonth(plain(one.from))} to ${dayAndMonth(plain(one.to))}</span>`,
          })),
        ],
        rows: groups.map(([name, visits]) => [
          { text: name },
          ...halfTerms.map((one) => ({
            html: cell(
              visits.filter((row) => isIn(one, row)),
              hrefs,
            ),
          })),
        ]),
      }),
      caption,
    )
    return isPast ? details({ summaryText: `${caption}, all made`, html: drawn }) : drawn
  })
  return html`<div class="app-calendar-wide">${tables}</div><div class="app-calendar-narrow">${byWeeks(rows, load, hrefs, 3)}</div>`
}

function cell(rows: readonly CalendarRow[], hrefs: Hrefs): Html {
  if (rows.length === 0) return html`<span class="govuk-visually-hidden">No visit</span>`
  return html`<ul class="app-calendar__visits">${rows.map((row) => html`<li><strong>${dayAndMonth(row.visit_on)}</strong> ${schoolName(row, hrefs)}${mark(row)}</li>`)}</ul>`
}

function schoolName({ school, name }: CalendarRow, hrefs: Hrefs): Html {
  return hrefs.school ? html`<a class="govuk-link" href="${hrefs.school(school)}">${name}</a>` : html`${name}`
}

/** In words what is not just planned. */
function mark(row: CalendarRow): Html {
  const words = stateInWords(row)
  return words === '' ? nothing : html` <span class="app-calendar__state">${words}</span>`
}

function stateInWords({ state, pinned }: CalendarRow): string {
  if (state === 'made') return 'Made'
  if (state === 'arranged') return 'Arranged'
  return pinned ? 'Pinned' : ''
}

/** Every visit by half-term and week; the heading level is that of the half-terms. */
export function byWeeks(rows: readonly CalendarRow[], load: Load, hrefs: Hrefs, level: 2 | 3 = 2): Html {
  const inside = (one: HalfTerm) => rows.filter((row) => isIn(one, row))
  const isPast = (one: HalfTerm) => inside(one).every(({ state }) => state === 'made')
  const drawn = (one: HalfTerm) => {
    const own = inside(one)
    if (own.length === 0) return nothing
    const weeks = Map.groupBy(own, ({ visit_on }) => `${visit_on.subtract({ days: visit_on.dayOfWeek - 1 })}`)
    const title = `${one.name}, ${longDate(plain(one.from))} to ${longDate(plain(one.to))}`
    const heading =
      level === 2 ? html`<h2 class="govuk-heading-m">${title}</h2>` : html`<h3 class="govuk-heading-s">${title}</h3>`
    return html`${heading}<dl class="app-calendar-weeks">${[...weeks].map(
      ([monday, visits]) =>
        html`<div class="app-calendar-weeks__week"><dt>Week of ${longDate(plain(monday))}</dt>${visits.map(
          (row) =>
            html`<dd>${dayAndDate(row.visit_on).replace(/ \d{4}$/, '')}: ${schoolName(row, hrefs)}, ${row.group_name}${mark(row)}</dd>`,
        )}</div>`,
    )}</dl>`
  }
  const past = load.halfTerms.filter(isPast)
  const made = past.reduce((sum, one) => sum + inside(one).length, 0)
  const other = rows.filter((row) => !load.halfTerms.some((one) => isIn(one, row)))
  return html`${made > 0 ? details({ summaryText: `Half-terms that are over: ${plural(made, 'visit')} made`, html: html`${past.map(drawn)}` }) : nothing}${load.halfTerms.filter((one) => !isPast(one)).map(drawn)}${
    other.length === 0
      ? nothing
      : html`<p class="govuk-body">Outside the terms: ${other.map((row, index) => html`${index > 0 ? ', ' : ''}${row.name} on ${longDate(row.visit_on)}`)}.</p>`
  }`
}

/** Each school's dates and windows; visits that were made stand behind those to come. */
export function bySchools(rows: readonly CalendarRow[], hrefs: Hrefs): Html {
  const [made, ahead] = [rows.filter(({ state }) => state === 'made'), rows.filter(({ state }) => state !== 'made')]
  if (made.length === 0 || ahead.length === 0) return schoolTable('Dates of each school', rows, hrefs)
  return html`${schoolTable('Visits to come', ahead, hrefs)}${details({ summaryText: `${plural(made.length, 'visit')} made`, html: schoolTable('Visits made', made, hrefs) })}`
}

function schoolTable(caption: string, rows: readonly CalendarRow[], hrefs: Hrefs): Html {
  const day = (on: Temporal.PlainDate | undefined) => ({ text: on ? shortDate(on) : '–' })
  const met = (on: string | undefined, window: CalendarRow['follow_up']) => ({
    html: window
      ? html`${on ? html`<strong>${shortDate(plain(on))}</strong><br>` : nothing}${shortDate(window.opens)} to ${shortDate(window.closes)}`
      : html`${on ? shortDate(plain(on)) : '–'}`,
  })
  return scrollable(
    table({
      caption,
      captionClasses: 'govuk-visually-hidden',
      classes: 'app-calendar',
      firstCellIsHeader: true,
      head: ['School', 'Visit', 'Self-evaluation due', 'Pre-review meeting', 'Report due', 'Follow-up', 'Check-in'].map(
        (text) => ({ text }),
      ),
      rows: rows.map((row) => [
        {
          html: html`${schoolName(row, hrefs)}<br><span class="govuk-!-font-weight-regular">${row.group_name}</span>`,
        },
        { html: html`<strong>${shortDate(row.visit_on)}</strong>${stateTag(row)}${reality(row, hrefs)}` },
        day(row.self_evaluation_due),
        day(row.preparation === undefined ? undefined : plain(row.preparation)),
        day(row.write_up_due),
        met(row.followUp, row.follow_up),
        met(row.checkIn, row.check_in),
      ]),
    }),
    caption,
  )
}

function stateTag(row: CalendarRow): Html {
  if (row.state === 'planned' && !row.pinned) return nothing
  const tone = row.state === 'made' ? 'done' : row.state === 'arranged' ? 'progress' : 'info'
  return html`<br>${statusTag(stateInWords(row), tone)}`
}

function reality({ really_on, review_id }: CalendarRow, hrefs: Hrefs): Html {
  if (!really_on) return nothing
  const words = `Arranged for ${shortDate(really_on)}`
  return html`<br>${hrefs.review && review_id ? html`<a class="govuk-link" href="${hrefs.review(review_id)}">${words}</a>` : words}`
}

/** Dates that change, each with where it was and where it goes. */
export function movesTable(
  moved: readonly MovedDate[],
  names: ReadonlyMap<string, string>,
  tense: 'changes' | 'changed' = 'changes',
): Html {
  const verb = tense === 'changed' ? 'changed' : moved.length === 1 ? 'changes' : 'change'
  const order = moved.toSorted((a, b) => (names.get(a.school) ?? '').localeCompare(names.get(b.school) ?? ''))
  return scrollable(
    table({
      caption: `${plural(moved.length, 'date')} ${verb}`,
      captionClasses: 'govuk-table__caption--m',
      firstCellIsHeader: true,
      head: [{ text: 'School' }, { text: 'What' }, { text: 'From' }, { text: 'To' }],
      rows: order.map(({ school, step, from, to }) => [
        { text: names.get(school) ?? '' },
        { text: stepNames[step] },
        { text: dayAndDate(plain(from)) },
        { html: html`<strong>${dayAndDate(plain(to))}</strong>` },
      ]),
    }),
    'Dates that change',
  )
}

/** One school's dates and windows, as a list. */
export function datesOf(row: CalendarRow): Html {
  const line = (key: string, day: string | Temporal.PlainDate | undefined) =>
    day === undefined ? [] : [{ key: { text: key }, value: { text: dayAndDate(plain(`${day}`)) } }]
  const window = (key: string, day: string | undefined, open: CalendarRow['follow_up']) =>
    open
      ? [
          {
            key: { text: key },
            value: {
              text: `${day ? `${dayAndDate(plain(day))}, or another day from` : 'From'} ${longDate(open.opens)} to ${longDate(open.closes)}`,
            },
          },
        ]
      : []
  return summaryList({
    rows: [
      ...line('Self-evaluation due', row.self_evaluation_due),
      ...line('Pre-review meeting', row.preparation),
      ...line('Visit', row.visit_on),
      ...line('Report due', row.write_up_due),
      ...window('Follow-up', row.followUp, row.follow_up),
      ...window('Check-in', row.checkIn, row.check_in),
    ],
  })
}
