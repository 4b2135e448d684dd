/** The visit notebook: keeps notes on the device as they are written, and sends them when it can. */
import { adviceOnPupils, pupilsIdentifiedIn } from '../../lib/pupil-names.ts'
import { deviceStore, draftKey, dropDraft, keepDraft, readDraft } from './drafts.ts'
import { forgetPage, keepForOffline } from './notebook-device.ts'
import { type FormParts, fill, formParts, readContent } from './notebook-form.ts'
import { begun, changed, type Entry, isUnsent } from './notebook-queue.ts'
import { isFull, type NotebookStore, openStore, type Place } from './notebook-store.ts'
import { type Outcome, syncNotes } from './notebook-sync.ts'
import { button, type Config, element, inOrder, noteItem, stateInWords } from './notebook-view.ts'

const tryAgainMs = 30_000

type Notebook = {
  config: Config
  place: Place
  store: NotebookStore
  root: HTMLElement
  form: FormParts | undefined
  outcome: Outcome | undefined
  sentAt: number | undefined
  editing: string | undefined
  tell(): void
}

const part = (root: ParentNode, name: string) => root.querySelector<HTMLElement>(`[data-notebook-${name}]`)

/** Shows what the device keeps. */
async function show(book: Notebook): Promise<void> {
  const entries = inOrder(await book.store.notes(book.place))
  const photographs = await book.store.photographs(book.place)
  const waiting = entries.filter((entry) => isUnsent(entry) && entry.state !== 'refused').length + photographs.length
  const refused = entries.filter((entry) => entry.state === 'refused').length
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
  const items = entries.map((entry) => noteItem(entry, book.config, questions, extrasOf(book, entry)))
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

function extrasOf(book: Notebook, entry: Entry): Node[] {
  const short = entry.content.text.slice(0, 40)
  const buttons = element('div', 'govuk-button-group')
  if (book.form) buttons.append(button('Change', `the note “${short}”`, () => edit(book, entry)))
  if (entry.state === 'refused')
    buttons.append(button('Remove from this device', `the note “${short}”`, () => removeHere(book, entry)))
  return [...advice(book, entry), buttons]
}

/** The look-out for pupils' names, with a way to say why it is wrong. */
function advice(book: Notebook, entry: Entry): Node[] {
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
    void keepChange(book, entry.id, { ...entry.content, warning_reason: input.value.trim() })
  })
  box.append(label, input, dismiss)
  return [box]
}

async function keepChange(book: Notebook, id: string, content: Entry['content']): Promise<void> {
  await book.store.changeNote(book.place, id, (entry) => (entry ? [changed(entry, content)] : []))
  ;(document.activeElement as HTMLElement | null)?.blur()
  book.tell()
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
  dropDraft(deviceStore(window), draftOf(book))
}

const draftOf = (book: Notebook) => draftKey(book.place.owner, book.config.page, 'notebook')

/** Keeps what is written, on the device first. When that cannot be done it stays in the box. */
async function keepNote(book: Notebook, form: FormParts): Promise<void> {
  const content = readContent(form)
  form.problem.textContent = ''
  if (content.text === '') {
    form.problem.textContent = 'Write what you saw or heard'
    form.text.focus()
    return
  }
  const id = book.editing ?? crypto.randomUUID()
  const behind = await book.store.behind(book.place)
  try {
    await book.store.changeNote(book.place, id, (entry) => {
      if (!entry) return [begun(id, content, Date.now(), behind)]
      // Another text may name somebody again.
      const reason = entry.content.text === content.text ? entry.content.warning_reason : ''
      return [changed(entry, { ...content, warning_reason: reason })]
    })
  } catch (error) {
    form.problem.textContent = isFull(error)
      ? 'This device is full, so the note could not be kept. It stays in the box, and what was kept before is safe. Make room on the device, then press the button again'
      : 'This device could not keep the note. It stays in the box: copy it somewhere safe, then load this page again'
    return
  }
  startAgain(book, form)
  form.text.focus()
  book.tell()
  await show(book)
  await sync(book)
}

async function sync(book: Notebook): Promise<void> {
  const outcome = await syncNotes(book.store, book.place, book.config.sync)
  if (outcome) {
    book.outcome = outcome
    if (outcome.kind === 'done') book.sentAt = Date.now()
    book.tell()
  }
  await show(book)
  if (outcome?.kind === 'done' && outcome.closed !== '') await leave(book, outcome.closed)
}

/** The review's notes are closed: when everything was sent, nothing stays on the device. */
async function leave(book: Notebook, why: string): Promise<void> {
  const unsent = (await book.store.notes(book.place)).filter(isUnsent).length
  if (unsent > 0) return
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
  form.cancel.addEventListener('click', () => startAgain(book, form))
  form.text.addEventListener('input', () => {
    keepDraft(deviceStore(window), draftOf(book), {
      entries: [['text', form.text.value]],
      keptAt: Date.now(),
      submitted: false,
    })
  })
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

/** Where this person is now, by the clock, on the day of the visit. */
function chooseActivity(book: Notebook, form: FormParts, behind: number): void {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London', dateStyle: 'short', timeStyle: 'short' })
  const [day, time = ''] = parts.format(Date.now() + behind).split(' ')
  if (day !== book.config.visit_on) return
  const now = book.config.activities.filter((one) => one.starts <= time && time < one.ends)
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
}
