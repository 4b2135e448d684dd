import { z } from 'zod'
import { plural, sentenceList } from '../../../lib/words.ts'
import { html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { stateOf } from '../../edition.ts'
import { page } from '../../page.ts'
import { retireFramework as retire } from '../framework.life.ts'
import { frameworkRecord, usesOf } from '../framework.queries.ts'
import { frameworkPath } from './framework-view.ts'

/** Takes a published edition out of choice, or brings a retired one back. */
export const retireFramework = page(
  {
    path: '/:partnership/frameworks/:framework/retire',
    allow: 'framework:manage',
    params: z.object({ partnership: z.string(), framework: z.uuid() }),
  },
  async (c) => {
    const record = found(await frameworkRecord(c.db, c.actor, c.params.framework, { lock: c.method === 'POST' }))
    const href = frameworkPath(c.partnership.key, record.id)
    const state = stateOf(record)
    if (state === 'draft')
      return c.redirect(href, { text: 'A draft cannot be retired: publish it or delete it', tone: 'notice' })
    const isRetired = state === 'retired'
    // The name says which of the two was asked for, so that a page left open cannot do the opposite.
    const form = c.form(z.object({}), { name: isRetired ? 'bring-back' : 'retire' })
    if (form.value) {
      await retire(c.db, c.actor, record.id, c.now, !isRetired)
      return c.redirect(
        href,
        isRetired ? 'Schools can choose this edition again' : 'Retired. It can no longer be chosen',
      )
    }
    if (c.method === 'POST') return c.redirect(href, { text: 'Someone else has done that already', tone: 'notice' })
    const options = { back: { href }, caption: `${record.content.title}, edition ${record.content.edition}` }
    if (isRetired) {
      const body = html`<p class="govuk-body">Schools can then choose it again for a new self-evaluation.</p>${form.start()}${form.end('Bring it back', { cancel: { href } })}`
      return c.view('Bring back this edition', body, options)
    }
    const uses = await usesOf(c.db, c.actor, record.id)
    return c.view(
      'Retire this edition',
      html`<ul class="govuk-list govuk-list--bullet">
<li>It can no longer be chosen for a new self-evaluation.</li>
<li>${plural(uses.evaluations, 'self-evaluation')} began with it, ${uses.under_way} of them still under way. They keep it and can be finished.</li>
<li>Everyone can still read it, and you can bring it back at any time.</li>
${uses.programmes.length > 0 ? html`<li>${uses.programmes.length === 1 ? 'The programme' : 'The programmes'} ${sentenceList(uses.programmes)} ${uses.programmes.length === 1 ? 'names' : 'name'} it. Choose another framework there.</li>` : nothing}
</ul>${form.start()}${form.end('Retire this edition', { tone: 'warning', cancel: { href } })}`,
      options,
    )
  },
)
