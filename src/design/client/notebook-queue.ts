/**
 * What a notebook on a device knows of each note, and what each event makes of it. Pure: the device's store, the
 * network and the clock are elsewhere. A text that was sent and not answered is sent again as it was, under the same
 * id, so that the server knows it; what was typed meanwhile goes after it.
 */

/** What a person wrote and what it belongs to. */
export type NoteContent = {
  text: string
  tag: '' | 'strength' | 'question' | 'look-again'
  activity_id: string | null
  question_id: string | null
  statement_key: string
  /** Why it names no pupil although it seems to; '' where nobody said so. */
  warning_reason: string
}

/** A note as the server has it. `at` is in milliseconds of the server's clock. */
export type ServerNote = NoteContent & {
  id: string
  version: number
  at: number
  removed: boolean
  photographs: { id: string; description: string }[]
  /** The note beside which it is kept, because that one was changed on two devices. */
  beside: string | null
}

/** A text on its way: `edit` is its own id, `base` the version of the note that it was written over, 0 for a new note. */
export type Snapshot = { edit: string; base: number; content: NoteContent }

export type Entry = {
  id: string
  content: NoteContent
  /** When it was begun, by the device's clock; and how far that was behind the server's then, where it was known. */
  at: number
  behind: number | null
  base: number
  sending: Snapshot | null
  state: 'waiting' | 'sent' | 'refused'
  /** Why the server refused it, in its words. */
  reason: string
  /** The note beside which it is kept, where two devices changed the same. */
  beside?: string | null
}

export type Answer =
  | { id: string; edit: string; result: 'stored' | 'already'; version: number; note: ServerNote }
  | { id: string; edit: string; result: 'elsewhere'; note: ServerNote; beside: ServerNote }
  | { id: string; edit: string; result: 'refused'; reason: string }
  | { id: string; edit: string; result: 'again' }

const fields = ['text', 'tag', 'activity_id', 'question_id', 'statement_key', 'warning_reason'] as const

export function contentOf(from: NoteContent): NoteContent {
  const { text, tag, activity_id, question_id, statement_key, warning_reason } = from
  return { text, tag, activity_id, question_id, statement_key, warning_reason }
}

export function sameContent(one: NoteContent, other: NoteContent): boolean {
  return fields.every((field) => one[field] === other[field])
}

/** A new note. */
export function begun(id: string, content: NoteContent, at: number, behind: number | null): Entry {
  return { id, content, at, behind, base: 0, sending: null, state: 'waiting', reason: '' }
}

/** The person changed a note that the device has. */
export function changed(entry: Entry, content: NoteContent): Entry {
  const same = entry.state === 'sent' && sameContent(entry.content, content)
  return same ? entry : { ...entry, content, state: 'waiting', reason: '' }
}

/** What a person saw of a note when they began to change it. */
export type Seen = Pick<Entry, 'base' | 'content'>

/**
 * The person changed a note as they saw it when they began. What another tab or device made of it since is not
 * overwritten: what only one of them changed is put together, and two texts are both kept, here under `newId` or by the
 * server, which sees that the change was made to an older version.
 */
export function changedFrom(entry: Entry, seen: Seen, content: NoteContent, newId: string): Entry {
  const merged = mergedWith(entry.content, seen.content, content)
  if (merged) return changed(entry, merged)
  if (!isUnsent(entry)) return { ...changed(entry, content), base: seen.base }
  return { ...begun(newId, content, entry.at, entry.behind), beside: entry.id }
}

/** Both changes of one note; undefined where they meet in a field. */
function mergedWith(present: NoteContent, seen: NoteContent, content: NoteContent): NoteContent | undefined {
  const isOwn = (field: (typeof fields)[number]) => content[field] !== seen[field]
  const links = fields.filter((field) => field !== 'warning_reason')
  if (links.some((field) => isOwn(field) && present[field] !== seen[field] && present[field] !== content[field]))
    return undefined
  const own = Object.fromEntries(links.filter(isOwn).map((field) => [field, content[field]]))
  // That a text names no pupil is said of the very text.
  const warning_reason = isOwn('text')
    ? content.warning_reason
    : (present.text === content.text && content.warning_reason) || present.warning_reason
  return { ...contentOf(present), ...own, warning_reason }
}

/** What is sent of a note next, kept so that exactly the same is sent until there is an answer. */
export function toSend(entry: Entry, edit: string): (Entry & { sending: Snapshot }) | undefined {
  if (entry.sending) return { ...entry, sending: entry.sending }
  if (entry.state !== 'waiting') return undefined
  return { ...entry, sending: { edit, base: entry.base, content: entry.content } }
}

/** The device's copy of a note that the server has. */
export function fromServer(note: ServerNote): Entry {
  const { id, version, at, beside } = note
  return {
    id,
    content: contentOf(note),
    at,
    behind: 0,
    base: version,
    sending: null,
    state: 'sent',
    reason: '',
    beside,
  }
}

/** A note that the server has just made has this version. */
const firstVersion = 1

/**
 * What an answer makes of a note: itself, and the note beside it when both texts were kept; `besideHere` is what the
 * device has of that one already. An answer to a text that is not on its way any more changes nothing.
 */
export function answered(entry: Entry, answer: Answer, besideHere?: Entry): Entry[] {
  const sent = entry.sending
  if (!sent || sent.edit !== answer.edit || answer.result === 'again') return [entry]
  const typedOn = !sameContent(entry.content, sent.content)
  const settled: Entry = { ...entry, sending: null, reason: '' }
  if (answer.result === 'refused')
    return [typedOn ? { ...settled, state: 'waiting' } : { ...settled, state: 'refused', reason: answer.reason }]
  if (answer.result === 'elsewhere') {
    const note = fromServer(answer.note)
    if (!typedOn) return [note, pulled(besideHere, answer.beside)]
    // Somebody wrote there too: this text stays here, and is kept beside as well when it is sent.
    if (besideHere && isUnsent(besideHere)) return [{ ...settled, state: 'waiting' }, besideHere]
    // It goes on from the text as it was put there, which another device may have changed since.
    return [note, { ...fromServer(answer.beside), base: firstVersion, content: entry.content, state: 'waiting' }]
  }
  if (typedOn) return [{ ...settled, base: answer.version, state: 'waiting' }]
  // The server may have put two devices' tags together, or know a later version by now.
  return [{ ...settled, content: contentOf(answer.note), base: answer.note.version, state: 'sent' }]
}

/** What the server's present note makes of the device's: it never takes the place of something that was not sent. */
export function pulled(entry: Entry | undefined, note: ServerNote): Entry {
  if (!entry) return fromServer(note)
  if (entry.state !== 'sent' || entry.sending || note.version < entry.base) return entry
  return { ...fromServer(note), at: entry.at, behind: entry.behind }
}

export const isUnsent = (entry: Entry) => entry.state !== 'sent' || entry.sending !== null
