/** Draws what the notebook keeps: the line above, and each note with what can be done with it. */
import { adviceOnPupils, pupilsIdentifiedIn } from '../../lib/pupil-names.ts'
import type { FormParts } from './notebook-form.ts'
import { pictureAddress } from './notebook-photographs.ts'
import { type Entry, isUnsent, type NoteContent } from './notebook-queue.ts'
import type { KeptPhotograph, NotebookStore, Place } from './notebook-store.ts'
import type { Outcome } from './notebook-sync.ts'
import { button, type Config, element, inOrder, noteItem, stateInWords } from './notebook-view.ts'

export type Notebook = {
  config: Config
  place: Place
  store: NotebookStore
  root: HTMLElement
  form: FormParts | undefined
  outcome: Outcome | undefined
  sentAt: number | undefined
  editing: string | undefined
  /** What the photographs are of that the server has, by note. */
  photographs: ReadonlyMap<string, readonly string[]>
  tell(): void
}

/** What people do with one note. */
export type Acts = {
  edit(entry: Entry): void
  photograph(entry: Entry): void
  keepChange(id: string, content: NoteContent): Promise<void>
  removeNote(entry: Entry): Promise<void>
  removePhotograph(photograph: KeptPhotograph): Promise<void>
}

export const part = (root: ParentNode, name: string) => root.querySelector<HTMLElement>(`[data-notebook-${name}]`)

/** Shows what the device keeps. */
export async function show(book: Notebook, acts: Acts): Promise<void> {
  const entries = inOrder(await book.store.notes(book.place))
  const photographs = await book.store.photographs(book.place)
  const waiting =
    entries.filter((entry) => isUnsent(entry) && entry.state !== 'refused').length +
    photographs.filter((one) => one.reason === '').length
  const refused =
    entries.filter((entry) => entry.state === 'refused').length + photographs.filter((one) => one.reason !== '').length
  const state = part(book.root, 'state')
  const words = stateInWords({ ...book, waiting, refused, person: book.config.person })
  if (state && state.textContent !== words) {
    state.textContent = words
    if (book.outcome?.kind === 'signed-out' || book.outcome?.kind === 'somebody-else')
      state.append(' ', signInLink(book))
  }
  const send = part(book.root, 'send')
  if (send) send.hidden = waiting === 0
  const none = part(book.root, 'none')
  if (none) none.hidden = entries.length > 0
  const questions = new Map(book.form?.questions)
  const items: HTMLElement[] = []
  for (const entry of entries) {
    const pictures = photographs.filter((one) => one.note === entry.id)
    const extras = [...(await picturesOf(book, acts, entry, pictures)), ...extrasOf(book, acts, entry)]
    items.push(noteItem(entry, book.config, questions, extras))
  }
  const list = part(book.root, 'list')
  const focused = document.activeElement?.id
  // What somebody is typing into the list must not be drawn over.
  if (!list?.querySelector('input:focus')) list?.replaceChildren(...items)
  if (focused && !document.activeElement?.id) document.getElementById(focused)?.focus()
}

function signInLink(book: Notebook): HTMLAnchorElement {
  const link = element('a', 'govuk-link', 'Sign in')
  link.href = `/sign-in?return=${encodeURIComponent(book.config.page)}`
  return link
}

function extrasOf(book: Notebook, acts: Acts, entry: Entry): Node[] {
  const short = entry.content.text.slice(0, 40)
  const buttons = element('div', 'govuk-button-group')
  if (book.form)
    buttons.append(
      button('Change', `the note “${short}”`, () => acts.edit(entry)),
      button('Add a photograph', `to the note “${short}”`, () => acts.photograph(entry)),
    )
  if (entry.state === 'refused')
    buttons.append(button('Remove from this device', `the note “${short}”`, () => void acts.removeNote(entry)))
  return [...advice(book, acts, entry), buttons]
}

/** The look-out for pupils' names, with a way to say why it is wrong. */
function advice(book: Notebook, acts: Acts, entry: Entry): Node[] {
  const { warning_reason, text } = entry.content
  const words = adviceOnPupils(pupilsIdentifiedIn(text, book.config.adults, { year: new Date().getFullYear() }))
  if (!words) return []
  if (warning_reason) return [element('p', 'app-note__facts', `You said that this names no pupil: ${warning_reason}`)]
  const box = element('div', 'app-advice', '', [element('strong', '', 'Advice: '), document.createTextNode(words)])
  if (!book.form) return [box]
  const id = `reason-${entry.id}`
  const label = element('label', 'govuk-label', 'If it names no pupil, say why')
  label.htmlFor = id
  const input = element('input', 'govuk-input')
  input.id = id
  input.maxLength = 200
  const dismiss = button('It names no pupil', `in the note “${text.slice(0, 40)}”`, () => {
    if (input.value.trim() === '') {
      label.textContent = 'Enter why it names no pupil, for example “the name of a book”'
      input.focus()
      return
    }
    void acts.keepChange(entry.id, { ...entry.content, warning_reason: input.value.trim() })
  })
  box.append(label, input, dismiss)
  return [box]
}

/** What waits to be sent is shown; what was sent is named, and shown on the page of notes. */
async function picturesOf(
  book: Notebook,
  acts: Acts,
  entry: Entry,
  waiting: readonly KeptPhotograph[],
): Promise<Node[]> {
  const nodes: Node[] = (book.photographs.get(entry.id) ?? []).map((words) =>
    element('p', 'app-note__facts', `Photograph, sent: ${words}`),
  )
  for (const one of waiting) {
    const image = element('img', 'app-note__photograph')
    image.src = await pictureAddress(one.picture)
    image.alt = one.description
    const state = one.reason === '' ? 'Photograph, not sent yet' : `Photograph, not taken: ${one.reason}`
    nodes.push(element('p', 'app-note__facts', `${state}: ${one.description}`), image)
    nodes.push(button('Remove the photograph', `“${one.description}”`, () => void acts.removePhotograph(one)))
  }
  return nodes
}
