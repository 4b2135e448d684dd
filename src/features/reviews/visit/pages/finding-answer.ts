/** The team's answer to the challenge of the Inclusion Leader of Education. */
import { z } from 'zod'
import { longText } from '../../../../platform/web/fields.ts'
import { html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { pathsOf } from '../../pages/visit-frame.ts'
import { partMay } from '../../part.rules.ts'
import { reviewParams } from '../../paths.ts'
import { isWrittenUp, visitFor } from '../../preparation/visit.queries.ts'
import { answerChallenge } from '../challenge.queries.ts'
import { findingsOf } from '../finding.queries.ts'
import { whyCannotAnswerChallenge } from '../finding.rules.ts'
import { challengeOf } from './findings-parts.ts'

const fields = z.object({ answer: longText('Enter what the team made of the challenge', { max: 4000 }) })

export const findingAnswer = page(
  {
    path: '/:partnership/reviews/:review/findings/:finding/answer',
    allow: 'review:see',
    params: reviewParams.extend({ finding: z.uuid() }),
  },
  async (c) => {
    const visit = found(await visitFor(c.db, c.actor, c.params.review))
    if (!partMay(visit.part, 'see-draft')) return c.notFound()
    if (!partMay(visit.part, 'draft')) return c.forbidden()
    const paths = pathsOf(c, visit.id)
    const back = isWrittenUp(visit) ? `${paths.review}/write-up` : paths.findings
    const finding = found((await findingsOf(c.db, visit.id)).find((one) => one.id === c.params.finding))
    const form = c.form(fields, {
      initial: { answer: finding.challenge_answer },
      version: finding.challenge_answer_version,
    })
    const closed = whyCannotAnswerChallenge(visit.part, finding, 'asked', visit.host_agreed_at !== null)
    if (closed && !form.sent) return c.redirect(back, { text: closed.message, tone: 'notice' })
    if (form.value) {
      const saved = await answerChallenge(c.db, c.actor, visit, finding.id, form.value.answer, c.now, form.sentVersion)
      const there = isWrittenUp(visit) ? back : `${back}#finding-${finding.id}`
      if (saved.kind === 'saved') return c.redirect(there, 'The challenge is answered')
      if (saved.kind === 'conflict') return c.conflict(form, { ...saved, labels: { answer: 'The team’s answer' } })
      form.refuse(saved.refusal)
    }
    return c.view(
      'Answer the challenge',
      html`<h2 class="govuk-heading-m">${finding.title}</h2>
${finding.text === '' ? nothing : html`<p class="govuk-body app-kept-lines">${finding.text}</p>`}
${challengeOf(finding)}
${form.start()}${form.textarea('answer', { label: 'What did the team make of it?', hint: 'Say what you looked at again, what you changed, or why the finding stays. It stands below the challenge, in the draft and in the report.', rows: 6, maxLength: 4000 })}${form.end('Answer the challenge', { cancel: { href: back } })}`,
      { caption: visit.host_school_name, back: { href: back } },
    )
  },
)
