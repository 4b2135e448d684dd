import { z } from 'zod'
import { insetText } from '../../../../design/components/inset-text.ts'
import { warningText } from '../../../../design/components/warning-text.ts'
import { dayOf } from '../../../../lib/clock.ts'
import type { SchoolCalendar } from '../../../../lib/school-days.ts'
import { dayAndDate, longDate, sentenceList } from '../../../../lib/words.ts'
import { date, optionalChoice, optionalDate, optionalText, ticked, time } from '../../../../platform/web/fields.ts'
import type { Form } from '../../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import type { StageKey } from '../../../review-models/public.ts'
import {
  type AdoptedDates,
  adoptedDates,
  type BlockedAround,
  blockedAround,
  type PlannedDate,
  plannedAround,
  plannedDay,
} from '../../../visit-calendar/public.ts'
import { partMay } from '../../part.rules.ts'
import { reviewParams, reviewPath } from '../../paths.ts'
import { type Review, reviewFor } from '../../review.queries.ts'
import { meetingOf, meetingStages, stageIn, stageOfKind } from '../../review.rules.ts'
import { windowFor } from '../../timing.rules.ts'
import { daysAllowed, daysOf, longestApart, namedDays, nextSchoolDay } from '../../visit-days.rules.ts'
import { audienceOf, calendarOfReview, type Scheduled, scheduleVisit, whyNotOn } from '../review.acts.ts'
import { otherVisits } from '../schedule.queries.ts'
import { movesFor, type OtherVisit, proposedMeetings, scheduleAdvice } from '../schedule.rules.ts'
import { otherMeetings } from '../touched.queries.ts'
import { type OtherDates, touchedBy } from '../touched.rules.ts'

const fields = z.object({
  visit_on: date('Enter the day of the visit'),
  days: optionalChoice(['1', '2']),
  visit_second_on: optionalDate(),
  visit_starts: time('Enter when the visit starts'),
  visit_ends: time('Enter when the visit ends'),
  arrange_meetings: ticked(),
  checked: optionalText(),
})
type ScheduleForm = Form<z.infer<typeof fields>>

/** Chooses or changes the day of a visit: the day is checked, what follows from it is shown, then it is saved. */
export const scheduleVisitPage = page(
  {
    path: '/:partnership/reviews/:review/schedule',
    allow: 'review:see',
    params: reviewParams,
  },
  async (c) => {
    const review = found(await reviewFor(c.db, c.actor, c.params.review))
    if (!partMay(review.part, 'schedule')) c.forbidden()
    const back = reviewPath(c.partnership, review.id)
    const calendar = await calendarOfReview(c.db, c.actor, review)
    const isNew = c.method === 'GET' && !review.visit_on
    const planned = isNew ? await plannedDay(c.db, c.actor, review, c.today) : undefined
    const { visit_starts, visit_ends } = review
    const visit_on = review.visit_on ?? planned?.visit_on
    const initial = {
      ...(visit_on ? { visit_on } : {}),
      ...(review.visit_second_on ? { visit_second_on: review.visit_second_on } : {}),
      days: review.visit_second_on ? '2' : '1',
      visit_starts: Temporal.PlainTime.from(visit_starts),
      visit_ends: Temporal.PlainTime.from(visit_ends),
      arrange_meetings: 'yes',
    }
    const form: ScheduleForm = c.form(fields, { initial, version: review.version })
    const { most } = daysAllowed(review.model)
    const left = meetingsLeft(review)
    const days = form.value && chosenDays(review, form.value, calendar)
    const sign = days && daysOf(days).join(' ')
    const isChecked = form.value?.checked === sign
    // What the page checks, saving checks again while it holds the group's visits.
    if (form.value && days && isChecked) {
      const wanted = { ...form.value, ...days, version: form.sentVersion ?? review.version }
      const at = { now: c.now, baseUrl: c.services.baseUrl }
      const done = await scheduleVisit(c.db, c.actor, review, wanted, at)
      if (!('refused' in done)) return c.redirect(back, savedText(review, days, done))
      form.refuse(done.refused)
    }
    const others = await otherVisits(c.db, c.actor, review)
    let effect: Html = nothing
    let checked = ''
    if (form.value && days && sign && !isChecked) {
      const refusal = whyNotOn(review, { ...form.value, ...days }, calendar, others, c.today)
      if (refusal) form.refuse(refusal)
      else {
        checked = sign
        const around = {
          visits: others,
          blocked: await blockedAround(c.db, c.actor, review),
          meetings: await otherMeetings(c.db, c.actor, review, c.now),
          planned: await plannedAround(c.db, c.actor, review, c.today),
        }
        effect = effectOf(review, days, calendar, around, await adoptedDates(c.db, c.actor, review), c.today)
      }
    }
    return c.view(
      review.visit_on ? 'Change the day of the visit' : 'Choose the day of the visit',
      html`${effect}${planned ? plannedNote(review, planned, calendar) : nothing}${form.start()}
      ${form.date('visit_on', { legend: 'Day of the visit', hint: `A school day from ${longDate(review.programme_starts_on)} to ${longDate(review.programme_ends_on)}, for example 27 3 2027` })}
      ${secondDay(review, form)}
      ${form.time('visit_starts', { label: most > 1 ? 'Starts at, on each day' : 'Starts at' })}
      ${form.time('visit_ends', { label: most > 1 ? 'Ends at, on each day' : 'Ends at' })}
      ${left.length > 0 ? form.tick('arrange_meetings', { text: 'Also arrange the meetings that have no day yet', hint: `${sentenceList(left)}, at 3:45pm on the days proposed. You can change each of them.` }) : nothing}
      ${form.hidden('checked', checked)}
      ${form.end(checked === '' ? (most > 1 ? 'Check these days' : 'Check this day') : 'Save and tell the team', { cancel: { href: back } })}
      ${takenDays(others.filter((other) => Temporal.PlainDate.compare(other.visit_on, c.today) >= 0))}`,
      { caption: review.host_school_name, back: { href: back, text: 'The review' } },
    )
  },
)

