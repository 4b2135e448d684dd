import { details } from '../../../design/components/details.ts'
import { plural } from '../../../lib/words.ts'
import { type Html, html } from '../../../platform/web/html.ts'
import type { Concerned } from '../calendar.rules.ts'

const mostListed = 12

/** The people who get an email, by name. */
export function toldList(told: readonly Concerned[]): Html {
  if (told.length === 0)
    return html`<p class="govuk-body">Nobody: no dates of heads or leaders change that are not arranged already.</p>`
  const list = html`<ul class="govuk-list govuk-list--bullet">${told.map(({ person, hosts, joins }) => html`<li>${person.name}: ${whatOf(hosts.length, joins.length)}</li>`)}</ul>`
  const words = `${plural(told.length, 'person', 'people')} ${told.length === 1 ? 'gets' : 'get'} one email each`
  if (told.length <= mostListed) return html`<p class="govuk-body">${words}:</p>${list}`
  return html`<p class="govuk-body">${words}.</p>${details({ summaryText: 'Who they are', html: list })}`
}

function whatOf(hosts: number, joins: number): string {
  const host = hosts === 0 ? '' : `the dates of ${hosts === 1 ? 'their school' : `their ${hosts} schools`}`
  const join = joins === 0 ? '' : `${plural(joins, 'visit')} to take part in`
  return [host, join].filter((words) => words !== '').join(' and ')
}
