import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { startProblem } from './problem.ts'

/**
 * One app at a time may use a data folder. Node offers no file locks of its own, but its SQLite takes one that the
 * operating system holds for the process: it goes when the process goes, however it goes, so a lock can neither be left
 * behind nor be taken by two starters at once. The file beside it only tells people, and the next starter, who has it.
 */
export type Lock = { release(): void }

type Purpose = 'app' | 'closing'
type Holder = { pid: number; purpose: Purpose }

const lockFile = (dataDir: string) => join(dataDir, 'schoolfellow.lock')
const holderFile = (dataDir: string) => join(dataDir, 'schoolfellow.pid')

/** Takes the lock of a data folder, or answers `undefined` when another process has it. */
export function tryLock(dataDir: string, purpose: Purpose): Lock | undefined {
  const file = openLockFile(dataDir)
  try {
    file.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    file.close()
    if (isBusy(error)) return undefined
    throw cannotWrite(dataDir, error)
  }
  try {
    writeFileSync(holderFile(dataDir), `${process.pid} ${purpose}\n`)
  } catch (error) {
    file.close()
    throw cannotWrite(dataDir, error)
  }
  return { release: () => file.close() }
}

/**
 * Takes the lock for an app. Waits while an earlier app's database is being closed; refuses, naming the process, when
 * another app is at work in the folder.
 */
export async function lockForApp(dataDir: string, log: (message: string) => void): Promise<Lock> {
  let said = false
  const started = performance.now()
  for (;;) {
    const lock = tryLock(dataDir, 'app')
    if (lock) return lock
    const holder = readHolder(dataDir)
    const waited = performance.now() - started
    const closing = holder?.purpose === 'closing'
    if (closing && !said) {
      said = true
      log('Waiting for the database of the app that ran before to close.')
    }
    // A holder that has just changed may not have written its name yet: look again before naming anyone.
    const settled = holder !== undefined && isAlive(holder.pid) ? waited > 150 : waited > 1500
    if (closing ? waited > 60_000 : settled) throw heldBy(dataDir, holder)
    await sleep(50)
  }
}

/** The process of the app that uses a data folder, as far as its note tells. */
export function appIn(dataDir: string): number | undefined {
  const holder = readHolder(dataDir)
  return holder?.purpose === 'app' && isAlive(holder.pid) ? holder.pid : undefined
}

/** Says whether a process exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}

/** The system's or driver's code of an error (`ENOENT`, `57P03`), if it has one. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

function openLockFile(dataDir: string): DatabaseSync {
  try {
    return new DatabaseSync(lockFile(dataDir), { timeout: 0 })
  } catch (error) {
    throw cannotWrite(dataDir, error)
  }
}

function isBusy(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'errcode' in error && error.errcode === 5
}

function readHolder(dataDir: string): Holder | undefined {
  try {
    const [pid, purpose] = readFileSync(holderFile(dataDir), 'utf8').trim().split(' ')
    return Number(pid) > 0 ? { pid: Number(pid), purpose: purpose === 'closing' ? 'closing' : 'app' } : undefined
  } catch {
    return undefined
  }
}

function heldBy(dataDir: string, holder: Holder | undefined): Error {
  const who = holder ? ` (process ${holder.pid})` : ''
  return startProblem(
    `Another Schoolfellow${who} already uses the folder ${dataDir}; stop it or choose another DATA_DIR.`,
  )
}

function cannotWrite(dataDir: string, error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error)
  return startProblem(
    `Schoolfellow cannot write in the folder ${dataDir} (${reason}). Give this user the right to, or choose another DATA_DIR.`,
  )
}
