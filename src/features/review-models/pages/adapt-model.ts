import { z } from 'zod'
import { nextEdition } from '../../../lib/draft-parts.ts'
import { text } from '../../../platform/web/fields.ts'
import { isUuid } from '../../../platform/web/form.ts'
import { html } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { editionTaken, storeDraft } from '../model.life.ts'
import { editionsOf, modelRecord } from '../model.queries.ts'
import { modelPath, ownKey } from '../paths.ts'
import { reviewModels } from '../shipped.ts'

const fields = z.object({
  name: text('Enter a name', { max: 120 }),
  edition: text('Enter a name for the new edition', { max: 40 }),
})

/** Makes a draft from a way of reviewing, to change it in pages. */
export const adaptModel = page(
  {
    path: '/:partnership/review-models/:model/adapt',
    allow: 'review-model:manage',
    params: z.object({ partnership: z.string(), model: z.string() }),
  },
  async (c) => {
    const shipped = reviewModels.get(c.params.model)
    const own = !shipped && isUuid(c.params.model) ? await modelRecord(c.db, c.actor, c.params.model) : undefined
    const model = found(shipped ?? own?.content)
    const from = own ? ownKey(own.id) : model.key
    const taken = new Set((await editionsOf(c.db, c.actor, model.key)).map(({ edition }) => edition))
    const form = c.form(fields, { initial: { name: model.name, edition: nextEdition(model.edition, taken) } })
    if (form.value) {
      const stored = taken.has(form.value.edition)
        ? { refusal: editionTaken(form.value) }
        : await storeDraft(c.db, c.actor, { ...model, ...form.value }, c.now, from)
      if ('id' in stored)
        return c.redirect(
          modelPath(c.partnership.key, ownKey(stored.id), 'edit'),
          'Draft made. Change what you want to change',
        )
      form.refuse(stored.refusal)
    }
    const href = modelPath(c.partnership.key, from)
    return c.view(
      'Make a draft',
      html`<p class="govuk-body">This copies “${model.name}” into a draft that you can change. What you copy stays as it is, and programmes that run by it notice nothing.</p>
${form.start()}
${form.input('name', { label: 'Name' })}
${form.input('edition', { label: 'Name of the new edition', hint: 'Such as 2 or Autumn 2026', width: 20 })}
${form.end('Make the draft', { cancel: { href } })}`,
      { back: { href } },
    )
  },
)
