import { z } from 'zod'
import { insetText } from '../../../../design/components/inset-text.ts'
import { dayOf, timeZone } from '../../../../lib/clock.ts'
import type { SchoolCalendar } from '../../../../lib/school-days.ts'
import { dayAndDate, longDate, sentenceList } from '../../../../lib/words.ts'
import { date, optionalText, time, wholeNumber } from '../../../../platform/web/fields.ts'
import type { Form } from '../../../../platform/web/form.ts'
import { type Html, html } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import type { Stage } from '../../../review-models/public.ts'
import { partMay } from '../../part.rules.ts'
import { reviewParams, reviewPath } from '../../paths.ts'
import { type Review, reviewFor } from '../../review.queries.ts'
import { meetingOf, meetingStages } from '../../review.rules.ts'
import { windowFor } from '../../timing.rules.ts'
import { audienceOf, calendarOfReview, planMeeting, whyNotAt } from '../review.acts.ts'
import { meetingAdvice, proposedMeetings } from '../schedule.rules.ts'

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

/** Arranges one meeting of a review, or chooses another day for it. */
export const planMeetingPage = page(
  {
    path: '/:partnership/reviews/:review/plan/:stage',
    allow: 'review:see',
    params: reviewParams.extend({ stage: z.string() }),
  },
  async (c) => {
    const review = found(await reviewFor(c.db, c.actor, c.params.review))
    const stage = found(meetingStages(review.model).find(({ key }) => key === c.params.stage))
    if (!partMay(review.part, 'schedule')) c.forbidden()
    const back = reviewPath(c.partnership, review.id)
    const calendar = await calendarOfReview(c.db, c.actor, review)
    const title = `${meetingOf(review, stage.key) ? 'Change' : 'Arrange'} the ${stage.name.toLowerCase()}`
    const options = { caption: review.host_school_name, back: { href: back, text: 'The review' } }
    const { visit_on } = review
    if (!visit_on)
      return c.view(
        title,
        html`<p class="govuk-body">The visit has no day yet. <a class="govuk-link" href="${back}/schedule">Choose it first</a>.</p>`,
        options,
      )
    const window = windowFor(review.model, stage.key, review, calendar)
    const form: MeetingForm = c.form(fields, { initial: initialOf(review, stage, visit_on, calendar, c.today) })
    let advice: string | undefined
    if (form.value) {
      const { meets_on, starts, minutes, place, link } = form.value
      const refusal = whyNotAt(review, stage.key, meets_on, starts, calendar)
      advice = refusal ? undefined : meetingAdvice(window, meets_on)
      if (refusal) form.refuse(refusal)
      else if (!advice || form.value.checked === meets_on.toString()) {
        const planned = await planMeeting(
          c.db,
          c.actor,
          review.id,
          { stage: stage.key, day: meets_on, time: starts, minutes, place, link },
          { now: c.now, baseUrl: c.services.baseUrl },
        )
        if (!planned) return c.redirect(back, `${stage.name} arranged for ${dayAndDate(meets_on)}`)
        form.refuse(planned.refused)
        advice = undefined
      }
    }
    const before = advice
      ? insetText({ text: `${advice} Save again if it should be on that day all the same.` })
      : whenText(visit_on, window, stage.window?.counted_in === 'school-weeks')
    const checked = advice && form.value ? form.value.meets_on.toString() : ''
    return c.view(title, html`${before}${questions(form, review, checked, back)}`, options)
  },
)

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
function initialOf(
  review: Review,
  stage: Stage,
  visit_on: Temporal.PlainDate,
  calendar: SchoolCalendar,
  today: Temporal.PlainDate,
) {
  const meeting = meetingOf(review, stage.key)
  const dates = { ...review, visit_on }
  const from = meeting ?? proposedMeetings(review.model, dates, calendar, today).find((one) => one.stage === stage.key)
  if (!from) return { minutes: stage.minutes ?? 60 }
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
  inSchoolWeeks: boolean,
): Html {
  const visit = `The visit is on ${dayAndDate(visitOn)}.`
  if (!window) return html`<p class="govuk-body">${visit}</p>`
  return html`<p class="govuk-body">${visit} This meeting should be between ${longDate(window.opens)} and ${longDate(window.closes)}${inSchoolWeeks ? ', counted in school weeks, so that holidays do not count' : ''}.</p>`
}
