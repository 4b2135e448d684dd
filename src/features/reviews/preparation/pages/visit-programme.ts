/** The programme of the visit day, and the page of it for the staffroom wall. */
import { z } from 'zod'
import { button } from '../../../../design/components/button.ts'
import { details } from '../../../../design/components/details.ts'
import { emptyState } from '../../../../design/components/empty-state.ts'
import { insetText } from '../../../../design/components/inset-text.ts'
import { scrollable } from '../../../../design/components/scrollable.ts'
import { table } from '../../../../design/components/table.ts'
import { plural, timeOfDay } from '../../../../lib/words.ts'
import type { Form } from '../../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { pathsOf, visitDayInWords, visitLinks } from '../../pages/visit-frame.ts'
import { reviewParams } from '../../paths.ts'
import { calendarState } from '../sent-programme.acts.ts'
import { sentOf } from '../sent-programme.queries.ts'
import { type Visit, visitFor, whyCannotPrepare } from '../visit.queries.ts'
import {
  allActivitiesOf,
  type StoredActivity,
  setActivityRemoved,
  startFromSuggestion,
} from '../visit-programme.queries.ts'
import { timeSpan, whenIn } from '../visit-programme.rules.ts'
import { problemsIn } from '../visit-programme-problems.rules.ts'
import { suggestedProgramme } from '../visit-programme-suggestion.rules.ts'
import { calendarLine } from './send-programme.ts'
import {
  clashingIds,
  daysWith,
  hoursInWords,
  pairInWords,
  problemLists,
  questionNumber,
  timetable,
} from './visit-programme-parts.ts'

const backFields = z.object({ put_back: z.uuid() })

/** The day as it is planned, with its clashes, advice, and the ways to change it. */
export const visitProgramme = page(
  { path: '/:partnership/reviews/:review/visit-programme', allow: 'review:see', params: reviewParams },
  async (c) => {
    const visit = found(await visitFor(c.db, c.actor, c.params.review))
    const paths = pathsOf(c, visit.id)
    const start = c.form(z.object({}), { name: 'start' })
    const back = c.form(backFields, { name: 'back' })
    if (start.value) {
      const saved = await startFromSuggestion(c.db, c.actor, visit, c.now)
      if (saved.kind === 'saved')
        return c.redirect(paths.programme, 'The suggested programme is in place. Change it until it suits the school')
      if (saved.kind === 'refused') start.refuse(saved.refusal)
    }
    if (back.value) {
      const saved = await setActivityRemoved(c.db, c.actor, visit, back.value.put_back, false, c.now)
      if (saved.kind === 'saved') return c.redirect(paths.programme, 'Activity put back')
      if (saved.kind === 'refused') back.refuse(saved.refusal)
    }
    const all = await allActivitiesOf(c.db, visit.id)
    const sent = await sentOf(c.db, visit.id)
    const activities = all.filter((activity) => !activity.removed_at)
    const problems = problemsIn(activities, visit.day)
    const refusal = whyCannotPrepare(visit)
    const may = refusal === undefined
    const links = html`<p class="govuk-body app-actions">${may ? button({ text: 'Add an activity', href: paths.newActivity }) : nothing}<a class="govuk-link" href="${paths.print}">Page to print for the staffroom</a></p>`
    const body =
      activities.length === 0
        ? emptyProgramme(visit, may ? start : undefined, paths.newActivity)
        : html`${links}${may ? calendarLine(calendarState(visit, activities, sent), paths) : nothing}${may ? problemLists(problems) : nothing}${timetable(activities, visit.day, { clashes: clashingIds(problems), hrefOf: may ? paths.activity : undefined })}`
    return c.view(
      'Visit programme',
      html`${visitLinks(c, visit, 'programme')}
${refusal && activities.length > 0 ? insetText({ text: `${refusal.message}.` }) : nothing}
<p class="govuk-body">${visitDayInWords(visit)}, ${hoursInWords(visit.day)}</p>
${body}
${
  may
    ? removedActivities(
        all.filter((activity) => activity.removed_at),
        back,
      )
    : nothing
}`,
      { caption: visit.host_school_name, back: { href: paths.review, text: 'The review' } },
    )
  },
)

