import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { keyFrom } from '../../../lib/draft-parts.ts'
import { dayAndTime, sentenceList } from '../../../lib/words.ts'
import { isUuid } from '../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { stateOf, stateTag } from '../../edition.ts'
import { page } from '../../page.ts'
import { fileOfModel } from '../model.file.ts'
import { type ModelRecord, modelRecord } from '../model.queries.ts'
import type { ReviewModel } from '../model.schema.ts'
import { modelPath, modelsPath, ownKey } from '../paths.ts'
import { fileOf, reviewModels } from '../shipped.ts'
import { lettersOf } from './letters-view.ts'
import { factsView, stepsView } from './model-view.ts'

const params = z.object({ partnership: z.string(), model: z.string() })

/** One way of reviewing, for the schools that will work by it; its edition and state where it is the partnership's own. */
export const modelPage = page({ path: '/:partnership/review-models/:model', allow: 'group:see', params }, async (c) => {
  const base = modelsPath(c.partnership.key)
  const options = { back: { href: base, text: 'Ways of reviewing' } }
  const manages = c.can('review-model:manage')
  const shipped = reviewModels.get(c.params.model)
  if (shipped) {
    const path = modelPath(c.partnership.key, shipped.key)
    const actions = manages ? html`<div class="govuk-button-group">${adapt(path)}</div>` : nothing
    return c.view(
      shipped.name,
      html`<p class="govuk-body">It comes with Schoolfellow and stays as it is. ${manages ? 'To change it, make your own draft from it.' : ''}</p>${actions}${bodyOf(shipped, path)}`,
      { ...options, caption: 'Way of reviewing' },
    )
  }
  const record = found(isUuid(c.params.model) ? await modelRecord(c.db, c.actor, c.params.model) : undefined)
  const path = modelPath(c.partnership.key, ownKey(record.id))
  return c.view(
    record.content.name,
    html`<p class="govuk-body">${stateTag(stateOf(record))} ${historyOf(record)}</p>${manages ? actionsFor(record, path) : nothing}${bodyOf(record.content, path)}`,
    { ...options, caption: `Way of reviewing, edition ${record.content.edition}` },
  )
})

function bodyOf(model: ReviewModel, path: string): Html {
  return html`<p class="govuk-body-l">${model.summary}</p>
${factsView(model)}
<h2 class="govuk-heading-m">The steps</h2>
${stepsView(model)}
${lettersOf(model)}
<p class="govuk-body app-no-print"><a class="govuk-link" href="${path}/file">Download it as a file</a> (YAML)</p>`
}

function historyOf(record: ModelRecord): string {
  const by = (name: string | null) => (name ? ` by ${name}` : '')
  const runs =
    record.programmes.length === 0
      ? ''
      : ` ${sentenceList(record.programmes)} ${record.programmes.length === 1 ? 'runs' : 'run'} by it.`
  if (record.retired_at)
    return `on ${dayAndTime(record.retired_at)}. It can no longer be chosen for a new programme.${runs}`
  if (record.published_at)
    return `on ${dayAndTime(record.published_at)}${by(record.published_by_name)}. This edition never changes.${runs}`
  return `Last changed on ${dayAndTime(record.updated_at)}${by(record.updated_by_name)}. Only people who manage ways of reviewing see it until it is published.`
}

function adapt(path: string): Html {
  return button({ text: 'Make a draft from it', href: `${path}/adapt`, classes: 'govuk-button--secondary' })
}

function actionsFor(record: ModelRecord, path: string): Html {
  const state = stateOf(record)
  if (state === 'draft')
    return html`<div class="govuk-button-group">${button({ text: 'Change this draft', href: `${path}/edit` })}${button({ text: 'Publish', href: `${path}/publish`, classes: 'govuk-button--secondary' })}${adapt(path)}<a class="govuk-link" href="${path}/delete">Delete this draft</a></div>`
  return html`<div class="govuk-button-group">${adapt(path)}<a class="govuk-link" href="${path}/retire">${state === 'retired' ? 'Bring back this edition' : 'Retire this edition'}</a></div>`
}

/** A way of reviewing as the file that it is. */
export const modelFile = page(
  { path: '/:partnership/review-models/:model/file', allow: 'group:see', params },
  async (c) => {
    const type = 'application/yaml; charset=utf-8'
    const shipped = fileOf(c.params.model)
    if (shipped) return c.download({ name: `${c.params.model}.yaml`, type, body: readFileSync(shipped, 'utf8') })
    const { content } = found(isUuid(c.params.model) ? await modelRecord(c.db, c.actor, c.params.model) : undefined)
    return c.download({
      name: `${keyFrom(`${content.key} ${content.edition}`, new Set())}.yaml`,
      type,
      body: fileOfModel(content),
    })
  },
)
