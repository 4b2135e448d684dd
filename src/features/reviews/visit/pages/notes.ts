/** The page of the visit day: what is on now, a note to write, what has been written. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { insetText } from '../../../../design/components/inset-text.ts'
import { savedNote } from '../../../../design/components/saved-note.ts'
import { timeZone } from '../../../../lib/clock.ts'
import { longDate, timeOfDay } from '../../../../lib/words.ts'
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
import { keepBeside, type Note, notesFor, writeNote } from '../note.queries.ts'
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
      const saved = await writeNote(c.db, c.actor, visit, note, form.sentVersion, c.now)
      if (saved.kind === 'saved') {
        if (c.wantsJson)
          return c.json({ saved: true, at: timeOfDay(c.now), fields: { note: id, _version: String(saved.version) } })
        return c.redirect(note.activity_id ? `${paths.notes}?activity=${note.activity_id}` : paths.notes, 'Note saved')
      }
      if (saved.kind === 'conflict') {
        if (!c.wantsJson) return c.conflict(form, { ...saved, labels: { text: 'Note' } })
        const copy = await keepBeside(c.db, c.actor, visit, note, form.sentVersion ?? 0, c.now)
        return c.json({ saved: false, conflict: `${paths.note(id)}?beside=${copy}` })
      }
      form.refuse(saved.refusal)
    }
    if (c.wantsJson && form.sent) return c.json({ saved: false, errors: form.errors }, 422)

    const all = await allActivitiesOf(c.db, visit.id)
    const activities = all.filter((one) => !one.removed_at)
    const stored = (await notesFor(c.db, c.actor, visit)).filter((note) => !note.removed_at)
    const mine = stored.filter((note) => note.author_id === c.actor.person_id)
    const isToday = visit.visit_on !== null && Temporal.PlainDate.compare(visit.visit_on, c.today) === 0
    const now = currentAndNext(isToday ? activities : [], c.now.toZonedDateTimeISO(timeZone).toPlainTime())
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
    const closed = insetText({
      text: 'The summary has been sent to the host school. Notes can be read, and no longer written or changed.',
    })
    const id = typeof form.raw.note === 'string' ? form.raw.note : randomUUID()
    const write = html`<h2 class="govuk-heading-m" id="write">Write a note</h2>
${form.start({ autosave: { url: paths.notes, statusId: 'saved' } })}${form.hidden('note', id)}
<div class="app-big-controls">${noteControls(form, { visit, activities, statements: await statementsFor(c.db, c.actor, visit, c.today) })}</div>
${savedNote({ id: 'saved' })}
${form.end('Save the note')}
${whoSees(visit)}`
    return c.view(
      'Visit notes',
      html`${visitLinks(c, visit, 'notes')}
${isToday ? onNow(now, visit.day, c.actor.person_id) : html`<p class="govuk-body">${visit.visit_on ? `The visit ${Temporal.PlainDate.compare(visit.visit_on, c.today) < 0 ? 'was' : 'is'} on ${longDate(visit.visit_on)}.` : visitDayInWords(visit)}</p>`}
${isWrittenUp(visit) ? closed : write}
${ownNotes(mine, about)}
<p class="govuk-body"><a class="govuk-link" href="${paths.allNotes}">${partMay(visit.part, 'see-notes') ? 'All notes of the team' : 'All your notes'}, by question or activity</a></p>
${timetableToWriteAt(activities, visit, paths.notes)}`,
      { caption: visit.host_school_name, back: { href: paths.review, text: 'The review' } },
    )
  },
)

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

function ownNotes(mine: readonly Note[], about: NoteContext): Html {
  if (mine.length === 0) return nothing
  return html`<h2 class="govuk-heading-m" id="mine">Your notes</h2><ul class="app-notes">${mine.slice(0, 10).map((note) => noteItem(note, about))}</ul>`
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
