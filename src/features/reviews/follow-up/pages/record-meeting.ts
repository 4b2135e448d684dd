import { z } from 'zod'
import { insetText } from '../../../../design/components/inset-text.ts'
import { statusTag } from '../../../../design/components/status-tag.ts'
import { dayAndTime } from '../../../../lib/words.ts'
import { longText, optionalLongText } from '../../../../platform/web/fields.ts'
import type { Form, Refusal } from '../../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found, NotFound } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { partMay } from '../../part.rules.ts'
import { meetingPages, reviewParams, reviewPath } from '../../paths.ts'
import { prose } from '../../report/report-view.ts'
import { type WriteUp, writeUpFor } from '../../report/summary.queries.ts'
import type { ReviewMeeting } from '../../review.queries.ts'
import { type MeetingNotes, recordMeeting, whyCannotRecord } from '../meeting.queries.ts'
import { stepItem } from './next-step-item.ts'

const names = { 'follow-up': 'Follow-up meeting', 'check-in': 'Check-in' } as const

/** The follow-up or the check-in: what was agreed, how it is going, and what came of the meeting. */
export const recordMeetingPage = page(
  {
    path: '/:partnership/reviews/:review/meetings/:meeting',
    allow: 'member',
    params: reviewParams.extend({ meeting: z.uuid() }),
  },
  async (c) => {
    const writeUp = found(await writeUpFor(c.db, c.actor, c.params.review))
    const meetings: readonly ReviewMeeting[] = writeUp.meetings
    const meeting = found(meetings.find((one) => one.id === c.params.meeting))
    const { kind } = meeting
    if (kind === 'pre-review' || !partMay(writeUp.part, 'see-sent-draft')) throw new NotFound()
    const back = reviewPath(c.partnership, writeUp.id)
    const refusal = whyCannotRecord(writeUp.part, writeUp, meeting, c.today)
    const isCheckIn = kind === 'check-in'
    const { note, celebrate, develop, version } = meeting
    const form = c.form(isCheckIn ? checkInFields : followUpFields, { initial: { note, celebrate, develop }, version })
    if (form.value) {
      const saved = await recordMeeting(c.db, c.actor, writeUp.id, kind, form.value, form.sentVersion, c.now, c.today)
      if (saved.kind === 'saved')
        return c.redirect(
          back,
          isCheckIn ? 'The check-in is written down, and the review is finished' : 'The follow-up is written down',
        )
      if (saved.kind === 'conflict') return c.conflict(form, { ...saved, labels })
      form.refuse(saved.refusal)
    }
    // What somebody has typed stays on their page, whatever stands against it now.
    const isWriting = !refusal || (form.sent && partMay(writeUp.part, 'record-meeting'))
    return c.view(
      names[kind],
      html`<p class="govuk-body">${dayAndTime(meeting.starts_at)}${meeting.place ? html`, ${meeting.place}` : nothing} ${meeting.held_at ? statusTag('Held', 'done') : nothing}</p>
${refusal && !meeting.held_at ? notYet(refusal, partMay(writeUp.part, 'schedule') ? `${back}/${meetingPages[kind]}` : undefined) : nothing}
${isWriting || !meeting.held_at ? nothing : heldNotes(meeting)}
<h2 class="govuk-heading-m">Next steps so far</h2>${stepsSoFar(writeUp, back, c.today)}
${isWriting ? writing(form, isCheckIn, back) : nothing}`,
      { caption: writeUp.host_school_name, back: { href: back, text: 'The review' } },
    )
  },
)

const labels = {
  note: 'What was said and decided',
  celebrate: 'What to celebrate',
  develop: 'What to develop next',
}

const said = longText('Enter what was said and decided', { max: 10_000 })

const followUpFields = z.object({
  note: said,
  celebrate: optionalLongText({ max: 5000 }),
  develop: optionalLongText({ max: 5000 }),
})

const checkInFields = z.object({
  note: said,
  celebrate: longText('Enter what there is to celebrate', { max: 5000 }),
  develop: longText('Enter what to develop next', { max: 5000 }),
})

/** Why nothing can be written down yet, with the way to move the meeting for those who may. */
function notYet(refusal: Refusal, moveHref: string | undefined): Html {
  const move = moveHref
    ? html`<p class="govuk-body"><a class="govuk-link" href="${moveHref}">Change when or where it is</a></p>`
    : nothing
  return html`${insetText({ text: `${refusal.message}.` })}${move}`
}

function writing(form: Form<MeetingNotes>, isCheckIn: boolean, cancel: string): Html {
  const hint = 'Both teams read this. No pupils’ names.'
  const more = html`${form.textarea('celebrate', { label: 'What is there to celebrate?', hint: 'What is different for pupils, and what shows it', rows: 4 })}
${form.textarea('develop', { label: 'What will you develop next?', rows: 4 })}
<p class="govuk-body">The review is then finished. What you wrote here can still be put right.</p>`
  return html`<h2 class="govuk-heading-m">What came of it</h2>${form.start()}
${form.textarea('note', { label: 'What was said and decided?', hint, rows: 6 })}
${isCheckIn ? more : nothing}
${form.end(isCheckIn ? 'Finish the review' : 'Save', { cancel: { href: cancel } })}`
}

function stepsSoFar(writeUp: WriteUp, back: string, today: Temporal.PlainDate): Html {
  if (writeUp.steps.length === 0) return html`<p class="govuk-body">There are no next steps.</p>`
  const link = partMay(writeUp.part, 'edit-next-steps')
    ? html`<p class="govuk-body"><a class="govuk-link" href="${back}/next-steps">Bring the next steps up to date</a></p>`
    : nothing
  return html`<ul class="app-tasks">${writeUp.steps.map((step) => stepItem(step, today))}</ul>${link}`
}

function heldNotes(meeting: { note: string; celebrate: string; develop: string }): Html {
  const part = (title: string, text: string) =>
    text === '' ? nothing : html`<h2 class="govuk-heading-m">${title}</h2>${prose(text)}`
  return html`${part('What was said and decided', meeting.note)}${part('What there is to celebrate', meeting.celebrate)}${part('What to develop next', meeting.develop)}`
}
