/** Hundreds of notes in an order in which people can work: gathered under one heading at a time, some to a page. */
import { gathered } from './note.rules.ts'

export const gatherings = { question: 'question', activity: 'activity', statement: 'statement' } as const
export type By = keyof typeof gatherings

type Belonging = { id: string; question_id: string | null; activity_id: string | null; statement_key: string }

/** Something that notes belong to: `key` is what a note carries. */
export type Heading = { key: string; title: string }

/** The notes under one heading; `rest` holds those that belong to none of them. */
export type NoteGroup<N> = Heading & { notes: N[] }

export const rest = 'none'

const keyOf = (note: Belonging, by: By) =>
  by === 'question' ? note.question_id : by === 'activity' ? note.activity_id : note.statement_key

/** The notes under the headings of one kind, in the headings' order. Every note is in exactly one group. */
export function groupsBy<N extends Belonging>(
  notes: readonly N[],
  by: By,
  headings: readonly Heading[],
): NoteGroup<N>[] {
  const under = headings.map((heading) => ({ ...heading, notes: [] as N[] }))
  const groups = gathered(notes, under, (note, heading) => keyOf(note, by) === heading.key)
  return groups.map(({ thing, notes: own }) =>
    thing ? { ...thing, notes: own } : { key: rest, title: restTitles[by], notes: own },
  )
}

const restTitles: Record<By, string> = {
  question: 'Notes without a question',
  activity: 'Notes outside the programme',
  statement: 'Notes without a statement',
}

/** So many notes that they are shown all at once. */
export const shownAtOnce = 60
const onPage = 50

/** What is open: the group and the page that somebody asked for, or that holds a note; else the first that has notes. */
export function opened<N extends Belonging>(
  groups: readonly NoteGroup<N>[],
  asked: { group?: string | undefined; page?: number | undefined; note?: string | undefined },
): { group: NoteGroup<N> | undefined; shown: N[]; number: number; last: number } {
  const holding =
    asked.note === undefined ? undefined : groups.find((one) => one.notes.some((note) => note.id === asked.note))
  const group =
    holding ?? groups.find((one) => one.key === asked.group) ?? groups.find((one) => one.notes.length > 0) ?? groups[0]
  const notes = group?.notes ?? []
  const last = Math.max(1, Math.ceil(notes.length / onPage))
  const wanted = holding
    ? Math.floor(notes.findIndex((note) => note.id === asked.note) / onPage) + 1
    : (asked.page ?? 1)
  const number = Math.min(Math.max(1, Math.trunc(wanted) || 1), last)
  return { group, shown: notes.slice((number - 1) * onPage, number * onPage), number, last }
}
