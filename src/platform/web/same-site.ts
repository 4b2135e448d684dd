import type { FastifyRequest } from 'fastify'

/**
 * Whether a request that changes something was sent by one of our own pages. Browsers say so in
 * `Sec-Fetch-Site`, older ones in `Origin`; a script without either carries no cookies to abuse.
 */
export function isFromOurPages(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const origin = request.headers.origin
  if (origin === undefined) return true
  try {
    return new URL(origin).host === request.host
  } catch {
    return false
  }
}

/** A path of ours to go back to, never another site: `//evil.example` and `/\evil` are not paths. */
export function localPath(path: string | undefined, fallback: string): string {
  if (path === undefined || !/^\/(?![/\\])[^\s\\]*$/.test(path)) return fallback
  return path
}
