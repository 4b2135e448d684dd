/** The pre-review meeting on one page: who meets when, what the host said, the focus, the questions. */
import { z } from 'zod'
import { insetText } from '../../../../design/components/inset-text.ts'
import { html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { pathsOf, visitLinks } from '../../pages/visit-frame.ts'
import { reviewParams } from '../../paths.ts'
import { moveQuestion, removeQuestion, restoreQuestion } from '../question.queries.ts'
import { missingFor } from '../ready.queries.ts'
import { questionsOf, visitFor, whyCannotPrepare } from '../visit.queries.ts'
import { agendaOf } from './agenda.ts'
import {
  agendaSummary,
  profileAtAGlance,
  questionList,
  readinessLine,
  removedQuestions,
  visitSummary,
} from './prepare-parts.ts'

const changeFields = z.object({ move: z.string().regex(/^(up|down|remove):[0-9a-f-]{36}$/) })
const backFields = z.object({ put_back: z.uuid() })

/** Everything that the pre-review meeting agrees, with the ways to change it. */
export const prepare = page(
  { path: '/:partnership/reviews/:review/prepare', allow: 'review:see', params: reviewParams },
  async (c) => {
    const visit = found(await visitFor(c.db, c.actor, c.params.review))
    const paths = pathsOf(c, visit.id)
    const change = c.form(changeFields, { name: 'change' })
    const back = c.form(backFields, { name: 'back' })
    const done = (text: string) => c.redirect(`${paths.prepare}#questions`, text)

    if (change.value) {
      const [act, id = ''] = change.value.move.split(':')
      const removing = act === 'remove'
      const saved = removing
        ? await removeQuestion(c.db, c.actor, visit, id, c.now)
        : await moveQuestion(c.db, c.actor, visit, id, act === 'up' ? 'up' : 'down')
      if (saved.kind === 'saved')
        return done(removing ? 'Question removed. You can put it back below the list' : 'Question moved')
      if (saved.kind === 'refused') change.refuse(saved.refusal)
    }
    if (back.value) {
      const saved = await restoreQuestion(c.db, c.actor, visit, back.value.put_back, c.now)
      if (saved.kind === 'saved') return done('Question put back')
      if (saved.kind === 'refused') back.refuse(saved.refusal)
    }

    const refusal = whyCannotPrepare(visit)
    const may = refusal === undefined
    const removed = may ? await questionsOf(c.db, visit.id, true) : []
    const { now: evaluation, all } = await agendaOf(c.db, c.actor, visit, c.today)
    const missing = await missingFor(c.db, visit, c.today)
    const isFull = visit.questions.length >= visit.day.question_limits.most
    const focus =
      visit.focus === ''
        ? html`<p class="govuk-body">The focus is not agreed yet.</p>`
        : html`<p class="govuk-body app-kept-lines">${visit.focus}</p>`
    const focusLink = html`<p class="govuk-body"><a class="govuk-link" href="${paths.focus}">${visit.focus === '' ? 'Write the focus' : 'Change the focus'}</a></p>`
    return c.view(
      'Prepare the visit',
      html`${visitLinks(c, visit, 'prepare')}
${refusal ? insetText({ text: `${refusal.message}.` }) : nothing}
${visitSummary(c, visit, evaluation)}
${readinessLine(visit, missing.filter((one) => one.stops).length, paths.ready)}
${agendaSummary(all, evaluation, visit.host_school_name, paths.agenda)}
<h2 class="govuk-heading-m">Focus of the review</h2>
${focus}${may ? focusLink : nothing}
<h2 class="govuk-heading-m" id="questions">Enquiry questions</h2>
${questionList(visit, may ? change : undefined, paths.question)}
${may && !isFull ? html`<p class="govuk-body"><a class="govuk-link" href="${paths.newQuestion}">Write a question</a></p>` : nothing}
${may ? removedQuestions(removed, back) : nothing}
${evaluation ? profileAtAGlance(evaluation) : nothing}
`,
      { caption: visit.host_school_name, back: { href: paths.review, text: 'The review' } },
    )
  },
)
