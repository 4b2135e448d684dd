/**
 * Joins autosave to the forms of a page: `<form data-autosave="URL" data-autosave-status="ID" data-autosave-owner="TOKEN">`.
 * A long form may save part by part: an element inside it with the same attributes and `data-autosave-part="s3"` posts the
 * fields called `s3[point]`, `s3[_version]` under their own names, `point` and `_version`.
 */
import { type Answer, type Autosave, createAutosave, type Status } from './autosave.ts'
import {
  deviceStore,
  draftKey,
  dropDraft,
  type Entries,
  keepDraft,
  readDraft,
  restoredBody,
  writtenText,
} from './drafts.ts'
import { entriesOf, fillIn, isTouched, setHiddenFields, type Unit } from './form-fields.ts'

const store = deviceStore(window)

/** Browsers refuse larger bodies that must outlive their page. */
const keepaliveLimit = 60_000
const answerWithinMs = 20_000

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {}
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Reads the server's JSON without trusting it. */
function answerFrom(json: unknown): Answer {
  const body = record(json)
  if (body.saved === true) {
    const fields = Object.entries(record(body.fields)).map(([name, value]) => [name, String(value)])
    return { kind: 'saved', at: text(body.at), fields: Object.fromEntries(fields) }
  }
  if (typeof body.conflict === 'string') return { kind: 'conflict', url: body.conflict }
  if (Array.isArray(body.errors)) {
    return {
      kind: 'refused',
      errors: body.errors.map((error) => ({ field: text(record(error).field), message: text(record(error).message) })),
    }
  }
  return { kind: 'trouble' }
}

async function send(url: string, entries: Entries): Promise<Answer> {
  const body = new URLSearchParams(entries.map(([name, value]) => [name, value]))
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: { accept: 'application/json' },
      credentials: 'same-origin',
      redirect: 'manual',
      // The last save must arrive even when its page is closed meanwhile.
      keepalive: body.toString().length < keepaliveLimit,
      signal: AbortSignal.timeout(answerWithinMs),
    })
    // A redirect leads to the sign-in page: the session has ended.
    if (response.type === 'opaqueredirect' || response.status === 401) return { kind: 'signed-out' }
    if (response.status >= 500 || response.status === 429) return { kind: 'trouble' }
    if (!response.headers.get('content-type')?.includes('json')) return { kind: 'rejected' }
    return answerFrom(await response.json())
  } catch (error) {
    // No answer in time is no proof of being offline.
    return { kind: error instanceof DOMException && error.name === 'TimeoutError' ? 'trouble' : 'offline' }
  }
}

function showStatus(element: HTMLElement | null, status: Status): void {
  if (!element) return
  element.dataset.state = status.state
  element.textContent = status.text
  if (!status.link) return
  const link = document.createElement('a')
  link.className = 'govuk-link'
  link.href = status.link.href
  link.textContent = status.link.text
  element.append(' ', link)
}

function restore(unit: Unit, key: string, autosave: Autosave): void {
  const draft = readDraft(store, key, Date.now())
  const [visit] = performance.getEntriesByType('navigation')
  const visitType = visit instanceof PerformanceNavigationTiming ? visit.type : undefined
  const cameBack = visitType === 'back_forward'
  // After an ordinary submission the page shows what the server knows; only what is reached by Back may not have arrived.
  if (!draft || (draft.submitted && !cameBack) || writtenText(draft.entries) === writtenText(entriesOf(unit))) {
    dropDraft(store, key)
    // On a slow connection people answer before this script is there. Other visits may bring back what browsers remember.
    if (visitType === 'navigate' && isTouched(unit)) autosave.resend(entriesOf(unit))
    return
  }
  const body = restoredBody(entriesOf(unit), draft.entries)
  fillIn(unit, draft.entries)
  autosave.resend(body)
}

function isChoice(field: EventTarget | null): boolean {
  if (field instanceof HTMLInputElement) return field.type === 'radio' || field.type === 'checkbox'
  return field instanceof HTMLSelectElement
}

function listen(element: HTMLElement, autosave: Autosave): void {
  // Leaving a box to press a button saves nothing by itself: what the answer shows could move the button from under the press.
  element.addEventListener('input', (event) => {
    if (!isChoice(event.target)) autosave.typed()
  })
  element.addEventListener('change', (event) => {
    if (isChoice(event.target)) autosave.flush()
  })
  window.addEventListener('pagehide', () => autosave.flush())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') autosave.flush()
  })
  window.addEventListener('online', () => autosave.flush())
  window.addEventListener('beforeunload', (event) => {
    if (autosave.wouldLose()) event.preventDefault()
  })
}

function listenToSubmit(form: HTMLFormElement, autosaves: readonly Autosave[]): void {
  let ready = false
  form.addEventListener('submit', (event) => {
    if (ready) return
    // The newest version must be in the form before it goes, or it would conflict with our own last save.
    event.preventDefault()
    const button = event.submitter
    const submitAgain = () => {
      ready = true
      form.requestSubmit(button)
      ready = false
    }
    // With nothing under way this is still within the first submit event, during which a browser ignores a second one.
    Promise.all(autosaves.map((autosave) => autosave.submitting())).then(() => window.setTimeout(submitAgain))
  })
}

function enhance(unit: Unit): Autosave {
  const { dataset } = unit.element
  const url = dataset.autosave ?? unit.form.action
  const key = draftKey(dataset.autosaveOwner ?? document.body.dataset.person ?? '', location.pathname, url)
  const status = document.getElementById(dataset.autosaveStatus ?? '')
  const autosave = createAutosave({
    read: () => entriesOf(unit),
    send: (entries) => send(url, entries),
    setFields: (fields) => setHiddenFields(unit, fields),
    show: (shown) => showStatus(status, shown),
    keep: (draft) => keepDraft(store, key, { ...draft, keptAt: Date.now() }),
    drop: () => dropDraft(store, key),
    later: (ms, act) => {
      const timer = window.setTimeout(act, ms)
      return () => window.clearTimeout(timer)
    },
    signInUrl: `/sign-in?return=${encodeURIComponent(location.pathname + location.search)}`,
  })
  listen(unit.element, autosave)
  status?.addEventListener('click', (event) => {
    if (event.target instanceof HTMLAnchorElement && status.dataset.state === 'conflict') autosave.leavingForConflict()
  })
  restore(unit, key, autosave)
  return autosave
}

/** Starts autosave on every form, and every part of a form, that asks for it. */
export function startAutosave(): void {
  const units = [...document.querySelectorAll<HTMLElement>('[data-autosave]')].flatMap((element): Unit[] => {
    const form = element instanceof HTMLFormElement ? element : element.closest('form')
    return form ? [{ element, form, part: element.dataset.autosavePart }] : []
  })
  const all = [...new Set(units.map((unit) => unit.form))].flatMap((form) => {
    const autosaves = units.filter((unit) => unit.form === form).map(enhance)
    listenToSubmit(form, autosaves)
    return autosaves
  })
  // A page out of the browser's memory holds the versions of before: what the server has now may be newer.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted && all.map((autosave) => autosave.returned()).every(Boolean)) location.reload()
  })
}
