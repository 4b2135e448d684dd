import { z } from 'zod'
import { html } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { localityFields, localityQuestions, otherKindBox } from '../locality.fields.ts'
import { localities, localityById, renameLocality } from '../locality.queries.ts'

/** Gives a locality another name or kind. Its schools stay. */
export const renameLocalityPage = page(
  {
    path: '/:partnership/localities/:locality/rename',
    allow: 'locality:manage',
    params: z.object({ partnership: z.string(), locality: z.uuid() }),
  },
  async (c) => {
    const locality = found(await localityById(c.db, c.actor, c.params.locality))
    const here = `/${c.partnership.key}/localities/${locality.id}`
    const form = c.form(localityFields, {
      initial: { name: locality.name, kind: locality.kind },
      version: locality.version,
    })
    if (form.value) {
      const outcome = await renameLocality(c.db, c.actor, locality.id, form.value, form.sentVersion ?? locality.version)
      if (outcome === 'saved') return c.redirect(here, `Renamed to ${form.value.name}`)
      if (outcome === 'taken')
        form.refuse({
          field: 'name',
          message: 'There is a locality of this kind with this name already. Choose another name',
        })
      else
        form.refuse({
          field: 'name',
          message: `Somebody renamed this locality while you were typing. It is now called ${locality.name}. Open the page again if you still want to change it`,
        })
    }
    const kinds = (await localities(c.db, c.actor)).map(({ kind }) => kind)
    return c.view(
      `Rename ${locality.name}`,
      html`${form.start()}${localityQuestions(form, kinds, otherKindBox(form))}${form.end('Save', { cancel: { href: here } })}`,
      {
        back: { href: here },
        caption: locality.kind,
      },
    )
  },
)
