import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { root } from '../prepare.mjs'
import { inBatches } from './batches.mjs'

/**
 * Runs test files and gives their counts; the reporter prints what is worth reading as it comes. `together` lets files
 * share a process.
 */
export async function runTests(files, { env = {}, coverage = false, everyTest = false, together = false }) {
  if (files.length === 0) return { passed: 0, failed: 0, skipped: 0 }
  const folder = mkdtempSync(join(tmpdir(), 'schoolfellow-gate-'))
  const countsFile = join(folder, 'counts.json')
  const order = JSON.stringify({ files: inOrder(files, folder, together), coverage, everyTest, countsFile })
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

/** How long each file took when it was last run, in milliseconds. */
const timesFile = join(root, 'node_modules', '.cache', 'test-times.json')
/** Longer than this, a file gains nothing from company. */
const longMs = 8000

/** The longest when nothing was run here yet, and about how long they take, in seconds. */
const usually = {
  'tests/journeys/whole-review.test.ts': 115,
  'tests/house-rules/every-form.test.ts': 70,
  'tests/house-rules/access-matrix.test.ts': 60,
  'tests/journeys/demonstration.test.ts': 58,
  'tests/house-rules/bad-input.test.ts': 55,
  'tests/journeys/kent-schools.test.ts': 48,
  'tests/journeys/year.test.ts': 45,
  'tests/cycles/triads-year.test.ts': 39,
  'src/lib/grouping/form-groups.test.ts': 34,
  'tests/journeys/own-way.test.ts': 31,
  'src/cli.test.ts': 29,
  'src/platform/db/cluster.test.ts': 27,
  'tests/cycles/kent-cycle.test.ts': 24,
  'src/features/schools/register.test.ts': 18,
  'tests/cycles/cluster-year.test.ts': 17,
  'tests/house-rules/start.test.ts': 16,
  'src/platform/db/cluster-account.test.ts': 13,
  'src/lib/grouping/place.test.ts': 12,
  'src/lib/scheduling/schedule.test.ts': 9,
}

/** The longest first, so that none of them begins when all others have ended. */
function inOrder(files, folder, together) {
  const times = readTimes()
  const timeOf = (file) => times[file] ?? (usually[file] ?? 1) * 1000
  const groups = together
    ? inBatches(files, folder, (file) => timeOf(file) > longMs)
    : files.map((path) => ({ path, of: [path] }))
  const sum = ({ of }) => of.reduce((all, file) => all + timeOf(file), 0)
  return groups.sort((a, b) => sum(b) - sum(a)).map(({ path }) => path)
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
