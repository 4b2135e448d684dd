import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import type { Connection } from './connection.ts'
import { errorCode } from './lock.ts'
import { startProblem } from './problem.ts'
import { clearRemains, endLeftovers, type Launch, launch, runningServer } from './server.ts'

const patience = 120_000

/** Sees to it that a server serves the cluster and answers: one that runs already, or a new one. */
export async function ensureServer(
  settings: Launch,
  connection: Connection,
  log: (message: string) => void,
): Promise<void> {
  const started = performance.now()
  const logStart = statSync(settings.logFile, { throwIfNoEntry: false })?.size ?? 0
  let server: { exited: () => number | undefined } | undefined
  let launches = 0
  let said = false
  for (;;) {
    if (await answers(connection)) return
    const waited = performance.now() - started
    if (!runningServer(settings.data) && (!server || server.exited() !== undefined)) {
      if (launches > 0 && !mayTryAgain(settings, logStart, waited)) throw notStarting(settings, logStart)
      if (launches > 0) await sleep(200)
      clearRemains(settings)
      server = launch(settings)
      launches += 1
    }
    if (waited > 3000 && !said) {
      said = true
      log('The database is recovering from a sudden stop.')
    }
    if (waited > patience) throw notStarting(settings, logStart)
    await sleep(25)
  }
}

/** Says whether the server accepts connections. A wrong password is an error, not a "no". */
async function answers(connection: Connection): Promise<boolean> {
  const client = new Client({ ...connection, database: 'postgres', connectionTimeoutMillis: 5000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return true
  } catch (error) {
    if (errorCode(error)?.startsWith('28')) {
      throw startProblem(`The database does not accept the password in its folder: ${String(error)}`)
    }
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

/**
 * After a kill the old server's helpers may need a moment to notice, and no new server may start before; they are
 * ended when they take longer than two seconds.
 */
function mayTryAgain(settings: Launch, logStart: number, waited: number): boolean {
  const busy = /pre-existing shared memory block|lock file ".*" already exists/.test(newLines(settings, logStart))
  if (busy && waited > 2000) endLeftovers(settings.data)
  return busy && waited < 30_000
}

function notStarting(settings: Launch, logStart: number): Error {
  const reason = newLines(settings, logStart)
    .split('\n')
    .filter((line) => /FATAL|PANIC|could not/.test(line))
    .at(-1)
    ?.replace(/^.*?(FATAL|PANIC|LOG|ERROR): +/, '')
  return startProblem(
    `The built-in database does not start${reason ? `: ${reason}` : ''}. Its log is ${settings.logFile}.`,
  )
}

function newLines({ logFile }: Launch, from: number): string {
  try {
    const size = statSync(logFile).size
    const start = Math.max(from, size - 20_000)
    const bytes = Buffer.alloc(Math.max(0, size - start))
    const handle = openSync(logFile, 'r')
    readSync(handle, bytes, 0, bytes.length, start)
    closeSync(handle)
    return bytes.toString('utf8')
  } catch {
    return ''
  }
}

/** Reads the password of the cluster's owner. */
export function readPassword(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    throw startProblem(`The database's password cannot be read from ${file}: ${String(error)}`)
  }
}
