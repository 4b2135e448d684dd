/** One next step in a list: the same on its own page and at the meetings after the visit. */
import { statusTag } from '../../../../design/components/status-tag.ts'
import { longDate } from '../../../../lib/words.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import type { NextStep } from '../next-step.queries.ts'
import { isLate, progressNames, progressTone } from '../next-step.rules.ts'

/** A row of a task list. `links` are what the reader can do with the step. */
export function stepItem(step: NextStep, today: Temporal.PlainDate, links: Html = nothing): Html {
  const state = isLate(step, today)
    ? statusTag(`${progressNames[step.progress]}, late`, 'attention')
    : statusTag(progressNames[step.progress], progressTone(step.progress))
  return html`<li class="app-tasks__item"><div class="app-tasks__what"><strong class="app-kept-lines">${step.text}</strong><p class="app-tasks__about">${step.owner}${step.finding_title ? html`, for “${step.finding_title}”` : nothing}</p>${
    step.success ? html`<p class="app-tasks__note">How we will know: ${step.success}</p>` : nothing
  }${step.progress_note ? html`<p class="app-tasks__about app-kept-lines">${step.progress_note}</p>` : nothing}${links}</div><div class="app-tasks__when"><p class="app-tasks__day">${longDate(step.due_on)}</p>${state}</div></li>`
}
