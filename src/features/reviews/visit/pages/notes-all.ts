/** Every note that the reader may see, gathered by question or by activity. */
import { z } from 'zod'
import { emptyState } from '../../../../design/components/empty-state.ts'
import { plural } from '../../../../lib/words.ts'
import { type Html, html } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { pathsOf, visitLinks } from '../../pages/visit-frame.ts'
import { partMay } from '../../part.rules.ts'
import { reviewParams } from '../../paths.ts'
import { isWrittenUp, visitFor } from '../../preparation/visit.queries.ts'
import { allActivitiesOf } from '../../preparation/visit-programme.queries.ts'
import { timeSpan } from '../../preparation/visit-programme.rules.ts'
import { type Note, notesFor } from '../note.queries.ts'
import { gathered } from '../note.rules.ts'
import { adultsOf, type NoteContext, noteItem } from './notes-parts.ts'

const query = z.object({ by: z.enum(['question', 'activity']).catch('question') })

export const notesAll = page(
  { path: '/:partnership/reviews/:review/notes/all', allow: 'review:see', params: reviewParams, query },
  async (c) => {
    const visit = found(await visitFor(c.db, c.actor, c.params.review))
    const paths = pathsOf(c, visit.id)
    const activities = await allActivitiesOf(c.db, visit.id)
    const notes = (await notesFor(c.db, c.actor, visit)).filter((note) => !note.removed_at)
    const everybodys = partMay(visit.part, 'see-notes')
    const about: NoteContext = {
      visit,
      activities,
      adults: adultsOf(visit),
      today: c.today,
      person_id: c.actor.person_id,
      hrefOf: paths.note,
      withAuthor: everybodys,
      editable: !isWrittenUp(visit),
    }
    const byQuestion = c.query.by === 'question'
    const groups = byQuestion
      ? gathered(notes, visit.questions, (note, question) => note.question_id === question.id).map(
          ({ thing, notes: own }) => ({ title: thing ? thing.text : 'No question', notes: own }),
        )
      : gathered(
          notes,
          activities.filter((one) => !one.removed_at || notes.some((note) => note.activity_id === one.id)),
          (note, activity) => note.activity_id === activity.id,
        ).map(({ thing, notes: own }) => ({
          title: thing ? `${thing.title}, ${timeSpan(thing)}` : 'Outside the programme',
          notes: own,
        }))
    const switchLink = byQuestion
      ? html`<a class="govuk-link" href="${paths.allNotes}?by=activity">Gather them by activity</a>`
      : html`<a class="govuk-link" href="${paths.allNotes}">Gather them by question</a>`
    return c.view(
      everybodys ? 'All notes of the team' : 'All your notes',
      html`${visitLinks(c, visit, 'notes')}
${notes.length === 0 ? emptyState('There are no notes yet. They are written during the visit, and each is kept as soon as it is typed.', { href: paths.notes, text: 'Write a note' }) : html`<p class="govuk-body">${plural(notes.length, 'note')}, by ${byQuestion ? 'question' : 'activity'}. ${switchLink}</p>${groups.map((group) => section(group, about))}`}`,
      { caption: visit.host_school_name, back: { href: paths.notes, text: 'Visit notes' } },
    )
  },
)

function section(group: { title: string; notes: readonly Note[] }, about: NoteContext): Html {
  const notes =
    group.notes.length === 0
      ? html`<p class="govuk-body">No notes yet.</p>`
      : html`<ul class="app-notes">${group.notes.map((note) => noteItem(note, about))}</ul>`
  return html`<h2 class="govuk-heading-m">${group.title}</h2>${notes}`
}
