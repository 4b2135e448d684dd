import { z } from 'zod'
import { insetText } from '../../../../design/components/inset-text.ts'
import { statusTag } from '../../../../design/components/status-tag.ts'
import { dayAndTime } from '../../../../lib/words.ts'
import { longText, optionalLongText } from '../../../../platform/web/fields.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found, NotFound } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { partMay } from '../../part.rules.ts'
import { meetingPages, reviewParams, reviewPath } from '../../paths.ts'
import { prose } from '../../report/report-view.ts'
import { type WriteUp, writeUpFor } from '../../report/summary.queries.ts'
import type { ReviewMeeting } from '../../review.queries.ts'
import { recordMeeting, whyCannotRecord } from '../meeting.queries.ts'
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
    const fields = z.object({
      note: longText('Enter what was said and decided', { max: 10_000 }),
      celebrate: isCheckIn
        ? longText('Enter what there is to celebrate', { max: 5000 })
        : optionalLongText({ max: 5000 }),
      develop: isCheckIn ? longText('Enter what to develop next', { max: 5000 }) : optionalLongText({ max: 5000 }),
    })
    const form = c.form(fields, {
      initial: { note: meeting.note, celebrate: meeting.celebrate, develop: meeting.develop },
      version: meeting.version,
    })
    if (form.value) {
      const saved = await recordMeeting(c.db, c.actor, writeUp.id, kind, form.value, form.sentVersion, c.now, c.today)
      if (saved.kind === 'saved')
        return c.redirect(
          back,
          isCheckIn ? 'The check-in is written down, and the review is finished' : 'The follow-up is written down',
        )
      if (saved.kind === 'conflict')
        return c.conflict(form, {
          ...saved,
          labels: {
            note: 'What was said and decided',
            celebrate: 'What to celebrate',
            develop: 'What to develop next',
          },
        })
      form.refuse(saved.refusal)
    }
    const when = html`<p class="govuk-body">${dayAndTime(meeting.starts_at)}${meeting.place ? html`, ${meeting.place}` : nothing} ${meeting.held_at ? statusTag('Held', 'done') : nothing}</p>`
    const move =
      partMay(writeUp.part, 'schedule') && !meeting.held_at
        ? html`<p class="govuk-body"><a class="govuk-link" href="${back}/${meetingPages[kind]}">Change when or where it is</a></p>`
        : nothing
    const notYet = refusal && !meeting.held_at ? html`${insetText({ text: `${refusal.message}.` })}${move}` : nothing
    const write = html`<h2 class="govuk-heading-m">What came of it</h2>${form.start()}
${form.textarea('note', { label: 'What was said and decided?', rows: 6 })}
${isCheckIn ? form.textarea('celebrate', { label: 'What is there to celebrate?', hint: 'What is different for pupils, and what shows it', rows: 4 }) : nothing}
${isCheckIn ? form.textarea('develop', { label: 'What will you develop next?', rows: 4 }) : nothing}
${form.end(isCheckIn ? 'Finish the review' : 'Save', { cancel: { href: back } })}`
    // What somebody has typed stays on their page, whatever stands against it now.
    const isWriting = !refusal || (form.sent && partMay(writeUp.part, 'record-meeting'))
    return c.view(
      names[kind],
      html`${when}${notYet}
${isWriting || !meeting.held_at ? nothing : heldNotes(meeting)}
<h2 class="govuk-heading-m">Next steps so far</h2>${stepsSoFar(writeUp, back, c.today)}
${isWriting ? write : nothing}`,
      { caption: writeUp.host_school_name, back: { href: back, text: 'The review' } },
    )
  },
)

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