type Days = { visit_on: Temporal.PlainDate; visit_second_on: Temporal.PlainDate | null }

/** The days that are meant: a second day that nobody chose is the next school day. */
function chosenDays(review: Review, value: z.infer<typeof fields>, calendar: SchoolCalendar): Days {
  const { visit_on } = value
  const { fewest, most } = daysAllowed(review.model)
  const two = fewest > 1 || (most > 1 && value.days === '2')
  return { visit_on, visit_second_on: two ? (value.visit_second_on ?? nextSchoolDay(calendar, visit_on)) : null }
}

/** Asks for the second day, where the model allows one. */
function secondDay(review: Review, form: ScheduleForm): Html {
  const { fewest, most } = daysAllowed(review.model)
  if (most < 2) return nothing
  const day = form.date('visit_second_on', {
    legend: 'Second day (optional)',
    hint: `Leave it empty for the next school day. It can be up to ${longestApart} school days after the first.`,
  })
  if (fewest > 1) return day
  return form.radios('days', {
    legend: 'How many days does the visit last?',
    items: [
      { value: '1', text: 'One day' },
      { value: '2', text: 'Two days', conditional: day },
    ],
  })
}

/** The names of the meetings that have no day yet. */
function meetingsLeft(review: Review): string[] {
  return meetingStages(review.model)
    .filter((stage) => !meetingOf(review, stage.key))
    .map(({ name }) => name)
}

function savedText(review: Review, days: Days, done: Exclude<Scheduled, { refused: unknown }>): string {
  const meetings = done.moved.length + done.proposed.length
  const also = meetings === 0 ? '' : meetings === 1 ? ', and one meeting with it' : `, and ${meetings} meetings with it`
  const told = done.slipped ? '. The partnership’s officers are told, because the calendar had another day' : ''
  return `The visit to ${review.host_school_name} is on ${namedDays(days)}${also}${told}`
}

type Around = OtherDates & { blocked: readonly BlockedAround[] }

