import { z } from 'zod'
import { details } from '../../../design/components/details.ts'
import { emptyState } from '../../../design/components/empty-state.ts'
import { scrollable } from '../../../design/components/scrollable.ts'
import { table } from '../../../design/components/table.ts'
import { plural } from '../../../lib/words.ts'
import { ids } from '../../../platform/web/fields.ts'
import type { Form } from '../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { localityById, schoolsIn, takeFromLocality } from '../locality.queries.ts'
import type { School } from '../school.queries.ts'
import { phaseText, schoolLine } from '../school.rules.ts'

const fields = z.object({ schools: ids('Choose the schools to take out') })

/** One locality and its schools. Officers take schools out here. */
export const localityPage = page(
  {
    path: '/:partnership/localities/:locality',
    allow: 'school:see',
    params: z.object({ partnership: z.string(), locality: z.uuid() }),
  },
  async (c) => {
    const locality = found(await localityById(c.db, c.actor, c.params.locality))
    const base = `/${c.partnership.key}`
    const here = `${base}/localities/${locality.id}`
    const may = c.can('locality:manage')
    const form = c.form(fields, { name: 'take-out' })
    if (form.sent && !may) c.forbidden()
    if (form.value) {
      const gone = await takeFromLocality(c.db, c.actor, locality.id, form.value.schools)
      return c.redirect(here, `${plural(gone, 'school')} taken out of ${locality.name}`)
    }
    const schools = await schoolsIn(c.db, c.actor, locality.id)
    const actions = may
      ? html`<p class="govuk-body"><a class="govuk-link" href="${here}/schools">Add schools</a> · <a class="govuk-link" href="${here}/rename">Rename</a> · <a class="govuk-link" href="${here}/remove">Remove this locality</a></p>`
      : nothing
    const list =
      schools.length === 0
        ? emptyState(
            'No schools are in this locality yet.',
            may ? { href: `${here}/schools`, text: 'Add schools' } : undefined,
          )
        : html`${schoolTable(schools, base)}${may ? takeOut(schools, form) : nothing}`
    return c.view(locality.name, html`${actions}${list}`, {
      caption: locality.kind,
      breadcrumbs: [
        { href: base, text: 'Home' },
        { href: `${base}/schools`, text: 'Schools' },
        { href: `${base}/localities`, text: 'Localities' },
      ],
    })
  },
)

/** The choice of schools to take out, folded away unless somebody has just pressed its button. */
function takeOut(schools: readonly School[], form: Form<z.infer<typeof fields>>): Html {
  const choice = html`${form.start()}${form.checkboxes('schools', {
    legend: 'Which schools should not be in it?',
    hint: 'They stay in the partnership.',
    small: true,
    items: schools.map((school) => ({ value: school.id, text: schoolLine(school) })),
  })}${form.end('Take the chosen schools out', { tone: 'secondary' })}`
  return details({ summaryText: 'Take schools out of this locality', html: choice, open: form.sent })
}

function schoolTable(schools: readonly School[], base: string): Html {
  const caption = plural(schools.length, 'school')
  const list = table({
    caption,
    captionClasses: 'govuk-table__caption--m',
    head: [{ text: 'School' }, { text: 'Phase' }, { text: 'Postcode' }],
    rows: schools.map((school) => [
      { html: html`<a class="govuk-link" href="${base}/schools/${school.id}">${school.name}</a>` },
      { text: phaseText(school) },
      { text: school.postcode },
    ]),
  })
  return scrollable(list, caption)
}
