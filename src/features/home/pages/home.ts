import { z } from 'zod'
import { html } from '../../../platform/web/html.ts'
import { text } from '../../../platform/web/fields.ts'
import { page } from '../../page.ts'

const fields = z.object({ title: text('Enter what you will do') })

export const home = page({ path: '/:partnership', allow: 'member', params: z.object({ partnership: z.string() }) }, async (c) => {
  const form = c.form(fields)
  if (form.value) return c.redirect(`/${c.partnership.key}`, `Did ${form.value.title}`)
  return c.view(`Hello ${c.actor.name}`, html`${form.start()}${form.input('title', { label: 'Title' })}${form.end('Save')}`)
})
