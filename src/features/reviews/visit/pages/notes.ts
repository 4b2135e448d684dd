/** The page of the visit day: what is on now, a note to write, what has been written. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { details } from '../../../../design/components/details.ts'
import { insetText } from '../../../../design/components/inset-text.ts'
import { savedNote } from '../../../../design/components/saved-note.ts'
import { timeZone } from '../../../../lib/clock.ts'
import { plural, shortened, timeOfDay } from '../../../../lib/words.ts'
import type { Form } from '../../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { pathsOf, visitDayInWords, visitLinks } from '../../pages/visit-frame.ts'
import { partMay } from '../../part.rules.ts'
import { reviewParams } from '../../paths.ts'
import { pairInWords } from '../../preparation/pages/visit-programme-parts.ts'
import { statementsFor } from '../../preparation/shared-evaluation.queries.ts'
import { isWrittenUp, type Visit, visitFor } from '../../preparation/visit.queries.ts'
import { allActivitiesOf, type StoredActivity } from '../../preparation/visit-programme.queries.ts'
import { currentAndNext, timeSpan, type VisitDay } from '../../preparation/visit-programme.rules.ts'
import { lastDay, namedDays, numberOf } from '../../visit-days.rules.ts'
import { type Note, notesFor } from '../note.queries.ts'
import { keepNote } from './keep-note.ts'
import { adultsOf, type NoteContext, noteControls, noteFields, noteFrom, noteItem } from './notes-parts.ts'

/** The note's id is made with the page, so that a note sent twice is stored once. */
const fields = z.object({ note: z.uuid(), ...noteFields })
const query = z.object({ activity: z.uuid().optional().catch(undefined) })

export const notes = page(
  { path: '/:partnership/reviews/:review/notes', allow: 'review:see', params: reviewParams, query },
  async (c) => {
    const visit = found(await visitFor(c.db, c.actor, c.params.review))
    const paths = pathsOf(c, visit.id)
    const form = c.form(fields, { initial: { text: '', tag: '', statement_key: '' }, version: 0 })
    if (form.value) {
      const { note: id, ...values } = form.value
      const note = { id, ...noteFrom(values) }
      const at = note.activity_id ? `${paths.notes}?activity=${note.activity_id}` : paths.notes
      const answer = await keepNote(c, visit, form, note, at)
      if (answer) return answer
    }
    if (c.wantsJson && form.sent) return c.json({ saved: false, errors: form.errors }, 422)

    const all = await allActivitiesOf(c.db, visit.id)
    const activities = all.filter((one) => !one.removed_at)
    const own = (await notesFor(c.db, c.actor, visit)).filter((note) => note.author_id === c.actor.person_id)
    const todays = numberOf(visit, c.today)
    const onToday = activities.filter((one) => one.on_day === todays)
    const now = currentAndNext(onToday, c.now.toZonedDateTimeISO(timeZone).toPlainTime())
    if (!form.sent) {
      const start = activities.find((one) => one.id === c.query.activity) ?? myActivity(now.current, c.actor.person_id)
      form.raw.activity_id = start?.id ?? ''
      form.raw.question_id = start?.question_id ?? ''
    }
    const about: NoteContext = {
      visit,
      activities: all,
      adults: adultsOf(visit),
      today: c.today,
      person_id: c.actor.person_id,
      hrefOf: paths.note,
      withAuthor: false,
      editable: !isWrittenUp(visit),
    }
    const write = isWrittenUp(visit)
      ? insetText({
          text: 'The summary has been sent to the host school. Notes can be read, and no longer written or changed.',
        })
      : writing(
          form,
          { visit, activities, statements: await statementsFor(c.db, c.actor, visit, c.today) },
          paths.notes,
        )
    return c.view(
      'Visit notes',
      html`${visitLinks(c, visit, 'notes')}
${todays ? onNow(now, visit.day, c.actor.person_id) : html`<p class="govuk-body">${whenItIs(visit, c.today)}</p>`}
${isWrittenUp(visit) ? nothing : html`<p class="govuk-body">No connection in the building? <a class="govuk-link" href="${paths.notebook}">Open the notebook</a> while you have one: it keeps notes on your phone or tablet and sends them later.</p>`}
${write}
${ownNotes(own, about)}
<p class="govuk-body"><a class="govuk-link" href="${paths.allNotes}">${partMay(visit.part, 'see-notes') ? 'All notes of the team' : 'All your notes'}, by question or activity</a></p>
${timetableToWriteAt(activities, visit, paths.notes)}`,
      { caption: visit.host_school_name, back: { href: paths.review, text: 'The review' } },
    )
  },
)

