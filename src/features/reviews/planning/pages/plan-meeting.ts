import { z } from 'zod'
import { insetText } from '../../../../design/components/inset-text.ts'
import { dayOf, timeZone } from '../../../../lib/clock.ts'
import type { SchoolCalendar } from '../../../../lib/school-days.ts'
import { dayAndDate, longDate, sentenceList } from '../../../../lib/words.ts'
import { type Html, html } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import type { Stage } from '../../../review-models/public.ts'
import { adoptedDates } from '../../../visit-calendar/public.ts'
import { meetingFields, meetingQuestions } from '../../meeting-form.ts'
import { reviewParams, reviewPath } from '../../paths.ts'
import { mayArrange } from '../../record.rules.ts'
import { type Review, reviewFor } from '../../review.queries.ts'
import { meetingStages, openMeeting, timesHeld } from '../../review.rules.ts'
import { windowFor } from '../../timing.rules.ts'
import { namedDays, type VisitDays } from '../../visit-days.rules.ts'
import { audienceOf, calendarOfReview, planMeeting, whyNotAt } from '../review.acts.ts'
import { meetingAdvice, proposedMeetings, type VisitDates } from '../schedule.rules.ts'

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
    if (!mayArrange(review, stage.key)) c.forbidden()
    const back = reviewPath(c.partnership, review.id)
    const calendar = await calendarOfReview(c.db, c.actor, review)
    const again = timesHeld(review, stage.key) > 0
    const title = `${openMeeting(review, stage.key) ? 'Change' : 'Arrange'} the ${again ? 'next ' : ''}${stage.name.toLowerCase()}`
    const options = { caption: review.host_school_name, back: { href: back, text: 'The review' } }
    const { visit_on } = review
    if (!visit_on)
      return c.view(
        title,
        html`<p class="govuk-body">The visit has no day yet. <a class="govuk-link" href="${back}/schedule">Choose it first</a>.</p>`,
        options,
      )
    // Further meetings are held when they are useful: only the first has its time.
    const window = again ? undefined : windowFor(review.model, stage.key, review, calendar)
    const planned = (await adoptedDates(c.db, c.actor, review))?.meetings
    const form = c.form(meetingFields, { initial: initialOf(review, stage, { visit_on, planned }, calendar, c.today) })
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
      : whenText(review, window, stage.window?.counted_in === 'school-weeks')
    const checked = advice && form.value ? form.value.meets_on.toString() : ''
    return c.view(
      title,
      html`${before}${meetingQuestions(form, { checked, told: whoIsTold(review), back, save: 'Save and tell the team' })}`,
      options,
    )
  },
)

/** Who gets an email about a meeting. */
function whoIsTold(review: Review): string {
  const told = audienceOf(review).map((member) => member.name)
  return told.length > 0
    ? `These people get an email with the meeting for their calendars: ${sentenceList(told)}.`
    : 'Nobody is on the team yet, so no email is sent.'
}

/** The meeting as it is arranged, or as it is proposed. */
function initialOf(
  review: Review,
  stage: Stage,
  chosen: Pick<VisitDates, 'visit_on' | 'planned'>,
  calendar: SchoolCalendar,
  today: Temporal.PlainDate,
) {
  const meeting = openMeeting(review, stage.key)
  const dates = { ...review, ...chosen }
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
  visit: VisitDays,
  window: { opens: Temporal.PlainDate; closes: Temporal.PlainDate } | undefined,
  inSchoolWeeks: boolean,
): Html {
  const told = `The visit is on ${namedDays(visit)}.`
  if (!window) return html`<p class="govuk-body">${told}</p>`
  return html`<p class="govuk-body">${told} This meeting should be between ${longDate(window.opens)} and ${longDate(window.closes)}${inSchoolWeeks ? ', counted in school weeks, so that holidays do not count' : ''}.</p>`
}
