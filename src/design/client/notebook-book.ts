/** What the parts of the notebook's page share. */
import type { FormParts } from './notebook-form.ts'
import type { Entry, NoteContent } from './notebook-queue.ts'
import type { SentPhotograph } from './notebook-sent.ts'
import type { KeptPhotograph, NotebookStore, Place } from './notebook-store.ts'
import type { Outcome } from './notebook-sync.ts'
import type { Config } from './notebook-view.ts'

export type Notebook = {
  config: Config
  place: Place
  store: NotebookStore
  root: HTMLElement
  form: FormParts | undefined
  outcome: Outcome | undefined
  sentAt: number | undefined
  /** The note that is in the box, as it was when it was put there. */
  editing: Entry | undefined
  tell(): void
}

/** What people do with one note. */
export type Acts = {
  edit(entry: Entry): void
  photograph(entry: Entry): void
  keepChange(seen: Entry, content: NoteContent): Promise<void>
  removeNote(entry: Entry): Promise<void>
  removePhotograph(photograph: KeptPhotograph): Promise<void>
  takeBack(photograph: SentPhotograph): Promise<void>
}
