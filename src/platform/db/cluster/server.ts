import { spawn, spawnSync } from 'node:child_process'
import { closeSync, openSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Account, asAccount } from './account.ts'
import { isAlive } from './lock.ts'
import { type Binaries, program } from './program.ts'

/** What the running server wrote about itself in `postmaster.pid`. */
export type Running = { pid: number; port: number; socketDir: string; status: string }

/** How a socket's folder is called where it lies in the system's temporary folder. */
export const temporarySocketDir = 'schoolfellow-socket-'

export type Launch = {
  binaries: Binaries
  account: Account
  /** The cluster's data directory. */
  data: string
  /** The folder of the socket, or nothing where the server listens on loopback. */
  socketDir: string | undefined
  port: number
  fsync: boolean
  logFile: string
}

/** Reads who serves a data directory; nothing when nobody does, or when the one who did is dead. */
export function runningServer(data: string): Running | undefined {
  let lines: string[]
  try {
    lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return undefined
  }
  const pid = Number(lines[0])
  if (!(pid > 0) || !isServerOf(pid, data)) return undefined
  return { pid, port: Number(lines[3]), socketDir: lines[4] ?? '', status: (lines[7] ?? '').trim() }
}

/**
 * Clears away what a killed server left, where it would hinder a new one. A process number is used again after a while
 * (and stays in use while nobody collects the dead process), and PostgreSQL refuses to start while a process has the
 * number in one of its lock files. Puts an impossible number into `postmaster.pid`; the rest of that file stays, since
 * by it the server still recognises helper processes of the killed one. The socket's files can go: the folder is ours.
 */
export function clearRemains({ data, socketDir }: Launch): void {
  if (socketDir) {
    for (const name of readdirSync(socketDir)) {
      if (name.startsWith('.s.PGSQL.')) rmSync(join(socketDir, name), { force: true })
    }
  }
  const file = join(data, 'postmaster.pid')
  try {
    const [pid, ...rest] = readFileSync(file, 'utf8').split('\n')
    if (isAlive(Number(pid)) && !isServerOf(Number(pid), data)) writeFileSync(file, ['999999999', ...rest].join('\n'))
  } catch {
    // No such file: nothing to disarm.
  }
}

/** Starts the server in its own session, so that a Ctrl-C meant for the app does not reach it. */
export function launch({ binaries, account, data, socketDir, port, fsync, logFile }: Launch): {
  exited: () => number | undefined
} {
  const log = openSync(logFile, 'a', 0o600)
  const settings = serverSettings(socketDir, fsync).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(program(binaries, 'postgres'), ['-D', data, '-p', String(port), ...settings], {
    ...asAccount(account),
    cwd: data,
    env: serverEnvironment(),
    stdio: ['ignore', log, log],
    detached: process.platform !== 'win32',
    windowsHide: true,
  })
  closeSync(log)
  let code: number | undefined
  child.once('error', () => {
    code = 1
  })
  child.once('exit', (status) => {
    code = status ?? 1
  })
  child.unref()
  return { exited: () => code }
}

/** Stops the server by a fast shutdown: open transactions roll back, and everything acknowledged is on disk. */
export async function stopServer(binaries: Binaries, data: string): Promise<void> {
  const server = runningServer(data)
  if (!server) return
  if (process.platform === 'win32') {
    spawnSync(program(binaries, 'pg_ctl'), ['stop', '-D', data, '-m', 'fast'], { stdio: 'ignore', windowsHide: true })
    return
  }
  signal(server.pid, 'SIGINT')
  const deadline = performance.now() + 30_000
  while (isServerOf(server.pid, data)) {
    if (performance.now() > deadline) signal(server.pid, 'SIGQUIT')
    await sleep(20)
  }
  if (basename(server.socketDir).startsWith(temporarySocketDir))
    rmSync(server.socketDir, { recursive: true, force: true })
}

/**
 * Ends the helper processes that a killed server left behind: as long as one lives, no new server may start. Only Linux
 * tells which processes these are; elsewhere they notice by themselves within seconds.
 */
export function endLeftovers(data: string): void {
  if (process.platform !== 'linux') return
  for (const name of readdirSync('/proc')) {
    if (/^\d+$/.test(name) && worksIn(Number(name), data)) signal(Number(name), 'SIGKILL')
  }
}

/** The environment for the server's programs: nothing of the app's, whose secrets they do not need. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP, TMP } = process.env
  return { PATH, SystemRoot, TEMP, TMP, LC_ALL: 'C', TZ: 'UTC' }
}

function serverSettings(socketDir: string | undefined, fsync: boolean): [string, string | number][] {
  const durable = fsync ? 'on' : 'off'
  return [
    ['listen_addresses', socketDir ? '' : '127.0.0.1'],
    ['unix_socket_directories', socketDir ?? ''],
    ['unix_socket_permissions', '0700'],
    ['max_connections', 60],
    ['shared_buffers', '128MB'],
    // What pages read is in memory or on a solid disk: going through an index to a few rows is cheap.
    ['random_page_cost', '1.1'],
    ['io_method', 'sync'],
    ['fsync', durable],
    ['synchronous_commit', durable],
    ['full_page_writes', durable],
    // No standby and no archive follow this cluster, so a bulk load need not be written twice.
    ['wal_level', 'minimal'],
    ['max_wal_senders', 0],
    ['max_wal_size', '1GB'],
    ['autovacuum', 'on'],
    ['timezone', 'UTC'],
    ['log_timezone', 'UTC'],
    ['log_line_prefix', '%m [%p] '],
    // A log line says what went wrong, not with whose name or words.
    ['log_error_verbosity', 'terse'],
    ['log_min_error_statement', 'panic'],
    ['log_checkpoints', 'off'],
  ]
}

function isServerOf(pid: number, data: string): boolean {
  if (!isAlive(pid)) return false
  if (process.platform === 'linux') return isLinuxServerOf(pid, data)
  if (process.platform === 'win32') return true
  const { stdout } = spawnSync('ps', ['-o', 'stat=,comm=', '-p', String(pid)], { encoding: 'utf8' })
  return stdout.includes('postgres') && !stdout.trimStart().startsWith('Z')
}

function isLinuxServerOf(pid: number, data: string): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [, name, state] = /\((.*)\) (\S)/.exec(stat) ?? []
    return name === 'postgres' && state !== 'Z' && worksIn(pid, data) !== false
  } catch {
    return false
  }
}

/** Whether a process works in a folder, as PostgreSQL's do in their data directory; nothing when the system hides it. */
function worksIn(pid: number, folder: string): boolean | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder
  } catch {
    return undefined
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It has ended in between.
  }
}
