import { z } from 'zod'
import { insetText } from '../../../../design/components/inset-text.ts'
import { dayOf, timeZone } from '../../../../lib/clock.ts'
import { dayAndDate, longDate, sentenceList } from '../../../../lib/words.ts'
import { date, optionalText, time, wholeNumber } from '../../../../platform/web/fields.ts'
import type { Form } from '../../../../platform/web/form.ts'
import { type Html, html } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { partMay } from '../../part.rules.ts'
import { meetingPages, reviewParams, reviewPath } from '../../paths.ts'
import { type Review, reviewFor } from '../../review.queries.ts'
import { type MeetingKind, meetingOf, stageIn, windowFor } from '../../review.rules.ts'
import { audienceOf, calendarOfReview, planMeeting, whyNotAt } from '../review.acts.ts'
import { meetingAdvice, type ProposedMeeting, proposedMeetings } from '../schedule.rules.ts'

const link = optionalText({ max: 500 }).refine(
  (text) => text === '' || /^https?:\/\/\S+$/.test(text),
  'Enter a full web address, starting with https://',
)
const fields = z.object({
  meets_on: date('Enter the day of the meeting'),
  starts: time('Enter when the meeting starts'),
  minutes: wholeNumber('Enter how long the meeting lasts', { min: 10, max: 480 }),
  place: optionalText({ max: 200 }),
  link,
  checked: optionalText(),
})
type MeetingForm = Form<z.infer<typeof fields>>

/** Arranges one meeting of a review: the three meetings differ only in their name and window. */
function planMeetingPage(kind: MeetingKind) {
  return page(
    {
      path: `/:partnership/reviews/:review/${meetingPages[kind]}`,
      allow: 'review:see',
      params: reviewParams,
    },
    async (c) => {
      const review = found(await reviewFor(c.db, c.actor, c.params.review))
      if (!partMay(review.part, 'schedule')) c.forbidden()
      const back = reviewPath(c.partnership, review.id)
      const calendar = await calendarOfReview(c.db, c.actor, review)
      const name = stageIn(review.model, kind).name
      const title = `${meetingOf(review, kind) ? 'Change' : 'Arrange'} the ${name.toLowerCase()}`
      const options = { caption: review.host_school_name, back: { href: back, text: 'The review' } }
      if (!review.visit_on)
        return c.view(
          title,
          html`<p class="govuk-body">The visit has no day yet. <a class="govuk-link" href="${back}/schedule">Choose it first</a>.</p>`,
          options,
        )
      const window = windowFor(review.model, kind, review.visit_on, review.meetings, calendar)
      const others = review.meetings.filter((meeting) => meeting.kind !== kind)
      const proposed = proposedMeetings(review.model, review.visit_on, others, calendar, c.today)
      const form: MeetingForm = c.form(fields, { initial: initialOf(review, kind, proposed) })
      let advice: string | undefined
      if (form.value) {
        const { meets_on, starts, minutes, place } = form.value
        const refusal = whyNotAt(review, kind, meets_on, starts, calendar)
        advice = refusal ? undefined : meetingAdvice(window, meets_on)
        if (refusal) form.refuse(refusal)
        else if (!advice || form.value.checked === meets_on.toString()) {
          const planned = await planMeeting(
            c.db,
            c.actor,
            review.id,
            { kind, day: meets_on, time: starts, minutes, place, link: form.value.link },
            { now: c.now, baseUrl: c.services.baseUrl },
          )
          if (!planned) return c.redirect(back, `${name} arranged for ${dayAndDate(meets_on)}`)
          form.refuse(planned.refused)
          advice = undefined
        }
      }
      const before = advice
        ? insetText({ text: `${advice} Save again if it should be on that day all the same.` })
        : whenText(review.visit_on, window)
      const checked = advice && form.value ? form.value.meets_on.toString() : ''
      return c.view(title, html`${before}${questions(form, review, checked, back)}`, options)
    },
  )
}

function questions(form: MeetingForm, review: Review, checked: string, back: string): Html {
  const told = audienceOf(review).map((member) => member.name)
  return html`${form.start()}
    ${form.date('meets_on', { legend: 'Day' })}
    ${form.time('starts', { label: 'Starts at' })}
    ${form.input('minutes', { label: 'How long does it last?', suffix: 'minutes', width: 3, numeric: true })}
    ${form.input('place', { label: 'Where? (optional)', width: 20 })}
    ${form.input('link', { label: 'Link to join online (optional)', type: 'url' })}
    ${form.hidden('checked', checked)}
    <p class="govuk-body">${told.length > 0 ? `These people get an email with the meeting for their calendars: ${sentenceList(told)}.` : 'Nobody is on the team yet, so no email is sent.'}</p>
    ${form.end('Save and tell the team', { cancel: { href: back } })}`
}

/** The meeting as it is arranged, or as it is proposed. */
function initialOf(review: Review, kind: MeetingKind, proposed: readonly ProposedMeeting[]) {
  const meeting = meetingOf(review, kind)
  const from = meeting ?? proposed.find((one) => one.kind === kind)
  if (!from) return { minutes: stageIn(review.model, kind).minutes ?? 60 }
  const starts = from.starts_at.toZonedDateTimeISO(timeZone).toPlainTime()
  return {
    meets_on: dayOf(from.starts_at),
    starts,
    minutes: from.minutes,
    place: meeting?.place ?? '',
    link: meeting?.link ?? '',
  }
}

function whenText(
  visitOn: Temporal.PlainDate,
  window: { opens: Temporal.PlainDate; closes: Temporal.PlainDate } | undefined,
): Html {
  const visit = `The visit is on ${dayAndDate(visitOn)}.`
  if (!window) return html`<p class="govuk-body">${visit}</p>`
  return html`<p class="govuk-body">${visit} This meeting should be between ${longDate(window.opens)} and ${longDate(window.closes)}, counted in school weeks, so that holidays do not count.</p>`
}

export const planPreReview = planMeetingPage('pre-review')
export const planFollowUp = planMeetingPage('follow-up')
export const planCheckIn = planMeetingPage('check-in')
