import { z } from 'zod'
import { html } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { deleteDraft } from '../model.life.ts'
import { modelRecord } from '../model.queries.ts'
import { modelPath, modelsPath, ownKey } from '../paths.ts'
import { draftParams } from './draft/change-part.ts'

/** Deletes a draft that nobody needs. It can be downloaded first. */
export const deleteModel = page(
  { path: '/:partnership/review-models/:draft/delete', allow: 'review-model:manage', params: draftParams },
  async (c) => {
    const record = found(await modelRecord(c.db, c.actor, c.params.draft, { lock: c.method === 'POST' }))
    const href = modelPath(c.partnership.key, ownKey(record.id))
    if (record.published_at)
      return c.redirect(href, { text: 'A published edition cannot be deleted. You can retire it', tone: 'notice' })
    const form = c.form(z.object({}))
    if (form.value) {
      await deleteDraft(c.db, c.actor, record.id)
      return c.redirect(modelsPath(c.partnership.key), 'Draft deleted')
    }
    return c.view(
      'Delete this draft',
      html`<p class="govuk-body">The draft goes for good, with every change that was made in it. If you may want it again, <a class="govuk-link" href="${href}/file">download it as a file</a> first.</p>
${form.start()}${form.end('Delete this draft', { tone: 'warning', cancel: { href } })}`,
      { back: { href }, caption: `${record.content.name}, edition ${record.content.edition}` },
    )
  },
)
