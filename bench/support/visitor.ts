/** Somebody of the demonstration who opens pages without a browser. */
import { Agent, request as ask } from 'node:http'
import { setImmediate as turn } from 'node:timers/promises'
import { parse } from 'node-html-parser'

export type Answer = { status: number; body: Buffer; location: string | undefined }
export type Visitor = { url: string; cookie: string }

const agent = new Agent({ keepAlive: true, maxSockets: 1 })

/** Steps into a person of the demonstration. */
export async function stepInto(url: string, person: string): Promise<Visitor> {
  const answer = await fetch(`${url}/demo/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: url, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ person }),
  })
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  if (answer.status !== 303 || !cookie) throw new Error(`Nobody can step into ${person}: ${answer.status}`)
  return { url, cookie }
}

type Sending = { body?: string; type?: string; accept?: string }

/** Asks as a browser does, compressed, over one connection; the body is what came over the line. */
export async function open({ url, cookie }: Visitor, path: string, sending: Sending = {}): Promise<Answer> {
  const { body, type = 'application/x-www-form-urlencoded', accept = 'text/html' } = sending
  // An answer's connection is free again one turn later.
  await turn()
  return new Promise((resolve, reject) => {
    const headers = {
      cookie,
      accept,
      'accept-encoding': 'br',
      ...(body === undefined ? {} : { 'content-type': type, 'content-length': Buffer.byteLength(body), origin: url }),
    }
    const asking = ask(url + path, { agent, headers, method: body === undefined ? 'GET' : 'POST' }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          body: Buffer.concat(parts),
          location: response.headers.location,
        }),
      )
    })
    asking.on('error', reject)
    asking.end(body)
  })
}

/** Two pages of one kind can lead to different others, such as a review that has begun and one that is over. */
const mostOfAKind = 8
const id = /[0-9a-f]{8}-[0-9a-f-]{27}/g

/** The path with every id and key left out, so that pages of one kind look alike. */
function kindOf(path: string): string {
  return path
    .replace(/\?.*/, '')
    .replace(id, ':id')
    .replace(/\/(judge|agree|sections)\/(?!all)[a-z0-9-]+/g, '/$1/:key')
}

/** Follows links from somebody's home, some pages of each kind, and gives the first path of each kind. */
export async function kindsOfPages(visitor: Visitor, home: string): Promise<Map<string, string>> {
  const kinds = new Map<string, string>()
  const visits = new Map<string, number>()
  const waiting = new Set([home])
  for (const path of waiting) {
    const kind = kindOf(path)
    const visited = visits.get(kind) ?? 0
    if (visited === mostOfAKind || !path.startsWith(home) || /\.|\/(export|file|download)/.test(kind)) continue
    visits.set(kind, visited + 1)
    const answer = await fetch(visitor.url + path, { headers: { cookie: visitor.cookie }, redirect: 'manual' })
    const markup = await answer.text()
    if (answer.status !== 200) continue
    if (!kinds.has(kind)) kinds.set(kind, path)
    for (const link of parse(markup).querySelectorAll('a[href^="/"]'))
      waiting.add((link.getAttribute('href') ?? '').split('#')[0] ?? '')
  }
  return kinds
}
