/** The ways to gather notes, and the groups of one way: what the page of all notes and the page that sorts them share. */
import { z } from 'zod'
import { plural } from '../../../../lib/words.ts'
import { type Html, html } from '../../../../platform/web/html.ts'
import type { Statement } from '../../preparation/shared-evaluation.queries.ts'
import type { Visit } from '../../preparation/visit.queries.ts'
import type { StoredActivity } from '../../preparation/visit-programme.queries.ts'
import { whenIn } from '../../preparation/visit-programme.rules.ts'
import type { Note } from '../note.queries.ts'
import { type By, gatherings, groupsBy, type Heading, type NoteGroup } from '../note-groups.rules.ts'

export const groupQuery = z.object({
  by: z.enum(['question', 'activity', 'statement']).catch('question'),
  group: z.string().max(100).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(1000).optional().catch(undefined),
  note: z.uuid().optional().catch(undefined),
})

export type Things = { visit: Visit; activities: readonly StoredActivity[]; statements: readonly Statement[] }

/** The notes under the headings of one kind. Activities and statements are shown where notes belong to them. */
export function groupsOfNotes(notes: readonly Note[], by: By, things: Things): NoteGroup<Note>[] {
  return groupsBy(notes, by, headings(notes, by, things))
}

function headings(notes: readonly Note[], by: By, { visit, activities, statements }: Things): Heading[] {
  if (by === 'question')
    return visit.questions.map((question, index) => ({ key: question.id, title: `${index + 1}. ${question.text}` }))
  if (by === 'activity') {
    const used = new Set(notes.map((note) => note.activity_id))
    return activities
      .filter((one) => !one.removed_at || used.has(one.id))
      .map((one) => ({ key: one.id, title: `${one.title}, ${whenIn(one)}` }))
  }
  const used = new Set(notes.map((note) => note.statement_key))
  return statements.filter((one) => used.has(one.key)).map((one) => ({ key: one.key, title: one.text }))
}

/** "Gathered by question. Gather them by activity or statement instead." */
export function waysToGather(by: By, hrefOf: (by: By) => string): Html {
  const ways: By[] = ['question', 'activity', 'statement']
  const [first, second] = ways
    .filter((way) => way !== by)
    .map((way) => html`<a class="govuk-link" href="${hrefOf(way)}">by ${gatherings[way]}</a>`)
  return html`Gathered by ${gatherings[by]}. Gather them ${first ?? ''} or ${second ?? ''}.`
}

/** The groups with how many notes each has; the open one is named, the others lead to theirs. */
export function groupLinks(
  groups: readonly NoteGroup<Note>[],
  open: NoteGroup<Note> | undefined,
  hrefOf: (key: string) => string,
): Html {
  return html`<nav aria-label="Groups of notes"><ul class="app-sort__groups">${groups.map((group) => {
    const count = html`<span class="app-note__facts">${plural(group.notes.length, 'note')}</span>`
    return group === open
      ? html`<li aria-current="true"><strong>${group.title}</strong> ${count}</li>`
      : html`<li><a class="govuk-link" href="${hrefOf(group.key)}">${group.title}</a> ${count}</li>`
  })}</ul></nav>`
}
