/** What programs and attackers send to the service as it listens: before any page is asked, and whatever page it is. */
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { sql } from 'kysely'
import { routes as people } from '../../src/features/people/routes.ts'
import { schoolRoutes } from '../../src/features/schools/routes.ts'
import { observe } from '../../src/platform/web/observe.ts'
import { localPath } from '../../src/platform/web/same-site.ts'
import { testApp } from '../support/app.ts'

const app = await testApp({ after }, [...people, ...schoolRoutes([])])
observe(app.app, app.database)
const url = await app.app.listen({ port: 0, host: '127.0.0.1' })
const officer = app.world.people.get('north:partnership-officer')?.cookie ?? ''
const form = { 'content-type': 'application/x-www-form-urlencoded' }

function send(path: string, init: RequestInit & { headers?: Record<string, string> } = {}): Promise<Response> {
  return fetch(url + path, { redirect: 'manual', ...init, headers: { cookie: officer, ...init.headers } })
}

const startImport = '/north/schools/import'

describe('names that reach into the language', () => {
  const untouched = Object.getOwnPropertyNames(Object.prototype).sort()
  const keys = [
    '__proto__-day',
    '__proto__[x]',
    'constructor[prototype][x]',
    'a[__proto__][x]',
    '__proto__.x',
    '__proto__',
  ]
  const pairs = keys.map((key) => `${encodeURIComponent(key)}=1`).join('&')
  const multipart = keys.map((key) => `--x\r\ncontent-disposition: form-data; name="${key}"\r\n\r\n1\r\n`).join('')
  const ways: [what: string, path: string, init: RequestInit & { headers?: Record<string, string> }][] = [
    ['an address', `/north/schools?${pairs}`, {}],
    ['a form', '/sign-in', { method: 'POST', headers: form, body: pairs }],
    [
      'JSON',
      '/sign-in',
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"__proto__-day":1}' },
    ],
    [
      'JSON that says it',
      '/sign-in',
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"__proto__":{"x":1}}' },
    ],
    [
      'an upload',
      startImport,
      { method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: `${multipart}--x--\r\n` },
    ],
    [
      'an upload of the signed-out',
      startImport,
      {
        method: 'POST',
        headers: { cookie: 'session=x', 'content-type': 'multipart/form-data; boundary=x' },
        body: `${multipart}--x--\r\n`,
      },
    ],
  ]
  for (const [what, path, init] of ways) {
    test(`change nothing in ${what}`, async () => {
      const { status } = await send(path, init)
      assert.ok(status < 500, String(status))
      assert.deepEqual(Object.getOwnPropertyNames(Object.prototype).sort(), untouched)
    })
  }
})

test('a body that is deep, wide or long is answered, and quickly', async () => {
  const json = { 'content-type': 'application/json' }
  const bodies: [Record<string, string>, string][] = [
    [json, `{"email":${'['.repeat(900_000)}${']'.repeat(900_000)}}`],
    [json, `{"email":${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}}`],
    [form, Array.from({ length: 10_000 }, (_, index) => `field${index}=1`).join('&')],
    [form, `email${'[a]'.repeat(10_000)}=1`],
    [form, `email=${'a'.repeat(1_900_000)}@example.org`],
    [form, 'email[]=a&'.repeat(10_000)],
    [form, `email=${'a@'.repeat(50_000)}`],
  ]
  for (const [headers, body] of bodies) {
    const began = performance.now()
    const { status } = await send('/sign-in', { method: 'POST', headers, body })
    assert.ok(status >= 400 && status < 500, `${body.slice(0, 40)}: ${status}`)
    assert.ok(performance.now() - began < 2000, `${body.slice(0, 40)} took ${performance.now() - began} ms`)
  }
  assert.equal(
    (await send('/sign-in', { method: 'POST', headers: form, body: `email=${'a'.repeat(2_100_000)}` })).status,
    413,
  )
})

