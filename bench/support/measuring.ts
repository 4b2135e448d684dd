/**
 * Loaded into an app that is measured (`node --import`): notes what each request waits for. The process that started the
 * app sends `start`, and on `stop` gets what was seen since. It costs time itself, so times alone are taken without it.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { Server } from 'node:http'
import { type Profiler, Session } from 'node:inspector/promises'
import pg from 'pg'

/** One request: how many statements it sent, and the milliseconds in which it was answered, and waited for the database. */
export type Watched = { statements: number; total: number; database: number }
/** What was seen from `start` to `stop`. The main thread's milliseconds tell what it did itself. */
export type Seen = { requests: Watched[]; thread: Record<Work, number> }
type Work = 'queries' | 'drawing' | 'other'
type Request = Watched & { began: number; waiting: number; since: number }

const current = new AsyncLocalStorage<Request>()
const session = new Session()
let requests: Watched[] = []

watchQueries()
watchRequests()
session.connect()
await session.post('Profiler.enable')
await session.post('Profiler.setSamplingInterval', { interval: 200 })

process.on('message', async (message) => {
  if (message === 'start') {
    requests = []
    await session.post('Profiler.start')
    process.send?.('started')
  } else {
    const { profile } = await session.post('Profiler.stop')
    const seen: Seen = { requests, thread: threadOf(profile) }
    process.send?.(seen)
  }
})

function watchRequests(): void {
  const { emit } = Server.prototype
  Server.prototype.emit = function watched(this: Server, event: string | symbol, ...args: unknown[]) {
    if (event !== 'request') return emit.call(this, event, ...args)
    const began = performance.now()
    const request: Request = { statements: 0, total: 0, database: 0, began, waiting: 0, since: 0 }
    const response: unknown = args[1]
    if (response instanceof Object && 'once' in response && typeof response.once === 'function')
      response.once('finish', () => {
        const { statements, database } = request
        requests.push({ statements, database, total: performance.now() - began })
      })
    return current.run(request, () => emit.call(this, event, ...args))
  }
}

function watchQueries(): void {
  const { query } = pg.Client.prototype
  Object.assign(pg.Client.prototype, {
    query(this: pg.Client, ...args: unknown[]) {
      const request = current.getStore()
      const sent: unknown = Reflect.apply(query, this, args)
      if (!request || !(sent instanceof Promise)) return sent
      request.statements += 1
      if (request.waiting === 0) request.since = performance.now()
      request.waiting += 1
      return sent.finally(() => {
        request.waiting -= 1
        if (request.waiting === 0) request.database += performance.now() - request.since
      })
    },
  })
}

/** Shares the profile's samples out by the file that was at work, or the nearest one that called it. */
function threadOf({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Seen['thread'] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const callers = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id])))
  const thread: Seen['thread'] = { queries: 0, drawing: 0, other: 0 }
  for (const [index, sample] of samples.entries()) {
    if (byId.get(sample)?.callFrame.functionName === '(idle)') continue
    let work: Work | undefined
    for (let id: number | undefined = sample; id !== undefined && !work; id = callers.get(id))
      work = workOf(byId.get(id)?.callFrame.url ?? '')
    thread[work ?? 'other'] += (timeDeltas[index] ?? 0) / 1000
  }
  return thread
}

function workOf(url: string): Work | undefined {
  if (/\/node_modules\/(pg|pg-[a-z]+|kysely)\/|\/src\/platform\/db\//.test(url)) return 'queries'
  if (/\/src\/(design\/|platform\/web\/html\.ts|features\/.*(\/pages\/|parts\.ts|view\.ts))/.test(url)) return 'drawing'
  if (url.startsWith('file:')) return 'other'
  return undefined
}
