import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { warningText } from '../../../design/components/warning-text.ts'
import { plural, sentenceList } from '../../../lib/words.ts'
import { ticked } from '../../../platform/web/fields.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { changesBetween, gapsIn } from '../draft.rules.ts'
import { publishModel as publish, retireModel } from '../model.life.ts'
import { editionsOf, modelRecord } from '../model.queries.ts'
import type { ReviewModel } from '../model.schema.ts'
import { modelPath, ownIdOf, ownKey } from '../paths.ts'
import { reviewModels } from '../shipped.ts'
import { draftParams } from './draft/change-part.ts'
import { factsView, gapList } from './model-view.ts'

const fields = z.object({ retire: ticked() })

/** Shows what publishing will do, and does it. A draft that cannot be run yet is shown why instead. */
export const publishModel = page(
  { path: '/:partnership/review-models/:draft/publish', allow: 'review-model:manage', params: draftParams },
  async (c) => {
    const record = found(await modelRecord(c.db, c.actor, c.params.draft, { lock: c.method === 'POST' }))
    const { content } = record
    const href = modelPath(c.partnership.key, ownKey(record.id))
    if (record.published_at) return c.redirect(href, { text: 'This edition is published already', tone: 'notice' })
    const editions = await editionsOf(c.db, c.actor, content.key)
    const current = editions.flatMap(({ id, edition, state }) => (id && state === 'published' ? [{ id, edition }] : []))
    const form = c.form(fields)
    if (form.value) {
      const refusal = await publish(c.db, c.actor, record.id, c.now)
      if (!refusal) {
        if (form.value.retire) for (const { id } of current) await retireModel(c.db, c.actor, id, c.now, true)
        return c.redirect(href, `Published. New programmes can now choose edition ${content.edition}`)
      }
      form.refuse(refusal)
    }
    const gaps = gapsIn(content)
    const options = { back: { href }, caption: `${content.name}, edition ${content.edition}` }
    if (gaps.length > 0)
      return c.view(
        'This draft is not ready to publish',
        html`<p class="govuk-body">Before a programme can run by it, ${plural(gaps.length, 'thing')} must be put right:</p>
${gapList(gaps, `${href}/edit`)}${button({ text: 'Change this draft', href: `${href}/edit` })}`,
        options,
      )
    const fromId = ownIdOf(record.adapted_from ?? '')
    const before = fromId
      ? (await modelRecord(c.db, c.actor, fromId))?.content
      : reviewModels.get(record.adapted_from ?? '')
    const names = sentenceList(current.map(({ edition }) => edition))
    return c.view(
      'Check before you publish',
      html`${factsView(content)}
<p class="govuk-body">Its steps: ${sentenceList(content.stages.map(({ name }) => name))}.</p>
${before ? changesView(before, content) : nothing}
<h2 class="govuk-heading-m">What publishing does</h2>
<ul class="govuk-list govuk-list--bullet">
<li>Everyone in ${c.partnership.name} can read this edition.</li>
<li>A new programme can choose it from now on.</li>
<li>Programmes that run already keep the way that they began with.</li>
</ul>
${warningText({ text: 'A published edition can never be changed or deleted. To correct it, you make a draft from it and publish that.', iconFallbackText: 'Warning' })}
${form.start()}
${current.length > 0 ? form.tick('retire', { text: `Also retire ${current.length === 1 ? 'edition' : 'editions'} ${names}`, hint: 'Programmes that run by an earlier edition keep it.' }) : nothing}
${form.end('Publish this edition', { cancel: { href } })}`,
      options,
    )
  },
)

function changesView(earlier: ReviewModel, later: ReviewModel): Html {
  const changes = changesBetween(earlier, later)
  return html`<h2 class="govuk-heading-m">What is different from ${earlier.name === later.name ? `edition ${earlier.edition}` : earlier.name}</h2>
${
  changes.length === 0
    ? html`<p class="govuk-body">Nothing: its groups, people and steps are the same.</p>`
    : html`<ul class="govuk-list govuk-list--bullet">${changes.map((change) => html`<li>${change}</li>`)}</ul>`
}`
}
