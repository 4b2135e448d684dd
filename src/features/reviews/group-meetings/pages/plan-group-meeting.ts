import { insetText } from '../../../../design/components/inset-text.ts'
import { dayOf, timeZone } from '../../../../lib/clock.ts'
import { dayAndDate, longDate, sentenceList } from '../../../../lib/words.ts'
import { html } from '../../../../platform/web/html.ts'
import { page } from '../../../page.ts'
import { meetingFields, meetingQuestions } from '../../meeting-form.ts'
import { groupMeetingPath } from '../../paths.ts'
import { meetingAdvice } from '../../planning/schedule.rules.ts'
import type { MeetingWindow } from '../../timing.rules.ts'
import { arrangeGroupMeeting, toArrange, whyNotThen } from '../group-meeting.acts.ts'
import { type GroupStage, holdMeetings } from '../group-meeting.queries.ts'
import { mayArrange } from '../group-meeting.rules.ts'
import { groupMeetingParams, windowOf } from './group-meeting.ts'

/** Arranges a meeting of a whole group, or chooses another day for it. */
export const planGroupMeeting = page(
  { path: '/:partnership/review-groups/:group/meetings/:stage/plan', allow: 'group:see', params: groupMeetingParams },
  async (c) => {
    if (c.method === 'POST') await holdMeetings(c.db, c.actor, c.params.group)
    const { one, ...around } = await toArrange(c.db, c.actor, c.params.group, c.params.stage)
    if (!mayArrange(one.place)) return c.forbidden()
    const back = groupMeetingPath(c.partnership, one.group.id, one.stage.key)
    const window = windowOf(one, around.calendar)
    const form = c.form(meetingFields, { initial: initialOf(one, window) })
    let advice: string | undefined
    if (form.value) {
      const { meets_on, starts, minutes, place, link, checked } = form.value
      const starts_at = meets_on.toZonedDateTime({ timeZone, plainTime: starts }).toInstant()
      const refusal = whyNotThen(one, starts_at, around.calendar)
      advice = refusal ? undefined : meetingAdvice(window, meets_on)
      if (refusal) form.refuse(refusal)
      else if (!advice || checked === meets_on.toString()) {
        const at = { now: c.now, baseUrl: c.services.baseUrl }
        const refused = await arrangeGroupMeeting(c.db, c.actor, one, { starts_at, minutes, place, link }, around, at)
        if (!refused) return c.redirect(back, `${one.stage.name} arranged for ${dayAndDate(meets_on)}`)
        form.refuse(refused)
        advice = undefined
      }
    }
    const people = around.people.map(({ name }) => name)
    const before = advice
      ? insetText({ text: `${advice} Save again if it should be on that day all the same.` })
      : html`<p class="govuk-body">${window ? `This meeting should be between ${longDate(window.opens)} and ${longDate(window.closes)}.` : 'Choose a day that suits every school of the group.'}</p>`
    const checked = advice && form.value ? form.value.meets_on.toString() : ''
    const told =
      people.length > 0
        ? `These people get an email with the meeting for their calendars: ${sentenceList(people)}.`
        : 'Nobody of the group can be written to yet, so no email is sent.'
    const title = `${one.meeting ? 'Change' : 'Arrange'} the ${one.stage.name.toLowerCase()}`
    return c.view(
      title,
      html`${before}${meetingQuestions(form, { checked, told, back, save: 'Save and tell the group' })}`,
      {
        caption: one.group.name,
        back: { href: back, text: one.stage.name },
      },
    )
  },
)

/** The meeting as it is arranged, or the day that its window aims at, after lessons. */
function initialOf({ meeting, stage }: GroupStage, window: MeetingWindow | undefined) {
  if (!meeting)
    return {
      minutes: stage.minutes ?? 60,
      ...(window ? { meets_on: window.aim, starts: Temporal.PlainTime.from('15:45') } : {}),
    }
  return {
    meets_on: dayOf(meeting.starts_at),
    starts: meeting.starts_at.toZonedDateTimeISO(timeZone).toPlainTime(),
    minutes: meeting.minutes,
    place: meeting.place,
    link: meeting.link,
  }
}
