import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { summaryList } from '../../../design/components/summary-list.ts'
import { timeline } from '../../../design/components/timeline.ts'
import { plural } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import type { ReviewModel, Stage } from '../model.schema.ts'
import { overWhen, specialOf, whenInWords, writtenBy } from '../model.words.ts'
import { fileOf, reviewModels } from '../shipped.ts'

const params = z.object({ partnership: z.string(), model: z.string() })

/** One way of reviewing, for the schools that will work by it. */
export const modelPage = page({ path: '/:partnership/review-models/:model', allow: 'group:see', params }, async (c) => {
  const model = found(reviewModels.get(c.params.model))
  const base = `/${c.partnership.key}/review-models`
  return c.view(
    model.name,
    html`<p class="govuk-body-l">${model.summary}</p>
${facts(model)}
<h2 class="govuk-heading-m">The steps</h2>
${timeline({ items: model.stages.map((stage) => ({ title: stage.name, when: whenInWords(model, stage), content: about(stage) })), headingLevel: 3 })}
<p class="govuk-body"><a class="govuk-link" href="${base}/${model.key}/file">Download it as a file</a> (YAML)</p>`,
    { caption: 'Way of reviewing', back: { href: base, text: 'Ways of reviewing' } },
  )
})

function facts({ group, team, half_days, enquiry_questions, length_months, stages }: ReviewModel): Html {
  const each = stages.some(({ days }) => days && days.most > 1) ? 'for each day of it' : 'for it'
  const row = (key: string, value: string) => ({ key: { text: key }, value: { text: value } })
  const sizes =
    group.fewest === group.most ? `${group.most}` : `${group.fewest} to ${group.most}, ideally ${group.ideal}`
  const trust = group.same_trust === 'refused' ? ', no two of one trust' : ''
  const coach = group.coach_school ? '; one of them is the coach school' : ''
  return summaryList({
    rows: [
      row('Schools in a group', `${sizes}${trust}${coach}`),
      row('Length', plural(length_months, 'month')),
      row('Who leads', team.who_leads),
      ...group.leaders.map(({ name, duty }) => row(name, duty)),
      row('Visitors', `${team.fewest_visitors} to ${team.most_visitors}`),
      row(
        'Time of each visitor',
        `${plural(half_days.before, 'half-day')} before the visit, ${plural(half_days.visit, 'half-day')} ${each}, ${plural(half_days.after, 'half-day')} after it`,
      ),
      row('Enquiry questions', `${enquiry_questions.fewest} to ${enquiry_questions.most}`),
    ],
  })
}

function about(stage: Stage): Html {
  const record =
    stage.kind === 'meeting'
      ? html`<p class="govuk-body govuk-!-margin-bottom-1">${writtenBy(stage)} It asks:</p><ul class="govuk-list govuk-list--bullet">${stage.record.map(({ label, required }) => html`<li>${label}${required ? '' : ' (optional)'}</li>`)}</ul>`
      : nothing
  const together =
    stage.of === 'group' ? html`<p class="govuk-body">The whole group holds it once, for all its schools.</p>` : nothing
  const special = specialOf(stage).map((text) => html`<p class="govuk-body">${text}</p>`)
  return html`<p class="govuk-body">${stage.purpose}</p>${special}${together}${record}<p class="govuk-body">${overWhen(stage)}</p>`
}

/** A way of reviewing as the file that it is. */
export const modelFile = page(
  { path: '/:partnership/review-models/:model/file', allow: 'group:see', params },
  async (c) => {
    const { key } = found(reviewModels.get(c.params.model))
    const body = readFileSync(found(fileOf(key)), 'utf8')
    return c.download({ name: `${key}.yaml`, type: 'application/yaml; charset=utf-8', body })
  },
)
