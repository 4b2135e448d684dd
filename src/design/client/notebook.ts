/** The visit notebook: keeps notes on the device as they are written, and sends them when it can. */
import { deviceStore, draftKey, dropDraft, keepDraft, readDraft } from './drafts.ts'
import type { Notebook } from './notebook-book.ts'
import { forgetPage, keepForOffline } from './notebook-device.ts'
import { type FormParts, fill, formParts, readContent } from './notebook-form.ts'
import { show as draw, part } from './notebook-list.ts'
import { camera, sendPhotographs } from './notebook-photographs.ts'
import { begun, changed, type Entry, isUnsent, type NoteContent } from './notebook-queue.ts'
import { isFull, openStore } from './notebook-store.ts'
import { syncNotes } from './notebook-sync.ts'
import { button, type Config, element } from './notebook-view.ts'

const tryAgainMs = 30_000
/** Another tab is sending: what it did not see any more goes after. */
const otherTabMs = 1500

type Camera = NonNullable<ReturnType<typeof camera>>
const cameras = new WeakMap<Notebook, Camera>()
/** Those that were cleared from the device: asking the server again would bring their notes back. */
const cleared = new WeakSet<Notebook>()

const show = (book: Notebook) =>
  draw(book, {
    edit: (entry) => edit(book, entry),
    photograph(entry) {
      const back = () => (byId(`photograph-${entry.id}`) ?? byId('mine'))?.focus()
      cameras.get(book)?.open(entry.id, entry.content.text.slice(0, 80), back)
    },
    keepChange: (id, content) => keepChange(book, id, content),
    removeNote: (entry) => removeHere(book, entry),
    async removePhotograph(one) {
      if (window.confirm('This photograph was not sent. Remove it from this device?')) await takeBack(book, one)
    },
    async takeBack(one) {
      const words = `Take back the photograph “${one.description}”? It is deleted for everybody, at once or as soon as there is a connection, and nobody can bring it back. Your note stays.`
      if (window.confirm(words)) await takeBack(book, one)
    },
  })

const byId = (id: string) => document.getElementById(id)

async function takeBack(book: Notebook, one: { id: string; note: string; description: string }): Promise<void> {
  await book.store.takeBack(book.place, one)
  book.tell()
  await show(book)
  await sync(book)
}

async function keepChange(book: Notebook, id: string, content: NoteContent): Promise<void> {
  await book.store.changeNote(book.place, id, (entry) => (entry ? [changed(entry, content)] : []))
  byId(`note-${id}`)?.focus()
  book.tell()
  await show(book)
  await sync(book)
}

function edit(book: Notebook, entry: Entry): void {
  if (!book.form) return
  book.editing = entry.id
  fill(book.form, entry.content)
  book.form.submit.textContent = 'Keep the change'
  book.form.cancel.hidden = false
  book.form.text.focus()
}

async function removeHere(book: Notebook, entry: Entry): Promise<void> {
  if (!window.confirm('This text was not sent and is kept nowhere else. Remove it from this device?')) return
  await book.store.dropNote(book.place, entry.id)
  book.tell()
  await show(book)
}

function startAgain(book: Notebook, form: FormParts): void {
  const { activity_id, question_id } = readContent(form)
  book.editing = undefined
  fill(form, { text: '', tag: '', activity_id, question_id, statement_key: '', warning_reason: '' })
  form.submit.textContent = 'Keep the note'
  form.cancel.hidden = true
}

/** Puts back what could not be kept, before what was typed meanwhile. */
function giveBack(book: Notebook, form: FormParts, content: NoteContent, editing: string | undefined): void {
  const texts = [content.text, form.text.value].filter((text) => text !== '')
  fill(form, { ...content, text: texts.join('\n') })
  book.editing = editing
  form.submit.textContent = editing === undefined ? 'Keep the note' : 'Keep the change'
  form.cancel.hidden = editing === undefined
  keepTyped(book, form)
}

