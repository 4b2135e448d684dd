import assert from 'node:assert/strict'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { type HTMLElement, parse } from 'node-html-parser'
import { pino } from 'pino'
import { createApp } from '../../src/app.ts'
import type { Route, Services } from '../../src/features/page.ts'
import { movableClock } from '../../src/lib/clock.ts'
import { connectDatabase, type Database, type Db } from '../../src/platform/db/connect.ts'
import { localFiles } from '../../src/platform/files/local.ts'
import { assertInvariants } from '../house-rules/invariants.ts'
import { testDatabase } from './database.ts'
import { temporaryFolder } from './folders.ts'
import { checkHtml } from './html-rules.ts'
import { watchStatements } from './statements.ts'
import { makeWorld, type PersonKey, testSecret, type World } from './world.ts'

/** What a page answered, parsed. */
export type Answer = {
  status: number
  headers: Record<string, unknown>
  location: string | undefined
  body: string
  /** The same as it was sent, for files. */
  bytes: Buffer
  page: HTMLElement
  /** The visible text of the page's main part, white space folded. */
  text: string
  /** The messages of the error summary. */
  errors: string[]
  json(): unknown
}

export type TestApp = {
  app: FastifyInstance
  database: Database
  world: World
  services: Services
  clock: ReturnType<typeof movableClock>
  /** Watches what requests send to the database. */
  statements: ReturnType<typeof watchStatements>
  /** Runs queries as a person of the world, the way their request would. */
  as<T>(key: PersonKey, work: (db: Db, actor: Awaited<ReturnType<World['actor']>>) => Promise<T>): Promise<T>
  /** Opens a page; every HTML answer is checked against the house rules. `who` left out is signed out. */
  get(path: string, who?: PersonKey): Promise<Answer>
  /** Sends form fields as they are. */
  post(path: string, fields: Fields, who?: PersonKey, headers?: Record<string, string>): Promise<Answer>
  /** Opens the page, fills in its form as a browser would (values already there stay) and sends it. `form` is the form's name. */
  submit(path: string, fields: Fields, who?: PersonKey, form?: string): Promise<Answer>
  /** Sends a form with one file. */
  upload(
    path: string,
    fields: Record<string, string>,
    file: { field: string; name: string; content: Buffer | string },
    who?: PersonKey,
  ): Promise<Answer>
  close(): Promise<void>
}

type Fields = Record<string, string | readonly string[]>

/** The day of every page test, unless it moves the clock. */
export const testNow = Temporal.Instant.from('2026-11-24T10:00:00Z')

type Owner = { after(cleanUp: () => Promise<void>): void }

/** `pagesChecked: 'new'` checks the markup of a page only when it comes in a state that was not seen before. */
type Options = { pagesChecked?: 'each' | 'new' }

