import { z } from 'zod'
import { html } from '../../../platform/web/html.ts'
import { page } from '../../page.ts'
import { localityFields, localityQuestions, otherKindBox } from '../locality.fields.ts'
import { localities, makeLocality } from '../locality.queries.ts'

/** Makes a locality, then goes on to choosing its schools. */
export const newLocality = page(
  { path: '/:partnership/localities/new', allow: 'locality:manage', params: z.object({ partnership: z.string() }) },
  async (c) => {
    const base = `/${c.partnership.key}/localities`
    const form = c.form(localityFields)
    if (form.value) {
      const id = await makeLocality(c.db, c.actor, form.value)
      if (id) return c.redirect(`${base}/${id}/schools`, `${form.value.name} made. Now choose its schools.`)
      form.refuse({
        field: 'name',
        message: 'There is a locality of this kind with this name already. Choose another name',
      })
    }
    const kinds = (await localities(c.db, c.actor)).map(({ kind }) => kind)
    return c.view(
      'Make a locality',
      html`${form.start()}${localityQuestions(form, kinds, otherKindBox(form))}${form.end('Make the locality', { cancel: { href: base } })}`,
      {
        back: { href: base },
      },
    )
  },
)
