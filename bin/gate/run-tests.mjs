import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { root } from '../prepare.mjs'

/** Runs test files and gives their counts; the reporter prints what is worth reading as it comes. */
export async function runTests(files, { env = {}, coverage = false, everyTest = false }) {
  if (files.length === 0) return { passed: 0, failed: 0, skipped: 0 }
  const folder = mkdtempSync(join(tmpdir(), 'schoolfellow-gate-'))
  const countsFile = join(folder, 'counts.json')
  const order = JSON.stringify({ files: longestFirst(files), coverage, everyTest, countsFile })
  const code = await new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'bin', 'gate', 'run.mjs'), order], {
      cwd: root,
      // Coverage is exact only of what was compiled just now.
      env: { ...process.env, ...(coverage ? { NODE_COMPILE_CACHE: undefined } : {}), ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    child.on('error', () => resolve(1))
    child.on('close', (status) => resolve(status ?? 1))
  })
  const { took = {}, ...result } = readCounts(countsFile)
  remember(took)
  rmSync(folder, { recursive: true, force: true })
  // The runner itself can fail when every test has passed, or end before it counts.
  if (code !== 0 && result.failed === 0) return { ...result, failed: 1, output: `node --test ended with code ${code}` }
  return result
}

/** How long each file took when it was last run. */
const timesFile = join(root, 'node_modules', '.cache', 'test-times.json')

/** The longest first, so that none of them begins when all others have ended; what was never run may be long. */
function longestFirst(files) {
  const times = readTimes()
  const timeOf = (file) => times[file] ?? Number.POSITIVE_INFINITY
  return [...files].sort((a, b) => (timeOf(b) > timeOf(a) ? 1 : timeOf(b) < timeOf(a) ? -1 : 0))
}

function readTimes() {
  try {
    return JSON.parse(readFileSync(timesFile, 'utf8'))
  } catch {
    return {}
  }
}

function remember(took) {
  try {
    mkdirSync(dirname(timesFile), { recursive: true })
    writeFileSync(timesFile, JSON.stringify({ ...readTimes(), ...took }))
  } catch {
    // The order is only a matter of time.
  }
}

function readCounts(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return { passed: 0, failed: 0, skipped: 0 }
  }
}
