/** Every note that the reader may see, gathered by question, by activity or by statement. */
import { emptyState } from '../../../../design/components/empty-state.ts'
import { pageLinks } from '../../../../design/components/pagination.ts'
import { plural } from '../../../../lib/words.ts'
import { type Html, html } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { pathsOf, visitLinks } from '../../pages/visit-frame.ts'
import { partMay } from '../../part.rules.ts'
import { reviewParams } from '../../paths.ts'
import { statementsFor } from '../../preparation/shared-evaluation.queries.ts'
import { isWrittenUp, visitFor } from '../../preparation/visit.queries.ts'
import { allActivitiesOf } from '../../preparation/visit-programme.queries.ts'
import { type Note, notesFor } from '../note.queries.ts'
import { type By, type NoteGroup, opened, shownAtOnce } from '../note-groups.rules.ts'
import { groupLinks, groupQuery, groupsOfNotes, waysToGather } from './notes-groups.ts'
import { adultsOf, type NoteContext, noteItem } from './notes-parts.ts'

export const notesAll = page(
  { path: '/:partnership/reviews/:review/notes/all', allow: 'review:see', params: reviewParams, query: groupQuery },
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
    const { by } = c.query
    const statements = await statementsFor(c.db, c.actor, visit, c.today)
    const groups = groupsOfNotes(notes, by, { visit, activities, statements })
    const hrefOf = (wanted: By) => (wanted === 'question' ? paths.allNotes : `${paths.allNotes}?by=${wanted}`)
    return c.view(
      everybodys ? 'All notes of the team' : 'All your notes',
      html`${visitLinks(c, visit, 'notes')}
${notes.length === 0 ? emptyState('There are no notes yet. They are written during the visit, and each is kept as soon as it is typed.', { href: paths.notes, text: 'Write a note' }) : html`<p class="govuk-body">${plural(notes.length, 'note')}. ${waysToGather(by, hrefOf)}</p>${notes.length <= shownAtOnce ? groups.map((group) => section(group, about)) : oneGroup(groups, c.query, `${paths.allNotes}?by=${by}`, about)}`}`,
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

/** Of many notes one group is open, some to a page. */
function oneGroup(
  groups: readonly NoteGroup<Note>[],
  asked: { group?: string | undefined; page?: number | undefined; note?: string | undefined },
  path: string,
  about: NoteContext,
): Html {
  const { group, shown, number, last } = opened(groups, asked)
  const hrefOf = (key: string, page = 1) => `${path}&group=${key}${page > 1 ? `&page=${page}` : ''}`
  return html`${groupLinks(groups, group, (key) => hrefOf(key))}
${section({ title: group?.title ?? 'Notes', notes: shown }, about)}
${pageLinks({ label: 'Pages of notes', number, last, hrefOf: (page) => hrefOf(group?.key ?? '', page) })}`
}