test('a body cannot say that a file of ours came with it', async () => {
  const own = new URL('../../package.json', import.meta.url).pathname
  const register = { filename: 'register.csv', path: own, bytes: 10 }
  const answer = await send(startImport, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ register }),
  })
  assert.equal(answer.status, 422)
  const kept = await app.database.asOwner((db) => sql`select from stored_file`.execute(db))
  assert.equal(kept.rows.length, 0)
})

describe('another site', () => {
  const host = new URL(url).host
  const table: [headers: Record<string, string>, isOurs: boolean][] = [
    [{}, true],
    [{ 'sec-fetch-site': 'same-origin' }, true],
    [{ 'sec-fetch-site': 'none' }, true],
    [{ 'sec-fetch-site': 'same-origin', origin: 'null' }, true],
    [{ origin: `http://${host}` }, true],
    [{ 'sec-fetch-site': 'same-site' }, false],
    [{ 'sec-fetch-site': 'cross-site' }, false],
    [{ 'sec-fetch-site': 'Same-Origin' }, false],
    [{ 'sec-fetch-site': '' }, false],
    [{ 'sec-fetch-site': 'same-origin, cross-site' }, false],
    [{ 'sec-fetch-site': 'cross-site', origin: `http://${host}` }, false],
    [{ origin: 'null' }, false],
    [{ origin: '' }, false],
    [{ origin: `http://${host}.evil.example` }, false],
    [{ origin: `http://evil.example/${host}` }, false],
    [{ origin: `http://${host}@evil.example` }, false],
    [{ origin: 'http://127.0.0.1:1' }, false],
    [{ origin: 'http://evil.example', 'x-forwarded-host': 'evil.example' }, false],
    [{ origin: 'http://evil.example', referer: `http://${host}/` }, false],
    [{ origin: `http://evil.example, http://${host}` }, false],
  ]
  for (const [headers, isOurs] of table) {
    test(`${JSON.stringify(headers)} is ${isOurs ? 'ours' : 'refused'}`, async () => {
      // Not by fetch, which sends headers of its own.
      const { statusCode } = await app.app.inject({
        method: 'POST',
        url: '/sign-in',
        headers: { host, ...form, ...headers },
        payload: 'email=',
      })
      assert.equal(statusCode, isOurs ? 422 : 403)
    })
  }
})

test('no path that we send anybody on to leaves the site', () => {
  const parts = fc.constantFrom(
    '/',
    '\\',
    '//',
    '/\\',
    '%2F',
    '%5C',
    '\t',
    '\n',
    '\r',
    ' ',
    '\0',
    '@',
    ':',
    '.',
    '..',
    '?',
    '#',
    'evil.example',
    'https:',
    'javascript:',
    'data:',
    'north',
    '\u2028',
    '\u3000',
    '／',
    '。',
  )
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 8 }), (pieces) => {
      const path = localPath(pieces.join(''), '/')
      assert.equal(new URL(path, 'https://ours.example/a/b').origin, 'https://ours.example')
    }),
    { numRuns: 2000 },
  )
})

