import { z } from 'zod'
import { emptyState } from '../../../design/components/empty-state.ts'
import { filter } from '../../../design/components/filter.ts'
import { input } from '../../../design/components/input.ts'
import { pageLinks } from '../../../design/components/pagination.ts'
import { select } from '../../../design/components/select.ts'
import { plural } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { page } from '../../page.ts'
import { schoolName } from '../../schools/public.ts'
import { peopleList } from '../people.parts.ts'
import { peoplePerPage, searchPeople } from '../person.queries.ts'
import type { Person } from '../person.rules.ts'
import { roleKeys, roleName } from '../roles.policy.ts'

const query = z.object({
  q: z.string().trim().max(100).catch(''),
  role: z.enum(roleKeys).optional().catch(undefined),
  school: z.uuid().optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
})

type Search = z.infer<typeof query>

/** Everyone in the partnership: find a colleague by name, role or school. */
export const people = page(
  { path: '/:partnership/people', allow: 'person:see', params: z.object({ partnership: z.string() }), query },
  async (c) => {
    const search = c.query
    const base = `/${c.partnership.key}/people`
    const at = search.school ? await schoolName(c.db, c.actor, search.school) : undefined
    const found = await searchPeople(c.db, c.actor, {
      words: search.q,
      page: search.page,
      ...(search.role ? { role: search.role } : {}),
      ...(search.school ? { schoolId: search.school } : {}),
    })
    const invite = c.can('person:invite')
      ? html`<p class="govuk-body"><a class="govuk-link" href="${base}/invite">Invite somebody</a></p>`
      : nothing
    const list =
      found.people.length === 0
        ? noPeople(base, search, found.total)
        : html`${peopleList(c.actor, found.people, countWords(search.page, found))}${pageLinks({
            label: 'Pages of people',
            number: search.page,
            last: Math.ceil(found.total / peoplePerPage),
            hrefOf: (number) => hrefOf(base, search, number),
          })}`
    return c.view(
      'People',
      html`${invite}<div class="govuk-grid-row"><div class="govuk-grid-column-one-third">${searchForm(base, search, at)}</div><div class="govuk-grid-column-two-thirds">${list}</div></div>`,
    )
  },
)

function searchForm(base: string, search: Search, at: string | undefined): Html {
  const options = html`
${input({ id: 'q', name: 'q', label: { text: 'Name, email address or job title', classes: 'govuk-label--s' }, value: search.q, spellcheck: false })}
${select({
  id: 'role',
  name: 'role',
  label: { text: 'Role', classes: 'govuk-label--s' },
  value: search.role ?? '',
  items: [{ value: '', text: 'Any role' }, ...roleKeys.map((role) => ({ value: role, text: roleName(role) }))],
})}${search.school ? html`<input type="hidden" name="school" value="${search.school}">` : nothing}`
  const chosen = [
    search.q === ''
      ? undefined
      : { heading: 'Words', items: [{ href: hrefOf(base, { ...search, q: '' }), text: search.q }] },
    search.role
      ? {
          heading: 'Role',
          items: [{ href: hrefOf(base, { ...search, role: undefined }), text: roleName(search.role) }],
        }
      : undefined,
    at ? { heading: 'School', items: [{ href: hrefOf(base, { ...search, school: undefined }), text: at }] } : undefined,
  ].filter((group) => group !== undefined)
  return filter({
    action: base,
    heading: 'Find people',
    submitText: 'Find',
    options,
    selected: chosen,
    clearHref: base,
  })
}

function hrefOf(base: string, search: Search, number = 1): string {
  const asked = new URLSearchParams()
  if (search.q !== '') asked.set('q', search.q)
  if (search.role) asked.set('role', search.role)
  if (search.school) asked.set('school', search.school)
  if (number > 1) asked.set('page', String(number))
  return asked.size === 0 ? base : `${base}?${asked}`
}

/** "194 people, 51 to 100 shown": the range only where there are more than one page holds. */
function countWords(number: number, found: { people: readonly Person[]; total: number }): string {
  const all = plural(found.total, 'person')
  if (found.total <= peoplePerPage) return all
  const before = (number - 1) * peoplePerPage
  return `${all}, ${before + 1} to ${before + found.people.length} shown`
}

function noPeople(base: string, search: Search, total: number): Html {
  if (total > 0)
    return emptyState('This page is past the end of the list.', {
      href: hrefOf(base, search),
      text: 'Go to the first page',
    })
  return emptyState('Nobody matches. Try fewer letters of the name, or another role.', {
    href: base,
    text: 'Show everyone',
  })
}
