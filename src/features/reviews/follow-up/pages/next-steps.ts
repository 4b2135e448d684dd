import { z } from 'zod'
import { button } from '../../../../design/components/button.ts'
import { details } from '../../../../design/components/details.ts'
import { emptyState } from '../../../../design/components/empty-state.ts'
import { plural } from '../../../../lib/words.ts'
import { id } from '../../../../platform/web/fields.ts'
import { html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { reviewParams, reviewPath } from '../../paths.ts'
import { writeUpStage } from '../../report/summary.rules.ts'
import { type NextStep, nextStepsOf, setStepRemoved } from '../next-step.queries.ts'
import { whyCannotEditSteps } from '../next-step.rules.ts'
import { planFor } from '../plan.queries.ts'
import { stepItem } from './next-step-item.ts'

/** The next steps of a review and how they are going. */
export const nextStepsPage = page(
  { path: '/:partnership/reviews/:review/next-steps', allow: 'member', params: reviewParams },
  async (c) => {
    const plan = found(await planFor(c.db, c.actor, c.params.review))
    const review = reviewPath(c.partnership, plan.id)
    const base = `${review}/next-steps`
    const mayEdit = whyCannotEditSteps(plan.part, plan) === undefined
    const back = c.form(z.object({ step: id('Choose a step') }), { name: 'back' })
    if (back.value && mayEdit) {
      await setStepRemoved(c.db, c.actor, plan.id, back.value.step, false, c.now)
      return c.redirect(base, 'The next step is back')
    }
    const removed = mayEdit ? await nextStepsOf(c.db, plan.id, true) : []
    const links = (step: NextStep) =>
      mayEdit
        ? html`<p class="govuk-body app-beside"><a class="govuk-link" href="${base}/${step.id}/progress">Say how it is going<span class="govuk-visually-hidden">: ${step.text}</span></a> <a class="govuk-link" href="${base}/${step.id}">Change<span class="govuk-visually-hidden"> ${step.text}</span></a></p>`
        : nothing
    // Until both have agreed, people come from the report and go on there.
    const isReport = ['with-host', 'host-agreed'].includes(writeUpStage(plan))
    return c.view(
      'Next steps',
      html`${plan.steps.length === 0 ? emptyState('No next steps yet. A good next step says what someone will do, by when, and how you will see that it worked.') : html`<ul class="app-tasks">${plan.steps.map((step) => stepItem(step, c.today, links(step)))}</ul>`}
${mayEdit ? button({ text: 'Add a next step', href: `${base}/new`, classes: plan.steps.length > 0 ? 'govuk-button--secondary' : '' }) : nothing}
${removed.length === 0 ? nothing : details({ summaryText: `Taken out: ${plural(removed.length, 'step')}`, html: html`<ul class="govuk-list govuk-list--spaced">${removed.map((step) => html`<li>${step.text}${back.start()}${back.hidden('step', step.id)}${back.end('Put it back', { tone: 'secondary' })}</li>`)}</ul>` })}`,
      {
        caption: plan.host_school_name,
        back: isReport ? { href: `${review}/write-up`, text: 'The report' } : { href: review, text: 'The review' },
      },
    )
  },
)
