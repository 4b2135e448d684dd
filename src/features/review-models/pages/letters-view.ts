/** The documents and emails of a model on its page. */
import { details } from '../../../design/components/details.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { letterBody } from '../letter.parts.ts'
import { blocksOf } from '../letter-text.ts'
import { peopleInWords, whenSent } from '../letters.words.ts'
import type { ReviewModel, Stage } from '../model.schema.ts'

/** Everything that a model gives to read and sends by itself, in the order of its stages. */
export function lettersOf(model: ReviewModel): Html {
  return html`${documentsOf(model)}${emailsOf(model)}`
}

function documentsOf(model: ReviewModel): Html {
  const listed = inOrder(model, model.documents).map(
    ({ stage, letter }) =>
      html`<h3 class="govuk-heading-s govuk-!-margin-bottom-1">${letter.name}</h3>
<p class="govuk-body govuk-!-margin-bottom-1">${letter.purpose}</p>
<p class="govuk-body govuk-!-margin-bottom-1">${stage.name}. For ${peopleInWords(letter.for, stage)}.</p>
${details({ summaryHtml: html`Read the text<span class="govuk-visually-hidden"> of “${letter.name}”</span>`, html: letterBody(blocksOf(letter.text), 4) })}`,
  )
  if (listed.length === 0) return nothing
  return html`<h2 class="govuk-heading-m">Documents</h2>
<p class="govuk-body">Each review has them at its stage, to read, to print and to take along as a Word file. What stands in braces is filled in from the review.</p>
${listed}`
}

function emailsOf(model: ReviewModel): Html {
  const listed = inOrder(model, model.emails).map(
    ({ stage, letter }) =>
      html`<h3 class="govuk-heading-s govuk-!-margin-bottom-1">${letter.subject}</h3>
<p class="govuk-body govuk-!-margin-bottom-1">${stage.name}. Goes to ${peopleInWords(letter.to, stage)}, ${whenSent(letter, stage)}.</p>
${details({ summaryHtml: html`Read the text<span class="govuk-visually-hidden"> of “${letter.subject}”</span>`, html: letterBody(blocksOf(letter.text), 4) })}`,
  )
  if (listed.length === 0) return nothing
  return html`<h2 class="govuk-heading-m">Emails that go by themselves</h2>
<p class="govuk-body">Each goes once, on its day, to those who take part. None goes when its stage is over, or when the review or the programme has ended.</p>
${listed}`
}

function inOrder<Letter extends { stage: string }>(model: ReviewModel, letters: readonly Letter[]) {
  return model.stages.flatMap((stage: Stage) =>
    letters.filter((letter) => letter.stage === stage.key).map((letter) => ({ stage, letter })),
  )
}
