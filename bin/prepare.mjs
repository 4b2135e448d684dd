/**
 * What every command does first, on whatever Node (18 or newer) the machine has: install the packages when they are
 * missing or out of date, find the Node that came with them, and build the assets when their sources have changed.
 * Plain JavaScript without dependencies, since nothing else can be relied on yet.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
const modules = join(root, 'node_modules')
const stampFile = join(modules, '.schoolfellow-lock')
const neededMajor = 26

/** Prints a line for the person who waits; on standard error, since a command's output may be data. */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/** Ends with a plain message where it cannot go on. */
export function giveUp(message) {
  say(message)
  process.exit(1)
}

/** Installs the packages that package-lock.json names, unless they are there. Safe to run twice at once. */
export async function installPackages() {
  if (isInstalled()) return
  const unlock = await lockInstall()
  try {
    if (isInstalled()) return
    say('Installing packages. This happens once and takes a minute or two.')
    const code = await runNpm([
      'ci',
      '--include=dev',
      '--include=optional',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ])
    if (code !== 0) {
      giveUp('The packages could not be installed (npm’s own message is above). Check the connection and run it again.')
    }
    writeFileSync(stampFile, fingerprint())
    say('Packages installed.')
  } finally {
    unlock()
  }
}

/** The path of the Node that the project is written for. */
export function pinnedNode() {
  const exe = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node'
  const system = process.platform === 'win32' ? 'win' : process.platform
  for (const name of [`node-${system}-${process.arch}`, `node-bin-${system}-${process.arch}`]) {
    const node = join(modules, name, exe)
    if (existsSync(node) && (node === process.execPath || majorOf(node) >= neededMajor)) return node
  }
  if (Number(process.versions.node.split('.')[0]) >= neededMajor) return process.execPath
  return giveUp(
    `Schoolfellow needs Node ${neededMajor}, and none comes with it for this platform (${process.platform} ${process.arch}; ` +
      `this is Node ${process.versions.node}). Install Node ${neededMajor} from https://nodejs.org and run the command again.`,
  )
}

/** Builds dist/assets when anything they are made from has changed. Answers whether they are there. */
export function buildAssets(node) {
  const script = join(root, 'src', 'design', 'build.ts')
  if (!existsSync(script)) return true
  const stamp = join(root, 'dist', 'assets.stamp')
  const sources = assetSources()
  if (existsSync(join(root, 'dist', 'assets')) && readIfThere(stamp) === sources) return true
  say('Building styles and scripts.')
  const { status } = spawnSync(node, [script], { cwd: root, stdio: ['ignore', 2, 2] })
  if (status !== 0) return false
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(stamp, sources)
  return true
}

/**
 * Hands over to a script under the pinned Node: this process becomes it where the system can do that, so that signals
 * and the exit code are its own; elsewhere it runs as a child that ends when this process does.
 */
export function handOver(node, script, args) {
  const command = [join(root, script), ...args]
  // What Node has compiled once is kept: reading every module anew is most of a start. Without the right to write there it goes on.
  const env = { NODE_COMPILE_CACHE: join(modules, '.cache', 'compiled'), ...process.env }
  if (typeof process.execve === 'function' && process.platform !== 'win32') {
    process.execve(node, [node, ...command], env)
  }
  const follow = new URL('follow.mjs', import.meta.url).href
  const child = spawn(node, ['--import', follow, ...command], { env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => giveUp(`${node} cannot be started: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(code ?? 128 + signalNumber(signal)))
}

function signalNumber(signal) {
  return { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }[signal] ?? 0
}

function isInstalled() {
  const wanted = fingerprint()
  if (readIfThere(stampFile) === wanted) return true
  if (!installedMatchesLock()) return false
  try {
    writeFileSync(stampFile, wanted)
  } catch {
    // A folder that may not be written: the comparison is made again next time.
  }
  return true
}

function fingerprint() {
  const lock = readFileSync(join(root, 'package-lock.json'))
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform} ${process.arch}\n`
}

/** Someone may have run npm themselves: npm then leaves its own list of what it installed. */
function installedMatchesLock() {
  const installed = parseIfThere(join(modules, '.package-lock.json'))
  if (!installed) return false
  const lock = parseIfThere(join(root, 'package-lock.json'))
  const ours = Object.keys(lock.packages[''].optionalDependencies ?? {})
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (path === '') return true
    const found = installed.packages[path]
    if (found) return found.version === wanted.version
    const isForHere = ours.includes(path.slice('node_modules/'.length)) && suits(wanted)
    return wanted.optional === true && !isForHere
  })
}

function suits({ os, cpu }) {
  return (!os || os.includes(process.platform)) && (!cpu || cpu.includes(process.arch))
}

/** One installation at a time: a file that names the process; one whose process is dead does not count. */
async function lockInstall() {
  const name = createHash('sha256').update(root).digest('hex').slice(0, 12)
  const file = join(tmpdir(), `schoolfellow-install-${name}.lock`)
  for (let waiting = false; ; waiting = true) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' })
      return () => rmSync(file, { force: true })
    } catch (error) {
      if (error.code !== 'EEXIST') return () => {}
    }
    const holder = Number(readIfThere(file))
    if (holder > 0 && !isAlive(holder)) rmSync(file, { force: true })
    else if (!waiting) say('Waiting for another installation of the same folder to finish.')
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function runNpm(args) {
  const npm = process.env.npm_execpath
  const [command, all] = npm?.endsWith('.js') ? [process.execPath, [npm, ...args]] : ['npm', args]
  return new Promise((resolve) => {
    const child = spawn(command, all, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' })
    child.on('error', (error) => {
      say(`npm cannot be started: ${error.message}`)
      resolve(1)
    })
    child.on('exit', (code) => resolve(code ?? 1))
  })
}

function majorOf(node) {
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' })
  return Number(/^v(\d+)/.exec(stdout ?? '')?.[1] ?? 0)
}

function assetSources() {
  const hash = createHash('sha256').update(fingerprint())
  const visit = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) visit(path)
      else if (!entry.name.endsWith('.test.ts'))
        hash.update(`${path} ${statSync(path).size} ${statSync(path).mtimeMs}\n`)
    }
  }
  visit(join(root, 'src', 'design'))
  return hash.digest('hex')
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

function parseIfThere(file) {
  const text = readIfThere(file)
  return text === undefined ? undefined : JSON.parse(text)
}
