/** What a first visit to a page without signing in costs: everything that its browser loads, over the line. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { parse } from 'node-html-parser'
import { allRoutes } from '../../src/routes.ts'
import { testApp } from '../support/app.ts'

/** In bytes, as compressed as browsers take it. */
const most = 100_000
const forever = 31_536_000

const { app } = await testApp({ after }, allRoutes)

async function over(path: string): Promise<{ body: Buffer; bytes: number; headers: Record<string, unknown> }> {
  const answer = await app.inject({ url: path, headers: { accept: '*/*', 'accept-encoding': 'br' } })
  assert.equal(answer.statusCode, 200, path)
  const plain = answer.headers['content-encoding'] === undefined ? answer.rawPayload : undefined
  const body = plain ?? (await app.inject({ url: path })).rawPayload
  return { body, bytes: answer.rawPayload.length, headers: answer.headers }
}

/** A script and those that it cannot start without. */
async function scripts(path: string, known: Set<string>): Promise<void> {
  if (known.has(path)) return
  known.add(path)
  const { body } = await over(path)
  for (const [, name] of body.toString().matchAll(/(?:from|import)"\.\/([^"]+)"/g))
    await scripts(`/assets/${name}`, known)
}

/** Everything that a page's head asks for. */
async function loadedBy(markup: string): Promise<string[]> {
  const page = parse(markup)
  const known = new Set<string>()
  for (const script of page.querySelectorAll('script[src]')) await scripts(script.getAttribute('src') ?? '', known)
  const links = page.querySelectorAll('head link[href]').map((link) => link.getAttribute('href') ?? '')
  const pictures = page.querySelectorAll('img[src]').map((image) => image.getAttribute('src') ?? '')
  return [...new Set([...known, ...links, ...pictures])]
}

for (const path of ['/sign-in', '/demo', '/privacy', '/accessibility-statement', '/display-settings']) {
  test(`a first visit to ${path} loads less than 100 kB, and what it loads is kept for good`, async () => {
    const page = await over(path)
    let total = page.bytes
    const assets = await loadedBy(page.body.toString())
    assert.ok(assets.length >= 4, 'styles, a script, a font and an icon')
    for (const asset of assets) {
      const { bytes, headers } = await over(asset)
      total += bytes
      assert.equal(headers['cache-control'], `public, max-age=${forever}, immutable`, asset)
    }
    assert.ok(total < most, `${path} and its ${assets.length} files are ${total} bytes`)
  })
}
