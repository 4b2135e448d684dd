/**
 * What a device knows of photographs that the server has, and of those that their writer takes back. Pure, like the queue
 * of notes: what is taken back waits on the device until the server was told, and nothing brings it back here.
 */
import type { ServerNote } from './notebook-queue.ts'

export type SentPhotograph = { id: string; note: string; description: string; taken_back: boolean }

/** What the server has takes the place of what was known, but for what waits to be taken back. `told` are those it was told of. */
export function learned(
  known: readonly SentPhotograph[],
  notes: readonly Pick<ServerNote, 'id' | 'removed' | 'photographs'>[],
  told: ReadonlySet<string>,
): SentPhotograph[] {
  const waiting = known.filter((one) => one.taken_back && !told.has(one.id))
  const leaving = new Set(waiting.map((one) => one.id))
  const before = new Map(known.map((one) => [one.id, one]))
  const there = notes
    .filter((note) => !note.removed)
    .flatMap((note) =>
      note.photographs.map((one) => before.get(one.id) ?? { ...one, note: note.id, taken_back: false }),
    )
    // What is known stays the same object: nothing needs to be written again. Told of and still there: it is another's.
    .map((one) => (one.taken_back && told.has(one.id) ? { ...one, taken_back: false } : one))
  return [...there.filter((one) => !leaving.has(one.id)), ...waiting]
}

/** One that was sent just now. Whoever took it back meanwhile has the last word. */
export function arrived(known: readonly SentPhotograph[], one: Omit<SentPhotograph, 'taken_back'>): SentPhotograph[] {
  if (known.some((each) => each.id === one.id)) return [...known]
  return [...known, { id: one.id, note: one.note, description: one.description, taken_back: false }]
}

/** What is kept of one that is taken back: nothing, where it never left the device. */
export function takenBack(
  one: Omit<SentPhotograph, 'taken_back'>,
  waiting: { tried: boolean } | undefined,
): SentPhotograph | undefined {
  if (waiting && !waiting.tried) return undefined
  return { id: one.id, note: one.note, description: one.description, taken_back: true }
}
