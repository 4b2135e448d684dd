import { z } from 'zod'
import { emptyState } from '../../../design/components/empty-state.ts'
import { pageLinks } from '../../../design/components/pagination.ts'
import { scrollable } from '../../../design/components/scrollable.ts'
import { table } from '../../../design/components/table.ts'
import { csvText } from '../../../lib/csv.ts'
import { plural } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db/connect.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { page } from '../../page.ts'
import type { Actor } from '../../people/public.ts'
import { academicYearOf, daysFigure, daysText, daysTyped, yearText } from '../days.rules.ts'
import { timeOf } from '../effort.queries.ts'
import { overviewPath, timeParams, yearQuery } from '../paths.ts'
import {
  allWork,
  inYear,
  type ProgrammeSum,
  type SchoolSum,
  sumsByProgramme,
  sumsBySchool,
  yearsOf,
} from '../sums.rules.ts'
import { yearLinks } from '../time.parts.ts'
import { timeBars } from '../time-bars.ts'

const rowsOnAPage = 50
const mostBars = 8
/** Two whole reviews of the usual length: whoever gave that much should not be the next to be asked. */
const muchForOne = 8

async function sumsFor(db: Db, actor: Actor, wanted: number | undefined, today: Temporal.PlainDate) {
  const all = await timeOf(db, actor, 'everybody', today)
  const year = wanted ?? academicYearOf(today)
  const work = allWork(inYear(all, year))
  return { year, years: yearsOf(allWork(all), today), schools: sumsBySchool(work), programmes: sumsByProgramme(work) }
}

/** What schools give to reviews and receive, for the partnership: sums only, so that nobody is asked too often. */
export const overview = page(
  {
    path: '/:partnership/time/schools',
    allow: 'effort:see-sums',
    params: timeParams,
    query: yearQuery.extend({ page: z.coerce.number().int().min(1).max(10_000).catch(1) }),
  },
  async (c) => {
    const { year, years, schools, programmes } = await sumsFor(c.db, c.actor, c.query.year, c.today)
    const here = overviewPath(c.partnership, year)
    const shown = schools.slice((c.query.page - 1) * rowsOnAPage, c.query.page * rowsOnAPage)
    const isEmpty = schools.length + programmes.length === 0
    const body = isEmpty
      ? emptyState(
          `There is no time from ${yearText(year)}${year === academicYearOf(c.today) ? ' yet. It appears here by itself when the first review of the year has been prepared' : ''}.`,
        )
      : html`${busiest(schools, `${overviewPath(c.partnership)}/download?year=${year}`)}${loadNote(schools)}
        <h2 class="govuk-heading-m">Schools</h2>${schoolTable(shown)}
        ${pageLinks({ label: 'Pages of schools', number: c.query.page, last: Math.ceil(schools.length / rowsOnAPage), hrefOf: (other) => `${here}&page=${other}` })}
        <h2 class="govuk-heading-m">Programmes</h2>${programmeTable(programmes)}
        <p class="govuk-body">Time is worked out from what happened in reviews, as people and their headteachers corrected it. Only sums are shown here: no names, and nothing that anybody wrote.</p>`
    return c.view(
      'Time that schools give',
      html`${yearLinks(years, year, (one) => overviewPath(c.partnership, one))}${body}`,
      { caption: `Peer review, ${yearText(year)}`, back: { href: `/${c.partnership.key}`, text: 'Home' } },
    )
  },
)

