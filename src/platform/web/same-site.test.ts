import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import fastify from 'fastify'
import { isFromOurPages, localPath } from './same-site.ts'

/** What the server makes of a request that carries these headers. */
async function accepts(headers: Record<string, string>): Promise<boolean> {
  const app = fastify()
  app.post('/', (request) => isFromOurPages(request))
  const answer = await app.inject({ method: 'POST', url: '/', headers: { host: 'schools.example:3000', ...headers } })
  return answer.json()
}

test('what our own pages send is accepted, what another site sends is not', async () => {
  for (const site of ['same-origin', 'none']) assert.equal(await accepts({ 'sec-fetch-site': site }), true, site)
  for (const site of ['same-site', 'cross-site', ''])
    assert.equal(await accepts({ 'sec-fetch-site': site }), false, site)
  assert.equal(await accepts({ 'sec-fetch-site': 'cross-site', origin: 'http://schools.example:3000' }), false)
})

test('of an older browser the origin decides, and a script without either brings no cookies', async () => {
  assert.equal(await accepts({}), true)
  assert.equal(await accepts({ origin: 'http://schools.example:3000' }), true)
  for (const origin of ['http://schools.example', 'https://evil.example', 'null', ''])
    assert.equal(await accepts({ origin }), false, origin)
})

test('a path to go back to is one of ours, and never leads to another site', () => {
  for (const path of ['/', '/north/reviews?page=2#last', '/north/über']) assert.equal(localPath(path, '/home'), path)
  for (const path of [
    undefined,
    '',
    'north',
    '//evil.example',
    '/\\evil.example',
    '/a\\b',
    '/a b',
    '/a\nb',
    'https://evil.example/',
    'x/north',
  ])
    assert.equal(localPath(path, '/home'), '/home', String(path))
  const start = fc.constantFrom('', '/', '//', '/\\', 'https://evil.example', 'javascript:')
  fc.assert(
    fc.property(start, fc.string(), (before, rest) => {
      const path = localPath(before + rest, '/home')
      assert.equal(new URL(path, 'http://schools.example').origin, 'http://schools.example')
    }),
  )
})
