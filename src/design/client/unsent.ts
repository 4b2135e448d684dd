/**
 * Keeps on this device what is typed into a long form that does not save itself, until it is sent: a tab that is closed,
 * or a browser that dies, loses nothing. When the form is opened again, the answers are in it again, and it says so.
 */
import {
  type Draft,
  deviceStore,
  draftKey,
  dropDraft,
  dropOldDrafts,
  keepDraft,
  readDraft,
  restoredBody,
  writtenText,
} from './drafts.ts'
import { entriesOf, fillIn, isTouched, setHiddenFields, type Unit } from './form-fields.ts'

const store = deviceStore(window)
/** A browser that dies takes what was typed within this time with it. */
const pauseMs = 400

/** By page, with what its address asks for, by the form's place to send it to, and by its name where a page has several. */
function keyOf(form: HTMLFormElement, person: string): string {
  const name = form.elements.namedItem('_form')
  const called = name instanceof HTMLInputElement ? name.value : ''
  const to = new URL(form.getAttribute('action') ?? '', location.href).pathname
  return draftKey(person, location.pathname + location.search, `${to} ${called}`)
}

/** What was put back may open further questions, and is counted where signs are counted. */
function tellOthers(form: HTMLFormElement): void {
  for (const field of form.elements) {
    if (field instanceof HTMLTextAreaElement) field.dispatchEvent(new Event('keyup', { bubbles: true }))
    if (field instanceof HTMLInputElement && field.checked) field.dispatchEvent(new Event('change', { bubbles: true }))
  }
}

/** Says above the answers that they were not sent, with a way to be rid of them. */
function say(form: HTMLFormElement, { keptAt }: Draft, remove: () => void): void {
  const at = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/London' })
  const box = document.createElement('div')
  box.className = 'govuk-inset-text'
  box.setAttribute('role', 'status')
  const words = document.createElement('p')
  words.className = 'govuk-body'
  words.textContent = `What you typed here on ${at.format(keptAt)} was not sent, so it is in the form again. Nobody else can see it.`
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'govuk-button govuk-button--secondary govuk-!-margin-bottom-0'
  button.textContent = 'Remove what I typed'
  button.addEventListener('click', () => {
    remove()
    box.remove()
    form.querySelector('textarea')?.focus()
  })
  box.append(words, button)
  form.prepend(box)
  const folded = form.closest('details')
  if (folded) folded.open = true
}

const [visit] = performance.getEntriesByType('navigation').filter((one) => one instanceof PerformanceNavigationTiming)
const cameBack = visit?.type === 'back_forward'
/** The server did not take what was sent: it shows it with what is to be changed. */
const isRefused = (visit?.responseStatus ?? 0) >= 400 || document.querySelector('.govuk-error-summary') !== null

/** What was sent so long ago was not what this page refuses. */
const justNowMs = 60_000

/** Puts back what is kept; whether it did. */
function restore(unit: Unit, key: string): boolean {
  const { form } = unit
  const draft = readDraft(store, key, Date.now())
  if (!draft) return false
  const page = entriesOf(unit)
  const isSame = writtenText(draft.entries) === writtenText(page)
  if (draft.submitted && isRefused && Date.now() - draft.keptAt < justNowMs) {
    keepDraft(store, key, { ...draft, submitted: false })
    return false
  }
  // After it was sent the page shows what the server knows; only what is reached by Back may not have arrived.
  if ((draft.submitted && !cameBack) || (isSame && !isTouched(unit) && !isRefused)) {
    dropDraft(store, key)
    return false
  }
  // Whoever typed before this script was there, or whose browser put it back by itself, goes on from that.
  if (isSame || isTouched(unit) || isRefused) return false
  fillIn(unit, draft.entries)
  // With the version that it was written over: whoever saved in between is not overwritten.
  setHiddenFields(unit, Object.fromEntries(restoredBody(page, draft.entries).filter(([name]) => name === '_version')))
  tellOthers(form)
  const shown = Object.fromEntries(page.filter(([name]) => name === '_version'))
  say(form, draft, () => {
    form.reset()
    setHiddenFields(unit, shown)
    tellOthers(form)
    dropDraft(store, key)
  })
  return true
}

function watch(form: HTMLFormElement, person: string): void {
  const unit: Unit = { element: form, form, part: undefined }
  const key = keyOf(form, person)
  const isRestored = restore(unit, key)
  let timer = 0
  let isTyped = false
  const keep = (submitted: boolean) => {
    window.clearTimeout(timer)
    if (!isTyped) return
    if (submitted || isRefused || isTouched(unit))
      keepDraft(store, key, { entries: entriesOf(unit), keptAt: Date.now(), submitted })
    else dropDraft(store, key)
    isTyped = submitted
  }
  const typed = () => {
    isTyped = true
    window.clearTimeout(timer)
    timer = window.setTimeout(() => keep(false), pauseMs)
  }
  form.addEventListener('input', typed)
  // On a slow connection people type before this script is there. After Back it is the browser that puts answers in.
  if (!cameBack && !isRestored && isTouched(unit)) typed()
  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return
    isTyped = true
    keep(true)
    isTyped = false
  })
  window.addEventListener('pagehide', () => keep(false))
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') keep(false)
  })
}

/** The forms of a page in which somebody writes at length, and which do not save themselves. */
const longForms = 'form[method="post"]:not([data-autosave]):has(textarea)'

export function startUnsent(): void {
  const { person } = document.body.dataset
  dropOldDrafts(store, Date.now())
  if (!person) return
  for (const form of document.querySelectorAll<HTMLFormElement>(longForms))
    if (!form.querySelector('[data-autosave]') && !form.closest('[data-notebook]')) watch(form, person)
}