function busiest(schools: readonly SchoolSum[], csvHref: string): Html {
  const giving = schools.filter(({ gave }) => gave > 0)
  const [first] = giving
  if (!first) return nothing
  const given = giving.reduce((sum, { gave }) => sum + gave, 0)
  const shown = giving.slice(0, mostBars)
  return timeBars({
    title: `${plural(giving.length, 'school')} gave ${daysText(given)}; ${first.name} gave most, ${daysText(first.gave)}`,
    bars: shown.map(({ name, gave }) => ({ name, half_days: gave })),
    csvHref,
    ...(giving.length > shown.length
      ? { source: `The ${shown.length} schools that gave most. All of them are in the table below and in the file.` }
      : {}),
    table: table({
      caption: 'Schools that gave most',
      captionClasses: 'govuk-visually-hidden',
      firstCellIsHeader: true,
      head: [{ text: 'School' }, { text: 'Days given', format: 'numeric' }],
      rows: shown.map(({ name, gave }) => [{ text: name }, { text: daysFigure(gave), format: 'numeric' }]),
    }),
  })
}

/** Where one colleague carries much of it. */
function loadNote(schools: readonly SchoolSum[]): Html {
  const heavy = schools.filter(({ most }) => most >= muchForOne)
  if (heavy.length === 0)
    return html`<p class="govuk-body">At no school has one colleague given ${daysText(muchForOne)} or more.</p>`
  const many = heavy.length === 1 ? 'At 1 school one colleague has' : `At ${heavy.length} schools one colleague has`
  return html`<p class="govuk-body">${many} given ${daysText(muchForOne)} or more. Before you ask ${heavy.length === 1 ? 'it' : 'them'} again, ask the headteacher who else could go.</p>`
}

function schoolTable(schools: readonly SchoolSum[]): Html {
  const figure = (value: number) => ({ text: daysFigure(value), format: 'numeric' as const })
  return scrollable(
    table({
      caption: 'Days of each school',
      captionClasses: 'govuk-visually-hidden',
      firstCellIsHeader: true,
      head: [
        { text: 'School' },
        { text: 'Gave to others', format: 'numeric' },
        { text: 'Hosting', format: 'numeric' },
        { text: 'Received', format: 'numeric' },
        { text: 'Colleagues', format: 'numeric' },
        { text: 'Most for one of them', format: 'numeric' },
      ],
      rows: schools.map((school) => [
        { text: school.name },
        figure(school.gave),
        figure(school.hosted),
        figure(school.received),
        { text: String(school.colleagues), format: 'numeric' },
        {
          text: `${daysFigure(school.most)}${school.most_visits > 1 ? `, ${school.most_visits} visits` : ''}`,
          format: 'numeric',
        },
      ]),
    }),
    'Days of each school',
  )
}

function programmeTable(programmes: readonly ProgrammeSum[]): Html {
  const figure = (value: number) => ({ text: daysFigure(value), format: 'numeric' as const })
  return scrollable(
    table({
      caption: 'Days of each programme',
      captionClasses: 'govuk-visually-hidden',
      firstCellIsHeader: true,
      head: [
        { text: 'Programme' },
        { text: 'People', format: 'numeric' },
        { text: 'Days of schools’ people', format: 'numeric' },
        { text: 'Days of leaders from outside', format: 'numeric' },
      ],
      rows: programmes.map(({ programme_id, name, people, schools, outside }) => [
        { text: programme_id ? name : 'Other work, in no programme' },
        { text: String(people), format: 'numeric' },
        figure(schools),
        figure(outside),
      ]),
    }),
    'Days of each programme',
  )
}

/** The schools' sums as a file. */
export const overviewFile = page(
  { path: '/:partnership/time/schools/download', allow: 'effort:see-sums', params: timeParams, query: yearQuery },
  async (c) => {
    const { year, schools } = await sumsFor(c.db, c.actor, c.query.year, c.today)
    const body = csvText(
      ['School', 'Days given to others', 'Days hosting', 'Days received', 'Colleagues', 'Most days of one colleague'],
      schools.map(({ name, gave, hosted, received, colleagues, most }) => [
        name,
        daysTyped(gave),
        daysTyped(hosted),
        daysTyped(received),
        colleagues,
        daysTyped(most),
      ]),
    )
    return c.download({ name: `time-of-schools-${year}.csv`, type: 'text/csv; charset=utf-8', body })
  },
)
