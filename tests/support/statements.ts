/** Watches what each request sends to its database: few statements, and no query in a loop. */
import assert from 'node:assert/strict'
import { AsyncLocalStorage } from 'node:async_hooks'
import type { FastifyInstance } from 'fastify'
import type { Database } from '../../src/platform/db/connect.ts'

/** The most statements that one request may send. */
export const mostStatements = 12
/** How often one request may send the same statement; more than that is a query in a loop. */
export const mostAlike = 3

/** Acts that need more, each with the reason and how many. */
const larger: Readonly<Record<string, { most: number; why: string }>> = {
  'POST /:partnership/self-evaluations/:evaluation/share/check': {
    most: 16,
    why: 'freezes everything of an evaluation, each part read once, after the page has found who may read it',
  },
  'POST /:partnership/self-evaluations/:evaluation/colleagues': {
    most: 17,
    why: 'can take somebody new into the partnership and then into the evaluation, each with its role, mail and record',
  },
  'POST /:partnership/programmes/:programme/forming/proposal/confirm': {
    most: 18,
    why: 'changes all groups of a programme at once, each kind of change in one statement, after asking every rule again',
  },
  'POST /:partnership/programmes/:programme/forming/place/add': {
    most: 15,
    why: 'works out the placement again before it changes a group, asks every rule, and tells the group and its leaders',
  },
}

/**
 * What every act sends besides its own: the transaction's opening and end, the form that is taken once, the change of
 * role. For a page that is only looked at it counts like everything else.
 */
const frame =
  /^\s*(begin;|commit$|rollback|set local role|savepoint|release savepoint|(insert into|update) accepted_submission|select redirect_to, flash)/

/** What a test of its own sends, not the page. */
const ofTests = new Set(['set constraints all immediate'])

type Request = { method: string; url: string; statements: string[] }

const current = new AsyncLocalStorage<Request>()

/**
 * Notes each statement that a request sends over a database's connections; call it before the first of them is open.
 * `check` fails for the requests that broke the rule since the last time.
 */
export function watchStatements(database: Database): { requestsOf(app: FastifyInstance): void; check(): void } {
  const faults = new Map<string, string>()
  noteOn(database)
  return {
    requestsOf(app) {
      app.addHook('onRequest', (request, _, done) => {
        current.run({ method: request.method, url: request.url, statements: [] }, done)
      })
      app.addHook('onResponse', async (request) => {
        const seen = current.getStore()
        if (!seen) return
        const route = `${seen.method} ${request.routeOptions.url ?? seen.url}`
        const fault = faultOf(route, seen.statements)
        if (fault) faults.set(route, `${route} (${seen.url}) ${fault}`)
      })
    },
    check() {
      const found = [...faults.values()]
      faults.clear()
      assert.equal(found.length, 0, found.join('\n\n'))
    },
  }
}

/** What is wrong with the statements of one request, with the list of them. */
export function faultOf(route: string, statements: readonly string[]): string | undefined {
  const counted = route.startsWith('GET ') ? statements : statements.filter((text) => !frame.test(text))
  const times = new Map<string, number>()
  for (const text of counted) times.set(text, (times.get(text) ?? 0) + 1)
  const loops = [...times].filter(([text, count]) => count > mostAlike && !frame.test(text))
  const most = larger[route]?.most ?? mostStatements
  const faults = []
  if (counted.length > most) faults.push(`sends ${counted.length} statements, more than ${most}`)
  if (loops.length > 0) faults.push(`sends one statement ${Math.max(...loops.map(([, count]) => count))} times`)
  if (faults.length === 0) return undefined
  const list = [...times].map(([text, count]) => `  ${count} × ${text.replace(/\s+/g, ' ').trim().slice(0, 160)}`)
  return `${faults.join(' and ')}:\n${list.join('\n')}`
}

function noteOn({ pool }: Database): void {
  pool.on('connect', (client) => {
    const query = client.query.bind(client)
    const noting = (...sent: Parameters<typeof query>) => {
      const [first]: unknown[] = sent
      const text = typeof first === 'string' ? first : String(Object(first).text)
      if (!ofTests.has(text)) current.getStore()?.statements.push(text)
      return query(...sent)
    }
    Object.assign(client, { query: noting })
  })
}
