/** Where a colleague stands in their own judging: progress by area, where to resume, and "I have finished". */

import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { details } from '../../../design/components/details.ts'
import { insetText } from '../../../design/components/inset-text.ts'
import { statusTag } from '../../../design/components/status-tag.ts'
import { taskList } from '../../../design/components/task-list.ts'
import { dayAndTime, longDate, plural } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import type { Framework } from '../../frameworks/public.ts'
import { page } from '../../page.ts'
import { stageOf } from '../evaluation.rules.ts'
import { isJudged } from '../judgement.rules.ts'
import { finishJudging, reopenJudging } from '../own-judgement.acts.ts'
import { type Judging, judgingFor } from '../own-judgement.queries.ts'
import { evaluationPath } from '../paths.ts'
import { type AreaProgress, type Progress, progressThrough } from '../progress.rules.ts'
import { captionOf } from './common.ts'
import { partName } from './judge-form.ts'

function progressOf({ framework, rows }: Judging): Progress {
  return progressThrough(
    framework,
    new Set([...rows.values()].filter((row) => isJudged(framework.scale, row)).map((row) => row.statement_key)),
  )
}

function areaTag(area: AreaProgress): Html {
  if (area.judged === area.total) return statusTag('All judged', 'done')
  return area.judged === 0
    ? statusTag('Not started', 'neutral')
    : statusTag(`${area.judged} of ${area.total}`, 'progress')
}

/** Where one stands: progress by area, where to resume, and "I have finished". */
export const judgeOverview = page(
  {
    path: '/:partnership/self-evaluations/:evaluation/judge',
    allow: 'member',
    params: z.object({ partnership: z.string(), evaluation: z.uuid() }),
  },
  async (c) => {
    const judging = found(await judgingFor(c.db, c.actor, c.params.evaluation))
    const { evaluation, framework } = judging
    const path = evaluationPath(c.partnership, evaluation.id)
    const finish = c.form(z.object({}), { name: 'finish' })
    const reopen = c.form(z.object({}), { name: 'reopen' })
    if (finish.value) {
      const refusal = await finishJudging(c.db, c.actor, evaluation.id, c.now)
      if (!refusal) return c.redirect(`${path}/judge`, 'You have finished your judgements')
      finish.refuse(refusal)
    }
    if (reopen.value) {
      const refusal = await reopenJudging(c.db, c.actor, evaluation.id)
      if (!refusal) return c.redirect(`${path}/judge`, 'Your judgements are open again')
      reopen.refuse(refusal)
    }
    const progress = progressOf(judging)
    const isOpen = stageOf(evaluation) === 'judging' && !evaluation.finished_at
    const areas = taskList({
      idPrefix: 'area',
      items: progress.areas.map((area) => ({
        title: { text: area.title },
        href: `${path}/judge/${area.key}`,
        status: { html: areaTag(area) },
      })),
    })
    return c.view(
      'Your judgements',
      html`${introduction(judging, progress, path)}${areas}
    <p class="govuk-body"><a class="govuk-link" href="${path}/judge/all">See all ${plural(progress.total, 'statement')} on one page</a></p>
    ${isOpen ? finishForm(progress, finish) : nothing}
    ${evaluation.finished_at && stageOf(evaluation) === 'judging' ? html`<p class="govuk-body">You can change your judgements until they are compared.</p>${reopen.start()}${reopen.end('Open my judgements again', { tone: 'secondary' })}` : nothing}
    ${details({ summaryText: 'How to judge', html: howToJudge(framework) })}`,
      {
        caption: captionOf(evaluation),
        back: { href: path, text: 'Back to the self-evaluation' },
      },
    )
  },
)

function introduction(judging: Judging, progress: Progress, path: string): Html {
  const { evaluation } = judging
  const stage = stageOf(evaluation)
  if (stage === 'stopped')
    return insetText({ text: 'This self-evaluation is stopped. You can still read your judgements.' })
  if (stage !== 'judging')
    return insetText({ text: 'The judgements are compared, so yours no longer change. You can still read them.' })
  if (evaluation.finished_at)
    return insetText({
      text: `You finished on ${dayAndTime(evaluation.finished_at)}, with ${progress.judged} of ${plural(progress.total, 'statement')} judged.`,
    })
  const by = evaluation.judge_by ? ` Please judge by the end of ${longDate(evaluation.judge_by)}.` : ''
  const label = progress.judged === 0 ? 'Start judging' : 'Carry on where you left off'
  return html`<p class="govuk-body">You have judged ${progress.judged} of ${plural(progress.total, 'statement')}.${by} Nobody else sees what you judge until the judgements are compared; your colleagues see only how many you have done.</p>
    ${progress.next ? button({ text: label, href: `${path}/judge/${progress.next.area}#${partName(judging.framework, progress.next.statement)}` }) : nothing}`
}

function finishForm(progress: Progress, finish: { start(): Html; end(text: string): Html }): Html {
  const left = progress.total - progress.judged
  const gaps =
    left === 0
      ? 'You have judged every statement.'
      : `${plural(left, 'statement')} ${left === 1 ? 'has' : 'have'} no judgement from you. That is fine where you do not know enough.`
  return html`<h2 class="govuk-heading-m">When you are done</h2><p class="govuk-body">${gaps} Whoever leads the self-evaluation sees that you have finished. You can open your judgements again until they are compared.</p>${finish.start()}${finish.end('I have finished my judgements')}`
}

function howToJudge(framework: Framework): Html {
  const { scale } = framework
  if (scale.kind === 'open')
    return html`<p class="govuk-body">Answer in your own words, with examples from your own work. Leave out what you do not know.</p>`
  const points = scale.points.map(
    (point) => html`<li><strong>${point.value} ${point.label}</strong>: ${point.meaning}</li>`,
  )
  return html`<p class="govuk-body">Choose the description that fits best on an ordinary day, and say why in a sentence. Leave out what you do not know.</p><ul class="govuk-list govuk-list--bullet">${points}</ul>`
}
