import { z } from 'zod'
import { insetText } from '../../../../design/components/inset-text.ts'
import { statusTag } from '../../../../design/components/status-tag.ts'
import { dayAndTime, longDate, plural, sentenceList } from '../../../../lib/words.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { calendarFor, groupPath } from '../../../review-groups/public.ts'
import { meetingLetters } from '../../letters/meeting-letters.ts'
import { groupMeetingPath } from '../../paths.ts'
import { fieldsOf, heldRecord, labelsOf, recordQuestions } from '../../record.parts.ts'
import { type MeetingWindow, windowFor } from '../../timing.rules.ts'
import { recordGroupMeeting } from '../group-meeting.acts.ts'
import { type GroupStage, groupStageFor } from '../group-meeting.queries.ts'
import { mayArrange, mayRead, mayWrite, whyCannotWrite } from '../group-meeting.rules.ts'

export const groupMeetingParams = z.object({ partnership: z.string(), group: z.uuid(), stage: z.string() })

/** A meeting of a whole group: when it is, what it is for, and what came of it. */
export const groupMeetingPage = page(
  { path: '/:partnership/review-groups/:group/meetings/:stage', allow: 'group:see', params: groupMeetingParams },
  async (c) => {
    const one = found(await groupStageFor(c.db, c.actor, c.params.group, c.params.stage))
    const { stage, meeting, place } = one
    const here = groupMeetingPath(c.partnership, one.group.id, stage.key)
    const refusal = whyCannotWrite(one.model, stage, place, one.meetings, c.today)
    const form = c.form(fieldsOf(stage), { initial: meeting?.record ?? {}, version: meeting?.version ?? 0 })
    if (form.value) {
      const written = await recordGroupMeeting(c.db, c.actor, one, form.value, form.sentVersion, c.now)
      if (written.kind === 'saved')
        return c.redirect(here, `What came of the ${stage.name.toLowerCase()} is written down`)
      if (written.kind === 'conflict') return c.conflict(form, { ...written, labels: labelsOf(stage) })
      form.refuse(written.refusal)
    }
    const isWriting = !refusal || (form.sent && mayWrite(place, stage))
    const calendar = await calendarFor(c.db, c.actor)
    const window = windowOf(one, calendar)
    const questions = html`<h2 class="govuk-heading-m">What came of it</h2>${form.start()}${recordQuestions(form, stage)}<p class="govuk-hint">The people of the group’s schools and its leaders read this. No pupils’ names.</p>${form.end('Save')}`
    return c.view(
      stage.name,
      html`<p class="govuk-body">${stage.purpose}</p>
${whenItIs(one, window)}
${await meetingLetters(c.db, c.actor, one, { calendar, today: c.today, here })}
${mayArrange(place) && !meeting?.held_at && !one.group.disbanded_at ? html`<p class="govuk-body"><a class="govuk-link" href="${here}/plan">${meeting ? 'Change when or where it is' : 'Choose when and where it is'}</a></p>` : nothing}
${refusal && mayWrite(place, stage) && !meeting?.held_at ? insetText({ text: `${refusal.message}.` }) : nothing}
${meeting?.held_at && mayRead(place) ? html`<p class="govuk-body"><a class="govuk-link" href="${here}/record">Read and download it as a document</a></p>` : nothing}
${!isWriting && meeting?.held_at && mayRead(place) ? heldRecord(stage, meeting.record) : nothing}
${isWriting ? questions : nothing}`,
      { caption: one.group.name, back: { href: groupPath(c.partnership, one.group.id), text: one.group.name } },
    )
  },
)

/** When the meeting should be, from the dates of the programme and the group's other meetings. */
export function windowOf(one: GroupStage, calendar: Parameters<typeof windowFor>[3]): MeetingWindow | undefined {
  const dates = {
    visit_on: null,
    visit_second_on: null,
    programme_starts_on: one.dates.starts_on,
    meetings: one.meetings,
  }
  return windowFor(one.model, one.stage.key, dates, calendar)
}

function whenItIs({ meeting, school_names }: GroupStage, window: MeetingWindow | undefined): Html {
  const who = html`<p class="govuk-body">With ${sentenceList(school_names)}.</p>`
  if (!meeting) {
    const should = window ? ` It should be between ${longDate(window.opens)} and ${longDate(window.closes)}.` : ''
    return html`<p class="govuk-body">No day is chosen yet.${should}</p>${who}`
  }
  const link = meeting.link === '' ? nothing : html`<br><a class="govuk-link" href="${meeting.link}">Join online</a>`
  return html`<p class="govuk-body">${dayAndTime(meeting.starts_at)}, for ${plural(meeting.minutes, 'minute')}${meeting.place === '' ? nothing : html`, ${meeting.place}`} ${meeting.held_at ? statusTag('Held', 'done') : nothing}${link}</p>${who}`
}
