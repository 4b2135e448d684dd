/** Making the notebook open without a connection, and clearing it from the device again. */
import { isUnsent } from './notebook-queue.ts'
import { hasStore, openStore, type Place } from './notebook-store.ts'
import type { Config } from './notebook-view.ts'

/** What this page has loaded, which it needs again without a connection. */
function loadedAssets(): string[] {
  const loaded = performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname)
  return [...new Set(loaded.filter((path) => path.startsWith('/assets/')))]
}

function answerFrom(worker: ServiceWorker, message: unknown): Promise<boolean> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = (event) => resolve(Object(event.data).kept === true)
    worker.postMessage(message, [port2])
  })
}

/** Lets the browser install the notebook, and keeps it for opening without a connection. True when it is kept. */
export async function keepForOffline(config: Config): Promise<boolean> {
  const manifest = document.createElement('link')
  manifest.rel = 'manifest'
  manifest.href = config.manifest
  manifest.crossOrigin = 'use-credentials'
  document.head.append(manifest)
  if (!navigator.serviceWorker) return false
  await navigator.serviceWorker.register(config.worker, { scope: config.page, updateViaCache: 'none' })
  const { active } = await navigator.serviceWorker.ready
  await document.fonts?.ready
  return active ? answerFrom(active, { owner: config.owner, assets: loadedAssets() }) : false
}

/** Removes the kept page of a notebook and its worker from the device. */
export async function forgetPage(page: string): Promise<void> {
  if (!('caches' in globalThis)) return
  for (const name of await caches.keys()) if (name.endsWith(`|${page}`)) await caches.delete(name)
  const registration = await navigator.serviceWorker?.getRegistration(page)
  if (registration && new URL(registration.scope).pathname === page) await registration.unregister()
}

type Unsent = Place & { notes: number; photographs: number; deletions: number }

/** What an account keeps here that was not sent yet, by review. */
export async function unsentOf(owner: string): Promise<Unsent[]> {
  if (!(await hasStore())) return []
  const store = await openStore()
  const found: Unsent[] = []
  for (const place of await store.places(owner)) {
    const notes = (await store.notes(place)).filter(isUnsent).length
    const photographs = (await store.photographs(place)).length
    const deletions = (await store.sent(place)).filter((one) => one.taken_back).length
    if (notes + photographs + deletions > 0) found.push({ ...place, notes, photographs, deletions })
  }
  store.close()
  return found
}

/** Clears an account's notebooks from the device, but for what was not sent: that waits until the same person signs in. */
export async function clearSent(owner: string): Promise<void> {
  if ('caches' in globalThis)
    for (const name of await caches.keys()) if (name.startsWith('notebook')) await caches.delete(name)
  for (const registration of (await navigator.serviceWorker?.getRegistrations()) ?? [])
    if (/\/notebook$/.test(new URL(registration.scope).pathname)) await registration.unregister()
  if (!(await hasStore())) return
  const store = await openStore()
  const unsent = await unsentOf(owner)
  for (const place of await store.places(owner)) {
    if (!unsent.some((one) => one.review === place.review)) await store.forget(place)
    else {
      for (const { id } of await store.notes(place)) await store.dropNote(place, id, (entry) => !isUnsent(entry))
      await store.changeSent(place, (known) => known.filter((one) => one.taken_back))
    }
  }
  store.close()
}
