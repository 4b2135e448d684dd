import { z } from 'zod'
import { details } from '../../../../design/components/details.ts'
import { insetText } from '../../../../design/components/inset-text.ts'
import { statusTag } from '../../../../design/components/status-tag.ts'
import { dayOf } from '../../../../lib/clock.ts'
import { dayAndTime, longDate } from '../../../../lib/words.ts'
import type { Form, Refusal } from '../../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found, NotFound } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import type { Stage } from '../../../review-models/public.ts'
import { prose } from '../../document-view.ts'
import { partMay } from '../../part.rules.ts'
import { planMeetingPath, reviewParams, reviewPath } from '../../paths.ts'
import { fieldsOf, heldRecord, labelsOf, recordQuestions } from '../../record.parts.ts'
import { mayArrange, maySeeRecord, mayWriteRecord, whyCannotRecord } from '../../record.rules.ts'
import { type Review, type ReviewMeeting, reviewFor } from '../../review.queries.ts'
import { meetingsOf, openMeeting, stageIn, timesHeld, whyNoMore } from '../../review.rules.ts'
import { leaderOf, maySeeNaming } from '../../stage-leaders/leader.rules.ts'
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
      const saved = await recordMeeting(c.db, c.actor, review.id, meeting.id, form.value, form.sentVersion, c.now)
      if (saved.kind === 'saved')
        return c.redirect(back, `What came of the ${stage.name.toLowerCase()} is written down`)
      if (saved.kind === 'conflict') return c.conflict(form, { ...saved, labels: labelsOf(stage) })
      form.refuse(saved.refusal)
    }
    // What somebody has typed stays on their page, whatever stands against it now.
    const isWriting = !refusal || (form.sent && mayWriteRecord(review, stage))
    const others = meetingsOf(review, stage.key).filter(({ id, held_at }) => id !== meeting.id && held_at)
    const steps = partMay(review.part, 'see-sent-draft') ? await nextStepsOf(c.db, review.id) : undefined
    return c.view(
      stage.name,
      html`<p class="govuk-body">${dayAndTime(meeting.starts_at)}${meeting.place ? html`, ${meeting.place}` : nothing} ${meeting.held_at ? statusTag('Held', 'done') : nothing}</p>
<p class="govuk-body">${stage.purpose}</p>${whoLeads(review, stage, back)}
${refusal && !meeting.held_at ? notYet(refusal, mayArrange(review, stage.key) ? planMeetingPath(back, stage.key) : undefined) : nothing}
${meeting.held_at ? html`<p class="govuk-body"><a class="govuk-link" href="${back}/meetings/${meeting.id}/record">Read and download it as a document</a></p>` : nothing}
${isWriting || !meeting.held_at ? nothing : heldRecord(stage, meeting.record)}
${steps ? stepsSoFar(steps, review, back, c.today) : nothing}
${isWriting ? html`${meeting.held_at ? nothing : lastTime(stage, others.at(-1))}${writing(form, review, stage, back)}` : nothing}
${earlierOnes(stage, others, back)}
${nextOne(review, stage, back)}`,
      { caption: review.host_school_name, back: { href: back, text: 'The review' } },
    )
  },
)

/** What somebody said the last time that they would try, beside the record of what became of it. */
function lastTime(stage: Stage, last: ReviewMeeting | undefined): Html {
  const part = stage.record.find(({ key }) => key === stage.repeats?.looks_back_at)
  const said = part && last?.record[part.key]
  if (!said) return nothing
  return insetText({
    html: html`<h2 class="govuk-heading-s">Last time, on ${longDate(dayOf(last.starts_at))}</h2><p class="govuk-body govuk-!-font-weight-bold">${part.label}</p>${prose(said)}`,
  })
}

/** The other meetings of the stage that were held, the newest first, each with what came of it. */
function earlierOnes(stage: Stage, others: readonly ReviewMeeting[], review: string): Html {
  if (others.length === 0) return nothing
  const items = others.toReversed().map(
    (one) =>
      html`<li>${details({
        summaryText: longDate(dayOf(one.starts_at)),
        html: html`${heldRecord(stage, one.record, 3)}<p class="govuk-body"><a class="govuk-link" href="${review}/meetings/${one.id}">This one by itself<span class="govuk-visually-hidden">: ${longDate(dayOf(one.starts_at))}</span></a></p>`,
      })}</li>`,
  )
  return html`<h2 class="govuk-heading-m">The other times</h2><ul class="app-plain-list">${items}</ul>`
}

/** The way to arrange one more, for those who may. */
function nextOne(review: Review, stage: Stage, back: string): Html {
  const isPossible = stage.repeats && timesHeld(review, stage.key) > 0 && !whyNoMore(stage, review)
  if (!isPossible || !mayArrange(review, stage.key)) return nothing
  const text = openMeeting(review, stage.key) ? 'Change when or where the next one is' : 'Arrange the next one'
  return html`<p class="govuk-body"><a class="govuk-link" href="${planMeetingPath(back, stage.key)}">${text}</a></p>`
}

/** Who was named to lead it, for those who see how that came to be. */
function whoLeads(review: Review, { key, led_by }: Stage, back: string): Html {
  if (!led_by) return nothing
  const leader = leaderOf(review.stage_leaders, key)
  const who = leader ? `${leader.name}, ${leader.school_name}` : 'nobody is named yet'
  const text = html`${led_by.name}: ${who}`
  return html`<p class="govuk-body">${maySeeNaming(review, key) ? html`<a class="govuk-link" href="${back}/leaders/${key}">${text}</a>` : text}</p>`
}

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
