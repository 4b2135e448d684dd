import { z } from 'zod'
import { plural } from '../../../lib/words.ts'
import { choices } from '../../../platform/web/fields.ts'
import { html } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { sendToRead } from '../import.acts.ts'
import { importById } from '../import.queries.ts'

/** Chooses the local authorities whose schools a partnership takes from a file that has several. */
export const importAuthority = page(
  {
    path: '/:partnership/schools/imports/:import/authority',
    allow: 'school:import',
    params: z.object({ partnership: z.string(), import: z.uuid() }),
  },
  async (c) => {
    const one = found(await importById(c.db, c.actor, c.params.import))
    const here = `/${c.partnership.key}/schools/imports/${one.id}`
    if (!one.reading || (one.state !== 'ready' && one.state !== 'choose-authority')) return c.redirect(here)
    const offered = one.reading.authorities.flatMap(({ code, name, rows }) => {
      const value = code ?? name
      return value === null ? [] : [{ value, text: `${name ?? code} (${plural(rows, 'row')})` }]
    })
    const fields = z.object({
      authorities: choices(
        'Choose at least one local authority',
        offered.map(({ value }) => value),
      ),
    })
    const form = c.form(fields, { initial: { authorities: one.authorities } })
    if (form.value) {
      await sendToRead(c.db, c.actor, one, form.value.authorities)
      return c.redirect(here)
    }
    const items = offered.toSorted((a, b) => a.text.localeCompare(b.text))
    return c.view(
      'Whose schools do you want?',
      html`${form.start()}${form.checkboxes('authorities', {
        legend: `The file has the schools of ${plural(items.length, 'local authority', 'local authorities')}`,
        hint: 'Choose yours. The next import takes the same without asking.',
        small: true,
        items,
      })}${form.end('Continue', { cancel: { href: here } })}`,
      { caption: one.file_name, back: { href: `/${c.partnership.key}/schools/import` } },
    )
  },
)
