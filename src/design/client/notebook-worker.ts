/**
 * The service worker of one review's notebook. Its scope is that page alone. It keeps the page as the server drew it
 * for one person, and what the page loads, and hands them out only when the server cannot be reached. What is sent or
 * asked for beyond that goes to the server as if it were not there.
 */
type Extendable = Event & { waitUntil(work: Promise<unknown>): void }
type Fetched = Extendable & { request: Request; respondWith(answer: Promise<Response>): void }
type Told = Extendable & { data: unknown; ports: readonly MessagePort[] }
type Worker = {
  registration: { scope: string }
  clients: { claim(): Promise<void> }
  skipWaiting(): Promise<void>
  addEventListener(kind: 'install' | 'activate', listener: (event: Extendable) => void): void
  addEventListener(kind: 'fetch', listener: (event: Fetched) => void): void
  addEventListener(kind: 'message', listener: (event: Told) => void): void
}

// The types of the page are at hand here, not those of workers.
const worker = globalThis as unknown as Worker

const page = new URL(worker.registration.scope).pathname
const patienceMs = 4000
/** The page as it came last, until everything that it loads is kept too. */
const arrived = `${page}?arrived`
const holding = `notebook-arriving|${page}`

const cacheName = (owner: string) => `notebook|${owner}|${page}`
const isOurs = (name: string) => name.startsWith('notebook') && name.endsWith(`|${page}`)

async function forget(exceptFor?: string): Promise<void> {
  for (const name of await caches.keys()) if (isOurs(name) && name !== exceptFor) await caches.delete(name)
}

async function keptPage(): Promise<Response | undefined> {
  for (const name of await caches.keys()) {
    if (!isOurs(name) || name === holding) continue
    const kept = await (await caches.open(name)).match(page)
    if (kept) return kept
  }
  return undefined
}

async function fromServer(request: Request): Promise<Response> {
  const response = await fetch(request)
  if (response.ok && response.type === 'basic') {
    const copy = response.clone()
    await (await caches.open(holding)).put(arrived, copy)
  }
  // Somebody who may not open it any more, or whom the server does not know as one of the review.
  if ([403, 404, 410].includes(response.status)) await forget()
  return response
}

async function opened(request: Request): Promise<Response> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, patienceMs))
  const asked = fromServer(request)
  const answer = await Promise.race([asked.catch(() => undefined), late])
  if (answer && answer.status < 500) return answer
  return (await keptPage()) ?? asked
}

/** Keeps the page and what it loads, for one person; what was kept for anybody else goes. */
async function keep(owner: string, assets: readonly string[]): Promise<boolean> {
  const held = await caches.open(holding)
  const shell = (await held.match(arrived)) ?? (await fetch(page, { credentials: 'same-origin' }))
  const isTheirs = shell.ok && !shell.redirected && (await shell.clone().text()).includes(`data-person="${owner}"`)
  await caches.delete(holding)
  if (!isTheirs) return false
  const name = cacheName(owner)
  const cache = await caches.open(name)
  const wanted = assets.filter((one) => one.startsWith('/assets/'))
  const missing: string[] = []
  for (const one of wanted) if (!(await cache.match(one))) missing.push(one)
  await cache.addAll(missing)
  await cache.put(page, shell)
  for (const request of await cache.keys()) {
    const path = new URL(request.url).pathname
    if (path !== page && !wanted.includes(path)) await cache.delete(request)
  }
  await forget(name)
  return true
}

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()))
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()))

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== new URL(worker.registration.scope).origin) return
  if (request.mode === 'navigate' && pathname === page) event.respondWith(opened(request))
  else if (pathname.startsWith('/assets/'))
    event.respondWith(caches.match(request, { ignoreVary: true }).then((kept) => kept ?? fetch(request)))
})

worker.addEventListener('message', (event) => {
  const data: { owner?: unknown; assets?: unknown } = Object(event.data)
  const assets = Array.isArray(data.assets) ? data.assets.filter((one) => typeof one === 'string') : []
  if (typeof data.owner !== 'string') return
  const answer = (kept: boolean) => event.ports[0]?.postMessage({ kept })
  event.waitUntil(keep(data.owner, assets).then(answer, () => answer(false)))
})
