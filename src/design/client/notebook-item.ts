/** One note of the notebook, with what can be done with it. */
import { adviceOnPupils, pupilsIdentifiedIn } from '../../lib/pupil-names.ts'
import type { Acts, Notebook } from './notebook-book.ts'
import { pictureAddress } from './notebook-photographs.ts'
import { type Entry, isUnsent } from './notebook-queue.ts'
import type { SentPhotograph } from './notebook-sent.ts'
import type { KeptPhotograph } from './notebook-store.ts'
import { button, element, noteItem } from './notebook-view.ts'

/** A note with what stands beside it. */
export type Whole = {
  entry: Entry
  waiting: readonly KeptPhotograph[]
  sent: readonly SentPhotograph[]
  /** The note that was changed on another device at the same time. */
  twin: Entry | undefined
}

const short = (entry: Entry) => entry.content.text.slice(0, 40)

/** What of a note can be seen: while it is the same, the note is not drawn again. */
export function looks({ entry, waiting, sent, twin }: Whole): string {
  const { content, state, reason, at, behind } = entry
  const pictures = waiting.map((one) => [one.id, one.description, one.reason])
  const day = new Date().toDateString()
  return JSON.stringify([content, state, isUnsent(entry), reason, at, behind, pictures, sent, twin && short(twin), day])
}

export async function drawNote(book: Notebook, acts: Acts, whole: Whole): Promise<HTMLLIElement> {
  const { entry } = whole
  const questions = new Map(book.form?.questions)
  const pictures = await picturesOf(book, acts, whole)
  const extras = [...pictures, ...besides(whole), ...advice(book, acts, entry), buttonsOf(book, acts, entry)]
  return noteItem(entry, book.config, questions, extras)
}

function buttonsOf(book: Notebook, acts: Acts, entry: Entry): HTMLElement {
  const buttons = element('div', 'govuk-button-group')
  if (book.form)
    buttons.append(
      button('Change', `the note “${short(entry)}”`, () => acts.edit(entry), `change-${entry.id}`),
      button(
        'Add a photograph',
        `to the note “${short(entry)}”`,
        () => acts.photograph(entry),
        `photograph-${entry.id}`,
      ),
    )
  if (entry.state === 'refused')
    buttons.append(
      button(
        'Remove from this device',
        `the note “${short(entry)}”`,
        () => void acts.removeNote(entry),
        `remove-${entry.id}`,
      ),
    )
  return buttons
}

/** Two texts of one note, from two devices. */
function besides({ twin }: Whole): Node[] {
  if (!twin) return []
  const link = element('a', 'govuk-link', `“${short(twin)}”`)
  link.href = `#note-${twin.id}`
  const words = 'You changed this note in two places, so both texts are kept. The other one: '
  return [element('p', 'app-advice', words, [link])]
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
  const press = () => {
    if (input.value.trim() === '') {
      label.textContent = 'Enter why it names no pupil, for example “the name of a book”'
      input.focus()
      return
    }
    void acts.keepChange(entry, { ...entry.content, warning_reason: input.value.trim() })
  }
  box.append(label, input, button('It names no pupil', `in the note “${short(entry)}”`, press, `dismiss-${entry.id}`))
  return [box]
}

/** What waits to be sent is shown; what was sent is named, and shown on the page of notes. */
async function picturesOf(book: Notebook, acts: Acts, { waiting, sent }: Whole): Promise<Node[]> {
  const nodes: Node[] = []
  for (const one of sent) {
    const state = one.taken_back ? 'Photograph, deleted as soon as there is a connection' : 'Photograph, sent'
    nodes.push(element('p', 'app-note__facts', `${state}: ${one.description}`))
    if (one.taken_back || !book.form) continue
    const about = `the photograph “${one.description}”`
    nodes.push(button('Take back', about, () => void acts.takeBack(one), `take-back-${one.id}`))
  }
  for (const one of waiting) {
    const image = element('img', 'app-note__photograph')
    image.src = await pictureAddress(one.picture)
    image.alt = one.description
    const state = one.reason === '' ? 'Photograph, not sent yet' : `Photograph, not taken: ${one.reason}`
    nodes.push(element('p', 'app-note__facts', `${state}: ${one.description}`), image)
    const about = `“${one.description}”`
    nodes.push(button('Remove the photograph', about, () => void acts.removePhotograph(one), `take-back-${one.id}`))
  }
  return nodes
}
