import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Client, type QueryResultRow } from 'pg'
import { z } from 'zod'
import { homeOf } from '../../src/platform/db/cluster/place.ts'
import { runningServer } from '../../src/platform/db/cluster/server.ts'

export const connectionShape = z.object({
  host: z.string(),
  port: z.number(),
  user: z.string(),
  password: z.string(),
  database: z.string(),
})
type Connection = z.infer<typeof connectionShape>

/** An app in a process of its own, as far as its database is concerned. */
export type App = {
  process: ChildProcess
  pid: number
  connection: Connection
  /** What it has said so far. */
  said(): string
  stop(): Promise<void>
  kill(): Promise<void>
}

type StartOptions = { uid?: number; gid?: number; script?: string; node?: string[]; env?: NodeJS.ProcessEnv }

const apps = new Map<string, ChildProcess[]>()
const holder = fileURLToPath(new URL('cluster-holder.ts', import.meta.url))

/** Starts an app on a data folder. Throws what it says when it ends instead. */
export async function startApp(dataDir: string, options: StartOptions = {}): Promise<App> {
  const { uid, gid, script = holder, node = [], env = {} } = options
  const child = spawn(process.execPath, [...node, script, dataDir], {
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
    cwd: '/',
    // Another account could not write where the coverage of this run goes.
    env: { ...process.env, ...(uid === undefined ? {} : { NODE_V8_COVERAGE: undefined }), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  apps.set(dataDir, [...(apps.get(dataDir) ?? []), child])
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout?.setEncoding('utf8').once('data', resolve)
    child.once('error', reject)
    child.once('close', () => reject(new Error(said.trim())))
  })
  const end = (signal: NodeJS.Signals) => async () => {
    child.kill(signal)
    await ended
  }
  return {
    process: child,
    pid: child.pid ?? 0,
    connection: connectionShape.parse(JSON.parse(line)),
    said: () => said,
    stop: end('SIGTERM'),
    kill: end('SIGKILL'),
  }
}

/** A folder for the test's data, removed after it together with everything that still runs there. */
export function dataFolder(t: { after(cleanUp: () => void): void }, owner?: { uid: number; gid: number }): string {
  const folder = mkdtempSync(join(tmpdir(), 'schoolfellow-test-'))
  chmodSync(folder, 0o755)
  if (owner) chownSync(folder, owner.uid, owner.gid)
  t.after(() => {
    for (const app of apps.get(folder) ?? []) app.kill('SIGKILL')
    const server = serverOf(folder)
    if (server) process.kill(server, 'SIGQUIT')
    rmSync(homeOf(folder), { recursive: true, force: true })
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

/**
 * A data folder in which an app has been once, so that a test need not wait for a first start. `made` is filled by the
 * first call and copied by the others.
 */
export async function usedFolder(t: { after(cleanUp: () => void): void }, made: { folder?: string }): Promise<string> {
  if (made.folder === undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'schoolfellow-test-'))
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
    chmodSync(folder, 0o755)
    await (await startApp(folder)).stop()
    made.folder = folder
  }
  const copy = dataFolder(t)
  spawnSync('cp', ['-a', `${made.folder}/.`, copy])
  return copy
}

/** The process of the database server of a data folder. */
export function serverOf(dataDir: string): number | undefined {
  return runningServer(join(homeOf(dataDir), 'data'))?.pid
}

/** Runs one statement on a connection of its own. */
export async function query(connection: Connection, text: string): Promise<QueryResultRow[]> {
  const client = new Client(connection)
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

/** Waits until a condition holds; fails after some seconds. */
export async function until(condition: () => boolean | Promise<boolean>, seconds = 15): Promise<void> {
  const deadline = performance.now() + seconds * 1000
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`It did not come true within ${seconds} seconds`)
    await sleep(20)
  }
}

/** The account without rights that a root test runs things under. */
export function nobody(): { uid: number; gid: number } {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'))
  const [, , uid, gid] = line?.split(':') ?? []
  return { uid: Number(uid ?? 65534), gid: Number(gid ?? 65534) }
}
