import { type Html, html, nothing, raw } from '../../platform/web/html.ts'
import type { SummaryListParams } from './generated.ts'
import { attributes, classNames, content, hasContent } from './parts.ts'

type Row = SummaryListParams['rows'][number]
type Card = NonNullable<SummaryListParams['card']>
type Action = NonNullable<NonNullable<Row['actions']>['items']>[number]

function actionLink(action: Action, cardTitle: Card['title']): Html {
  const about = action.visuallyHiddenText ? html` ${action.visuallyHiddenText}` : nothing
  const inCard = cardTitle ? html` (${content(cardTitle)})` : nothing
  const hidden =
    action.visuallyHiddenText || cardTitle
      ? html`<span class="govuk-visually-hidden">${about}${inCard}</span>`
      : nothing
  return html`<a class="${classNames('govuk-link', action.classes)}" href="${action.href}"${attributes(action.attributes)}>${content(action)}${hidden}</a>`
}

function rowActions(row: Row, cardTitle: Card['title']): Html {
  const items = row.actions?.items ?? []
  const [only] = items
  if (!only) return nothing
  const links =
    items.length === 1
      ? actionLink(only, cardTitle)
      : html`<ul class="govuk-summary-list__actions-list">${items.map((item) => html`<li class="govuk-summary-list__actions-list-item">${actionLink(item, cardTitle)}</li>`)}</ul>`
  return html`<dd class="${classNames('govuk-summary-list__actions', row.actions?.classes)}">${links}</dd>`
}

function listRow(row: Row, anyActions: boolean, cardTitle: Card['title']): Html {
  const names = classNames(
    'govuk-summary-list__row',
    anyActions && !row.actions?.items?.length && 'govuk-summary-list__row--no-actions',
    row.classes,
  )
  return html`<div class="${names}"><dt class="${classNames('govuk-summary-list__key', row.key.classes)}">${content(row.key)}</dt><dd class="${classNames('govuk-summary-list__value', row.value.classes)}">${content(row.value)}</dd>${rowActions(row, cardTitle)}</div>`
}

function card(params: Card, list: Html): Html {
  const items = params.actions?.items ?? []
  const [only] = items
  const names = classNames('govuk-summary-card__actions', params.actions?.classes)
  const level = raw(String(params.title?.headingLevel || 2))
  const title =
    params.title && hasContent(params.title)
      ? html`<h${level} class="${classNames('govuk-summary-card__title', params.title.classes)}">${content(params.title)}</h${level}>`
      : nothing
  const many = html`<ul class="${names}">${items.map((item) => html`<li class="govuk-summary-card__action">${actionLink(item, params.title)}</li>`)}</ul>`
  const actions =
    items.length > 1 ? many : only ? html`<div class="${names}">${actionLink(only, params.title)}</div>` : nothing
  return html`<div class="${classNames('govuk-summary-card', params.classes)}"${attributes(params.attributes)}><div class="govuk-summary-card__title-wrapper">${title}${actions}</div><div class="govuk-summary-card__content">${list}</div></div>`
}

/** Questions and their answers, with links to change them. */
export function summaryList(params: SummaryListParams): Html {
  const anyActions = params.rows.some((row) => row.actions?.items?.length)
  const list = html`<dl class="${classNames('govuk-summary-list', params.classes)}"${attributes(params.attributes)}>${params.rows.map((row) => listRow(row, anyActions, params.card?.title))}</dl>`
  return params.card ? card(params.card, list) : list
}
