import { type Html, html, nothing } from '../../platform/web/html.ts'
import type { TableParams } from './generated.ts'
import { attribute, attributes, classNames, content } from './parts.ts'

type Cell = TableParams['rows'][number][number]

const spans = (cell: Cell) =>
  html`${attribute('colspan', cell.colspan)}${attribute('rowspan', cell.rowspan)}${attributes(cell.attributes)}`

function head(cells: TableParams['head']): Html {
  if (!cells) return nothing
  const columns = cells.map(
    (cell) =>
      html`<th scope="col" class="${classNames('govuk-table__header', cell.format && `govuk-table__header--${cell.format}`, cell.classes)}"${spans(cell)}>${content(cell)}</th>`,
  )
  return html`<thead class="govuk-table__head"><tr class="govuk-table__row">${columns}</tr></thead>`
}

function rowCell(cell: Cell, isHeader: boolean): Html {
  if (isHeader)
    return html`<th scope="row" class="${classNames('govuk-table__header', cell.classes)}"${spans(cell)}>${content(cell)}</th>`
  return html`<td class="${classNames('govuk-table__cell', cell.format && `govuk-table__cell--${cell.format}`, cell.classes)}"${spans(cell)}>${content(cell)}</td>`
}

/** Rows and columns of figures or short texts. */
export function table(params: TableParams): Html {
  const caption = params.caption
    ? html`<caption class="${classNames('govuk-table__caption', params.captionClasses)}">${params.caption}</caption>`
    : nothing
  const rows = params.rows.map(
    (row) =>
      html`<tr class="govuk-table__row">${row.map((cell, index) => rowCell(cell, index === 0 && params.firstCellIsHeader === true))}</tr>`,
  )
  return html`<table class="${classNames('govuk-table', params.classes)}"${attributes(params.attributes)}>${caption}${head(params.head)}<tbody class="govuk-table__body">${rows}</tbody></table>`
}
