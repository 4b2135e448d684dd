import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { asAccount } from './account.ts'
import type { Place } from './place.ts'
import { startProblem } from './problem.ts'
import { type Binaries, program } from './program.ts'
import { serverEnvironment } from './server.ts'

/** The role that owns the built-in cluster and the database in it. */
export const owner = 'schoolfellow'

/** The major version of the built-in server; a cluster made by another one cannot be opened by it. */
const major = '18'

/**
 * Makes the cluster when there is none. It is made under another name and renamed when complete and on disk, so that an
 * interruption at any moment leaves either no cluster or a whole one. Answers whether it made one.
 */
export function initialise(binaries: Binaries, place: Place, fsync: boolean): boolean {
  for (const name of readdirSync(place.home)) {
    if (name.startsWith('draft-')) rmSync(join(place.home, name), { recursive: true, force: true })
  }
  if (existsSync(place.data)) {
    refuseOtherVersion(place.data)
    return false
  }
  writePassword(place)
  const draft = join(place.home, `draft-${randomBytes(4).toString('hex')}`)
  runInitdb(binaries, place, draft, fsync)
  renameSync(draft, place.data)
  if (fsync && process.platform !== 'win32') syncFolder(place.home)
  return true
}

function writePassword({ passwordFile, account, home }: Place): void {
  writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600, flush: true })
  if (account) chownSync(passwordFile, account.uid, account.gid)
  if (process.platform !== 'win32') syncFolder(home)
}

function runInitdb(binaries: Binaries, { account, home, passwordFile }: Place, draft: string, fsync: boolean): void {
  const options = [
    ['-D', draft, '-U', owner, '--pwfile', passwordFile],
    ['--auth-local=scram-sha-256', '--auth-host=scram-sha-256'],
    // Rules for sorting and letters that come with the server itself: the same on every machine, none to be installed.
    ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
    ['--data-checksums', '--no-instructions'],
    // The password is 24 random bytes, which need no slow hashing; this keeps opening a connection quick.
    ['-c', 'scram_iterations=1'],
    fsync ? [] : ['--no-sync'],
  ].flat()
  const { status, error, stderr } = spawnSync(program(binaries, 'initdb'), options, {
    ...asAccount(account),
    cwd: home,
    env: serverEnvironment(),
    encoding: 'utf8',
    windowsHide: true,
  })
  if (status === 0) return
  rmSync(draft, { recursive: true, force: true })
  throw startProblem(`The database could not be made in ${home}: ${error?.message ?? explain(stderr)}`)
}

function explain(stderr: string): string {
  if (stderr.includes('could not look up effective user ID')) {
    return (
      `the account Schoolfellow runs under (uid ${process.getuid?.()}) has no name on this system, which PostgreSQL ` +
      'needs. Add it to /etc/passwd, or set DATABASE_URL to a PostgreSQL server.'
    )
  }
  const lines = stderr.trim().split('\n')
  return lines.find((line) => /error|fatal|panic/i.test(line)) ?? lines.at(-1) ?? 'initdb gave no reason'
}

function refuseOtherVersion(data: string): void {
  const version = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim()
  if (version === major) return
  throw startProblem(
    `The database in ${data} was made by PostgreSQL ${version}, and this Schoolfellow brings PostgreSQL ${major}. ` +
      'Start the Schoolfellow that made it, export its data, and import it here; or choose another DATA_DIR.',
  )
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
