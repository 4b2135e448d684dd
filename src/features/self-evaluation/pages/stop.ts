/** Stops an evaluation that was started by mistake or is not needed any more. Nothing of it is lost. */
import { z } from 'zod'
import { plural, sentenceList } from '../../../lib/words.ts'
import { longText } from '../../../platform/web/fields.ts'
import { html, nothing } from '../../../platform/web/html.ts'
import { page } from '../../page.ts'
import { colleaguesOf } from '../colleague.queries.ts'
import { stoppedMail } from '../emails/evaluation-mails.ts'
import { stopEvaluation } from '../evaluation.acts.ts'
import { evaluationToLead } from '../evaluation.queries.ts'
import { stageOf, takingPart } from '../evaluation.rules.ts'
import { judgedStatements } from '../own-judgement.queries.ts'
import { evaluationPath } from '../paths.ts'
import { captionOf, mailPreview } from './common.ts'

export const stop = page(
  {
    path: '/:partnership/self-evaluations/:evaluation/stop',
    allow: 'member',
    params: z.object({ partnership: z.string(), evaluation: z.uuid() }),
  },
  async (c) => {
    const evaluation = await evaluationToLead(c.db, c.actor, c.params.evaluation)
    const path = evaluationPath(c.partnership, evaluation.id)
    const form = c.form(z.object({ reason: longText('Enter why you stop it', { max: 1000 }) }))
    if (form.value) {
      const refusal = await stopEvaluation(c.db, c.actor, evaluation.id, form.value.reason, c.services, c.now)
      if (!refusal) return c.redirect(path, 'The self-evaluation is stopped')
      form.refuse(refusal)
    }
    const stage = stageOf(evaluation)
    if (!form.sent && (stage === 'agreed' || stage === 'stopped')) return c.redirect(path)
    const people = takingPart(await colleaguesOf(c.db, evaluation.id))
    const told = people.filter((colleague) => colleague.person_id !== c.actor.person_id)
    const judged = (await judgedStatements(c.db, evaluation.id)).length
    const example = stoppedMail(evaluation, told[0] ?? c.actor, '…', c.actor, `${c.services.baseUrl}${path}`)
    return c.view(
      'Stop this self-evaluation',
      html`<p class="govuk-body">Stop it when it was started by mistake, or is not needed any more. Then:</p>
      <ul class="govuk-list govuk-list--bullet">
        <li>nobody judges, compares or agrees anything in it any more, and it leaves everyone’s list of tasks</li>
        <li>nothing is deleted${judged > 0 ? html`: the ${plural(judged, 'judgement')} made so far ${judged === 1 ? 'is' : 'are'} kept, and nobody sees more of them than now` : nothing}</li>
        <li>you can take it up again at any time, where it stood</li>
      </ul>
      ${told.length > 0 ? html`<p class="govuk-body">${sentenceList(told.map((colleague) => colleague.name))} ${told.length === 1 ? 'gets' : 'get'} an email about it.</p>${mailPreview(example)}` : nothing}
      ${form.start()}
      ${form.textarea('reason', { label: 'Why do you stop it?', hint: told.length > 0 ? 'Your colleagues read this in their email' : 'People of your school read this', rows: 3 })}
      ${form.end('Stop this self-evaluation', { tone: 'warning', cancel: { href: path } })}`,
      { caption: captionOf(evaluation), back: { href: path } },
    )
  },
)
