import { z } from 'zod'
import { sentenceList } from '../../../lib/words.ts'
import { html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { stateOf } from '../../edition.ts'
import { page } from '../../page.ts'
import { retireModel as retire } from '../model.life.ts'
import { modelRecord } from '../model.queries.ts'
import { modelPath, ownKey } from '../paths.ts'

/** Takes a published edition out of choice, or brings a retired one back. */
export const retireModel = page(
  {
    path: '/:partnership/review-models/:edition/retire',
    allow: 'review-model:manage',
    params: z.object({ partnership: z.string(), edition: z.uuid() }),
  },
  async (c) => {
    const record = found(await modelRecord(c.db, c.actor, c.params.edition, { lock: c.method === 'POST' }))
    const href = modelPath(c.partnership.key, ownKey(record.id))
    const state = stateOf(record)
    if (state === 'draft')
      return c.redirect(href, { text: 'A draft cannot be retired: publish it or delete it', tone: 'notice' })
    const isRetired = state === 'retired'
    // The name says which of the two was asked for, so that a page left open cannot do the opposite.
    const form = c.form(z.object({}), { name: isRetired ? 'bring-back' : 'retire' })
    if (form.value) {
      await retire(c.db, c.actor, record.id, c.now, !isRetired)
      return c.redirect(href, isRetired ? 'New programmes can choose it again' : 'Retired. It can no longer be chosen')
    }
    if (c.method === 'POST') return c.redirect(href, { text: 'Someone else has done that already', tone: 'notice' })
    const options = { back: { href }, caption: `${record.content.name}, edition ${record.content.edition}` }
    if (isRetired) {
      const body = html`<p class="govuk-body">New programmes can then choose it again.</p>${form.start()}${form.end('Bring it back', { cancel: { href } })}`
      return c.view('Bring back this edition', body, options)
    }
    const runs = record.programmes
    return c.view(
      'Retire this edition',
      html`<ul class="govuk-list govuk-list--bullet">
<li>It can no longer be chosen for a new programme.</li>
${runs.length > 0 ? html`<li>${sentenceList(runs)} ${runs.length === 1 ? 'runs' : 'run'} by it and ${runs.length === 1 ? 'keeps' : 'keep'} it to the end.</li>` : nothing}
<li>Everyone can still read it, and you can bring it back at any time.</li>
</ul>${form.start()}${form.end('Retire this edition', { tone: 'warning', cancel: { href } })}`,
      options,
    )
  },
)
