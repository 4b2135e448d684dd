/**
 * Autosave, without the browser: what to send and when, what to tell the person, what to keep on the device.
 * One request at a time; what was typed meanwhile goes after it. Nothing typed is dropped before the server
 * has acknowledged it. The edges (form, network, clock, storage) are given, so that this file can be tested.
 */
import { type Draft, type Entries, writtenText } from './drafts.ts'

/** What the server answered, or why there was no answer. */
export type Answer =
  | { kind: 'saved'; at: string; fields: Readonly<Record<string, string>> }
  | { kind: 'conflict'; url: string }
  | { kind: 'refused'; errors: readonly { field?: string | undefined; message: string }[] }
  | { kind: 'signed-out' }
  | { kind: 'offline' }
  | { kind: 'trouble' }
  | { kind: 'rejected' }

export type Status = {
  state: 'saved' | 'saving' | 'kept' | 'conflict' | 'refused'
  text: string
  link?: { href: string; text: string }
}

export type AutosaveEdges = {
  /** What the form would post now. */
  read(): Entries
  send(entries: Entries): Promise<Answer>
  /** Writes new values into hidden fields, such as `_version`. */
  setFields(fields: Readonly<Record<string, string>>): void
  show(status: Status): void
  /** Keeps a draft on the device; false when the device refuses. */
  keep(draft: Omit<Draft, 'keptAt'>): boolean
  drop(): void
  /** Calls back after so many milliseconds; the returned function cancels. */
  later(ms: number, act: () => void): () => void
  signInUrl: string
}

export type Autosave = {
  /** Something was typed: save when the person pauses. */
  typed(): void
  /** Something was chosen, a field or the page is being left, or the connection is back: save at once. */
  flush(): void
  /** The person presses the ordinary button: resolves when it may go, with the newest version in the form. */
  submitting(): Promise<void>
  /** The person goes to see both texts; the server has this one. */
  leavingForConflict(): void
  /**
   * The page is back from the browser's memory, as it was when it was left: keeps what the server may not have.
   * True when the page may be opened anew without losing anything.
   */
  returned(): boolean
  /** Sends what an earlier visit left on this device. */
  resend(entries: Entries): void
  /** Whether leaving now would lose something, because this device cannot keep drafts. */
  wouldLose(): boolean
}

const pauseMs = 800
const slowMs = 2000
const retriesMs = [3000, 6000, 12000, 30000, 60000]

const kept = (reason: string, canKeep: boolean): string =>
  canKeep
    ? `${reason}; what you typed is kept on this device`
    : `${reason}; what you typed is not saved yet, so please leave this page open`

function statusOf(answer: Exclude<Answer, { kind: 'saved' }>, canKeep: boolean, signInUrl: string): Status {
  switch (answer.kind) {
    case 'conflict':
      return {
        state: 'conflict',
        text: 'This was changed elsewhere while you were typing. Your text is kept.',
        link: { href: answer.url, text: 'See both texts and choose' },
      }
    case 'refused':
      return { state: 'refused', text: `Not saved yet: ${answer.errors.map((error) => error.message).join('; ')}` }
    case 'signed-out':
      return {
        state: 'kept',
        text: `${kept('You are signed out', canKeep)}.`,
        link: { href: signInUrl, text: 'Sign in again to save it' },
      }
    case 'offline':
      return { state: 'kept', text: kept('You are offline', canKeep) }
    case 'trouble':
      return { state: 'kept', text: `${kept('We could not save just now', canKeep)}. We will try again.` }
    case 'rejected':
      return { state: 'kept', text: `${kept('We could not save this', canKeep)}. Use the button to save.` }
  }
}

/** Starts autosave for one form whose present content is on the server already. */
export function createAutosave(edges: AutosaveEdges): Autosave {
  let acknowledged = writtenText(edges.read())
  let lastTried = acknowledged
  let sending: Promise<void> | undefined
  let conflicted = false
  let submitted = false
  let canKeep = true
  let failures = 0
  let stopTimer = () => {}

  const now = () => writtenText(edges.read())
  const keep = (entries: Entries, asSubmitted = false) => {
    canKeep = edges.keep({ entries, submitted: asSubmitted })
  }

  function wait(ms: number): void {
    stopTimer()
    stopTimer = edges.later(ms, save)
  }

  function accept(answer: Extract<Answer, { kind: 'saved' }>, sent: Entries): void {
    failures = 0
    conflicted = false
    acknowledged = writtenText(sent)
    edges.setFields(answer.fields)
    edges.show({ state: 'saved', text: `Saved ${answer.at}` })
    if (now() !== acknowledged) wait(0)
    else edges.drop()
  }

  function cope(answer: Exclude<Answer, { kind: 'saved' }>): void {
    keep(edges.read())
    edges.show(statusOf(answer, canKeep, edges.signInUrl))
    conflicted = answer.kind === 'conflict'
    if (answer.kind === 'offline' || answer.kind === 'trouble')
      wait(retriesMs[Math.min(failures++, retriesMs.length - 1)] ?? 60000)
    else if (now() !== lastTried) wait(pauseMs)
  }

  function post(entries: Entries): void {
    stopTimer()
    keep(entries)
    lastTried = writtenText(entries)
    // An earlier “Saved” must not stand beside a newer text that is still on its way.
    stopTimer = edges.later(slowMs, () => edges.show({ state: 'saving', text: kept('Saving', canKeep) }))
    sending = edges.send(entries).then((answer) => {
      sending = undefined
      stopTimer()
      if (answer.kind === 'saved') accept(answer, entries)
      else cope(answer)
    })
  }

  function save(): void {
    const text = now()
    if (submitted || text === acknowledged || (conflicted && text === lastTried)) return
    // With a request under way the newer text waits on the device and goes after the answer.
    if (sending) keep(edges.read())
    else post(edges.read())
  }

  return {
    typed: () => {
      submitted = false
      if (!sending) wait(pauseMs)
    },
    flush: save,
    submitting: async () => {
      submitted = true
      while (sending) await sending
      stopTimer()
      keep(edges.read(), true)
    },
    leavingForConflict: () => keep(edges.read(), true),
    returned: () => {
      submitted = false
      if (now() === acknowledged) return true
      keep(edges.read())
      return canKeep
    },
    resend: post,
    wouldLose: () => !canKeep && !submitted && now() !== acknowledged,
  }
}
