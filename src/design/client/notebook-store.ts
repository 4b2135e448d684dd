/** What notebooks keep on this device, in the browser's database: by account and review, so that nobody meets another's. */
import type { Entry } from './notebook-queue.ts'
import { type SentPhotograph, takenBack } from './notebook-sent.ts'

export type Place = { owner: string; review: string }

/** A photograph that waits, as it is sent: made smaller, without anything but the picture. `tried` says that it may have left. */
export type KeptPhotograph = {
  id: string
  note: string
  picture: Blob
  description: string
  reason: string
  tried: boolean
}

type Kept<T> = Place & { id: string; value: T }
export type NotebookStore = Awaited<ReturnType<typeof openStore>>

const databaseName = 'schoolfellow-notebook'
const storeNames = ['notes', 'photographs', 'clocks', 'sent']

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(databaseName, 2)
  request.onupgradeneeded = () => {
    const { result } = request
    for (const name of storeNames)
      if (!result.objectStoreNames.contains(name))
        result.createObjectStore(name, { keyPath: ['owner', 'review', 'id'] })
  }
  return asked(request)
}

const within = ({ owner, review }: Place) => IDBKeyRange.bound([owner, review, ''], [owner, review, '\uffff'])

/** Opens what the device keeps. Every change is on its disk before it answers, or it throws and nothing has changed. */
export async function openStore() {
  const database = await open()
  // Another tab removes everything when somebody signs out.
  database.onversionchange = () => database.close()

  async function inOne<T>(names: string[], work: (stores: IDBObjectStore[]) => Promise<T>): Promise<T> {
    const transaction = database.transaction(names, 'readwrite', { durability: 'strict' })
    const ended = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error ?? new Error('Nothing was kept'))
      transaction.onerror = () => reject(transaction.error ?? new Error('Nothing was kept'))
    })
    // What fails inside says why; the end of the transaction only follows.
    ended.catch(() => {})
    try {
      const result = await work(names.map((name) => transaction.objectStore(name)))
      await ended
      return result
    } catch (error) {
      if (transaction.error === null) tryTo(() => transaction.abort())
      throw error
    }
  }

  async function all<T>(name: string, place: Place): Promise<T[]> {
    const rows: Kept<T>[] = await asked(database.transaction(name).objectStore(name).getAll(within(place)))
    return rows.map((row) => row.value)
  }

  return {
    notes: (place: Place) => all<Entry>('notes', place),
    photographs: (place: Place) => all<KeptPhotograph>('photographs', place),

    /**
     * Changes one note in one step, whatever other tabs do: `work` gets it, and the one beside it, and gives what is to
     * be kept.
     */
    changeNote: (
      place: Place,
      id: string,
      work: (entry: Entry | undefined, beside: Entry | undefined) => readonly Entry[],
      besideId = '',
    ) =>
      inOne(['notes'], async ([store]) => {
        if (!store) return
        const rowOf = (key: string): Promise<Kept<Entry> | undefined> =>
          asked(store.get([place.owner, place.review, key]))
        const [row, beside] = [await rowOf(id), await rowOf(besideId)]
        for (const entry of work(row?.value, beside?.value)) store.put({ ...place, id: entry.id, value: entry })
      }),

    /** Removes a note from the device in one step, if it still is what may be removed. */
    dropNote: (place: Place, id: string, isIt: (entry: Entry) => boolean) =>
      inOne(['notes'], async ([store]) => {
        if (!store) return
        const row: Kept<Entry> | undefined = await asked(store.get([place.owner, place.review, id]))
        if (row && isIt(row.value)) store.delete([place.owner, place.review, id])
      }),

    putPhotograph: (place: Place, photograph: KeptPhotograph) =>
      inOne(['photographs'], async ([store]) => void store?.put({ ...place, id: photograph.id, value: photograph })),

    /** Changes one that still waits, in one step; `work` gives what is to be kept, undefined to leave it as it is. */
    changePhotograph: (place: Place, id: string, work: (present: KeptPhotograph) => KeptPhotograph | undefined) =>
      inOne(['photographs'], async ([store]) => {
        if (!store) return
        const row: Kept<KeptPhotograph> | undefined = await asked(store.get([place.owner, place.review, id]))
        const value = row && work(row.value)
        if (value) store.put({ ...place, id, value })
      }),

    dropPhotograph: (place: Place, id: string) =>
      inOne(['photographs'], async ([store]) => void store?.delete([place.owner, place.review, id])),

    /** What is known of photographs that were sent. */
    sent: (place: Place) => all<SentPhotograph>('sent', place),

    /** Changes what is known of them; `arrivedId` does not wait any more. */
    changeSent: (
      place: Place,
      work: (known: readonly SentPhotograph[]) => readonly SentPhotograph[],
      arrivedId?: string,
    ) =>
      inOne(['sent', 'photographs'], async ([sent, waiting]) => {
        if (!sent) return
        if (arrivedId !== undefined) waiting?.delete([place.owner, place.review, arrivedId])
        const rows: Kept<SentPhotograph>[] = await asked(sent.getAll(within(place)))
        const known = rows.map((row) => row.value)
        const next = work(known)
        const ids = new Set(next.map((one) => one.id))
        for (const one of known) if (!ids.has(one.id)) sent.delete([place.owner, place.review, one.id])
        for (const one of next) if (!known.includes(one)) sent.put({ ...place, id: one.id, value: one })
      }),

    /** Takes a photograph back, whether it still waits, is on its way, or was sent long ago. */
    takeBack: (place: Place, photograph: Omit<SentPhotograph, 'taken_back'>) =>
      inOne(['sent', 'photographs'], async ([sent, waiting]) => {
        if (!sent || !waiting) return
        const key = [place.owner, place.review, photograph.id]
        const row: Kept<KeptPhotograph> | undefined = await asked(waiting.get(key))
        waiting.delete(key)
        const value = takenBack(photograph, row?.value)
        if (value) sent.put({ ...place, id: value.id, value })
      }),

    /** How far this device's clock is behind the server's, in milliseconds, as far as it is known. */
    async behind(place: Place): Promise<number | null> {
      const [known] = await all<number>('clocks', place)
      return known ?? null
    },
    setBehind: (place: Place, behind: number) =>
      inOne(['clocks'], async ([store]) => void store?.put({ ...place, id: 'behind', value: behind })),

    /** Removes everything of one review. */
    forget: (place: Place) =>
      inOne(storeNames, async (stores) => {
        for (const store of stores) store.delete(within(place))
      }),

    /** Every review of which an account keeps something here. */
    async places(owner: string): Promise<Place[]> {
      const range = IDBKeyRange.bound([owner, '', ''], [owner, '\uffff', '\uffff'])
      const found = new Map<string, Place>()
      for (const name of storeNames) {
        const rows: Place[] = await asked(database.transaction(name).objectStore(name).getAll(range))
        for (const { review } of rows) found.set(review, { owner, review })
      }
      return [...found.values()]
    },
    close: () => database.close(),
  }
}

function tryTo(work: () => void): void {
  try {
    work()
  } catch {
    // It had ended by itself.
  }
}

/** Whether this browser has ever kept a notebook: asking for a database would make one. */
export async function hasStore(): Promise<boolean> {
  if (!('indexedDB' in globalThis) || !indexedDB.databases) return false
  return (await indexedDB.databases()).some((one) => one.name === databaseName)
}

/** The device says that it has no room. */
export const isFull = (error: unknown) => error instanceof DOMException && error.name === 'QuotaExceededError'
