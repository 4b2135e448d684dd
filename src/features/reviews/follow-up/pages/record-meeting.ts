import { z } from 'zod'
import { insetText } from '../../../../design/components/inset-text.ts'
import { statusTag } from '../../../../design/components/status-tag.ts'
import { dayAndTime } from '../../../../lib/words.ts'
import type { Form, Refusal } from '../../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found, NotFound } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import type { Stage } from '../../../review-models/public.ts'
import { partMay } from '../../part.rules.ts'
import { planMeetingPath, reviewParams, reviewPath } from '../../paths.ts'
import { fieldsOf, heldRecord, labelsOf, recordQuestions } from '../../record.parts.ts'
import { maySeeRecord, mayWriteRecord, whyCannotRecord } from '../../record.rules.ts'
import { type Review, reviewFor } from '../../review.queries.ts'
import { stageIn } from '../../review.rules.ts'
import { type MeetingRecord, recordMeeting } from '../meeting.queries.ts'
import { type NextStep, nextStepsOf } from '../next-step.queries.ts'
import { stepItem } from './next-step-item.ts'

/** A meeting of a review: what was agreed, how it is going, and what came of the meeting. */
export const recordMeetingPage = page(
  {
    path: '/:partnership/reviews/:review/meetings/:meeting',
    allow: 'member',
    params: reviewParams.extend({ meeting: z.uuid() }),
  },
  async (c) => {
    const review = found(await reviewFor(c.db, c.actor, c.params.review))
    const meeting = found(review.meetings.find((one) => one.id === c.params.meeting && one.of === 'review'))
    const stage = stageIn(review.model, meeting.stage)
    if (stage.kind !== 'meeting' || !maySeeRecord(review, stage)) throw new NotFound()
    const back = reviewPath(c.partnership, review.id)
    const refusal = whyCannotRecord(review.model, stage, meeting, review, c.today)
    const form = c.form(fieldsOf(stage), { initial: meeting.record, version: meeting.version })
    if (form.value) {
      const saved = await recordMeeting(c.db, c.actor, review.id, stage.key, form.value, form.sentVersion, c.now)
      if (saved.kind === 'saved')
        return c.redirect(back, `What came of the ${stage.name.toLowerCase()} is written down`)
      if (saved.kind === 'conflict') return c.conflict(form, { ...saved, labels: labelsOf(stage) })
      form.refuse(saved.refusal)
    }
    // What somebody has typed stays on their page, whatever stands against it now.
    const isWriting = !refusal || (form.sent && mayWriteRecord(review, stage))
    const steps = partMay(review.part, 'see-sent-draft') ? await nextStepsOf(c.db, review.id) : undefined
    return c.view(
      stage.name,
      html`<p class="govuk-body">${dayAndTime(meeting.starts_at)}${meeting.place ? html`, ${meeting.place}` : nothing} ${meeting.held_at ? statusTag('Held', 'done') : nothing}</p>
<p class="govuk-body">${stage.purpose}</p>
${refusal && !meeting.held_at ? notYet(refusal, partMay(review.part, 'schedule') ? planMeetingPath(back, stage.key) : undefined) : nothing}
${isWriting || !meeting.held_at ? nothing : heldRecord(stage, meeting.record)}
${steps ? stepsSoFar(steps, review, back, c.today) : nothing}
${isWriting ? writing(form, review, stage, back) : nothing}`,
      { caption: review.host_school_name, back: { href: back, text: 'The review' } },
    )
  },
)

/** Why nothing can be written down yet, with the way to move the meeting for those who may. */
function notYet(refusal: Refusal, moveHref: string | undefined): Html {
  const move = moveHref
    ? html`<p class="govuk-body"><a class="govuk-link" href="${moveHref}">Change when or where it is</a></p>`
    : nothing
  return html`${insetText({ text: `${refusal.message}.` })}${move}`
}

function writing(form: Form<MeetingRecord>, review: Review, stage: Stage, cancel: string): Html {
  const isLast = review.model.stages.at(-1) === stage
  return html`<h2 class="govuk-heading-m">What came of it</h2>${form.start()}
${recordQuestions(form, stage)}
${isLast ? html`<p class="govuk-body">The review is then finished. What you wrote here can still be put right.</p>` : nothing}
${form.end(isLast ? 'Finish the review' : 'Save', { cancel: { href: cancel } })}`
}

function stepsSoFar(steps: readonly NextStep[], review: Review, back: string, today: Temporal.PlainDate): Html {
  const title = html`<h2 class="govuk-heading-m">Next steps so far</h2>`
  const link = partMay(review.part, 'edit-next-steps')
    ? html`<p class="govuk-body"><a class="govuk-link" href="${back}/next-steps">${steps.length > 0 ? 'Bring the next steps up to date' : 'Write the next steps'}</a></p>`
    : nothing
  if (steps.length === 0) return html`${title}<p class="govuk-body">There are no next steps.</p>${link}`
  return html`${title}<ul class="app-tasks">${steps.map((step) => stepItem(step, today))}</ul>${link}`
}
