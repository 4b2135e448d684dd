/** Opens the comparison. What it reveals is said before, because it cannot be closed again. */
import { z } from 'zod'
import { warningText } from '../../../design/components/warning-text.ts'
import { longDate, sentenceList } from '../../../lib/words.ts'
import { optionalLongText } from '../../../platform/web/fields.ts'
import { html, nothing } from '../../../platform/web/html.ts'
import { page } from '../../page.ts'
import { colleaguesOf } from '../colleague.queries.ts'
import { comparisonMail } from '../emails/evaluation-mails.ts'
import { openComparison } from '../evaluation.acts.ts'
import { evaluationToLead } from '../evaluation.queries.ts'
import { type Colleague, comparisonNeedsReason, stageOf, stillJudging, takingPart } from '../evaluation.rules.ts'
import { judgedStatements } from '../own-judgement.queries.ts'
import { evaluationPath } from '../paths.ts'
import { captionOf, mailPreview } from './common.ts'

export const openComparisonPage = page(
  {
    path: '/:partnership/self-evaluations/:evaluation/compare/open',
    allow: 'member',
    params: z.object({ partnership: z.string(), evaluation: z.uuid() }),
  },
  async (c) => {
    const evaluation = await evaluationToLead(c.db, c.actor, c.params.evaluation)
    const path = (rest = '') => evaluationPath(c.partnership, evaluation.id, rest)
    const stage = stageOf(evaluation)
    if (stage !== 'judging') return c.redirect(stage === 'stopped' ? path() : path('compare'))
    const colleagues = await colleaguesOf(c.db, evaluation.id)
    const judged = (await judgedStatements(c.db, evaluation.id)).length
    const needsReason = comparisonNeedsReason({ ...evaluation, colleagues, judged }, c.today)
    const form = c.form(z.object({ reason: optionalLongText({ max: 1000 }) }))
    if (form.value) {
      const refusal = await openComparison(c.db, c.actor, evaluation.id, form.value.reason, c.services, c.now)
      if (!refusal) return c.redirect(path('compare'), 'The comparison is open')
      form.refuse(refusal)
    }
    const waiting = stillJudging(colleagues)
    const isOnlyMe = waiting.every((colleague) => colleague.person_id === c.actor.person_id)
    const told = takingPart(colleagues).filter((colleague) => colleague.person_id !== c.actor.person_id)
    const example = comparisonMail(
      evaluation,
      told[0] ?? { name: c.actor.name },
      '',
      c.actor,
      `${c.services.baseUrl}${path('compare')}`,
    )
    return c.view(
      'Open the comparison',
      html`<p class="govuk-body">From then on:</p>
      <ul class="govuk-list govuk-list--bullet">
        <li>everyone who judges, and the school’s leaders, sees what each colleague judged and why, with their names</li>
        <li>nobody can change their own judgements any more</li>
        <li>you agree one judgement for each statement together</li>
      </ul>
      ${told.length > 0 ? html`<p class="govuk-body">${sentenceList(told.map((colleague) => colleague.name))} ${told.length === 1 ? 'gets' : 'get'} an email about it.</p>${mailPreview(example)}` : nothing}
      ${warningText({ text: 'You cannot undo this: what people have seen, they have seen.', iconFallbackText: 'Warning' })}
      ${waiting.length > 0 ? html`<p class="govuk-body">${notFinished(waiting, c.actor)} What ${isOnlyMe ? 'you' : 'they'} have judged so far counts.${evaluation.judge_by ? ` The date to judge by is ${longDate(evaluation.judge_by)}.` : ''}</p>` : html`<p class="govuk-body">Everyone has finished.</p>`}
      ${form.start()}
      ${needsReason ? form.textarea('reason', { label: isOnlyMe ? 'Why do you not finish first?' : 'Why do you not wait for them?', hint: 'Your colleagues read this in their email', rows: 3 }) : nothing}
      ${form.end('Open the comparison', { cancel: { href: path() } })}`,
      { caption: captionOf(evaluation), back: { href: path() } },
    )
  },
)

/** Who is cut short, the reader by "you" and first. */
function notFinished(waiting: readonly Colleague[], actor: { person_id: string }): string {
  const others = waiting.filter((colleague) => colleague.person_id !== actor.person_id)
  const names = [...(others.length < waiting.length ? ['You'] : []), ...others.map((colleague) => colleague.name)]
  const one = waiting.length === 1 && others.length === 1
  return `${sentenceList(names)} ${one ? 'has' : 'have'} not finished.`
}
