import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../prepare.mjs'

/** Runs test files and gives their counts; the reporter prints what is worth reading as it comes. */
export async function runTests(files, { env = {}, coverage = false, everyTest = false }) {
  if (files.length === 0) return { passed: 0, failed: 0, skipped: 0 }
  const folder = mkdtempSync(join(tmpdir(), 'schoolfellow-gate-'))
  const counts = join(folder, 'counts.json')
  const reporter = (name) => `--test-reporter=${join(root, 'bin', 'gate', name)}`
  const options = [
    '--test',
    `--test-concurrency=${availableParallelism()}`,
    '--test-timeout=300000',
    everyTest ? '--test-reporter=spec' : reporter('reporter.mjs'),
    '--test-reporter-destination=stdout',
    reporter('counts.mjs'),
    `--test-reporter-destination=${counts}`,
    ...(coverage ? coverageOptions : []),
  ]
  const code = await new Promise((resolve) => {
    const child = spawn(process.execPath, [...options, ...files], {
      cwd: root,
      // Coverage is exact only of what was compiled just now.
      env: { ...process.env, ...(coverage ? { NODE_COMPILE_CACHE: undefined } : {}), ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    child.on('error', () => resolve(1))
    child.on('close', (status) => resolve(status ?? 1))
  })
  const result = readCounts(counts)
  rmSync(folder, { recursive: true, force: true })
  // The runner itself can fail when every test has passed, or end before it counts.
  if (code !== 0 && result.failed === 0) return { ...result, failed: 1, output: `node --test ended with code ${code}` }
  return result
}

const coverageOptions = [
  '--experimental-test-coverage',
  '--test-coverage-include=src/**/*.ts',
  '--test-coverage-exclude=src/**/*.test.ts',
  '--test-coverage-exclude=src/platform/db/tables.ts',
]

function readCounts(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return { passed: 0, failed: 0, skipped: 0 }
  }
}
