import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { dayOf } from '../../../lib/clock.ts'
import { longDate, plural, sentenceList } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { type EditionState, stateOf } from '../../edition.ts'
import { page } from '../../page.ts'
import { type ModelRecord, modelRecords } from '../model.queries.ts'
import { modelPath, modelsPath, ownKey } from '../paths.ts'
import { reviewModels } from '../shipped.ts'

const sections: { state: EditionState; heading: string; note: string; date: string }[] = [
  {
    state: 'published',
    heading: 'Your own',
    note: 'A new programme can choose these. A published edition never changes.',
    date: 'Published',
  },
  {
    state: 'draft',
    heading: 'Drafts',
    note: 'Only people who manage ways of reviewing see these.',
    date: 'Last changed',
  },
  {
    state: 'retired',
    heading: 'Retired',
    note: 'New programmes can no longer choose these. Those that run by one keep it.',
    date: 'Retired',
  },
]

/** The ways of reviewing that a programme can choose from, and the drafts of those who manage them. */
export const modelList = page(
  { path: '/:partnership/review-models', allow: 'group:see', params: z.object({ partnership: z.string() }) },
  async (c) => {
    const own = await modelRecords(c.db, c.actor)
    const here = modelsPath(c.partnership.key)
    const manages = c.can('review-model:manage')
    const lists = sections.map((section) => {
      const records = own.filter((record) => stateOf(record) === section.state)
      return records.length === 0 ? nothing : listOf(c.partnership.key, section, records)
    })
    const shippedHeading =
      own.length > 0 || manages ? html`<h2 class="govuk-heading-m">With Schoolfellow</h2>` : nothing
    const how = manages
      ? html`<p class="govuk-body">To work in a way of your own, open the one that is nearest to it and make a draft from it, or load a file.</p>${button({ text: 'Load a file', href: `${here}/load`, classes: 'govuk-button--secondary' })}`
      : nothing
    return c.view(
      'Ways of reviewing',
      html`<p class="govuk-body">A programme chooses one of these when it starts. Each says how large groups are, who leads, which steps a review has and when, and what is written down.</p>
${how}${lists}${shippedHeading}
<ul class="app-tasks">${[...reviewModels.values()].map((model) => item(modelPath(c.partnership.key, model.key), model.name, model.summary))}</ul>`,
    )
  },
)

function item(href: string, name: string, about: string): Html {
  return html`<li class="app-tasks__item"><div class="app-tasks__what"><a class="govuk-link app-tasks__link" href="${href}">${name}</a><p class="app-tasks__about">${about}</p></div></li>`
}

function listOf(partnership: string, section: (typeof sections)[number], records: readonly ModelRecord[]): Html {
  return html`<h2 class="govuk-heading-m">${section.heading}</h2><p class="govuk-body">${section.note}</p>
<ul class="app-tasks">${records.map((record) =>
    item(
      modelPath(partnership, ownKey(record.id)),
      `${record.content.name}, edition ${record.content.edition}`,
      aboutOwn(record, section),
    ),
  )}</ul>`
}

/** "11 steps. Published on 23 November 2026. Eskmere triads runs by it." */
function aboutOwn(record: ModelRecord, { state, date }: (typeof sections)[number]): string {
  const moment = { draft: record.updated_at, published: record.published_at, retired: record.retired_at }[state]
  const when = moment ? ` ${date} on ${longDate(dayOf(moment))}` : ''
  const by = state === 'draft' && record.updated_by_name ? ` by ${record.updated_by_name}` : ''
  const { programmes } = record
  const runs =
    programmes.length === 0 ? '' : ` ${sentenceList(programmes)} ${programmes.length === 1 ? 'runs' : 'run'} by it.`
  return `${plural(record.content.stages.length, 'step')}.${when}${by}.${runs}`
}
