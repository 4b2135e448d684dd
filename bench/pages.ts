/**
 * Where the time of the most used pages goes, on the demonstration's data and as its people: what they ask of the
 * database, how long they take alone, what they weigh. Run: node bench/pages.ts [TIMES]
 */
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { chromium } from 'playwright-core'
import { z } from 'zod'
import { homeOf } from '../src/platform/db/cluster/place.ts'
import { endApp, freePort, isHealthy, type RunningApp, startApp } from './support/ground.ts'
import type { Seen } from './support/measuring.ts'
import { processorTime } from './support/processor.ts'
import { percentile, printTable } from './support/table.ts'
import { kindsOfPages, open, stepInto, type Visitor } from './support/visitor.ts'

const times = Number(process.argv[2] ?? 100)
const home = '/wealdshire'
const budget = { statements: 12 }

/** A page by the shape of its path, and who opens it; where `save` is said, one judgement is saved instead. */
type Kind = { name: string; person: string; kind: string; save?: true }

const evaluation = `${home}/self-evaluations/:id`
const review = `${home}/reviews/:id`
const trivial: Kind = { name: 'privacy (trivial)', person: 'headteacher', kind: '/privacy' }
const kinds: Kind[] = [
  trivial,
  { name: 'home', person: 'headteacher', kind: home },
  { name: 'self-evaluation', person: 'headteacher', kind: evaluation },
  { name: 'judge one area', person: 'senior-leader', kind: `${evaluation}/judge/:key` },
  { name: 'judge all at once', person: 'senior-leader', kind: `${evaluation}/judge/all` },
  { name: 'save a judgement', person: 'senior-leader', kind: `${evaluation}/judge/all`, save: true },
  { name: 'compare', person: 'headteacher', kind: `${evaluation}/compare` },
  { name: 'agree a statement', person: 'headteacher', kind: `${evaluation}/agree/:key` },
  { name: 'review', person: 'headteacher', kind: review },
  { name: 'prepare a visit', person: 'headteacher', kind: `${review}/prepare` },
  { name: 'notes', person: 'senco', kind: `${review}/notes` },
  { name: 'findings', person: 'senco', kind: `${review}/findings` },
  { name: 'write up', person: 'headteacher', kind: `${review}/write-up` },
  { name: 'report', person: 'ile', kind: `${review}/report` },
  { name: 'reviews of everyone', person: 'partnership-lead', kind: `${home}/reviews` },
  { name: 'programme', person: 'partnership-lead', kind: `${home}/programmes/:id` },
  { name: 'schools', person: 'headteacher', kind: `${home}/schools` },
  { name: 'people', person: 'partnership-officer', kind: `${home}/people` },
  { name: 'framework', person: 'headteacher', kind: `${home}/frameworks/:id` },
]
const savedShape = z.object({ saved: z.literal(true), fields: z.object({ _version: z.string() }) })

type Found = Kind & { visitor: Visitor; path: string }
type Row = { name: string; person: string; alone: number; processor: number; bytes: number }

const dataDir = mkdtempSync(join(tmpdir(), 'schoolfellow-bench-'))
// The database's account must be able to get in where this runs as root.
chmodSync(dataDir, 0o755)
let running: RunningApp | undefined
try {
  await measureAll()
} finally {
  if (running) await endApp(running, 'SIGTERM')
  rmSync(homeOf(dataDir), { recursive: true, force: true })
  rmSync(dataDir, { recursive: true, force: true })
}

async function measureAll(): Promise<void> {
  const first = await start()
  const pages = await find(first.url)
  const rows = await measure(first, pages)
  const weights = await coldLoads(pages)
  const later = await start()
  // The same pages on an app that is watched, which makes it slower.
  const watched = await start({ preload: join(import.meta.dirname, 'support/measuring.ts') })
  const seen = await watch(
    watched,
    pages.map((page) => ({ ...page, visitor: { ...page.visitor, url: watched.url } })),
  )
  print(rows, seen, weights)
  console.log(
    `\nThe first start took ${first.seconds.toFixed(1)} s with its demonstration, a later one ${later.seconds.toFixed(1)} s.`,
  )
}

/** Starts the app in place of the one that runs. */
async function start(options: { preload?: string } = {}): Promise<RunningApp> {
  if (running) await endApp(running, 'SIGTERM')
  running = await startApp({ dataDir }, await freePort(), { demonstration: true, ...options })
  return running
}

async function find(url: string): Promise<Found[]> {
  const people = new Map<string, { visitor: Visitor; pages: Map<string, string> }>()
  const found: Found[] = []
  for (const kind of kinds) {
    const person = people.get(kind.person) ?? (await lookAround(url, kind.person))
    people.set(kind.person, person)
    const path = kind.kind.startsWith(home) ? person.pages.get(kind.kind) : kind.kind
    if (path === undefined)
      throw new Error(`${kind.person} finds no ${kind.kind} among ${[...person.pages.keys()].join(' ')}`)
    found.push({ ...kind, visitor: person.visitor, path })
  }
  return found
}

async function lookAround(url: string, person: string) {
  const visitor = await stepInto(url, person)
  return { visitor, pages: await kindsOfPages(visitor, home) }
}

