import { z } from 'zod'
import { nextEdition } from '../../../lib/draft-parts.ts'
import { text } from '../../../platform/web/fields.ts'
import { html } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { storeDraft, whyCannotKeep } from '../framework.life.ts'
import { editionsOf, frameworkRecord } from '../framework.queries.ts'
import { frameworkPath } from './framework-view.ts'

const fields = z.object({
  title: text('Enter a title', { max: 120 }),
  edition: text('Enter a name for the new edition', { max: 40 }),
})

/** Makes a new draft from any edition, to change it in pages. */
export const adaptFramework = page(
  {
    path: '/:partnership/frameworks/:framework/adapt',
    allow: 'framework:manage',
    params: z.object({ partnership: z.string(), framework: z.uuid() }),
  },
  async (c) => {
    const record = found(await frameworkRecord(c.db, c.actor, c.params.framework))
    const taken = new Set((await editionsOf(c.db, c.partnership.id, record.content.key)).map((each) => each.edition))
    const form = c.form(fields, {
      initial: { title: record.content.title, edition: nextEdition(record.content.edition, taken) },
    })
    if (form.value) {
      const content = { ...record.content, ...form.value }
      const refusal = whyCannotKeep(content)
      const stored = refusal ? { refusal } : await storeDraft(c.db, c.actor, content, c.now, record.id)
      if ('id' in stored)
        return c.redirect(
          frameworkPath(c.partnership.key, stored.id, 'edit'),
          'Draft made. Change what you want to change',
        )
      form.refuse(stored.refusal)
    }
    const href = frameworkPath(c.partnership.key, record.id)
    return c.view(
      'Make a new draft',
      html`<p class="govuk-body">This copies edition ${record.content.edition} of “${record.content.title}” into a draft that you can change. Edition ${record.content.edition} stays as it is.</p>
${form.start()}
${form.input('title', { label: 'Title' })}
${form.input('edition', { label: 'Name of the new edition', hint: 'Such as 2 or Autumn 2026', width: 20 })}
${form.end('Make the draft', { cancel: { href } })}`,
      { back: { href } },
    )
  },
)
