/** Writing in the notebook: the box, what was typed into it last, and where somebody is by the timetable. */
import { deviceStore, draftKey, dropDraft, keepDraft, readDraft } from './drafts.ts'
import type { Notebook } from './notebook-book.ts'
import { type FormParts, fill, readContent } from './notebook-form.ts'
import { begun, changedFrom, type Entry, type NoteContent } from './notebook-queue.ts'
import { isFull } from './notebook-store.ts'
import { button, element } from './notebook-view.ts'

/** Puts a note into the box, to be changed there. */
export function edit(book: Notebook, entry: Entry): void {
  if (!book.form) return
  book.editing = entry
  fill(book.form, entry.content)
  book.form.submit.textContent = 'Keep the change'
  book.form.cancel.hidden = false
  book.form.text.focus()
}

function startAgain(book: Notebook, form: FormParts): void {
  const { activity_id, question_id } = readContent(form)
  book.editing = undefined
  fill(form, { text: '', tag: '', activity_id, question_id, statement_key: '', warning_reason: '' })
  form.submit.textContent = 'Keep the note'
  form.cancel.hidden = true
}

/** Puts back what could not be kept, before what was typed meanwhile. */
function giveBack(book: Notebook, form: FormParts, content: NoteContent, editing: Entry | undefined): void {
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
async function keepNote(book: Notebook, form: FormParts, kept: () => void): Promise<void> {
  const content = readContent(form)
  form.problem.textContent = ''
  form.text.focus()
  if (content.text === '') {
    form.problem.textContent = 'Write what you saw or heard'
    return
  }
  const { editing } = book
  const newId = crypto.randomUUID()
  startAgain(book, form)
  try {
    const behind = await book.store.behind(book.place)
    await book.store.changeNote(book.place, editing?.id ?? newId, (entry) => {
      if (!entry || !editing) return [begun(editing?.id ?? newId, content, Date.now(), behind)]
      // Another text may name somebody again.
      const reason = editing.content.text === content.text ? editing.content.warning_reason : ''
      return [changedFrom(entry, editing, { ...content, warning_reason: reason }, newId)]
    })
  } catch (error) {
    giveBack(book, form, content, editing)
    form.problem.textContent = isFull(error)
      ? 'This device is full, so the note could not be kept. It stays in the box, and what was kept before is safe. Make room on the device, then press the button again'
      : 'This device could not keep the note. It stays in the box: copy it somewhere safe, then load this page again'
    return
  }
  if (form.text.value === '') dropDraft(deviceStore(window), draftOf(book))
  kept()
}

function listen(book: Notebook, form: FormParts, kept: () => void): void {
  form.form.addEventListener('submit', (event) => {
    event.preventDefault()
    void keepNote(book, form, kept)
  })
  form.cancel.addEventListener('click', () => {
    const from = document.getElementById(`change-${book.editing?.id ?? ''}`)
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

/** Makes the box ready; `kept` is called when a note is on the device. */
export async function startWriting(book: Notebook, form: FormParts, kept: () => void): Promise<void> {
  listen(book, form, kept)
  const draft = readDraft(deviceStore(window), draftOf(book), Date.now())
  form.text.value = draft?.entries.find(([name]) => name === 'text')?.[1] ?? ''
  chooseActivity(book, form, (await book.store.behind(book.place)) ?? 0)
}
