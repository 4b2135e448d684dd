import { z } from 'zod'
import { sentenceList } from '../../../lib/words.ts'
import { html } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { deleteDraft as remove } from '../framework.life.ts'
import { frameworkRecord, usesOf } from '../framework.queries.ts'
import { frameworkPath } from './framework-view.ts'

/** Deletes a draft that nobody needs. It can be downloaded first. */
export const deleteDraft = page(
  {
    path: '/:partnership/frameworks/:framework/delete',
    allow: 'framework:manage',
    params: z.object({ partnership: z.string(), framework: z.uuid() }),
  },
  async (c) => {
    const record = found(await frameworkRecord(c.db, c.actor, c.params.framework, { lock: c.method === 'POST' }))
    const href = frameworkPath(c.partnership.key, record.id)
    if (record.published_at)
      return c.redirect(href, { text: 'A published edition cannot be deleted. You can retire it', tone: 'notice' })
    const form = c.form(z.object({}))
    if (form.value) {
      const { programmes } = await usesOf(c.db, c.actor, record.id)
      if (programmes.length === 0) {
        await remove(c.db, c.actor, record.id)
        return c.redirect(`/${c.partnership.key}/frameworks`, 'Draft deleted')
      }
      form.refuse({
        message: `The programme ${sentenceList(programmes)} names this draft. Choose another framework there first`,
      })
    }
    return c.view(
      'Delete this draft',
      html`<p class="govuk-body">The draft goes for good, with every change that was made in it. If you may want it again, <a class="govuk-link" href="${href}/file">download it as a file</a> first.</p>
${form.start()}${form.end('Delete this draft', { tone: 'warning', cancel: { href } })}`,
      { back: { href }, caption: `${record.content.title}, edition ${record.content.edition}` },
    )
  },
)
