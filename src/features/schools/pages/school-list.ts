import { z } from 'zod'
import { emptyState } from '../../../design/components/empty-state.ts'
import { filter } from '../../../design/components/filter.ts'
import { input } from '../../../design/components/input.ts'
import { pageLinks } from '../../../design/components/pagination.ts'
import { select } from '../../../design/components/select.ts'
import { statusTag } from '../../../design/components/status-tag.ts'
import { plural } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { page } from '../../page.ts'
import { type LocalityWithCount, localities } from '../locality.queries.ts'
import { type School, type SchoolFacets, type SchoolSearch, schoolFacets, searchSchools } from '../school.queries.ts'
import { phaseText, statusName, statusNames, statusTone } from '../school.rules.ts'

const rowsOnAPage = 50
const word = z.string().trim().max(100).catch('')

/** What the address of the list may ask for; anything odd asks for nothing. */
export const searchQuery = z.object({
  q: word,
  phase: word,
  district: word,
  locality: word,
  trust: z.string().max(300).catch(''),
  status: z.enum(['current', 'open', 'proposed', 'closed', 'all']).catch('current'),
})

/** The list of schools: search it, narrow it, download it. */
export const schoolListPage = page(
  {
    path: '/:partnership/schools',
    allow: 'school:see',
    params: z.object({ partnership: z.string() }),
    query: searchQuery.extend({ page: z.coerce.number().int().min(1).max(10_000).catch(1) }),
  },
  async (c) => {
    const { page: pageNumber, ...search } = c.query
    const base = `/${c.partnership.key}/schools`
    const found = await searchSchools(c.db, c.actor, search, {
      limit: rowsOnAPage,
      offset: (pageNumber - 1) * rowsOnAPage,
    })
    const facets = await schoolFacets(c.db, c.actor)
    const places = await localities(c.db, c.actor)
    const links = html`<p class="govuk-body">
      <a class="govuk-link" href="/${c.partnership.key}/localities">Localities</a>${
        c.can('school:import')
          ? html` · <a class="govuk-link" href="${base}/import">Import schools from a register</a>`
          : nothing
      }${found.total > 0 ? html` · <a class="govuk-link" href="${base}/export${queryOf(search)}">Download this list (CSV)</a>` : nothing}</p>`
    const none = found.total === 0 && facets.phases.length === 0
    const body = none
      ? nobodyYet(c.can('school:import'), base)
      : html`${links}<div class="govuk-grid-row">
        <div class="govuk-grid-column-one-third">${searchForm(base, search, facets, places)}</div>
        <div class="govuk-grid-column-two-thirds">${results(base, found, search, pageNumber)}</div>
      </div>`
    return c.view('Schools', body)
  },
)

function nobodyYet(mayImport: boolean, base: string): Html {
  if (!mayImport)
    return emptyState('No schools have been added yet. Your partnership adds them from the national register.')
  return emptyState(
    'No schools have been added yet. Bring the list of your local authority from “Get information about schools”.',
    {
      href: `${base}/import`,
      text: 'Import schools from a register',
    },
  )
}

function searchForm(base: string, search: SchoolSearch, facets: SchoolFacets, places: LocalityWithCount[]): Html {
  const choose = (
    id: string,
    label: string,
    value: string,
    any: string,
    values: readonly { value: string; text: string }[],
  ) =>
    select({
      id,
      name: id,
      label: { text: label, classes: 'govuk-label--s' },
      value,
      items: [{ value: '', text: any }, ...values],
    })
  const same = (values: readonly string[]) => values.map((value) => ({ value, text: value }))
  const options = html`
    ${input({ id: 'q', name: 'q', label: { text: 'Name, URN or postcode', classes: 'govuk-label--s' }, value: search.q, type: 'search', spellcheck: false })}
    ${choose('phase', 'Phase', search.phase, 'Any phase', same(facets.phases))}
    ${choose('district', 'District', search.district, 'Any district', same(facets.districts))}
    ${
      places.length > 0
        ? choose(
            'locality',
            'Locality',
            search.locality,
            'Any locality',
            places.map(({ id, kind, name }) => ({ value: id, text: `${name} (${kind.toLowerCase()})` })),
          )
        : nothing
    }
    ${facets.trusts.length > 0 ? choose('trust', 'Trust', search.trust, 'Any trust or none', same(facets.trusts)) : nothing}
    ${select({
      id: 'status',
      name: 'status',
      label: { text: 'Status', classes: 'govuk-label--s' },
      value: search.status,
      items: [
        { value: 'current', text: 'Open and proposed' },
        ...Object.entries(statusNames).map(([value, text]) => ({ value, text })),
        { value: 'all', text: 'All, also closed' },
      ],
    })}`
  return filter({
    action: base,
    heading: 'Find a school',
    options,
    selected: chosen(base, search, places),
    clearHref: base,
    submitText: 'Show schools',
  })
}

