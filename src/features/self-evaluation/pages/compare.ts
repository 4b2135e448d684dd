/** The comparison: statements with the widest difference first, and how far the school is in agreeing them. */

import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { cards } from '../../../design/components/card.ts'
import { progressBar } from '../../../design/components/progress-bar.ts'
import { plural, sentenceList } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { type Framework, findStatement } from '../../frameworks/public.ts'
import { page } from '../../page.ts'
import { type Comparison, comparisonFor } from '../comparison.queries.ts'
import { differencesFirst, type Views, whoDiffers } from '../comparison.rules.ts'
import type { Evaluation } from '../evaluation.queries.ts'
import { stageOf } from '../evaluation.rules.ts'
import { isJudged, labelOf } from '../judgement.rules.ts'
import { evaluationPath } from '../paths.ts'
import { captionOf, evaluationNavigation, flagTags, type PageContext } from './common.ts'

const shows = ['left', 'agreed', 'all'] as const

export const compare = page(
  {
    path: '/:partnership/self-evaluations/:evaluation/compare',
    allow: 'member',
    params: z.object({ partnership: z.string(), evaluation: z.uuid() }),
    query: z.object({ show: z.enum(shows).optional().catch(undefined) }),
  },
  async (c) => {
    const comparison = found(await comparisonFor(c.db, c.actor, c.params.evaluation))
    const { evaluation, framework, agreed, views } = comparison
    const options = {
      caption: captionOf(evaluation),
      back: { href: evaluationPath(c.partnership, evaluation.id), text: 'Back to the self-evaluation' },
    }
    const cardsOf = (list: readonly Views[]) => cards(list.map((each) => statementCard(c, comparison, each)))
    // What is agreed is read in the order of the framework; there is nothing left to talk about first.
    if (stageOf(evaluation) === 'agreed')
      return c.view(
        'Agreed judgements',
        html`${evaluationNavigation(c, evaluation, 'compare')}
        <p class="govuk-body">The ${plural(views.length, 'statement')} in the order of the framework. Open one for its reason, its evidence and what each colleague judged.</p>
        ${cardsOf(views)}`,
        options,
      )
    const isAgreed = (key: string) => isJudged(framework.scale, agreed.get(key))
    const total = views.length
    const done = views.filter((each) => isAgreed(each.statement_key)).length
    const show = c.query.show ?? (done === total ? 'all' : 'left')
    const listed = differencesFirst(views).filter(
      (each) => show === 'all' || isAgreed(each.statement_key) === (show === 'agreed'),
    )
    return c.view(
      'Compare and agree',
      html`${evaluationNavigation(c, evaluation, 'compare')}
      ${progressBar({ id: 'agreed', label: 'Agreed so far', value: done, max: total, text: `${done} of ${plural(total, 'statement')}` })}
      ${done === total && stageOf(evaluation) === 'comparing' ? button({ text: 'Check and agree the whole', href: evaluationPath(c.partnership, evaluation.id, 'check') }) : nothing}
      <p class="govuk-body">Statements with the widest difference come first: they are worth most of your time.</p>
      <p class="govuk-body">${chooser(c, evaluation, show, { left: total - done, agreed: done, all: total })}</p>
      ${listed.length > 0 ? cardsOf(listed) : html`<p class="govuk-body">${show === 'left' ? 'Every statement is agreed.' : 'Nothing is agreed yet.'}</p>`}`,
      options,
    )
  },
)

function chooser(
  c: PageContext,
  evaluation: Evaluation,
  show: string,
  counts: Record<(typeof shows)[number], number>,
): Html {
  const words = { left: 'not agreed yet', agreed: 'agreed', all: 'all' }
  const path = evaluationPath(c.partnership, evaluation.id, 'compare')
  const items = shows.map((key) =>
    key === show
      ? html`<strong>${words[key]} (${counts[key]})</strong>`
      : html`<a class="govuk-link" href="${path}?show=${key}">${words[key]} (${counts[key]})</a>`,
  )
  return html`Show: ${items.map((item, index) => html`${index > 0 ? ', ' : ''}${item}`)}`
}

function statementCard(c: PageContext, comparison: Comparison, views: Views) {
  const { evaluation, framework, agreed, names } = comparison
  const known = findStatement(framework, views.statement_key)
  const judgement = agreed.get(views.statement_key)
  const decided = isJudged(framework.scale, judgement)
  return {
    title: known?.statement.text ?? views.statement_key,
    href: evaluationPath(c.partnership, evaluation.id, `agree/${views.statement_key}`),
    caption: known?.area.title ?? '',
    text: html`<p>${viewsInWords(framework, views, names)}</p>${decided ? html`<p><strong>Agreed: ${judgement?.point ? labelOf(framework.scale, judgement.point) : 'answered'}</strong></p>` : nothing}`,
    status: flagTags(views.flags),
    headingLevel: 2 as const,
  }
}

/** Who sees it how, in a line. */
export function viewsInWords(framework: Framework, views: Views, names: ReadonlyMap<string, string>): string {
  const named = (ids: readonly string[]) => sentenceList(ids.map((id) => names.get(id) ?? 'A colleague'))
  if (views.judged.length === 0) return 'Nobody judged this.'
  if (framework.scale.kind === 'open')
    return `${plural(views.judged.length, 'answer')}: ${named(views.judged.map((each) => each.person_id))}.`
  const { lowest, highest } = views
  if (lowest === undefined || highest === undefined) return ''
  if (views.spread === 0)
    return views.judged.length === 1
      ? `${named(views.judged.map((each) => each.person_id))}: ${labelOf(framework.scale, lowest)}.`
      : `All ${views.judged.length}: ${labelOf(framework.scale, lowest)}.`
  const ends = whoDiffers(views)
  return `From ${labelOf(framework.scale, lowest)} (${named(ends.lowest)}) to ${labelOf(framework.scale, highest)} (${named(ends.highest)}).`
}
