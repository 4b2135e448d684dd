import { type Html, html, nothing } from '../../platform/web/html.ts'
import { button } from './button.ts'

export type FilterParams = {
  /** Where the form goes; the chosen filters become its query. */
  action: string
  heading?: string | undefined
  /** The questions of the form. */
  options: Html
  selected?: readonly { heading: string; items: readonly { href: string; text: string }[] }[] | undefined
  clearHref?: string | undefined
  submitText?: string | undefined
}

function selectedFilters(params: FilterParams): Html {
  const groups = (params.selected ?? []).filter((group) => group.items.length > 0)
  if (groups.length === 0) return nothing
  return html`<div class="moj-filter__selected">
    <div class="moj-filter__selected-heading">
      <div class="moj-filter__heading-title"><h3 class="govuk-heading-s">Chosen filters</h3></div>
      ${params.clearHref ? html`<div class="moj-filter__heading-action"><p><a class="govuk-link govuk-link--no-visited-state" href="${params.clearHref}">Clear filters</a></p></div>` : nothing}
    </div>
    ${groups.map(
      (group) => html`<h4 class="govuk-heading-s govuk-!-margin-bottom-0">${group.heading}</h4>
    <ul class="moj-filter-tags">${group.items.map((item) => html`<li><a class="moj-filter__tag" href="${item.href}"><span class="govuk-visually-hidden">Remove this filter</span> ${item.text}</a></li>`)}</ul>`,
    )}
  </div>`
}

/** A form that narrows a list, with what is chosen at its top: MOJ Frontend's filter, as an ordinary GET form. */
export function filter(params: FilterParams): Html {
  return html`<form class="moj-filter" method="get" action="${params.action}">
    <div class="moj-filter__header"><div class="moj-filter__header-title"><h2 class="govuk-heading-m">${params.heading ?? 'Filter'}</h2></div></div>
    <div class="moj-filter__content">
      ${selectedFilters(params)}
      <div class="moj-filter__options">${button({ text: params.submitText ?? 'Apply filters' })}${params.options}</div>
    </div>
  </form>`
}
