/** Sends what a notebook keeps, a batch at a time, and takes in what the server has. One tab at a time does it. */
import {
  type Answer,
  answered,
  type Entry,
  isUnsent,
  pulled,
  type ServerNote,
  type Snapshot,
  toSend,
} from './notebook-queue.ts'
import { learned } from './notebook-sent.ts'
import { isFull, type NotebookStore, type Place } from './notebook-store.ts'

export type Outcome =
  | { kind: 'done'; closed: string }
  | { kind: 'offline' | 'trouble' | 'signed-out' | 'somebody-else' | 'not-allowed' | 'full' }

type Reply = { now: number; closed: string; answers: Answer[]; notes: ServerNote[] }
type Failure = Exclude<Outcome, { kind: 'done' }>

const mostAtOnce = 20
const answerWithinMs = 20_000
const mostRounds = 30

const failed = (kind: Failure['kind']): Failure => ({ kind })

/** What an answer that is no success means. */
export function failureOf(response: Response): Failure | undefined {
  // A redirect leads to the sign-in page: the session has ended.
  if (response.type === 'opaqueredirect' || response.status === 401) return failed('signed-out')
  if (response.status === 409) return failed('somebody-else')
  if (response.status === 403 || response.status === 404) return failed('not-allowed')
  return response.ok ? undefined : failed('trouble')
}

/** Asks our own server, as a page's script. */
export async function ask(url: string, body?: BodyInit): Promise<Response | Failure> {
  try {
    return await fetch(url, {
      ...(body ? { method: 'POST', body } : {}),
      headers: { accept: 'application/json' },
      credentials: 'same-origin',
      redirect: 'manual',
      cache: 'no-store',
      signal: AbortSignal.timeout(answerWithinMs),
    })
  } catch (error) {
    return failed(error instanceof DOMException && error.name === 'TimeoutError' ? 'trouble' : 'offline')
  }
}

type Sending = { notes: readonly object[]; taken_back: readonly { id: string; note: string }[] }

async function exchange(url: string, owner: string, sending: Sending): Promise<Reply | Failure> {
  const asked = sending.notes.length + sending.taken_back.length === 0
  const clock = Date.now()
  const body = new URLSearchParams({ owner, batch: JSON.stringify({ clock, ...sending }) })
  const response = await ask(asked ? `${url}?owner=${owner}` : url, asked ? undefined : body)
  if ('kind' in response) return response
  const failure = failureOf(response)
  if (failure) return failure
  try {
    const reply: Partial<Reply> = Object(await response.json())
    if (!Array.isArray(reply.notes) || !Array.isArray(reply.answers) || typeof reply.now !== 'number')
      return failed('trouble')
    return { now: reply.now, closed: reply.closed ?? '', answers: reply.answers, notes: reply.notes }
  } catch {
    return failed('trouble')
  }
}

/** Marks what goes next as being on its way, on the device first: after a crash the very same is sent again. */
async function nextBatch(store: NotebookStore, place: Place, tried: ReadonlySet<string>) {
  const batch: (Snapshot & { id: string; at: number; behind: number | null })[] = []
  for (const entry of await store.notes(place)) {
    if (batch.length === mostAtOnce) break
    if (!isUnsent(entry)) continue
    await store.changeNote(place, entry.id, (present) => {
      const ready = present && !tried.has(present.id) ? toSend(present, crypto.randomUUID()) : undefined
      if (!ready) return []
      batch.push({ id: ready.id, at: ready.at, behind: ready.behind, ...ready.sending })
      return [ready]
    })
  }
  return batch
}

async function takeIn(store: NotebookStore, place: Place, reply: Reply, told: ReadonlySet<string>): Promise<void> {
  for (const answer of reply.answers) {
    const besideId = answer.result === 'elsewhere' ? answer.beside.id : undefined
    const take = (entry?: Entry, beside?: Entry) => (entry ? answered(entry, answer, beside) : [])
    await store.changeNote(place, answer.id, take, besideId)
  }
  const here = new Map((await store.notes(place)).map((entry) => [entry.id, entry]))
  for (const note of reply.notes) {
    const known = here.get(note.id)
    if (known && (known.base === note.version || isUnsent(known)) && !note.removed) continue
    if (note.removed && (!known || isUnsent(known))) continue
    if (note.removed) await store.dropNote(place, note.id, (entry) => !isUnsent(entry))
    else await store.changeNote(place, note.id, (entry) => [pulled(entry, note)])
  }
  await store.changeSent(place, (known) => learned(known, reply.notes, told))
  await store.setBehind(place, Math.round(reply.now - Date.now()))
}

type Next = () => Promise<Outcome | undefined>

/** Those whose writer takes them back, which go before anything else: what a picture shows may have to go at once. */
async function toTakeBack(store: NotebookStore, place: Place): Promise<{ id: string; note: string }[]> {
  const leaving = (await store.sent(place)).filter((one) => one.taken_back)
  return leaving.slice(0, mostAtOnce).map(({ id, note }) => ({ id, note }))
}

async function sendAll(store: NotebookStore, place: Place, url: string, next: Next): Promise<Outcome> {
  const again = new Map<string, number>()
  for (let round = 0; round < mostRounds; round += 1) {
    const tooOften = new Set([...again].filter(([, count]) => count > 2).map(([id]) => id))
    const taken_back = await toTakeBack(store, place)
    const notes = taken_back.length > 0 ? [] : await nextBatch(store, place, tooOften)
    const reply = await exchange(url, place.owner, { notes, taken_back })
    if ('kind' in reply) return reply
    await takeIn(store, place, reply, new Set(taken_back.map((one) => one.id)))
    for (const answer of reply.answers)
      if (answer.result === 'again') again.set(answer.id, (again.get(answer.id) ?? 0) + 1)
    const unsent = (await store.notes(place)).some((entry) => isUnsent(entry) && entry.state !== 'refused')
    const left = unsent || (await toTakeBack(store, place)).length > 0
    if (notes.length + taken_back.length === 0 || !left) return (await next()) ?? { kind: 'done', closed: reply.closed }
  }
  return failed('trouble')
}

/**
 * Sends and takes in, then does what comes `next`; undefined when another tab is doing it at this moment. What is on its
 * way is marked on the device first: where that is full nothing leaves it.
 */
export async function syncNotes(
  store: NotebookStore,
  place: Place,
  url: string,
  next: Next,
): Promise<Outcome | undefined> {
  try {
    // Where a browser has no locks two tabs may send the same: the server knows each text by its id.
    if (!navigator.locks) return await sendAll(store, place, url, next)
    return await navigator.locks.request(`notebook|${place.owner}|${place.review}`, { ifAvailable: true }, (lock) =>
      lock ? sendAll(store, place, url, next) : undefined,
    )
  } catch (error) {
    if (isFull(error)) return failed('full')
    throw error
  }
}
