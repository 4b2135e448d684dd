/** How many of their days each leader would use, as bars with their table. */
import { chartFigure } from '../../design/components/chart-figure.ts'
import { table } from '../../design/components/table.ts'
import { plural } from '../../lib/words.ts'
import { type Html, html, nothing } from '../../platform/web/html.ts'
import type { MatchResult } from './match.schema.ts'

/** In rem, so that the picture grows with its letters. */
const rowHeight = 2.6
const barHeight = 0.9
/** Bars leave room for their figure, in hundredths of the width. */
const longest = 70

export function loadBars(loads: MatchResult['loads']): Html {
  const most = Math.max(0, ...loads.map(({ of, days }) => Math.max(of, days)))
  if (most === 0) return nothing
  const idle = loads.filter(({ days }) => days === 0).length
  const used = loads.reduce((sum, { days }) => sum + days, 0)
  const given = loads.reduce((sum, { of }) => sum + of, 0)
  const title = `${used} of ${given} days are used; ${idle === 0 ? 'every leader has a group' : `${plural(idle, 'leader')} ${idle === 1 ? 'has' : 'have'} no group`}`
  const bar = ({ name, days, of }: MatchResult['loads'][number], index: number) => {
    const top = index * rowHeight
    const width = (value: number) => ((longest * value) / most).toFixed(2)
    return html`<text class="app-bars__name" x="0" y="${top + 1.1}rem">${name}</text>
      <rect class="app-bars__bar" x="0" y="${top + 1.4}rem" width="${width(days)}%" height="${barHeight}rem"/>
      <text class="app-bars__figure" x="${Number(width(days)) + 1.5}%" y="${top + 1.4 + barHeight - 0.08}rem">${days} of ${of}</text>`
  }
  return chartFigure({
    title,
    svg: html`<svg class="app-bars" role="img" aria-label="${title}" focusable="false" width="100%" height="${loads.length * rowHeight}rem" xmlns="http://www.w3.org/2000/svg">${loads.map(bar)}</svg>`,
    table: table({
      caption: 'Days of each leader',
      captionClasses: 'govuk-visually-hidden',
      firstCellIsHeader: true,
      head: [
        { text: 'Leader' },
        { text: 'Days used', format: 'numeric' },
        { text: 'Days given', format: 'numeric' },
        { text: 'Groups' },
      ],
      rows: loads.map(({ name, days, of, groups }) => [
        { text: name },
        { text: String(days), format: 'numeric' },
        { text: String(of), format: 'numeric' },
        { text: groups.join(', ') || 'None' },
      ]),
    }),
  })
}
