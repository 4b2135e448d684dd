import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Account, canWorkIn, ownerOf, serverAccount } from './account.ts'
import { startProblem } from './problem.ts'
import { temporarySocketDir } from './server.ts'

/** Where a data folder's cluster lives, and under which account its server runs. All paths are real paths. */
export type Place = {
  account: Account
  /** Holds everything of the cluster; only its account may enter. */
  home: string
  /** The cluster's data directory. */
  data: string
  passwordFile: string
}

const locationFile = (dataDir: string) => join(dataDir, 'postgres.location')

/** The folder that holds a data folder's cluster, or will. */
export function homeOf(dataDir: string): string {
  const record = locationFile(dataDir)
  const home = existsSync(record) ? readFileSync(record, 'utf8').trim() : join(dataDir, 'postgres')
  return existsSync(home) ? realpathSync(home) : home
}

/**
 * Prepares the folder for the cluster: `DATA_DIR/postgres`. When the app is root and the server's account cannot get
 * into DATA_DIR (a checkout in a closed home folder), the cluster lives under /var/lib/schoolfellow instead (that of a
 * temporary DATA_DIR in the temporary folder), and DATA_DIR/postgres.location says where.
 */
export function findPlace(dataDir: string, log: (message: string) => void): Place {
  const chosen = homeOf(dataDir)
  const account = serverAccount(dataDir, chosen)
  const isNear = chosen === join(dataDir, 'postgres')
  const home = isNear && !makeHome(chosen, account) ? makeElsewhere(dataDir, account, log) : chosen
  if (!makeHome(home, account)) throw cannotEnter(home, account)
  refuseForeign(home)
  const real = realpathSync(home)
  return { account, home: real, data: join(real, 'data'), passwordFile: join(real, 'password') }
}

/**
 * Makes the private folder of the server's socket: beside the cluster, or in the system's temporary folder where that
 * path would be too long for a socket's address (107 bytes, 103 on macOS, with the socket's own name).
 */
export function makeSocketDir(home: string, account: Account): string {
  const beside = join(home, 'socket')
  if (fits(beside)) {
    mkdirSync(beside, { recursive: true, mode: 0o700 })
    return owned(beside, account)
  }
  const parent = fits(join(tmpdir(), `${temporarySocketDir}XXXXXX`)) ? tmpdir() : '/tmp'
  return owned(mkdtempSync(join(parent, temporarySocketDir)), account)
}

const fits = (folder: string) => Buffer.byteLength(join(folder, '.s.PGSQL.5432')) <= 103

function owned(folder: string, account: Account): string {
  chmodSync(folder, 0o700)
  if (account) chownSync(folder, account.uid, account.gid)
  return folder
}

function makeHome(home: string, account: Account): boolean {
  if (!existsSync(home)) {
    try {
      mkdirSync(home, { recursive: true, mode: 0o700 })
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw startProblem(`The folder for the database cannot be made: ${reason}. Choose another DATA_DIR.`)
    }
  }
  if (account && ownerOf(home) !== account.uid) owned(home, account)
  return canWorkIn(account, home)
}

function makeElsewhere(dataDir: string, account: Account, log: (message: string) => void): string {
  const parent = dataDir.startsWith(join(realpathSync(tmpdir()), '/')) ? tmpdir() : '/var/lib/schoolfellow'
  const home = join(parent, `schoolfellow-cluster-${randomBytes(6).toString('hex')}`)
  mkdirSync(parent, { recursive: true, mode: 0o755 })
  if (!makeHome(home, account)) throw cannotEnter(dataDir, account)
  writeFileSync(join(home, 'BELONGS-TO'), `This database belongs to the Schoolfellow data folder ${dataDir}\n`)
  writeFileSync(locationFile(dataDir), `${home}\n`)
  log(`The database does not run as root, and “${account?.name}” cannot enter ${dataDir}, so it is kept in ${home}.`)
  return home
}

function cannotEnter(folder: string, account: Account): Error {
  return startProblem(
    `The built-in database does not run as root but as “${account?.name}”, which cannot work in ${folder}. ` +
      'Choose a DATA_DIR it can enter, such as /var/lib/schoolfellow/data, or start Schoolfellow as an ordinary user.',
  )
}

function refuseForeign(home: string): void {
  const me = process.getuid?.()
  const owner = ownerOf(home)
  if (me === undefined || me === 0 || owner === me) return
  throw startProblem(
    `The database in ${home} belongs to another user (uid ${owner}). ` +
      'Start Schoolfellow as that user, or as root if it was first started so, or choose another DATA_DIR.',
  )
}