/** Opens a page, or saves a judgement, again and again: gives the bytes of each answer. */
async function sender(page: Found): Promise<() => Promise<number>> {
  if (!page.save) {
    return async () => {
      const { status, body } = await open(page.visitor, page.path)
      if (status !== 200) throw new Error(`${page.path} answers ${status}`)
      return body.byteLength
    }
  }
  const markup = (await fetch(page.visitor.url + page.path, { headers: { cookie: page.visitor.cookie } })).text()
  const [, path, shown] = /"([^"]*\/judgements\/[^"]+)"[\s\S]*?\[_version\]" value="(\d+)"/.exec(await markup) ?? []
  if (path === undefined) throw new Error(`${page.path} says nowhere where a judgement is saved`)
  let version = shown ?? '0'
  let saves = 0
  const save = () => {
    saves += 1
    const body = JSON.stringify({ point: (saves % 2) + 1, reason: `What we saw, number ${saves}.`, _version: version })
    return open(page.visitor, path, { body, type: 'application/json', accept: 'application/json' })
  }
  return async () => {
    const answer = await save()
    const saved = savedShape.safeParse(JSON.parse(answer.body.toString()))
    if (!saved.success) throw new Error(`A save of version ${version} was answered with ${answer.body}`)
    version = saved.data.fields._version
    return answer.body.byteLength
  }
}

async function measure(app: RunningApp, pages: readonly Found[]): Promise<Row[]> {
  const rows: Row[] = []
  for (const page of pages) {
    const send = await sender(page)
    for (let index = 0; index < 30; index += 1) await send()
    const before = processorTime(app.process.pid)
    const taken: number[] = []
    let bytes = 0
    for (let index = 0; index < times; index += 1) {
      const started = performance.now()
      bytes = await send()
      taken.push(performance.now() - started)
    }
    const processor = (processorTime(app.process.pid) - before) / times
    rows.push({ name: page.name, person: page.person, alone: percentile(taken, 0.5), processor, bytes })
  }
  return rows
}

async function watch(app: RunningApp, pages: readonly Found[]): Promise<Seen[]> {
  const all: Seen[] = []
  for (const page of pages) {
    const send = await sender(page)
    for (let index = 0; index < 30; index += 1) await send()
    await told<string>(app, 'start')
    for (let index = 0; index < times; index += 1) await send()
    all.push(await told<Seen>(app, 'stop'))
    // Handing over what was seen can keep the app so long that it turns people away for a moment.
    while (!(await isHealthy(app.url))) await sleep(200)
  }
  return all
}

/** Tells the watched app something; what it answers is of the type that its own module says. */
function told<T>(app: RunningApp, word: string): Promise<T> {
  return new Promise((resolve) => {
    app.process.once('message', (message) => resolve(message as T))
    app.process.send?.(word)
  })
}

type Weight = { requests: number; bytes: number } | undefined

/** What a browser that has never been here asks for, and how much comes over the line; nothing without a browser. */
async function coldLoads(pages: readonly Found[]): Promise<Weight[]> {
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
  if (!existsSync(executablePath)) return pages.map(() => undefined)
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  const weights: Weight[] = []
  for (const { visitor, path, save } of pages) {
    const context = await browser.newContext({ extraHTTPHeaders: { cookie: visitor.cookie } })
    const page = await context.newPage()
    const weight = { requests: 0, bytes: 0 }
    const counted: Promise<void>[] = []
    page.on('requestfinished', (request) => {
      weight.requests += 1
      counted.push(
        request.sizes().then((sizes) => {
          weight.bytes += sizes.responseBodySize + sizes.responseHeadersSize
        }),
      )
    })
    if (!save) await page.goto(visitor.url + path, { waitUntil: 'networkidle' })
    await Promise.all(counted)
    weights.push(save ? undefined : weight)
    await context.close()
  }
  await browser.close()
  return weights
}

const nothingSeen: Seen = { requests: [], thread: { queries: 0, drawing: 0, other: 0 } }

function print(rows: readonly Row[], seen: readonly Seen[], weights: readonly Weight[]): void {
  const base = rows.find(({ name }) => name === trivial.name)
  const broken: string[] = []
  const cells = rows.map((row, index) => {
    const { requests, thread } = seen[index] ?? nothingSeen
    const median = (pick: (one: Seen['requests'][number]) => number) => percentile(requests.map(pick), 0.5)
    const statements = Math.max(0, ...requests.map((one) => one.statements))
    const waiting = Math.round((100 * median((one) => one.database)) / median((one) => one.total))
    const { queries, drawing, other } = thread
    const share = (part: number) => `${Math.round((100 * part) / (queries + drawing + other))} %`
    if (statements > budget.statements) broken.push(`${row.name}: ${statements} statements`)
    const weight = weights[index]
    return [
      row.name,
      row.person,
      statements,
      `${row.alone.toFixed(1)} ms`,
      (row.alone / (base?.alone ?? 1)).toFixed(1),
      `${row.processor.toFixed(1)} ms`,
      share(queries),
      share(drawing),
      share(other),
      `${waiting} %`,
      (row.bytes / 1000).toFixed(1),
      weight ? weight.requests : '',
      weight ? (weight.bytes / 1000).toFixed(0) : '',
    ]
  })
  printTable(
    [
      'page',
      'as',
      'statements',
      'alone, median',
      '× trivial',
      'processor time',
      'of it queries',
      'drawing',
      'rest',
      'waits for the database',
      'kB sent',
      'first visit: requests',
      'kB in all',
    ],
    cells,
  )
  for (const line of broken) console.log(`Over the budget of ${budget.statements}: ${line}`)
  if (broken.length > 0) process.exitCode = 1
}
