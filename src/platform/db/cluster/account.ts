import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { startProblem } from './problem.ts'

/**
 * The account that the database server runs under: the app's own, except that PostgreSQL refuses to run as root, so a
 * root app starts it under an account without rights.
 */
export type Account = { uid: number; gid: number; name: string } | undefined

/**
 * Chooses that account. `undefined` means the app's own. As root: the owner of the existing cluster, else of the data
 * folder, else `nobody`.
 */
export function serverAccount(dataDir: string, existingCluster: string | undefined): Account {
  if (process.getuid?.() !== 0) return undefined
  const known = accounts()
  const owners = [existingCluster, dataDir].flatMap((path) => {
    const uid = path === undefined ? 0 : ownerOf(path)
    return uid === 0 ? [] : [uid]
  })
  const chosen = owners.map((uid) => known.find((account) => account.uid === uid)).find((account) => account)
  const nobody = known.find((account) => account.name === 'nobody') ?? known.find((account) => account.uid > 0)
  const account = chosen ?? nobody
  if (!account) {
    throw startProblem(
      'The built-in database does not run as root, and this system has no other account to run it under. ' +
        'Start Schoolfellow as an ordinary user, or set DATABASE_URL to a PostgreSQL server.',
    )
  }
  return account
}

/** What to pass to `spawn` so that a program runs under the account. */
export function asAccount(account: Account): { uid?: number; gid?: number } {
  return account ? { uid: account.uid, gid: account.gid } : {}
}

/** Says whether the account can get into a folder and write there. */
export function canWorkIn(account: Account, folder: string): boolean {
  return canRun(account, 'cd "$1" && test -w . && test -x .', folder)
}

/** Says whether a shell test on one path succeeds under the account. Always true for the app's own account. */
export function canRun(account: Account, test: string, path: string): boolean {
  if (!account) return true
  const { status, error } = spawnSync('/bin/sh', ['-c', test, 'sh', path], {
    ...asAccount(account),
    cwd: '/',
    stdio: 'ignore',
  })
  if (error) {
    throw startProblem(
      `The built-in database does not run as root, and Schoolfellow was not allowed to start it as “${account.name}” ` +
        `(${error.message}). Start Schoolfellow as an ordinary user, or set DATABASE_URL to a PostgreSQL server.`,
    )
  }
  return status === 0
}

/** The owner's uid of a path, or 0 when it does not exist. */
export function ownerOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.uid ?? 0
}

function accounts(): NonNullable<Account>[] {
  try {
    return readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .flatMap((line) => {
        const [name, , uid, gid] = line.split(':')
        return name && uid && gid && Number(uid) > 0 ? [{ name, uid: Number(uid), gid: Number(gid) }] : []
      })
  } catch {
    return []
  }
}
