import { type Config, ConfigError } from './config.ts'
import { isStartProblem } from './platform/db/cluster.ts'

/** Thrown when a command may not or cannot do what was asked: its message is for the person at the keyboard. */
export class Refused extends Error {}

/**
 * Why the service or a command cannot go on, in one line for the person who started it; undefined for a
 * fault of ours while LOG_LEVEL is `debug`, when its stack says more.
 */
export function reasonOf(error: unknown, config?: Config): string | undefined {
  if (error instanceof Refused || error instanceof ConfigError || isStartProblem(error)) return oneLine(error.message)
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const port = config?.port ?? ''
  if (code === 'EADDRNOTAVAIL' || (code === 'ENOTFOUND' && hostOf(error) === config?.host))
    return `HOST is not an address of this machine: ${config?.host}`
  if (code === 'EADDRINUSE') return `Port ${port} is in use by another program: stop it or set PORT to a free one`
  if (code === 'EACCES' && error instanceof Error && 'syscall' in error && error.syscall === 'listen')
    return `Port ${port} may not be used by this account: set PORT to one above 1023`
  if (typeof code === 'string' && unreachable.has(code))
    return 'DATABASE_URL names a database that does not answer: check its host, port and network'
  if (code === '28P01' || code === '28000')
    return 'DATABASE_URL is refused by the database: check its name and password'
  if (code === '3D000') return 'DATABASE_URL names a database that does not exist: create it first'
  return error instanceof Error && process.env.LOG_LEVEL !== 'debug' ? oneLine(error.message) : undefined
}

const unreachable = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'])

/** The name that was looked for, where a name was not found. */
function hostOf(error: unknown): unknown {
  return error instanceof Error && 'hostname' in error ? error.hostname : undefined
}

/** Says why it cannot go on, on standard error, and ends with 1. */
export function refuse(error: unknown, config?: Config): never {
  const reason = reasonOf(error, config)
  if (reason === undefined) throw error
  process.stderr.write(`${reason}\n`)
  process.exit(1)
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ')
}
