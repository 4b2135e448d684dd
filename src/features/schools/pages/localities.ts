import { z } from 'zod'
import { emptyState } from '../../../design/components/empty-state.ts'
import { table } from '../../../design/components/table.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { page } from '../../page.ts'
import { type LocalityWithCount, localities } from '../locality.queries.ts'

/** Every locality of the partnership, kind by kind. */
export const localityList = page(
  { path: '/:partnership/localities', allow: 'school:see', params: z.object({ partnership: z.string() }) },
  async (c) => {
    const base = `/${c.partnership.key}`
    const places = await localities(c.db, c.actor)
    const kinds = [...new Set(places.map(({ kind }) => kind))]
    const may = c.can('locality:manage')
    const actions = may
      ? html`<p class="govuk-body"><a class="govuk-link" href="${base}/localities/new">Make a locality</a> · <a class="govuk-link" href="${base}/localities/from-districts">Make localities from the register’s districts</a></p>`
      : nothing
    const body =
      places.length === 0
        ? emptyState(
            may
              ? 'There are no localities yet. Once you have schools, the districts of the register are the quickest to make.'
              : 'There are no localities yet. Your partnership’s officers make them.',
          )
        : html`${kinds.map((kind) =>
            ofOneKind(
              kind,
              places.filter((place) => place.kind === kind),
              base,
            ),
          )}`
    return c.view(
      'Localities',
      html`<p class="govuk-body">A locality is a named set of schools, such as a district, an area or a community of schools. A school can be in several.</p>${actions}${body}`,
      {
        breadcrumbs: [
          { href: base, text: 'Home' },
          { href: `${base}/schools`, text: 'Schools' },
        ],
      },
    )
  },
)

function ofOneKind(kind: string, places: readonly LocalityWithCount[], base: string): Html {
  return table({
    caption: kind,
    captionClasses: 'govuk-table__caption--m',
    head: [{ text: 'Name' }, { text: 'Schools', format: 'numeric' }],
    rows: places.map(({ id, name, schools }) => [
      { html: html`<a class="govuk-link" href="${base}/localities/${id}">${name}</a>` },
      { text: String(schools), format: 'numeric' },
    ]),
  })
}
