import type { Connection } from '../../src/platform/db/cluster.ts'

/** A connection as one line of text: `postgres://user:password@host:port/database?host=/folder/of/the/socket`. */
export function urlOf({ host, port, user, password, database }: Connection): string {
  const isFolder = host.startsWith('/')
  const url = new URL(`postgres://${isFolder ? 'localhost' : host}:${port}/${database}`)
  url.username = encodeURIComponent(user)
  if (password !== undefined) url.password = encodeURIComponent(password)
  if (isFolder) url.searchParams.set('host', host)
  return url.href
}

/** The reverse of `urlOf`. */
export function connectionOf(text: string): Connection {
  const url = new URL(text)
  return {
    host: url.searchParams.get('host') ?? url.hostname,
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    ...(url.password ? { password: decodeURIComponent(url.password) } : {}),
    database: decodeURIComponent(url.pathname.slice(1)) || 'postgres',
  }
}
