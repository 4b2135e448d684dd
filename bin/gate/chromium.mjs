import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { root, say } from '../prepare.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/**
 * Finds a browser for the journeys: the one CHROMIUM_PATH names, one that is installed, one from the system's package
 * manager where it may be used, or the one inside an npm package. Gives the environment that tells the tests.
 */
export async function findChromium({ mayInstall }) {
  const path = process.env.CHROMIUM_PATH || installed() || (mayInstall && fromPackageManager()) || (await fromNpm())
  if (path) return { CHROMIUM_PATH: path }
  say('No Chromium was found and none could be installed: the journeys are skipped. Set CHROMIUM_PATH to run them.')
  return {}
}

function installed() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...applications].find(works)
}

function works(path) {
  try {
    accessSync(path, constants.X_OK)
  } catch {
    return false
  }
  // Some systems have a wrapper of this name that only says how to install the real one.
  if (process.platform !== 'linux') return true
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0
}

function fromPackageManager() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  say('Installing Chromium for the journeys (apt-get).')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
  ]) {
    const { status, stderr } = spawnSync('apt-get', args, { env, encoding: 'utf8', timeout: 300_000 })
    if (status !== 0) {
      say(`apt-get ${args[0]} failed: ${stderr?.trim().split('\n').at(-1) ?? 'no reason given'}`)
      return undefined
    }
  }
  return installed()
}

/**
 * The browser in the npm package unpacks into the temporary folder, under names that anyone could take: give it a
 * folder of our own. It brings the libraries that a bare system lacks; a small script puts them in its way.
 */
async function fromNpm() {
  const folder = join(root, 'node_modules', '.cache', 'chromium')
  const { TMPDIR } = process.env
  try {
    mkdirSync(folder, { recursive: true })
    process.env.TMPDIR = folder
    const { default: chromium, inflate } = await import('@sparticuz/chromium')
    const path = await chromium.executablePath()
    if (works(path) && existsSync('/etc/fonts')) return path
    const packed = join(root, 'node_modules', '@sparticuz', 'chromium', 'bin', 'al2023.tar.br')
    await inflate(packed)
    const script = join(folder, 'chromium.sh')
    const paths = `LD_LIBRARY_PATH='${join(folder, 'al2023', 'lib')}' FONTCONFIG_PATH='${join(folder, 'fonts')}'`
    writeFileSync(script, `#!/bin/sh\n${paths} exec '${path}' "$@"\n`, { mode: 0o700 })
    return works(script) ? script : undefined
  } catch (error) {
    say(`The browser from npm cannot be used: ${error.message}`)
    return undefined
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = TMPDIR
  }
}