type Values = z.output<typeof fields>

function whenItIs(visit: Visit, today: Temporal.PlainDate): string {
  const last = lastDay(visit)
  if (!last) return visitDayInWords(visit)
  return `The visit ${Temporal.PlainDate.compare(last, today) < 0 ? 'was' : 'is'} on ${namedDays(visit)}.`
}

function writing(form: Form<Values>, about: Parameters<typeof noteControls>[1], url: string): Html {
  const id = typeof form.raw.note === 'string' ? form.raw.note : randomUUID()
  return html`<h2 class="govuk-heading-m" id="write">Write a note</h2>
${form.start({ autosave: { url, statusId: 'saved' } })}${form.hidden('note', id)}
<div class="app-big-controls">${noteControls(form, about)}</div>
${savedNote({ id: 'saved' })}
${form.end('Save the note')}
${whoSees(about.visit)}`
}

const isAt = (person_id: string) => (activity: StoredActivity) =>
  activity.visitor_person_id === person_id || activity.host_person_id === person_id

/** Of what is on now, what this person observes. */
function myActivity(current: readonly StoredActivity[], person_id: string): StoredActivity | undefined {
  return current.find(isAt(person_id)) ?? current[0]
}

function onNow(now: { current: StoredActivity[]; next: StoredActivity[] }, day: VisitDay, person_id: string): Html {
  const one = (activity: StoredActivity) =>
    html`<li><strong>${activity.title}</strong>, ${timeSpan(activity)}${activity.place === '' ? nothing : html`, ${activity.place}`}<br>${pairInWords(activity, day)}</li>`
  const block = (title: string, list: readonly StoredActivity[]) => {
    // In a corridor people need their own place in the day; the whole of it is below.
    const own = list.filter(isAt(person_id))
    const shown = own.length > 0 ? own : list
    return shown.length === 0
      ? nothing
      : html`<h2 class="govuk-heading-s">${title}</h2><ul class="govuk-list">${shown.map(one)}</ul>`
  }
  if (now.current.length === 0 && now.next.length === 0) return nothing
  return html`<div class="app-on-now">${block('Now', now.current)}${block('Next', now.next)}</div>`
}

/** The newest of the reader's own notes, and a way to those that they removed. */
function ownNotes(own: readonly Note[], about: NoteContext): Html {
  const present = own.filter((note) => !note.removed_at).slice(0, 10)
  const removed = own.filter((note) => note.removed_at && about.editable)
  const list = html`<h2 class="govuk-heading-m" id="mine">Your notes</h2><ul class="app-notes">${present.map((note) => noteItem(note, about))}</ul>`
  const links = removed.map(
    (note) =>
      html`<li>${shortened(note.text)} <a class="govuk-link" href="${about.hrefOf(note.id)}">Open<span class="govuk-visually-hidden"> the removed note of ${timeOfDay(note.written_at)}</span></a></li>`,
  )
  const fold = details({
    summaryText: `Removed: ${plural(removed.length, 'note')}`,
    html: html`<ul class="govuk-list govuk-list--bullet">${links}</ul>`,
  })
  return html`${present.length > 0 ? list : nothing}${removed.length > 0 ? fold : nothing}`
}

function timetableToWriteAt(activities: readonly StoredActivity[], visit: Visit, notesHref: string): Html {
  if (activities.length === 0) return nothing
  const rows = activities.map((activity) => {
    const title = isWrittenUp(visit)
      ? html`${activity.title}`
      : html`<a class="govuk-link" href="${notesHref}?activity=${activity.id}#write">${activity.title}</a>`
    return html`<li class="app-day__row"><span class="app-day__time">${timeOfDay(activity.starts)}</span><span>${title}${activity.place === '' ? nothing : html`<br>${activity.place}`}</span></li>`
  })
  return html`<h2 class="govuk-heading-m">The day</h2><ol class="app-day">${rows}</ol>`
}

function whoSees(visit: Visit): Html {
  const host = visit.host_school_name
  const text = partMay(visit.part, 'see-notes')
    ? `Everyone on the visiting team sees all notes. ${host} does not: it sees the findings that you make of them, when the draft is sent.`
    : 'The visiting team sees your notes. You do not see theirs: you see the findings that they make of them, when the draft is sent.'
  return html`<p class="govuk-hint">${text}</p>`
}
