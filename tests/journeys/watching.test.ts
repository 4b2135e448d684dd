/** That journeys would notice what must never happen: each fault, put on a page, fails the person who comes there. */
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { test } from 'node:test'
import { browserOn, skip } from '../support/browser.ts'

const page = (body: string) =>
  `<!DOCTYPE html><html lang="en-GB"><head><title>A page</title></head><body><main><h1>A page</h1>${body}</main></body></html>`

const faults: readonly [path: string, body: string, found: RegExp][] = [
  ['/no-alternative', '<img src="/picture.svg">', /axe finds barriers[\s\S]*image-alt/],
  ['/no-label', '<input name="town">', /axe finds barriers[\s\S]*label/],
  ['/pale', '<p class="pale">Hard to read</p>', /axe finds barriers[\s\S]*color-contrast/],
  ['/wide', '<p class="wide">Wide</p>', /wider than 320 pixels[\s\S]*<p class="wide"> to 7/],
  ['/inline-script', '<script>console.log(1)</script>', /the console[\s\S]*Content Security Policy/],
  ['/elsewhere', '<img src="http://elsewhere.test/a.png" alt="">', /asks another host: elsewhere\.test/],
  ['/missing', '<img src="/nothing.png" alt="">', /GET \/nothing\.png answers 404/],
  ['/script-fails', '<script src="/fails.js"></script>', /a script fails[\s\S]*oh dear/],
]
const files: Record<string, [type: string, content: string]> = {
  '/style.css': ['text/css', '.pale { color: #bbb; background: #fff } .wide { width: 700px }'],
  '/picture.svg': ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  '/fails.js': ['text/javascript', 'throw new Error("oh dear")'],
  '/favicon.ico': ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
}

test('a journey fails at a page with a barrier, a breach, a request elsewhere or no room', { skip }, async (t) => {
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    const fault = path === '/' ? '<p>Nothing wrong</p>' : faults.find(([at]) => at === path)?.[1]
    const [type, content] = files[path] ?? [
      'text/html',
      fault === undefined ? '' : page(`<link rel="stylesheet" href="/style.css">${fault}`),
    ]
    response.writeHead(content === '' ? 404 : 200, {
      'content-type': type,
      'content-security-policy': "default-src 'self'; img-src 'self' http://elsewhere.test",
    })
    response.end(content)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  t.after(() => server.close())
  const address = server.address()
  assert.ok(address && typeof address === 'object')
  const url = `http://127.0.0.1:${address.port}`
  const nobody = () => Promise.reject(new Error('there is no app here'))
  const { person } = await browserOn(t, { url, mailsTo: nobody, as: nobody })
  const visitor = await person('a visitor')
  await visitor.goesTo('/')
  for (const [path, , found] of faults) await assert.rejects(visitor.goesTo(path), found, path)
})