function keepTyped(book: Notebook, form: FormParts): void {
  const entries: [string, string][] = [['text', form.text.value]]
  keepDraft(deviceStore(window), draftOf(book), { entries, keptAt: Date.now(), submitted: false })
}

const draftOf = (book: Notebook) => draftKey(book.place.owner, book.config.page, 'notebook')

/**
 * Keeps what is written, on the device first. The box is free for the next note at once, and for whoever presses twice
 * there is nothing left to keep; where it cannot be kept the text comes back.
 */
async function keepNote(book: Notebook, form: FormParts): Promise<void> {
  const content = readContent(form)
  form.problem.textContent = ''
  form.text.focus()
  if (content.text === '') {
    form.problem.textContent = 'Write what you saw or heard'
    return
  }
  const { editing } = book
  const id = editing ?? crypto.randomUUID()
  startAgain(book, form)
  try {
    const behind = await book.store.behind(book.place)
    await book.store.changeNote(book.place, id, (entry) => {
      if (!entry) return [begun(id, content, Date.now(), behind)]
      // Another text may name somebody again.
      const reason = entry.content.text === content.text ? entry.content.warning_reason : ''
      return [changed(entry, { ...content, warning_reason: reason })]
    })
  } catch (error) {
    giveBack(book, form, content, editing)
    form.problem.textContent = isFull(error)
      ? 'This device is full, so the note could not be kept. It stays in the box, and what was kept before is safe. Make room on the device, then press the button again'
      : 'This device could not keep the note. It stays in the box: copy it somewhere safe, then load this page again'
    return
  }
  if (form.text.value === '') dropDraft(deviceStore(window), draftOf(book))
  book.tell()
  await show(book)
  await sync(book)
}

const syncing = new WeakSet<Notebook>()
const askedAgain = new WeakSet<Notebook>()

/** Sends, and once more when something was kept meanwhile. */
async function sync(book: Notebook): Promise<void> {
  askedAgain.add(book)
  if (syncing.has(book)) return
  syncing.add(book)
  try {
    while (askedAgain.delete(book)) await syncOnce(book)
  } finally {
    syncing.delete(book)
  }
}

async function syncOnce(book: Notebook): Promise<void> {
  if (cleared.has(book)) return
  const { store, place, config } = book
  const send = () => sendPhotographs(store, place, config.photographs)
  const outcome = await syncNotes(store, place, config.sync, send)
  if (outcome) {
    book.outcome = outcome
    if (outcome.kind === 'done') book.sentAt = Date.now()
    book.tell()
  } else setTimeout(() => void sync(book), otherTabMs)
  await show(book)
  if (outcome?.kind === 'done' && outcome.closed !== '') await leave(book, outcome.closed)
}

/** The review's notes are closed: when everything was sent, nothing stays on the device. */
async function leave(book: Notebook, why: string): Promise<void> {
  const notes = (await book.store.notes(book.place)).filter(isUnsent)
  const photographs = await book.store.photographs(book.place)
  const deletions = (await book.store.sent(book.place)).filter((one) => one.taken_back)
  if (notes.length + photographs.length + deletions.length > 0) return
  cleared.add(book)
  await book.store.forget(book.place)
  await forgetPage(book.config.page)
  const state = part(book.root, 'state')
  if (state)
    state.textContent = `${why}. Everything you wrote was sent, and nothing of it is kept on this device any more.`
}

