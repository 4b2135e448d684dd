/** How a review model is shown: its facts, its steps, what is still missing. Shared by the pages of this feature. */
import { summaryList } from '../../../design/components/summary-list.ts'
import { timeline } from '../../../design/components/timeline.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { type Gap, kindNames } from '../draft.rules.ts'
import { takesPartInWords } from '../letters.words.ts'
import type { ReviewModel, Stage } from '../model.schema.ts'
import { factsOf, overWhen, specialOf, whenInWords, writtenBy } from '../model.words.ts'

/** Groups, people and time. */
export function factsView(model: ReviewModel): Html {
  return summaryList({ rows: factsOf(model).map(({ key, text }) => ({ key: { text: key }, value: { text } })) })
}

/** The steps in order; `links` stand under each, such as those that change it. */
export function stepsView(model: ReviewModel, links: (stage: Stage) => Html = () => nothing): Html {
  if (model.stages.length === 0) return html`<p class="govuk-body">There is no step yet.</p>`
  return timeline({
    items: model.stages.map((stage) => ({
      title: stage.name,
      when: whenInWords(model, stage),
      content: html`${about(stage)}<p class="govuk-body">${takesPartInWords(model, stage)}</p>${links(stage)}`,
    })),
    headingLevel: 3,
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

/** What keeps a draft from being run, each with the way to where it is put right. */
export function gapList(gaps: readonly Gap[], edit: string): Html {
  return html`<ul class="govuk-list govuk-list--bullet">${gaps.map(
    ({ page, about, reason }) =>
      html`<li><a class="govuk-link" href="${page === '' ? edit : `${edit}/${page}`}">${about}</a>: ${reason}</li>`,
  )}</ul>`
}

/** "Meeting of the whole group", "Visit": the kind of a step in words. */
export function kindInWords({ kind, of }: Stage): string {
  return of === 'group' ? 'Meeting of the whole group' : kindNames[kind]
}
