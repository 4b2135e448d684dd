import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { emptyState } from '../../../design/components/empty-state.ts'
import { input } from '../../../design/components/input.ts'
import { select } from '../../../design/components/select.ts'
import { plural } from '../../../lib/words.ts'
import { ids } from '../../../platform/web/fields.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { addToLocality, localityById, schoolsIn } from '../locality.queries.ts'
import { schoolFacets, searchSchools } from '../school.queries.ts'
import { schoolLine } from '../school.rules.ts'

const mostShown = 100
const word = z.string().trim().max(100).catch('')
const fields = z.object({ schools: ids('Choose the schools to add') })

/** Picks schools for a locality, found by name or by the register's district. */
export const localitySchools = page(
  {
    path: '/:partnership/localities/:locality/schools',
    allow: 'locality:manage',
    params: z.object({ partnership: z.string(), locality: z.uuid() }),
    query: z.object({ q: word, district: word }),
  },
  async (c) => {
    const locality = found(await localityById(c.db, c.actor, c.params.locality))
    const here = `/${c.partnership.key}/localities/${locality.id}`
    const form = c.form(fields)
    if (form.value) {
      const added = await addToLocality(c.db, c.actor, locality.id, form.value.schools)
      return c.redirect(here, `${plural(added, 'school')} added to ${locality.name}`)
    }
    const facets = await schoolFacets(c.db, c.actor)
    const inside = new Set((await schoolsIn(c.db, c.actor, locality.id)).map(({ id }) => id))
    const search = await searchSchools(
      c.db,
      c.actor,
      { q: c.query.q, district: c.query.district },
      { limit: mostShown + inside.size },
    )
    const outside = search.schools.filter(({ id }) => !inside.has(id)).slice(0, mostShown)
    const more = search.total - inside.size > outside.length && outside.length === mostShown
    const list =
      outside.length === 0
        ? emptyState('Every school that matches is in this locality already, or none matches.', {
            href: `${here}/schools`,
            text: 'Show all schools',
          })
        : html`${form.start()}${form.checkboxes('schools', {
            legend: 'Which schools belong to it?',
            ...(more ? { hint: `The first ${mostShown} are shown. Search by name or district to see others.` } : {}),
            small: true,
            items: outside.map((school) => ({ value: school.id, text: schoolLine(school) })),
          })}${form.end('Add the chosen schools', { cancel: { href: here } })}`
    return c.view(
      `Add schools to ${locality.name}`,
      html`${finder(`${here}/schools`, c.query, facets.districts)}${list}`,
      {
        back: { href: here },
        caption: locality.kind,
      },
    )
  },
)

function finder(action: string, query: { q: string; district: string }, districts: readonly string[]): Html {
  return html`<form method="get" action="${action}" role="search">
    ${input({ id: 'q', name: 'q', label: { text: 'Name, URN or postcode' }, value: query.q, type: 'search', spellcheck: false, classes: 'govuk-input--width-20' })}
    ${districts.length > 0 ? select({ id: 'district', name: 'district', label: { text: 'District' }, value: query.district, items: [{ value: '', text: 'Any district' }, ...districts.map((text) => ({ value: text, text }))] }) : nothing}
    ${button({ text: 'Show schools', classes: 'govuk-button--secondary' })}
  </form>`
}
