/** The notebook of the visit day. Its script keeps notes on the device; without one it leads to the page of notes. */
import { button } from '../../../../design/components/button.ts'
import { insetText } from '../../../../design/components/inset-text.ts'
import { timeOfDay } from '../../../../lib/words.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { pathsOf, visitDayInWords } from '../../pages/visit-frame.ts'
import { reviewParams } from '../../paths.ts'
import { daysWith, pairInWords } from '../../preparation/pages/visit-programme-parts.ts'
import { statementsFor } from '../../preparation/shared-evaluation.queries.ts'
import { type Visit, visitFor } from '../../preparation/visit.queries.ts'
import { allActivitiesOf, type StoredActivity } from '../../preparation/visit-programme.queries.ts'
import { timeSpan } from '../../preparation/visit-programme.rules.ts'
import { adultsOf } from '../../visit/pages/notes-parts.ts'
import { whyClosed } from '../notebook.queries.ts'
import { type About, notebookForm } from './notebook-form.ts'

export const notebook = page(
  { path: '/:partnership/reviews/:review/notebook', allow: 'review:see', params: reviewParams },
  async (c) => {
    const visit = found(await visitFor(c.db, c.actor, c.params.review))
    const paths = pathsOf(c, visit.id)
    const activities = (await allActivitiesOf(c.db, visit.id)).filter((one) => !one.removed_at)
    const statements = await statementsFor(c.db, c.actor, visit, c.today)
    const about: About = { visit, activities, statements }
    const closed = whyClosed(visit)
    const config = {
      owner: c.opened.session?.account_id ?? '',
      person: c.actor.name,
      review: visit.id,
      school: visit.host_school_name,
      page: paths.notebook,
      sync: `${paths.notebook}/sync`,
      photographs: `${paths.notebook}/photographs`,
      manifest: `${paths.notebook}/manifest`,
      worker: `${paths.notebook}-worker.js`,
      adults: adultsOf(visit),
      closed: closed ?? '',
      activities: activities.map((one) => ({
        id: one.id,
        title: one.title,
        question_id: one.question_id,
        starts: one.starts.toString({ smallestUnit: 'minute' }),
        ends: one.ends.toString({ smallestUnit: 'minute' }),
        on: visit.day.days[one.on_day - 1]?.toString() ?? '',
        own: one.visitor_person_id === c.actor.person_id || one.host_person_id === c.actor.person_id,
      })),
    }
    return c.view(
      'Visit notebook',
      html`<p class="govuk-body"><strong>${visitDayInWords(visit)}</strong></p>
<div data-notebook-plain><p class="govuk-body">The notebook needs JavaScript. Without it, <a class="govuk-link" href="${paths.notes}">write your notes on the page of visit notes</a>: that page needs a connection.</p></div>
<div data-notebook="${JSON.stringify(config)}" hidden>
<p class="app-notebook-state" data-notebook-state role="status"></p>
<p class="govuk-body" data-notebook-sign-in hidden>${button({ text: 'Sign in', href: `/sign-in?return=${encodeURIComponent(paths.notebook)}`, classes: 'app-notebook-button' })}</p>
<p class="govuk-body" data-notebook-send hidden><button type="button" class="govuk-button govuk-button--secondary app-notebook-button">Send now</button></p>
${closed ? insetText({ text: `${closed}.` }) : notebookForm(about)}
<h2 class="govuk-heading-m" id="mine" tabindex="-1">Your notes</h2>
<p class="govuk-body" data-notebook-none>You have no notes yet. What you keep here stands below, newest first.</p>
<ul class="app-notes" data-notebook-list></ul>
</div>
${timetable(about)}
<h2 class="govuk-heading-m">Without a connection</h2>
<p class="govuk-body" data-notebook-opening role="status">Open this page once while you have a connection. After that it opens without one, on this device, for you. Keep it on your home screen with your browser’s “Install” or “Add to home screen”.</p>
<p class="govuk-body">Notes stay on this device until they are sent. Do not clear your browser’s data before then.</p>`,
      { caption: visit.host_school_name, back: { href: paths.notes, text: 'Visit notes' } },
    )
  },
)

function timetable({ activities, visit }: { activities: readonly StoredActivity[]; visit: Visit }): Html {
  if (activities.length === 0)
    return html`<h2 class="govuk-heading-m">The day</h2><p class="govuk-body">The visit has no programme yet. You can write notes all the same.</p>`
  const rowOf = (one: StoredActivity) => {
    const question = visit.questions.findIndex((each) => each.id === one.question_id)
    return html`<li class="app-day__row"><span class="app-day__time">${timeOfDay(one.starts)}</span><span><strong>${one.title}</strong>${one.place === '' ? nothing : html`<br>${one.place}`}<br>${timeSpan(one)}, ${pairInWords(one, visit.day)}${question < 0 ? nothing : html`<br>Question ${question + 1}`}<span data-notebook-at="${one.id}" data-title="${one.title}"></span></span></li>`
  }
  const days = daysWith(activities, visit.day).map(({ number, heading, activities: own }) => {
    const list = html`<ol class="app-day">${own.map(rowOf)}</ol>`
    if (heading === '') return list
    return html`<details class="govuk-details" data-notebook-day="${visit.day.days[number - 1]?.toString() ?? ''}" open><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${heading}</span></summary>${own.length > 0 ? list : html`<p class="govuk-body">Nothing is planned for this day.</p>`}</details>`
  })
  return html`<h2 class="govuk-heading-m">${days.length > 1 ? 'The days' : 'The day'}</h2>${days}`
}