function emptyProgramme(visit: Visit, start: Form<unknown> | undefined, newActivity: string): Html {
  if (!start)
    return emptyState(
      'The programme is not planned yet. The reviewers and the host school’s lead plan it at the pre-review meeting.',
    )
  const count = suggestedProgramme(visit.day).length
  return html`<p class="govuk-body">Nothing is planned yet. A suggestion puts ${plural(count, 'activity')} into ${visit.day.days.length > 1 ? 'the two days, each' : 'the day'} from ${timeOfDay(visit.day.starts)} to ${timeOfDay(visit.day.ends)}: it pairs the people of both teams, looks at each question in several ways, and ends with time to compare notes and to tell the school. Every part of it can be changed.</p>
${start.start()}${start.end('Start from a suggestion')}
<p class="govuk-body"><a class="govuk-link" href="${newActivity}">Add the activities one by one</a></p>`
}

function removedActivities(removed: readonly StoredActivity[], form: Form<{ put_back: string }>): Html {
  if (removed.length === 0) return nothing
  const rows = removed.map(
    (activity) =>
      html`<li class="app-question"><p class="govuk-body govuk-!-margin-bottom-2">${activity.title}, ${whenIn(activity)}</p>${button(
        {
          html: html`Put back<span class="govuk-visually-hidden">: ${activity.title}, ${whenIn(activity)}</span>`,
          name: 'put_back',
          value: activity.id,
          classes: 'govuk-button--secondary app-button-small',
          preventDoubleClick: true,
        },
      )}</li>`,
  )
  return details({
    summaryText: `Removed: ${plural(removed.length, 'activity')}`,
    html: html`${form.start()}<ul class="app-plain-list">${rows}</ul></form>`,
  })
}

/** The letters are as large as a sheet of paper has room for. */
function sizeOnPaper(activities: number): '' | ' app-programme--many' | ' app-programme--most' {
  if (activities > 22) return ' app-programme--most'
  return activities > 12 ? ' app-programme--many' : ''
}

function rowsOnPaper(activities: readonly StoredActivity[], day: Visit['day']) {
  return activities.map((activity) => [
    { text: timeSpan(activity), classes: 'app-no-wrap' },
    { html: html`<strong>${activity.title}</strong>` },
    { text: activity.place === '' ? '–' : activity.place },
    { text: pairInWords(activity, day) },
    { text: questionNumber(activity, day).replace('Question ', '') },
  ])
}

/** A table for each day, under its date where there are two. */
function programmesOnPaper(activities: readonly StoredActivity[], day: Visit['day']): Html {
  const tables = daysWith(activities, day).map(({ heading, activities: own }) => {
    const caption = heading === '' ? 'Programme' : heading
    const programme = table({
      caption,
      captionClasses: 'govuk-table__caption--m',
      firstCellIsHeader: true,
      head: [{ text: 'Time' }, { text: 'What' }, { text: 'Where' }, { text: 'Who' }, { text: 'Question' }],
      rows: rowsOnPaper(own, day),
      classes: `app-programme${sizeOnPaper(activities.length)}`,
    })
    return scrollable(programme, heading === '' ? 'Programme of the visit' : `Programme of the visit: ${heading}`)
  })
  return html`${tables}`
}

/** The programme on one sheet: times, what, where, who; of two days, one below the other. */
export const visitProgrammePrint = page(
  { path: '/:partnership/reviews/:review/visit-programme/print', allow: 'review:see', params: reviewParams },
  async (c) => {
    const visit = found(await visitFor(c.db, c.actor, c.params.review))
    const paths = pathsOf(c, visit.id)
    const activities = (await allActivitiesOf(c.db, visit.id)).filter((activity) => !activity.removed_at)
    const questions = html`<h2 class="govuk-heading-m">What we are asking</h2><ol class="govuk-list govuk-list--number">${visit.questions.map((question) => html`<li>${question.text}</li>`)}</ol>`
    return c.view(
      `Inclusion peer review at ${visit.host_school_name}`,
      html`<div class="app-one-sheet"><p class="govuk-body-l">${visitDayInWords(visit)}, ${hoursInWords(visit.day)}</p>
${visit.focus === '' ? nothing : html`<p class="govuk-body app-kept-lines">${visit.focus}</p>`}
${visit.questions.length > 0 ? questions : nothing}
${activities.length > 0 ? programmesOnPaper(activities, visit.day) : emptyState('The programme is not planned yet.')}
<p class="govuk-body">The visitors look at how the school works, never at one member of staff. No pupil is named in what they write.</p></div>
<p class="govuk-body app-no-print">Print this page from your browser: Ctrl and P, or Command and P on a Mac.</p>`,
      { back: { href: paths.programme, text: 'Visit programme' } },
    )
  },
)