/** What follows from the day: windows, meetings that are proposed or move, other dates that it meets, who is told. */
function effectOf(
  review: Review,
  days: Days,
  calendar: SchoolCalendar,
  around: Around,
  adopted: AdoptedDates | undefined,
  today: Temporal.PlainDate,
): Html {
  const { model } = review
  const dates = { ...review, ...days, planned: adopted?.meetings }
  const name = (stage: StageKey) => stageIn(model, stage).name
  const windows = windowItems(review, days, calendar)
  const moves = movesFor(model, dates, calendar, today)
  const proposed = proposedMeetings(model, dates, calendar, today)
  const advice = scheduleAdvice(days, around.visits, around.blocked)
  const touched = touchedBy(
    [
      ...daysOf(days).map((on) => ({ what: 'The visit', on, is_visit: true })),
      ...moves.map(({ stage, to }) => ({ what: name(stage), on: to, is_visit: false })),
      ...proposed.map((one) => ({ what: name(one.stage), on: dayOf(one.starts_at), is_visit: false })),
    ],
    around,
  )
  const told = audienceOf(review).map((member) => member.name)
  return insetText({
    html: html`<h2 class="govuk-heading-m">${namedDays(days)} can be ${days.visit_second_on ? 'the days' : 'the day'}</h2>
    ${advice.map((text) => warningText({ text, iconFallbackText: 'Please note' }))}
    ${windows.length > 0 ? html`<p class="govuk-body">The meetings after it should be held, counted in school weeks, so that holidays do not count:</p><ul class="govuk-list govuk-list--bullet">${windows}</ul>` : nothing}
    ${moves.length > 0 ? html`<p class="govuk-body">These meetings move with it:</p><ul class="govuk-list govuk-list--bullet">${moves.map((move) => html`<li>${name(move.stage)}: from ${longDate(move.from)} to ${dayAndDate(move.to)}</li>`)}</ul>` : nothing}
    ${proposed.length > 0 ? html`<p class="govuk-body">Days proposed for the meetings:</p><ul class="govuk-list govuk-list--bullet">${proposed.map((meeting) => html`<li>${name(meeting.stage)}: ${dayAndDate(dayOf(meeting.starts_at))}${adopted?.meetings.get(meeting.stage)?.equals(dayOf(meeting.starts_at)) ? ', as planned' : ''}</li>`)}</ul>` : nothing}
    ${touched.length > 0 ? html`<p class="govuk-body">Other dates of the same people that this meets. Talk to them before you save:</p><ul class="govuk-list govuk-list--bullet">${touched.map((words) => html`<li>${words}</li>`)}</ul>` : nothing}
    ${adopted && !adopted.visit_on.equals(days.visit_on) ? html`<p class="govuk-body">The calendar of ${review.programme_name} has this visit on ${longDate(adopted.visit_on)}. When you save, the partnership’s officers see that it moved, so that they can plan around it. They get one email about it on the next working morning.</p>` : nothing}
    <p class="govuk-body">${told.length > 0 ? `When you save, these people get an email with the dates for their calendars: ${sentenceList(told)}.` : 'Nobody is on the team yet, so no email is sent. People who join later get the dates.'}</p>`,
  })
}

function windowItems(review: Review, days: Days, calendar: SchoolCalendar): Html[] {
  return meetingStages(review.model).flatMap(({ key, name }) => {
    const window = windowFor(review.model, key, { ...review, ...days }, calendar)
    return window ? [html`<li>${name}: from ${longDate(window.opens)} to ${longDate(window.closes)}</li>`] : []
  })
}

/** The day that the programme's calendar has for this visit, which stands in the form already. */
function plannedNote(review: Review, planned: PlannedDate, calendar: SchoolCalendar): Html {
  return insetText({
    html: html`<p>The calendar of ${planned.programme_name} plans this visit for <strong>${dayAndDate(planned.visit_on)}</strong>. With it go:</p><ul class="govuk-list govuk-list--bullet">${
      planned.preparation_on
        ? html`<li>${stageOfKind(review.model, 'preparation')?.name ?? 'Preparation'}: ${dayAndDate(planned.preparation_on)}</li>`
        : nothing
    }${windowItems(review, { visit_on: planned.visit_on, visit_second_on: null }, calendar)}</ul>`,
  })
}

function takenDays(others: readonly OtherVisit[]): Html {
  if (others.length === 0) return nothing
  return html`<h2 class="govuk-heading-s">Days that are taken</h2><ul class="govuk-list govuk-list--bullet">${others.map(
    (other) =>
      html`<li>${dayAndDate(other.visit_on)}: visit to ${other.host_school_name}${other.same_group ? ', same group' : ''}${other.people.length > 0 ? `, with ${sentenceList(other.people)}` : ''}</li>`,
  )}</ul>`
}
