import { mkdirSync, realpathSync, renameSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { Client } from 'pg'
import { findBinaries } from './cluster/binaries.ts'
import type { Connection } from './cluster/connection.ts'
import { guardServer, startWatchdog } from './cluster/guard.ts'
import { initialise, owner } from './cluster/initialise.ts'
import { lockForApp } from './cluster/lock.ts'
import { findPlace, makeSocketDir, type Place } from './cluster/place.ts'
import { startProblem } from './cluster/problem.ts'
import type { Binaries } from './cluster/program.ts'
import { type Launch, runningServer, stopServer } from './cluster/server.ts'
import { ensureServer, readPassword } from './cluster/start.ts'

export type { Connection } from './cluster/connection.ts'
export { isStartProblem } from './cluster/problem.ts'

/** The built-in database of a data folder, in use by this process alone. */
export type Cluster = {
  connection: Connection
  /** Closes the database and sets the folder free. */
  stop(): Promise<void>
}

type Options = {
  dataDir: string
  log: (message: string) => void
  /** Off only for tests: a power cut may then cost the whole database. */
  fsync?: boolean
}

const largestLog = 5_000_000

/**
 * Opens the built-in PostgreSQL of a data folder: makes its cluster on the first start, adopts a server that a killed
 * app left running, recovers one that was killed itself, and starts it again should it stop while in use.
 * Throws a start problem, in words for the person at the keyboard, where that cannot be.
 */
export async function openCluster({ dataDir, log, fsync = true }: Options): Promise<Cluster> {
  const folder = makeDataDir(dataDir)
  const closers: (() => void | Promise<void>)[] = []
  const stop = async () => {
    for (const close of closers.splice(0).reverse()) await close()
  }
  try {
    const lock = await lockForApp(folder, log)
    closers.push(() => lock.release())
    const place = findPlace(folder, log)
    const binaries = findBinaries(place.account)
    const logFile = join(folder, 'postgres.log')
    rotate(logFile)
    if (initialise(binaries, place, fsync)) log(`Made a new database in ${place.home}.`)
    const watchdog = startWatchdog(folder, place.data, binaries)
    closers.push(() => watchdog.end())
    closers.push(() => stopServer(binaries, place.data))
    const launch = await chooseAddress(place, { binaries, fsync, logFile })
    const connection = connectionTo(launch, readPassword(place.passwordFile))
    await ensureServer(launch, connection, log)
    await ensureDatabase(connection)
    const guard = guardServer(connection, () => ensureServer(launch, connection, log), log)
    closers.push(() => guard.end())
    return { connection, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function makeDataDir(dataDir: string): string {
  try {
    mkdirSync(resolve(dataDir), { recursive: true })
    return realpathSync(dataDir)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw startProblem(`The data folder cannot be made: ${reason}. Choose another DATA_DIR.`)
  }
}

function rotate(logFile: string): void {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0
  if (size > largestLog) renameSync(logFile, `${logFile}.1`)
}

/** A server that still runs keeps its address; a new one gets a private socket, or a free port where none exist. */
async function chooseAddress(
  { account, home, data }: Place,
  rest: { binaries: Binaries; fsync: boolean; logFile: string },
): Promise<Launch> {
  const running = runningServer(data)
  const base = { ...rest, account, data }
  if (process.platform === 'win32') {
    return { ...base, socketDir: undefined, port: running?.port ?? (await freePort()) }
  }
  return { ...base, socketDir: running?.socketDir || makeSocketDir(home, account), port: running?.port ?? 5432 }
}

function connectionTo({ socketDir, port }: Launch, password: string): Connection {
  return { host: socketDir ?? '127.0.0.1', port, user: owner, password, database: owner }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  await new Promise((done) => server.close(done))
  if (typeof address !== 'object' || !address) throw startProblem('No free port for the database.')
  return address.port
}

async function ensureDatabase(connection: Connection): Promise<void> {
  const client = new Client({ ...connection, database: 'postgres' })
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [connection.database])
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(connection.database)}`)
  } finally {
    await client.end()
  }
}