/** Each chosen filter, with the address of the list without it. */
function chosen(base: string, search: SchoolSearch, places: LocalityWithCount[]) {
  const without = (field: keyof SchoolSearch) =>
    `${base}${queryOf({ ...search, [field]: field === 'status' ? 'current' : '' })}`
  const place = places.find(({ id }) => id === search.locality)?.name ?? 'A locality that is gone'
  const named: [keyof SchoolSearch, string, string][] = [
    ['q', 'Search', search.q],
    ['phase', 'Phase', search.phase],
    ['district', 'District', search.district],
    ['locality', 'Locality', search.locality === '' ? '' : place],
    ['trust', 'Trust', search.trust],
    [
      'status',
      'Status',
      search.status === 'current' ? '' : search.status === 'all' ? 'All' : statusName(search.status),
    ],
  ]
  return named
    .filter(([, , text]) => text !== '')
    .map(([field, heading, text]) => ({ heading, items: [{ href: without(field), text }] }))
}

/** The query of an address that asks for these schools; empty where it asks for the usual ones. */
export function queryOf(search: SchoolSearch, pageNumber = 1): string {
  const asked = Object.entries(search).filter(
    ([field, value]) => value !== '' && !(field === 'status' && value === 'current'),
  )
  const query = new URLSearchParams([...asked, ...(pageNumber > 1 ? [['page', String(pageNumber)]] : [])]).toString()
  return query === '' ? '' : `?${query}`
}

function results(
  base: string,
  found: { schools: School[]; total: number },
  search: SchoolSearch,
  pageNumber: number,
): Html {
  const pages = Math.ceil(found.total / rowsOnAPage)
  const first = (pageNumber - 1) * rowsOnAPage + 1
  const range = pages > 1 && found.schools.length > 0 ? `, ${first} to ${first + found.schools.length - 1} shown` : ''
  const heading = html`<h2 class="govuk-heading-m">${plural(found.total, 'school')}${range}</h2>`
  if (found.total === 0)
    return html`${heading}${emptyState('No school matches. Try fewer words, or fewer filters.', { href: base, text: 'Show all schools' })}`
  if (found.schools.length === 0)
    return html`${heading}${emptyState('This page is past the end of the list.', { href: `${base}${queryOf(search)}`, text: 'Go to the first page' })}`
  return html`${heading}${schoolList(base, found.schools)}${pageLinks({
    label: 'Pages of schools',
    number: pageNumber,
    last: pages,
    hrefOf: (number) => `${base}${queryOf(search, number)}`,
  })}`
}

function schoolList(base: string, schools: readonly School[]): Html {
  return html`<ul class="govuk-list" id="schools">${schools.map((school) => {
    const facts = [phaseText(school), school.district, school.trust, school.postcode, `URN ${school.urn}`]
    const status =
      school.status === 'open' ? nothing : html` ${statusTag(statusName(school.status), statusTone(school.status))}`
    return html`<li class="govuk-!-margin-bottom-4"><a class="govuk-link govuk-!-font-weight-bold" href="${base}/${school.id}">${school.name}</a>${status}<br>${facts.filter((fact) => fact !== '').join(' · ')}</li>`
  })}</ul>`
}
