/** Shows what the notebook keeps: the line above, and the notes, each drawn again only when it looks different. */
import type { Acts, Notebook } from './notebook-book.ts'
import { drawNote, looks, type Whole } from './notebook-item.ts'
import { type Entry, isUnsent } from './notebook-queue.ts'
import type { SentPhotograph } from './notebook-sent.ts'
import type { KeptPhotograph } from './notebook-store.ts'
import { inOrder, stateInWords } from './notebook-view.ts'

export const part = (root: ParentNode, name: string) => root.querySelector<HTMLElement>(`[data-notebook-${name}]`)

const byId = (id: string) => document.getElementById(id)
const drawing = new WeakMap<Notebook, Promise<void>>()

/** Shows what the device keeps. One after the other: an older picture must not come over a newer one. */
export function show(book: Notebook, acts: Acts): Promise<void> {
  const drawn = (drawing.get(book) ?? Promise.resolve()).then(() => draw(book, acts))
  drawing.set(
    book,
    drawn.catch(() => {}),
  )
  return drawn
}

async function draw(book: Notebook, acts: Acts): Promise<void> {
  const entries = inOrder(await book.store.notes(book.place))
  const photographs = await book.store.photographs(book.place)
  const sent = await book.store.sent(book.place)
  const items: HTMLElement[] = []
  for (const entry of entries) {
    const beside = <One extends { note: string }>(all: readonly One[]) => all.filter((one) => one.note === entry.id)
    const twin = entries.find((one) => one.id === entry.beside || one.beside === entry.id)
    items.push(await itemOf(book, acts, { entry, waiting: beside(photographs), sent: beside(sent), twin }))
  }
  showState(book, entries, photographs, sent)
  const none = part(book.root, 'none')
  if (none) none.hidden = entries.length > 0
  const list = part(book.root, 'list')
  if (list) keepingFocus(list, () => putInto(list, items))
}

/** The line above, which is read out when it changes; and the button, which is there while something waits. */
function showState(
  book: Notebook,
  entries: readonly Entry[],
  photographs: readonly KeptPhotograph[],
  sent: readonly SentPhotograph[],
): void {
  const waiting =
    entries.filter((entry) => isUnsent(entry) && entry.state !== 'refused').length +
    photographs.filter((one) => one.reason === '').length +
    sent.filter((one) => one.taken_back).length
  const refused =
    entries.filter((entry) => entry.state === 'refused').length + photographs.filter((one) => one.reason !== '').length
  const state = part(book.root, 'state')
  const words = stateInWords({ ...book, waiting, refused, person: book.config.person })
  if (state && state.dataset.words !== words) {
    state.dataset.words = words
    state.textContent = words
  }
  const out = book.outcome?.kind === 'signed-out' || book.outcome?.kind === 'somebody-else'
  shows(part(book.root, 'sign-in'), out)
  shows(part(book.root, 'send'), waiting > 0)
}

/** Whoever was at something that goes comes to the notes. */
function shows(place: HTMLElement | null, isThere: boolean): void {
  if (!place) return
  const had = place.contains(document.activeElement)
  place.hidden = !isThere
  if (had && !isThere) byId('mine')?.focus()
}

const looked = new WeakMap<Element, string>()

/** The note as it stands there already, where it looks the same or somebody is typing in it. */
async function itemOf(book: Notebook, acts: Acts, whole: Whole): Promise<HTMLElement> {
  const present = byId(`note-${whole.entry.id}`)
  const look = looks(whole)
  const isTyping = present?.contains(document.activeElement) && document.activeElement instanceof HTMLInputElement
  if (present && (isTyping || looked.get(present) === look)) return present
  const item = await drawNote(book, acts, whole)
  looked.set(item, look)
  // What was typed and not kept yet is not lost when the note is drawn again.
  for (const input of item.querySelectorAll('input')) {
    const before = byId(input.id)
    if (before instanceof HTMLInputElement) input.value = before.value
  }
  return item
}

/** What stays is not moved, so that nobody who is there notices. */
function putInto(list: HTMLElement, items: readonly HTMLElement[]): void {
  for (const child of [...list.children]) if (!items.some((item) => item === child)) child.remove()
  items.forEach((item, index) => {
    const there = list.children[index]
    if (there !== item) list.insertBefore(item, there ?? null)
  })
}

/** The focus stays where it was, or comes as near as can be. */
function keepingFocus(list: HTMLElement, work: () => void): void {
  const focused = document.activeElement
  const near = focused && list.contains(focused) ? [focused.id, focused.closest('li')?.id ?? '', 'mine'] : []
  work()
  if (near.length === 0 || list.contains(document.activeElement)) return
  near
    .map(byId)
    .find((one) => one !== null)
    ?.focus()
}
