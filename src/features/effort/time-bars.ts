/** Time as bars, with the table of the same figures. */
import { chartFigure } from '../../design/components/chart-figure.ts'
import { type Html, html } from '../../platform/web/html.ts'
import { daysFigure } from './days.rules.ts'

/** In rem, so that the picture grows with its letters. */
const rowHeight = 2.6
const barHeight = 0.9
/** Bars leave room for their figure, in hundredths of the width. */
const longest = 86

export type Bar = { name: string; half_days: number }

/** Bars of days, under a sentence that says what they show. */
export function timeBars(params: {
  title: string
  bars: readonly Bar[]
  table: Html
  csvHref: string
  source?: string
}): Html {
  const { title, bars, ...rest } = params
  const most = Math.max(1, ...bars.map(({ half_days }) => half_days))
  const bar = ({ name, half_days }: Bar, index: number) => {
    const top = index * rowHeight
    const width = (longest * half_days) / most
    return html`<text class="app-bars__name" x="0" y="${top + 1.1}rem">${name}</text>
      <rect class="app-bars__bar" x="0" y="${top + 1.4}rem" width="${width.toFixed(2)}%" height="${barHeight}rem"/>
      <text class="app-bars__figure" x="${(width + 1.5).toFixed(2)}%" y="${top + 1.4 + barHeight - 0.08}rem">${daysFigure(half_days)}</text>`
  }
  const svg = html`<svg class="app-bars" role="img" aria-label="${title}" focusable="false" width="100%" height="${bars.length * rowHeight}rem" xmlns="http://www.w3.org/2000/svg">${bars.map(bar)}</svg>`
  return chartFigure({ title, svg, ...rest })
}