function listen(book: Notebook, form: FormParts): void {
  form.form.addEventListener('submit', (event) => {
    event.preventDefault()
    void keepNote(book, form)
  })
  form.cancel.addEventListener('click', () => {
    const from = byId(`change-${book.editing ?? ''}`)
    startAgain(book, form)
    dropDraft(deviceStore(window), draftOf(book))
    ;(from ?? form.text).focus()
  })
  form.text.addEventListener('input', () => keepTyped(book, form))
  const questionOf = (id: string) => book.config.activities.find((one) => one.id === id)?.question_id
  form.activity.addEventListener('change', () => {
    form.question.value = questionOf(form.activity.value) ?? ''
  })
  for (const place of document.querySelectorAll<HTMLElement>('[data-notebook-at]')) {
    const { notebookAt = '', title = '' } = place.dataset
    const press = () => {
      form.activity.value = notebookAt
      form.question.value = questionOf(notebookAt) ?? ''
      form.text.focus()
    }
    place.append(element('br', ''), button('Write a note here', `at ${title}`, press))
  }
}

/** On a day of a visit of two days, its own part of the programme stands open and the other is folded. */
function openToday(day: string | undefined): void {
  const days = [...document.querySelectorAll<HTMLDetailsElement>('details[data-notebook-day]')]
  if (!days.some((one) => one.dataset.notebookDay === day)) return
  for (const one of days) one.open = one.dataset.notebookDay === day
}

/** Where this person is now, by the clock, on the day of the visit. */
function chooseActivity(book: Notebook, form: FormParts, behind: number): void {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London', dateStyle: 'short', timeStyle: 'short' })
  const [day, time = ''] = parts.format(Date.now() + behind).split(' ')
  openToday(day)
  const now = book.config.activities.filter((one) => one.on === day && one.starts <= time && time < one.ends)
  const here = now.find((one) => one.own) ?? now[0]
  if (!here) return
  form.activity.value = here.id
  form.question.value = here.question_id ?? ''
}

export async function startNotebook(): Promise<void> {
  const root = document.querySelector<HTMLElement>('[data-notebook]')
  if (!root?.dataset.notebook) return
  // Our own page wrote it.
  const config = JSON.parse(root.dataset.notebook) as Config
  const store = await openStore()
  const others =
    'BroadcastChannel' in globalThis ? new BroadcastChannel(`notebook|${config.owner}|${config.review}`) : undefined
  const book: Notebook = {
    config,
    place: { owner: config.owner, review: config.review },
    store,
    root,
    form: formParts(root),
    outcome: undefined,
    sentAt: undefined,
    editing: undefined,
    tell: () => others?.postMessage({ outcome: book.outcome, sentAt: book.sentAt }),
  }
  for (const plain of document.querySelectorAll<HTMLElement>('[data-notebook-plain]')) plain.hidden = true
  root.hidden = false
  const taking = camera(root, async (photograph) => {
    await store.putPhotograph(book.place, photograph)
    book.tell()
    await show(book)
    void sync(book)
  })
  if (taking) cameras.set(book, taking)
  if (book.form) {
    listen(book, book.form)
    const draft = readDraft(deviceStore(window), draftOf(book), Date.now())
    book.form.text.value = draft?.entries.find(([name]) => name === 'text')?.[1] ?? ''
    chooseActivity(book, book.form, (await store.behind(book.place)) ?? 0)
  }
  others?.addEventListener('message', ({ data }: MessageEvent<Pick<Notebook, 'outcome' | 'sentAt'>>) => {
    // One tab sends for all of them.
    book.outcome = data.outcome
    book.sentAt = data.sentAt
    void show(book)
  })
  part(root, 'send')?.addEventListener('click', () => void sync(book))
  window.addEventListener('online', () => void sync(book))
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void sync(book)
  })
  setInterval(() => void sync(book), tryAgainMs)
  await show(book)
  await sync(book)
  if (config.closed !== '') return
  void navigator.storage?.persist?.()
  const kept = await keepForOffline(config).catch(() => false)
  root.dataset.notebookOffline = kept ? 'ready' : 'not-ready'
  const opening = document.querySelector('[data-notebook-opening]')
  if (!kept && opening)
    opening.textContent =
      'This device cannot open the notebook without a connection. Leave this page open during the visit: what you write here is kept on the device all the same.'
}
