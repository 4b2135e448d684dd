/** How many visits each half-term has, as bars with their table. */
import { chartFigure } from '../../design/components/chart-figure.ts'
import { table } from '../../design/components/table.ts'
import type { Load } from '../../lib/scheduling/calendar.ts'
import { longDate, plural } from '../../lib/words.ts'
import { type Html, html, nothing } from '../../platform/web/html.ts'
import { busiestWeek } from './calendar.rules.ts'

/** In rem, so that the picture grows with its letters. */
const rowHeight = 2.6
const barHeight = 0.9
/** Bars leave room for their figure, in hundredths of the width. */
const longest = 92

export function loadChart(load: Load, csvHref: string): Html {
  const parts = load.halfTerms.filter((one, index, all) => one.visits > 0 || isBetween(all, index))
  const most = Math.max(0, ...parts.map(({ visits }) => visits))
  if (most === 0) return nothing
  const fullest = parts.filter(({ visits }) => visits === most)
  const title =
    fullest.length === 1
      ? `${fullest[0]?.name} has the most visits: ${most}`
      : `No half-term has more than ${plural(most, 'visit')}`
  const week = busiestWeek(load)
  const svg = html`<svg class="app-bars" role="img" aria-label="${title}" focusable="false" width="100%" height="${parts.length * rowHeight}rem" xmlns="http://www.w3.org/2000/svg">${parts.map(
    ({ name, visits }, index) => {
      const top = index * rowHeight
      const width = (longest * visits) / most
      return html`<text class="app-bars__name" x="0" y="${top + 1.1}rem">${name}</text>
        <rect class="app-bars__bar" x="0" y="${top + 1.4}rem" width="${width.toFixed(2)}%" height="${barHeight}rem"/>
        <text class="app-bars__figure" x="${(width + 1.5).toFixed(2)}%" y="${top + 1.4 + barHeight - 0.08}rem">${visits}</text>`
    },
  )}</svg>`
  return chartFigure({
    title,
    svg,
    ...(week
      ? {
          source: `The busiest week is that of ${longDate(Temporal.PlainDate.from(week.monday))}: ${plural(week.halfDays, 'half-day')} of work for all teams together, ${plural(week.visits, 'visit')} among them.`,
        }
      : {}),
    table: table({
      caption: 'Visits in each half-term',
      captionClasses: 'govuk-visually-hidden',
      firstCellIsHeader: true,
      head: [{ text: 'Half-term' }, { text: 'First day' }, { text: 'Last day' }, { text: 'Visits', format: 'numeric' }],
      rows: load.halfTerms.map(({ name, from, to, visits }) => [
        { text: name },
        { text: longDate(Temporal.PlainDate.from(from)) },
        { text: longDate(Temporal.PlainDate.from(to)) },
        { text: String(visits), format: 'numeric' },
      ]),
    }),
    csvHref,
  })
}

/** An empty half-term between two that are not is part of the picture. */
function isBetween(all: Load['halfTerms'], index: number): boolean {
  return all.slice(0, index).some(({ visits }) => visits > 0) && all.slice(index).some(({ visits }) => visits > 0)
}
