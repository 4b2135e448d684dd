/** Joins autosave to the forms of a page: `<form data-autosave="URL" data-autosave-status="ID" data-autosave-owner="TOKEN">`. */
import { type Answer, type Autosave, createAutosave, type Status } from './autosave.ts'
import { type Entries, draftKey, dropDraft, keepDraft, readDraft, restoredBody, writtenText } from './drafts.ts'

/** Browsers refuse larger bodies that must outlive their page. */
const keepaliveLimit = 60_000
const answerWithinMs = 20_000

function entriesOf(form: HTMLFormElement): Entries {
  return [...new FormData(form)].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []))
}

const record = (value: unknown): Record<string, unknown> => (typeof value === 'object' && value !== null ? { ...value } : {})
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Reads the server's JSON without trusting it. */
function answerFrom(json: unknown): Answer {
  const body = record(json)
  if (body['saved'] === true) {
    const fields = Object.entries(record(body['fields'])).map(([name, value]) => [name, String(value)])
    return { kind: 'saved', at: text(body['at']), fields: Object.fromEntries(fields) }
  }
  if (typeof body['conflict'] === 'string') return { kind: 'conflict', url: body['conflict'] }
  if (Array.isArray(body['errors'])) {
    return { kind: 'refused', errors: body['errors'].map((error) => ({ field: text(record(error)['field']), message: text(record(error)['message']) })) }
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
  } catch {
    return { kind: 'offline' }
  }
}

function showStatus(element: HTMLElement | null, status: Status): void {
  if (!element) return
  element.dataset['state'] = status.state
  element.textContent = status.text
  if (!status.link) return
  const link = document.createElement('a')
  link.className = 'govuk-link'
  link.href = status.link.href
  link.textContent = status.link.text
  element.append(' ', link)
}

function setHiddenFields(form: HTMLFormElement, fields: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(fields)) {
    const field = form.elements.namedItem(name)
    if (field instanceof HTMLInputElement && field.type === 'hidden') field.value = value
  }
}

/** Puts a draft's answers back into the form. */
function fillIn(form: HTMLFormElement, entries: Entries): void {
  const values = new Map<string, string[]>()
  for (const [name, value] of entries) values.set(name, [...(values.get(name) ?? []), value])
  for (const field of form.elements) {
    if (field instanceof HTMLInputElement && (field.type === 'radio' || field.type === 'checkbox')) {
      field.checked = values.get(field.name)?.includes(field.value) ?? false
    } else if (field instanceof HTMLInputElement && ['hidden', 'file', 'submit', 'button'].includes(field.type)) {
      continue
    } else if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement) {
      const value = values.get(field.name)?.shift()
      if (value !== undefined) field.value = value
    }
  }
}

function restore(form: HTMLFormElement, key: string, autosave: Autosave): void {
  const draft = readDraft(window.localStorage, key, Date.now())
  const [visit] = performance.getEntriesByType('navigation')
  const cameBack = visit instanceof PerformanceNavigationTiming && visit.type === 'back_forward'
  // After an ordinary submission that the server answered, the page shows what it knows; only a page reached by Back may not have been sent.
  if (!draft || (draft.submitted && !cameBack) || writtenText(draft.entries) === writtenText(entriesOf(form))) return dropDraft(window.localStorage, key)
  const body = restoredBody(entriesOf(form), draft.entries)
  fillIn(form, draft.entries)
  autosave.resend(body)
}

function listen(form: HTMLFormElement, autosave: Autosave): void {
  form.addEventListener('input', (event) => {
    if (!(event.target instanceof HTMLInputElement) || !['radio', 'checkbox'].includes(event.target.type)) autosave.typed()
  })
  form.addEventListener('change', () => autosave.flush())
  form.addEventListener('focusout', () => autosave.flush())
  window.addEventListener('pagehide', () => autosave.flush())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') autosave.flush()
  })
  window.addEventListener('online', () => autosave.flush())
  window.addEventListener('beforeunload', (event) => {
    if (autosave.wouldLose()) event.preventDefault()
  })
}

function listenToSubmit(form: HTMLFormElement, autosave: Autosave): void {
  let ready = false
  form.addEventListener('submit', (event) => {
    if (ready) return
    // The newest version must be in the form before it goes, or it would conflict with our own last save.
    event.preventDefault()
    const button = event.submitter
    autosave.submitting().then(() => {
      ready = true
      form.requestSubmit(button)
      ready = false
    })
  })
}

function enhance(form: HTMLFormElement): void {
  const url = form.dataset['autosave'] ?? form.action
  const key = draftKey(form.dataset['autosaveOwner'] ?? '', location.pathname, url)
  const status = document.getElementById(form.dataset['autosaveStatus'] ?? '')
  const autosave = createAutosave({
    read: () => entriesOf(form),
    send: (entries) => send(url, entries),
    setFields: (fields) => setHiddenFields(form, fields),
    show: (shown) => showStatus(status, shown),
    keep: (draft) => keepDraft(window.localStorage, key, { ...draft, keptAt: Date.now() }),
    drop: () => dropDraft(window.localStorage, key),
    later: (ms, act) => {
      const timer = window.setTimeout(act, ms)
      return () => window.clearTimeout(timer)
    },
    signInUrl: `/sign-in?return=${encodeURIComponent(location.pathname + location.search)}`,
  })
  listen(form, autosave)
  listenToSubmit(form, autosave)
  status?.addEventListener('click', (event) => {
    if (event.target instanceof HTMLAnchorElement && status.dataset['state'] === 'conflict') autosave.leavingForConflict()
  })
  restore(form, key, autosave)
}

/** Starts autosave on every form that asks for it. */
export function startAutosave(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-autosave]')) enhance(form)
}