describe('every answer carries the strict headers', () => {
  const asset = readdirSync(new URL('../../dist/assets', import.meta.url)).find((name) => name.endsWith('.css')) ?? ''
  const answers: [
    what: string,
    path: string,
    status: number,
    init?: RequestInit & { headers?: Record<string, string> },
  ][] = [
    ['a page', '/north/schools', 200],
    ['a redirect', '/sign-in', 303],
    ['a page that does not exist', '/north/nothing', 404],
    ['an address that cannot be read', '/%E0%A4%A', 404],
    ['an address that is too long', `/north/schools/${'a'.repeat(2000)}`, 404],
    ['what may not be done', '/north/settings', 404],
    ['a refused role', '/north/people/audit', 404],
    ['a refused form', startImport, 422, { method: 'POST', headers: form, body: 'a=1' }],
    ['a body of no known kind', '/sign-in', 415, { method: 'POST', headers: { 'content-type': 'text/x' }, body: 'a' }],
    [
      'JSON that is none',
      '/sign-in',
      400,
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' },
    ],
    ['a method that we do not take', '/sign-in', 404, { method: 'DELETE' }],
    ['a download', '/north/schools/export', 200],
    ['a part of a download', '/north/schools/export', 200, { headers: { range: 'bytes=0-10' } }],
    ['the head of a page', '/north/schools', 200, { method: 'HEAD' }],
    ['/health', '/health', 200],
    ['/metrics', '/metrics', 200],
    ['an asset', `/assets/${asset}`, 200],
    ['an asset that does not exist', '/assets/nothing.css', 404],
    ['a folder above the assets', '/assets/..%2f..%2fpackage.json', 404],
  ]
  for (const [what, path, status, init] of answers) {
    test(what, async () => {
      const answer = await send(path, init)
      const body = await answer.text()
      assert.equal(answer.status, status, body.slice(0, 300))
      const header = (name: string) => answer.headers.get(name) ?? ''
      assert.equal(header('x-content-type-options'), 'nosniff')
      assert.equal(header('referrer-policy'), 'same-origin')
      assert.match(header('content-security-policy'), /^(sandbox|default-src 'none';.*frame-ancestors 'none'.*)$/)
      assert.doesNotMatch(header('content-security-policy'), /unsafe|\*/)
      assert.match(header('cache-control'), path.startsWith('/assets/') && status === 200 ? /immutable/ : /^no-store$/)
      for (const name of ['x-powered-by', 'server', 'access-control-allow-origin']) assert.equal(header(name), '')
      assert.doesNotMatch(body, /node_modules|\bat .+\.[tj]s:\d+/, 'a stack')
    })
  }
})

describe('an upload that breaks off', () => {
  const { TMPDIR: usual } = process.env
  const own = mkdtempSync(join(tmpdir(), 'schoolfellow-hostile-'))
  const uploads = () => readdirSync(own).length
  before(() => {
    process.env.TMPDIR = own
  })
  after(() => {
    if (usual === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = usual
    rmSync(own, { recursive: true, force: true })
  })
  const head = `POST ${startImport} HTTP/1.1\r\nhost: ${new URL(url).host}\r\ncookie: ${officer}\r\ncontent-type: multipart/form-data; boundary=x\r\ncontent-length: 5000000\r\n\r\n`
  const start = '--x\r\ncontent-disposition: form-data; name="register"; filename="r.csv"\r\n\r\n'
  const begin = (text: string) =>
    Array.from({ length: 6 }, () => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => {})
      socket.write(text)
      return socket
    })

  test('half-way leaves nothing on the disk', async () => {
    const sockets = begin(`${head}${start}${'URN,Name\n'.repeat(5000)}`)
    await until(() => uploads() === sockets.length, 'all are under way')
    for (const socket of sockets) socket.destroy()
    await until(() => uploads() === 0, 'everything is cleared away')
  })

  test('at any moment leaves nothing on the disk and no request open', async () => {
    for (const milliseconds of [0, 1, 2, 4, 8, 16]) {
      const sockets = begin(`${head}${start}URN`)
      await sleep(milliseconds)
      for (const socket of sockets) socket.destroy()
    }
    await until(() => uploads() === 0 && app.database.pool.idleCount === app.database.pool.totalCount, 'all is quiet')
    await sleep(100)
    assert.equal(uploads(), 0)
  })
})

test('nobody holds a connection for ever by sending slowly', () => {
  const { server } = app.app
  assert.ok(server.headersTimeout > 0 && server.headersTimeout <= 60_000)
  assert.ok(server.requestTimeout > 0 && server.requestTimeout <= 600_000)
})

async function until(holds: () => boolean, what: string): Promise<void> {
  for (let tries = 0; tries < 1500; tries++) {
    if (holds()) return
    await sleep(20)
  }
  assert.fail(`it never came to be that ${what}`)
}
