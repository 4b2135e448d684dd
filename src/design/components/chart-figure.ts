import { type Html, html, nothing } from '../../platform/web/html.ts'
import { details } from './details.ts'
import { scrollable } from './scrollable.ts'

export type ChartFigureParams = {
  /** The finding, as a sentence: it stands above the picture. */
  title: string
  svg: Html
  /** What the marks mean. */
  key?: Html | undefined
  /** The same data as a table. */
  table: Html
  csvHref?: string | undefined
  source?: string | undefined
}

/** A picture with its finding above it, and the same data as a table and a download below. */
export function chartFigure(params: ChartFigureParams): Html {
  const download = params.csvHref
    ? html`<p class="govuk-body"><a class="govuk-link" href="${params.csvHref}">Download these figures (CSV)</a></p>`
    : nothing
  return html`<figure class="app-chart">
    <figcaption class="app-chart__title">${params.title}</figcaption>
    ${params.key ?? nothing}
    ${params.svg}
    ${params.source ? html`<p class="app-chart__source">${params.source}</p>` : nothing}
    ${details({ summaryText: 'Show these figures as a table', html: html`${scrollable(params.table, `${params.title}: table`)}${download}` })}
  </figure>`
}
