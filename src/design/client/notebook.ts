/** The visit notebook: keeps notes on the device as they are written, and sends them when it can. */
import type { Notebook } from './notebook-book.ts'
import { forgetPage, keepForOffline } from './notebook-device.ts'
import { formParts } from './notebook-form.ts'
import { show as draw, part } from './notebook-list.ts'
import { camera, sendPhotographs } from './notebook-photographs.ts'
import { changedFrom, type Entry, isUnsent, type NoteContent, sameContent } from './notebook-queue.ts'
import { isFull, openStore } from './notebook-store.ts'
import { syncNotes } from './notebook-sync.ts'
import type { Config } from './notebook-view.ts'
import { edit, startWriting } from './notebook-writing.ts'

const tryAgainMs = 30_000
/** Another tab is sending: what it did not see any more goes after. */
const otherTabMs = 1500
/** Browsers say that they are online a little before anything can be reached. */
const pausesOnceOnlineMs = [0, 2000, 5000, 10_000]

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
    keepChange: (seen, content) => keepChange(book, seen, content),
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

/** Something has changed on the device: other tabs and the page show it, and it is sent. */
async function told(book: Notebook): Promise<void> {
  book.tell()
  await show(book)
  await sync(book)
}

/** Does what changes the device's store; where that is full it is said, and everything stays as it was. */
async function changing(book: Notebook, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!isFull(error)) throw error
    book.outcome = { kind: 'full' }
    return show(book)
  }
  await told(book)
}

const takeBack = (book: Notebook, one: { id: string; note: string; description: string }) =>
  changing(book, () => book.store.takeBack(book.place, one))

const keepChange = (book: Notebook, seen: Entry, content: NoteContent) =>
  changing(book, async () => {
    const newId = crypto.randomUUID()
    await book.store.changeNote(book.place, seen.id, (entry) =>
      entry ? [changedFrom(entry, seen, content, newId)] : [],
    )
    byId(`note-${seen.id}`)?.focus()
  })

async function removeHere(book: Notebook, entry: Entry): Promise<void> {
  if (!window.confirm('This text was not sent and is kept nowhere else. Remove it from this device?')) return
  // Another tab may have changed it since it was shown here.
  await book.store.dropNote(book.place, entry.id, (present) => sameContent(present.content, entry.content))
  book.tell()
  await show(book)
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

async function onlineAgain(book: Notebook): Promise<void> {
  for (const pause of pausesOnceOnlineMs) {
    await new Promise((done) => setTimeout(done, pause))
    await sync(book)
    if (book.outcome?.kind !== 'offline') return
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
    void told(book)
  })
  if (taking) cameras.set(book, taking)
  if (book.form) await startWriting(book, book.form, () => void told(book))
  others?.addEventListener('message', ({ data }: MessageEvent<Pick<Notebook, 'outcome' | 'sentAt'>>) => {
    // One tab sends for all of them.
    book.outcome = data.outcome
    book.sentAt = data.sentAt
    void show(book)
  })
  part(root, 'send')?.addEventListener('click', () => void sync(book))
  window.addEventListener('online', () => void onlineAgain(book))
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
