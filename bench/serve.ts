/**
 * How fast the app serves a signed-in person, with the client on the same machine: the home page, the judging page with
 * every statement, and saving one judgement. Run: node bench/serve.ts [SECONDS]
 */
import { setTimeout as sleep } from 'node:timers/promises'
import autocannon from 'autocannon'
import { Client } from 'pg'
import { runningCluster } from '../src/platform/db/cluster/join.ts'
import { endApp, freePort, type Ground, pathsOf, prepareGround, type RunningApp, startApp } from './support/ground.ts'
import { processorTime } from './support/processor.ts'
import { percentile, printTable } from './support/table.ts'

const seconds = Number(process.argv[2] ?? 10)
/** Server time at 50 requests a second, and a page's time when nobody else asks, in milliseconds. */
const budget = { p99: 50, page: 10 }
/** Five times the best peer, which was measured on such a machine with 16 connections too. */
const aim = { pages: 1000, saves: 1000 }

type Sending = { method: 'GET' | 'POST'; path: string; headers: Record<string, string>; body?: string }
/** Requests one after the other. Each says what to do with its answer. */
type Work = { name: string; next: () => { sending: Sending; answered: (body: string) => void } }
type Result = { perSecond: number; requests: number; p99: number; failed: number }

const ground = await prepareGround()
try {
  const app = await startApp(ground, await freePort())
  try {
    await requireDurable()
    const works = worksOf(ground)
    const rows = []
    for (const work of works) rows.push(await measure(app, work))
    printTable(
      [
        'what',
        'bytes',
        'alone, median',
        '50 a second, p50',
        '50 a second, p99',
        '16 connections, a second',
        'p99',
        'processor time each',
        'failed',
      ],
      rows.map((row) => row.cells),
    )
    console.log(`\nBudgets: p99 under ${budget.p99} ms at 50 requests a second; a page under ${budget.page} ms alone.`)
    console.log(
      `Aim with 16 connections: ${aim.pages} pages and ${aim.saves} saves a second. Saves are fsynced before they are acknowledged.`,
    )
    const broken = rows.flatMap((row) => row.broken)
    for (const line of broken) console.log(`Over the budget: ${line}`)
    if (broken.length > 0) process.exitCode = 1
  } finally {
    await endApp(app, 'SIGTERM')
  }
} finally {
  ground.remove()
}

function worksOf(ground: Ground): Work[] {
  const paths = pathsOf(ground)
  const { judges, statements } = ground
  const cookie = judges[0]?.cookie ?? ''
  const get = (path: string) => () => ({
    sending: { method: 'GET' as const, path, headers: { cookie, accept: 'text/html' } },
    answered: () => {},
  })
  return [
    { name: 'home', next: get(paths.home) },
    { name: `self-evaluation, ${statements.length} statements`, next: get(paths.judgeAll) },
    { name: 'saving a judgement', next: savesOf(ground) },
  ]
}

/** Sixteen people do not all judge the same statement: goes round every judge and statement, each save after its last. */
function savesOf({ judges, statements, ...ground }: Ground): Work['next'] {
  const paths = pathsOf({ judges, statements, ...ground })
  const free = judges.flatMap((judge) => statements.map((key) => ({ judge, path: paths.judgement(key), version: 0 })))
  let saves = 0
  return () => {
    const place = free.shift()
    if (!place) throw new Error('every statement is being saved')
    saves += 1
    const reason = `What we saw on visit ${saves}, in a sentence or two of an ordinary length.`
    const headers = { cookie: place.judge.cookie, accept: 'application/json', 'content-type': 'application/json' }
    const body = JSON.stringify({ point: (saves % 4) + 1, reason, _version: String(place.version) })
    return {
      sending: { method: 'POST', path: place.path, headers, body },
      answered(text) {
        const version = /"_version":"(\d+)"/.exec(text)?.[1]
        if (version !== undefined) free.push({ ...place, version: Number(version) })
      },
    }
  }
}

async function measure({ url, process: { pid } }: RunningApp, work: Work) {
  const bytes = await send(url, work)
  await load(url, work, { connections: 4, duration: 2 })
  const alone = percentile(await oneByOne(url, work), 0.5)
  const steady = await evenly(url, work)
  const busy = processorTime(pid)
  const full = await load(url, work, { connections: 16, duration: seconds })
  const perRequest = (processorTime(pid) - busy) / Math.max(1, full.requests)
  const failed = full.failed
  const broken = []
  const p99 = percentile(steady, 0.99)
  if (p99 >= budget.p99) broken.push(`${work.name}: p99 ${p99.toFixed(0)} ms at 50 requests a second`)
  if (alone >= budget.page) broken.push(`${work.name}: ${alone.toFixed(1)} ms alone`)
  if (failed > 0) broken.push(`${work.name}: ${failed} requests failed`)
  return {
    cells: [
      work.name,
      bytes,
      `${alone.toFixed(1)} ms`,
      `${percentile(steady, 0.5).toFixed(1)} ms`,
      `${p99.toFixed(1)} ms`,
      full.perSecond.toFixed(0),
      `${full.p99} ms`,
      `${perRequest.toFixed(2)} ms`,
      failed,
    ],
    broken,
  }
}

async function send(url: string, { next }: Work): Promise<number> {
  const { sending, answered } = next()
  const { path, ...rest } = sending
  const answer = await fetch(url + path, { ...rest, redirect: 'manual' })
  const body = await answer.text()
  if (answer.status !== 200) throw new Error(`${path} answers ${answer.status}: ${body.slice(0, 200)}`)
  answered(body)
  return Buffer.byteLength(body)
}

/** The times of requests that each wait for the one before: what one person waits when nobody else asks. */
async function oneByOne(url: string, work: Work): Promise<number[]> {
  const times = []
  for (let index = 0; index < 200; index += 1) {
    const started = performance.now()
    await send(url, work)
    times.push(performance.now() - started)
  }
  return times
}

/**
 * The times of requests that come at an even 50 a second, whether or not those before have been answered. Each counts
 * from the moment it was due, so a pause of the server is felt by all that come in it.
 */
async function evenly(url: string, work: Work): Promise<number[]> {
  const started = performance.now()
  const all = Array.from({ length: seconds * 50 }, async (_, index) => {
    const due = started + index * 20
    await sleep(Math.max(0, due - performance.now()))
    await send(url, work)
    return performance.now() - due
  })
  return Promise.all(all)
}

async function load(url: string, { next }: Work, options: Partial<autocannon.Options>): Promise<Result> {
  // The pipeline is one deep, so the answer that a connection gets belongs to what it sent last.
  const request: autocannon.Request = {
    setupRequest(plain, context) {
      const { sending, answered } = next()
      Object.assign(context, { answered })
      return { ...plain, ...sending }
    },
    onResponse(_, body, context) {
      if ('answered' in context && typeof context.answered === 'function') context.answered(body)
    },
  }
  const result = await autocannon({ url, requests: [request], ...options })
  return {
    perSecond: result.requests.average,
    requests: result.requests.total,
    p99: result.latency.p99,
    failed: result.non2xx + result.errors + result.timeouts,
  }
}

/** The numbers mean nothing when the database acknowledges before it has written. */
async function requireDurable(): Promise<void> {
  const client = new Client(runningCluster(ground.dataDir))
  await client.connect()
  for (const name of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    const { rows } = await client.query('select current_setting($1) as value', [name])
    if (rows[0]?.value !== 'on') throw new Error(`${name} is off`)
  }
  await client.end()
}
