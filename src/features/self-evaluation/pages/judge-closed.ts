/** One's own judgements to read, when they can no longer be changed. */
import { insetText } from '../../../design/components/inset-text.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import type { Framework, Statement } from '../../frameworks/public.ts'
import { stageOf } from '../evaluation.rules.ts'
import { labelOf } from '../judgement.rules.ts'
import type { Judging } from '../own-judgement.queries.ts'
import type { Shown } from './judge-form.ts'

export function closedNote({ evaluation }: Judging, path: string): Html {
  const stage = stageOf(evaluation)
  if (stage === 'judging') {
    return insetText({
      html: html`You have said that you are finished. <a class="govuk-link" href="${path}/judge">Open your judgements again</a> to change them.`,
    })
  }
  if (stage === 'stopped')
    return insetText({ text: 'This self-evaluation is stopped. These are your judgements, as you left them.' })
  return insetText({
    text: 'The judgements are compared, so they no longer change. These are yours, as you left them.',
  })
}

/** One's own answers to read, when they can no longer be changed. */
export function answers(judging: Judging, statements: readonly Statement[], shown: (key: string) => Shown): Html {
  return html`${statements.map((statement) => {
    const answer = shown(statement.key)
    const reason = answer.reason === '' ? nothing : html`<p class="govuk-body">${answer.reason}</p>`
    return html`<h2 class="govuk-heading-s">${statement.text}</h2><p class="govuk-body"><strong>${answer.isKept ? inWords(judging.framework, answer) : 'Not judged'}</strong></p>${reason}`
  })}`
}

export function inWords(framework: Framework, judgement: { point: number | null; answer: string }): string {
  if (framework.scale.kind === 'open') return judgement.answer === '' ? 'No answer' : judgement.answer
  return judgement.point === null ? 'I do not know enough to judge this' : labelOf(framework.scale, judgement.point)
}
