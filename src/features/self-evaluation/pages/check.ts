/** Check everything once more, then agree the evaluation as a whole. */
import { z } from 'zod'
import { summaryList } from '../../../design/components/summary-list.ts'
import { warningText } from '../../../design/components/warning-text.ts'
import { plural } from '../../../lib/words.ts'
import { mustTick } from '../../../platform/web/fields.ts'
import { html, nothing } from '../../../platform/web/html.ts'
import { type Framework, findStatement } from '../../frameworks/public.ts'
import { page } from '../../page.ts'
import { type Agreed, agreedJudgements } from '../agreed-judgement.queries.ts'
import { whyCannotAgreeWhole } from '../agreed-judgement.rules.ts'
import { agreeEvaluation } from '../evaluation.acts.ts'
import { evaluationToLead, frameworkOf } from '../evaluation.queries.ts'
import { stageOf } from '../evaluation.rules.ts'
import { evidenceOf } from '../evidence.queries.ts'
import { type Highlight, highlightsOf } from '../highlight.queries.ts'
import { isJudged, labelOf } from '../judgement.rules.ts'
import { evaluationPath } from '../paths.ts'
import { captionOf, paragraphs } from './common.ts'

export const check = page(
  {
    path: '/:partnership/self-evaluations/:evaluation/check',
    allow: 'member',
    params: z.object({ partnership: z.string(), evaluation: z.uuid() }),
  },
  async (c) => {
    const evaluation = await evaluationToLead(c.db, c.actor, c.params.evaluation)
    const path = (rest = '') => evaluationPath(c.partnership, evaluation.id, rest)
    if (stageOf(evaluation) !== 'comparing') return c.redirect(path())
    const framework = await frameworkOf(c.db, c.actor, evaluation)
    const agreed = await agreedJudgements(c.db, evaluation.id)
    const highlights = await highlightsOf(c.db, evaluation.id)
    const form = c.form(z.object({ sure: mustTick('Tick to say that you agree these judgements for the school') }))
    if (form.value) {
      const refusals = await agreeEvaluation(c.db, c.actor, evaluation.id, c.now)
      if (refusals.length === 0) return c.redirect(path('profile'), 'The self-evaluation is agreed')
      for (const refusal of refusals) form.refuse(refusal)
    }
    const missing = whyCannotAgreeWhole(framework, [...agreed.values()], highlights)
    const evidence = Map.groupBy(await evidenceOf(c.db, evaluation.id), (each) => each.statement_key)
    const bare = [...agreed.keys()].filter((key) => !evidence.has(key)).length
    return c.view(
      'Check and agree',
      html`${missing.length > 0 ? html`<h2 class="govuk-heading-m">Still to do</h2><ul class="govuk-list govuk-list--bullet">${missing.map(({ message }) => html`<li>${message}</li>`)}</ul><p class="govuk-body"><a class="govuk-link" href="${path('compare')}">Go on agreeing</a>, or <a class="govuk-link" href="${path('highlights')}">choose strengths and priorities</a>.</p>` : nothing}
      ${bare > 0 ? html`<p class="govuk-body">${plural(bare, 'agreed judgement')} ${bare === 1 ? 'has' : 'have'} no evidence beside ${bare === 1 ? 'it' : 'them'}. You can agree without; reviewers may ask about ${bare === 1 ? 'it' : 'them'}.</p>` : nothing}
      <h2 class="govuk-heading-m">What the school agrees</h2>
      ${framework.areas.map((area) => areaList(framework, area, agreed, (key) => evidence.get(key)?.length ?? 0, path))}
      <h2 class="govuk-heading-m">Strengths</h2>${listOf(framework, highlights, 'strength')}
      <h2 class="govuk-heading-m">Priorities</h2>${listOf(framework, highlights, 'priority')}
      <p class="govuk-body"><a class="govuk-link" href="${path('highlights')}">Change strengths and priorities</a></p>
      ${warningText({ text: 'Once agreed, nothing in it can be changed. A later self-evaluation carries on from here.', iconFallbackText: 'Warning' })}
      <p class="govuk-body">Nobody outside the school sees it until you share it.</p>
      ${missing.length > 0 ? nothing : html`${form.start()}${form.tick('sure', { text: 'We agree these judgements for the school' })}${form.end('Agree the self-evaluation', { cancel: { href: path('compare') } })}`}`,
      { caption: captionOf(evaluation), back: { href: path('compare'), text: 'Back to the comparison' } },
    )
  },
)

/** What is agreed of one area, to check: as readable on a phone as on paper. */
function areaList(
  framework: Framework,
  area: Framework['areas'][number],
  agreed: ReadonlyMap<string, Agreed>,
  evidence: (key: string) => number,
  path: (rest: string) => string,
) {
  const rows = area.statements.map(({ key, text }) => {
    const judgement = agreed.get(key)
    const decided = judgement && isJudged(framework.scale, judgement)
    const point = decided && judgement.point !== null ? labelOf(framework.scale, judgement.point) : ''
    const pieces =
      evidence(key) === 0 ? 'No evidence' : plural(evidence(key), 'piece of evidence', 'pieces of evidence')
    const value = decided
      ? html`${point === '' ? nothing : html`<p class="govuk-body"><strong>${point}</strong></p>`}${paragraphs(judgement.answer)}${paragraphs(judgement.reason)}<p class="govuk-hint">${pieces}</p>`
      : html`Not agreed yet`
    const action = { href: path(`agree/${key}`), text: decided ? 'Change' : 'Agree', visuallyHiddenText: `: ${text}` }
    return { key: { text }, value: { html: value }, actions: { items: [action] } }
  })
  return html`<h3 class="govuk-heading-s">${area.title}</h3>${summaryList({ rows })}`
}

function listOf(framework: Framework, highlights: readonly Highlight[], kind: Highlight['kind']) {
  const items = highlights.filter((each) => each.kind === kind)
  if (items.length === 0) return html`<p class="govuk-body">None chosen.</p>`
  return html`<ol class="govuk-list govuk-list--number">${items.map((each) => html`<li>${findStatement(framework, each.statement_key)?.statement.text ?? ''}${each.comment === '' ? nothing : html`<br>${each.comment}`}</li>`)}</ol>`
}