/** An app with some routes on a database of its own, with the test world in it. When the test ends, no invariant may be broken. */
export async function testApp(t: Owner, routes: readonly Route[], options: Options = {}): Promise<TestApp> {
  const seen = options.pagesChecked === 'new' ? new Set<string>() : undefined
  let check = async () => {}
  // Clean-ups run in the order in which they were asked for: this one while the database is still there.
  t.after(() => check())
  const { connection } = await testDatabase(t)
  const database = connectDatabase({ ...connection }, { size: 4 })
  const statements = watchStatements(database)
  check = async () => {
    statements.check()
    if (!database.pool.ended) await assertInvariants(database)
  }
  const world = await makeWorld(database)
  const clock = movableClock(testNow)
  const folder = temporaryFolder(t)
  const services: Services = {
    baseUrl: 'http://localhost',
    secret: testSecret,
    files: localFiles(folder),
    demonstration: true,
    sendsMail: true,
  }
  const app = await createApp({
    database,
    clock,
    log: pino({ level: process.env.TEST_LOG ?? 'silent' }),
    services,
    assetsFolder: fileURLToPath(new URL('../../dist/assets', import.meta.url)),
    trustProxy: false,
    unlimited: true,
    routes,
  })
  statements.requestsOf(app)
  const send = (
    method: 'GET' | 'POST',
    path: string,
    who: PersonKey | undefined,
    body?: { type: string; payload: string | Buffer },
    headers: Record<string, string> = {},
  ) => request({ app, world, seen }, method, path, who, body, headers)
  const test: TestApp = {
    app,
    database,
    world,
    services,
    clock,
    statements,
    async as(key, work) {
      const actor = await world.actor(key)
      return database.inPartnership(actor.partnership.id, actor.person_id, (db) => work(db, actor))
    },
    get: (path, who) => send('GET', path, who),
    post: (path, fields, who, headers) => send('POST', path, who, { type: formType, payload: encode(fields) }, headers),
    async submit(path, fields, who, form = '') {
      const opened = await send('GET', path, who)
      assert.equal(
        opened.status,
        200,
        `${path} cannot be opened by ${who}: ${opened.status} ${opened.text.slice(0, 200)}`,
      )
      return send('POST', path, who, {
        type: formType,
        payload: encode({ ...valuesOf(opened.page, form, path), ...fields }),
      })
    },
    async upload(path, fields, file, who) {
      const opened = await send('GET', path, who)
      const all = { ...valuesOf(opened.page, fields._form ?? '', path), ...fields }
      const boundary = '----test-boundary'
      const parts = Object.entries(all).flatMap(([name, value]) =>
        [value]
          .flat()
          .map((one) =>
            Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${one}\r\n`),
          ),
      )
      const head = `--${boundary}\r\ncontent-disposition: form-data; name="${file.field}"; filename="${file.name}"\r\ncontent-type: application/octet-stream\r\n\r\n`
      const payload = Buffer.concat([
        ...parts,
        Buffer.from(head),
        Buffer.from(file.content),
        Buffer.from(`\r\n--${boundary}--\r\n`),
      ])
      return send('POST', path, who, { type: `multipart/form-data; boundary=${boundary}`, payload })
    },
    async close() {
      await app.close()
      await database.close()
    },
  }
  t.after(() => test.close())
  return test
}

const formType = 'application/x-www-form-urlencoded'

function encode(fields: Fields): string {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  )
  return new URLSearchParams(pairs).toString()
}

type Served = { app: FastifyInstance; world: World; seen: Set<string> | undefined }

async function request(
  { app, world, seen }: Served,
  method: 'GET' | 'POST',
  path: string,
  who: PersonKey | undefined,
  body: { type: string; payload: string | Buffer } | undefined,
  headers: Record<string, string>,
): Promise<Answer> {
  const person = who === undefined ? undefined : world.people.get(who)
  if (who !== undefined && !person) throw new Error(`nobody is called ${who}`)
  const response = await app.inject({
    method,
    url: path,
    headers: {
      ...(person ? { cookie: person.cookie } : {}),
      ...(body ? { 'content-type': body.type } : {}),
      ...headers,
    },
    ...(body ? { payload: body.payload } : {}),
  })
  const isHtml = String(response.headers['content-type'] ?? '').startsWith('text/html')
  const page = parse(isHtml ? response.body : '')
  if (isHtml && response.body !== '' && isNew(page, path, seen))
    await checkHtml(response.body, `${method} ${path} as ${who ?? 'signed out'}`)
  return {
    status: response.statusCode,
    headers: response.headers,
    location: response.headers.location,
    body: response.body,
    bytes: response.rawPayload,
    page,
    get text() {
      return fold(page.querySelector('main')?.structuredText ?? '')
    },
    get errors() {
      return page.querySelectorAll('.govuk-error-summary__list li').map((item) => fold(item.text))
    },
    json: () => response.json(),
  }
}

export function fold(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** Whether a page has not been seen with these headings and so many forms. */
function isNew(page: HTMLElement, path: string, seen: Set<string> | undefined): boolean {
  if (!seen) return true
  const pattern = path.replace(/\?.*/, '').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '…')
  const headings = page.querySelectorAll('main h2').map((heading) => fold(heading.text))
  const state = JSON.stringify([pattern, headings, Math.min(page.querySelectorAll('form').length, 4)])
  return !seen.has(state) && seen.add(state) !== undefined
}

/** What a browser would send of a form without touching it. */
function valuesOf(page: HTMLElement, name: string, path: string): Record<string, string | string[]> {
  const form = page
    .querySelectorAll('form')
    .find(
      (candidate) =>
        (candidate.querySelector('input[name="_form"]')?.getAttribute('value') ?? '') === name &&
        candidate.querySelector('input[name="_once"]'),
    )
  assert.ok(form, `${path} has no form called "${name}"`)
  return valuesIn(form)
}

/** What a browser would send of a form as it stands, without its buttons. */
export function valuesIn(form: HTMLElement): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {}
  const add = (field: string, value: string) => {
    const before = values[field]
    values[field] = before === undefined ? value : [before, value].flat()
  }
  for (const input of form.querySelectorAll('input, textarea, select')) {
    const field = input.getAttribute('name')
    if (!field || input.hasAttribute('disabled')) continue
    const type = input.tagName === 'INPUT' ? (input.getAttribute('type') ?? 'text') : input.tagName
    if (type === 'TEXTAREA') add(field, decode(input.innerHTML))
    else if (type === 'SELECT') {
      const options = input.querySelectorAll('option')
      add(
        field,
        decode((options.find((option) => option.hasAttribute('selected')) ?? options[0])?.getAttribute('value') ?? ''),
      )
    } else if (type === 'radio' || type === 'checkbox') {
      if (input.hasAttribute('checked')) add(field, input.getAttribute('value') ?? 'on')
    } else if (type !== 'file' && type !== 'submit') add(field, input.getAttribute('value') ?? '')
  }
  return values
}

function decode(markup: string): string {
  return parse(`<p>${markup}</p>`).text
}
