import { z } from 'zod'
import { plural } from '../../../lib/words.ts'
import { html } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { localityById, removeLocality, schoolsIn } from '../locality.queries.ts'

/** Takes a locality away after saying what goes and what stays. */
export const removeLocalityPage = page(
  {
    path: '/:partnership/localities/:locality/remove',
    allow: 'locality:manage',
    params: z.object({ partnership: z.string(), locality: z.uuid() }),
  },
  async (c) => {
    const locality = found(await localityById(c.db, c.actor, c.params.locality))
    const base = `/${c.partnership.key}/localities`
    const form = c.form(z.object({}))
    if (form.value) {
      await removeLocality(c.db, c.actor, locality.id)
      return c.redirect(base, `${locality.name} removed`)
    }
    const schools = await schoolsIn(c.db, c.actor, locality.id)
    return c.view(
      `Remove ${locality.name}?`,
      html`<p class="govuk-body">The locality and its list of ${plural(schools.length, 'school')} will go. The schools themselves stay, and so do their other localities.</p>
        ${form.start()}${form.end('Remove this locality', { tone: 'warning', cancel: { href: `${base}/${locality.id}`, text: 'Keep it' } })}`,
      { back: { href: `${base}/${locality.id}` }, caption: locality.kind },
    )
  },
)
