import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, globSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { asAccount, serverAccount } from '../../src/platform/db/cluster/account.ts'
import { connectionOf } from './cluster-url.ts'
import { scratchFolder } from './folders.ts'

const patterns = [
  '/usr/lib/postgresql/*/bin',
  '/usr/pgsql-*/bin',
  '/opt/homebrew/opt/postgresql@*/bin',
  '/usr/local/opt/postgresql@*/bin',
]

/** Starts a throw-away cluster of the oldest PostgreSQL (15 or newer) that is installed on this machine. */
export async function openLocalCluster(): Promise<{ url: string; stop(): Promise<void> } | { skipped: string }> {
  const bin = findInstallation()
  if (!bin) return { skipped: 'no PostgreSQL 15 or newer is installed on this machine' }
  const account = serverAccount('/', undefined)
  const folder = scratchFolder('schoolfellow-local-')
  chmodSync(folder, 0o700)
  if (account) chownSync(folder, account.uid, account.gid)
  const data = join(folder, 'data')
  const options = { ...asAccount(account), cwd: folder, env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' } }
  const made = spawnSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'schoolfellow', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
    { ...options, encoding: 'utf8' },
  )
  if (made.status !== 0) throw new Error(`initdb of ${bin} failed: ${made.stderr}`)
  const settings = [
    "listen_addresses=''",
    `unix_socket_directories='${folder}'`,
    ...['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=60'],
  ].flatMap((setting) => ['-c', setting.replaceAll("'", '')])
  const server = spawn(join(bin, 'postgres'), ['-D', data, ...settings], { ...options, stdio: 'ignore' })
  const url = `postgres://schoolfellow@localhost:5432/postgres?host=${encodeURIComponent(folder)}`
  await untilItAnswers(url, server)
  return {
    url,
    async stop() {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGINT')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function findInstallation(): string | undefined {
  const folders = [...patterns.flatMap((pattern) => globSync(pattern)), ...(process.env.PATH ?? '').split(delimiter)]
  return folders
    .filter((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
    .map((folder) => ({ folder, version: majorOf(folder) }))
    .filter(({ version }) => version >= 15)
    .sort((a, b) => a.version - b.version)[0]?.folder
}

function majorOf(bin: string): number {
  const { stdout } = spawnSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' })
  return Number(/PostgreSQL\) (\d+)/.exec(stdout ?? '')?.[1] ?? 0)
}

async function untilItAnswers(url: string, server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const client = new Client(connectionOf(url))
    client.on('error', () => {})
    try {
      await client.connect()
      return
    } catch (error) {
      if (server.exitCode !== null || attempt === 199) throw error
      await sleep(50)
    } finally {
      await client.end().catch(() => {})
    }
  }
}
