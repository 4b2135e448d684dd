import { z } from 'zod'
import { emptyState } from '../../../design/components/empty-state.ts'
import { scrollable } from '../../../design/components/scrollable.ts'
import { table } from '../../../design/components/table.ts'
import { csvText } from '../../../lib/csv.ts'
import { plural } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db/connect.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { type Actor, can } from '../../people/public.ts'
import { schoolById, schoolPath } from '../../schools/public.ts'
import { academicYearOf, daysFigure, daysText, daysTyped, yearText } from '../days.rules.ts'
import { timeOf } from '../effort.queries.ts'
import { kindNames, kinds } from '../effort.rules.ts'
import { personTimePath, schoolTimePath, timeParams, yearQuery } from '../paths.ts'
import { allWork, inYear, type PersonTime, type SchoolTime, schoolTime, sumOf, yearsOf } from '../sums.rules.ts'
import { yearLinks } from '../time.parts.ts'
import { timeBars } from '../time-bars.ts'

const params = timeParams.extend({ school: z.uuid() })

/** The school's time in all years and in the chosen one; undefined for whoever does not lead the school. */
async function schoolTimeFor(
  db: Db,
  actor: Actor,
  schoolId: string,
  wanted: number | undefined,
  today: Temporal.PlainDate,
) {
  const school = can(actor, 'effort:see-school', schoolId) ? await schoolById(db, actor, schoolId) : undefined
  if (!school) return undefined
  const year = wanted ?? academicYearOf(today)
  const all = await timeOf(db, actor, { school_id: schoolId }, today)
  const time = schoolTime(allWork(inYear(all, year)), schoolId)
  return { school, year, years: yearsOf(allWork(all), today), time }
}

/** What the people of a school gave to peer review in a year, and what the school received. */
export const schoolTimePage = page(
  { path: '/:partnership/schools/:school/time', allow: 'effort:see-school', params, query: yearQuery },
  async (c) => {
    const seen = found(await schoolTimeFor(c.db, c.actor, c.params.school, c.query.year, c.today))
    const { school, year, years, time } = seen
    const isEmpty = time.people.length === 0 && time.received === 0
    const hrefOf = (one: number) => schoolTimePath(c.partnership, school.id, one)
    const csvHref = `${schoolTimePath(c.partnership, school.id)}/download?year=${year}`
    const head = c.can('effort:correct', school.id)
    const linkOf = head ? ({ person_id }: PersonTime) => personTimePath(c.partnership, person_id, year) : undefined
    return c.view(
      'Our school’s time',
      html`${yearLinks(years, year, hrefOf)}
      ${isEmpty ? nothingYet(year, c.today) : html`${gaveAndReceived(school.name, time, csvHref)}${peoplePart(time, linkOf)}`}
      ${isEmpty ? nothing : html`<p class="govuk-body">${head ? 'Open a colleague to see their stages, and to correct or add something for them. They see what you wrote.' : 'Each colleague sees their own stages. The headteacher can correct them.'} The partnership sees the school’s sums, without names.</p>`}`,
      {
        caption: `${school.name}, ${yearText(year)}`,
        back: { href: schoolPath(c.partnership, school.id), text: school.name },
      },
    )
  },
)

function nothingYet(year: number, today: Temporal.PlainDate): Html {
  if (year !== academicYearOf(today)) return emptyState(`There is no time from ${yearText(year)}.`)
  return emptyState(
    `There is no time from ${yearText(year)} yet. When colleagues have taken part in a review, or your school has been reviewed, the time appears here by itself.`,
  )
}

function gaveAndReceived(name: string, time: SchoolTime, csvHref: string): Html {
  const bars = [
    { name: 'Given to other schools and the group', half_days: time.gave },
    { name: 'Hosting a review of our own', half_days: time.hosted },
    { name: 'Received when we were reviewed', half_days: time.received },
  ]
  return timeBars({
    title: findingOf(name, time),
    bars,
    csvHref,
    table: table({
      caption: 'Time given and received',
      captionClasses: 'govuk-visually-hidden',
      firstCellIsHeader: true,
      head: [{ text: 'Time' }, { text: 'Days', format: 'numeric' }],
      rows: bars.map((bar) => [{ text: bar.name }, { text: daysFigure(bar.half_days), format: 'numeric' }]),
    }),
  })
}

/** What the picture shows, in a sentence. */
function findingOf(name: string, { gave, hosted, received }: SchoolTime): string {
  const hosting = hosted > 0 ? `, and ${daysText(hosted)} went into hosting` : ''
  if (received === 0) return `${name} gave ${daysText(gave)} to other schools${hosting}`
  return `${name} gave ${daysText(gave)} to other schools and received ${daysText(received)}${hosting}`
}

/** The kinds of work that somebody did, so that no column is empty. */
function usedKinds(people: readonly PersonTime[]) {
  return kinds.filter((kind) => people.some(({ by_kind }) => (by_kind[kind] ?? 0) > 0))
}

function peoplePart({ people, gave, hosted }: SchoolTime, hrefOf: ((person: PersonTime) => string) | undefined): Html {
  if (people.length === 0) return emptyState('No colleague of the school has taken part in a review this year.')
  const used = usedKinds(people)
  const figure = (value: number) => ({ text: daysFigure(value), format: 'numeric' as const })
  const rows = people.map((person) => [
    hrefOf ? { html: html`<a class="govuk-link" href="${hrefOf(person)}">${person.name}</a>` } : { text: person.name },
    figure(person.total),
    ...used.map((kind) => figure(person.by_kind[kind] ?? 0)),
  ])
  const sums = [
    { text: 'Together' },
    figure(gave + hosted),
    ...used.map((kind) => figure(sumOf(people.map(({ by_kind }) => ({ half_days: by_kind[kind] ?? 0 }))))),
  ]
  return html`<h2 class="govuk-heading-m">${plural(people.length, 'colleague')}</h2>${scrollable(
    table({
      caption: 'Days of each colleague',
      captionClasses: 'govuk-table__caption--s',
      firstCellIsHeader: true,
      head: [
        { text: 'Colleague' },
        { text: 'All', format: 'numeric' },
        ...used.map((kind) => ({ text: kindNames[kind], format: 'numeric' as const })),
      ],
      rows: [...rows, sums],
    }),
    'Days of each colleague',
  )}`
}

/** The same figures as a file. */
export const schoolTimeFile = page(
  { path: '/:partnership/schools/:school/time/download', allow: 'effort:see-school', params, query: yearQuery },
  async (c) => {
    const { school, year, time } = found(await schoolTimeFor(c.db, c.actor, c.params.school, c.query.year, c.today))
    const rows = time.people.map(({ name, total, by_kind }) => [
      name,
      daysTyped(total),
      ...kinds.map((kind) => daysTyped(by_kind[kind] ?? 0)),
    ])
    const none = kinds.map(() => '')
    const body = csvText(
      ['Whose time', 'Days', ...kinds.map((kind) => kindNames[kind])],
      [
        ...rows,
        ['All colleagues together', daysTyped(time.gave + time.hosted), ...none],
        ['Given to other schools and the group', daysTyped(time.gave), ...none],
        ['Hosting a review of our own', daysTyped(time.hosted), ...none],
        ['Received when we were reviewed', daysTyped(time.received), ...none],
      ],
    )
    return c.download({ name: `time-${school.urn}-${year}.csv`, type: 'text/csv; charset=utf-8', body })
  },
)
