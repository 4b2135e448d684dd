/**
 * The gate: every check in order, each named and timed. It goes on after a failure, so that one run shows all there is
 * to mend, and ends with the line `N passed, N failed`.
 */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { missingPackages } from '../complete-lock.mjs'
import { buildAssets, root, say } from '../prepare.mjs'
import { findChromium } from './chromium.mjs'
import { localCluster, ownCluster } from './clusters.mjs'
import { cruise } from './cruise.mjs'
import { runTests } from './run-tests.mjs'
import { runTool } from './tools.mjs'

/** What the compiler remembers of the last run, so that it looks again only at what a change can reach. */
const typesSeen = join(root, 'node_modules', '.cache', 'types.tsbuildinfo')
const total = { passed: 0, failed: 0, skipped: 0 }
const filters = process.argv.slice(2)
const everyTest = ['src/**/*.test.ts', 'tests/**/*.test.ts']
  .flatMap((pattern) => globSync(pattern, { cwd: root }))
  .map((path) => path.replaceAll('\\', '/'))
  .sort()
const isJourney = (path) => path.startsWith('tests/journeys/')

await (filters.length > 0 ? runFiltered() : runAll())
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`)
process.exit(total.failed > 0 ? 1 : 0)

async function runAll() {
  await step('build the assets', () => verdict(buildAssets(process.execPath)))
  await step('packages of every platform', checkLock)
  const checkTypes = ['--noEmit', '--pretty', 'false', '-p', '.', '--incremental', '--tsBuildInfoFile', typesSeen]
  await step('types (tsc)', () => runTool('typescript/bin/tsc', checkTypes))
  await step('format and lint (Biome)', () =>
    runTool('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '--reporter=summary']),
  )
  await step('direction of imports (dependency-cruiser)', cruise)
  await step('unused files, exports and packages (knip)', () => runTool('knip/bin/knip.js', ['--no-progress']))
  const ordinary = everyTest.filter((path) => !isJourney(path))
  const wide = (path) => path.startsWith('tests/')
  await step('tests beside the code, on the built-in PostgreSQL 18', () =>
    withCluster(ownCluster, (env) =>
      runTests(
        ordinary.filter((path) => !wide(path)),
        { env, coverage: true, together: true },
      ),
    ),
  )
  // They go through everything: that a line was passed says little of what is known of it.
  await step('house rules and cycles, on the built-in PostgreSQL 18', () =>
    withCluster(ownCluster, (env) => runTests(ordinary.filter(wide), { env, together: true })),
  )
  await step('tests of the database, on another PostgreSQL', () =>
    withCluster(localCluster, (env) => runTests(ordinary.filter(usesDatabase), { env, together: true })),
  )
  const journeys = everyTest.filter(isJourney)
  if (journeys.length > 0) {
    await step('journeys in a browser', () =>
      withCluster(ownCluster, async (env) => {
        const chromium = await findChromium({ mayInstall: true })
        return runTests(journeys, { env: { ...env, ...chromium } })
      }),
    )
  }
}

async function runFiltered() {
  buildAssets(process.execPath)
  const files = everyTest.filter((path) => filters.some((filter) => path.includes(filter)))
  if (files.length === 0) {
    say(`No test file has ${filters.join(' or ')} in its path.`)
    total.failed += 1
    return
  }
  const env = files.some(isJourney) ? await findChromium({ mayInstall: false }) : {}
  await step(`${files.length} test file${files.length === 1 ? '' : 's'}`, () =>
    runTests(files, { env, everyTest: true }),
  )
}

/** Runs one check: it gives its counts and, when it fails, what to show. */
async function step(name, check) {
  console.log(`\n── ${name}`)
  const started = performance.now()
  let result
  try {
    result = await check()
  } catch (error) {
    result = { passed: 0, failed: 1, skipped: 0, output: error.stack ?? String(error) }
  }
  if (result.output) console.log(result.output.trimEnd())
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  for (const key of Object.keys(total)) total[key] += result[key]
  const mark = result.failed > 0 ? '✗' : result.passed > 0 ? '✓' : '–'
  const counts = [`${result.passed} passed`, `${result.failed} failed`]
  if (result.skipped > 0) counts.push(`${result.skipped} skipped`)
  console.log(`${mark} ${name}: ${counts.join(', ')} (${seconds} s)`)
}

/** A fresh clone cannot be installed when npm has left a platform's packages out of package-lock.json. */
function checkLock() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const names = Object.keys(missingPackages(packages))
  const output = names.length > 0 ? `package-lock.json lacks ${names.join(', ')}. Run: node bin/complete-lock.mjs` : ''
  return { ...verdict(names.length === 0), output }
}

function verdict(passed) {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 }
}

/** Starts a cluster for one step and stops it afterwards; a step without one is skipped with its reason. */
async function withCluster(open, work) {
  const cluster = await open()
  if (cluster.skipped) return { passed: 0, failed: 0, skipped: 1, output: `skipped: ${cluster.skipped}` }
  try {
    if (cluster.version) console.log(`on PostgreSQL ${cluster.version}`)
    return await work({ TEST_CLUSTER_URL: cluster.url })
  } finally {
    await cluster.stop()
  }
}

/** Whether a test file has a database of its own to try: those are run again on another PostgreSQL. */
function usesDatabase(path) {
  // They use the test worlds without a database, send only statements that other tests send too, or are refused before it.
  const once = [
    ...['src/lib/', 'src/cli/problem-commands', 'tests/cycles/'],
    ...['tests/house-rules/bad-input', 'tests/house-rules/every-form'],
  ]
  const file = join(root, path)
  if (once.some((start) => path.startsWith(start))) return false
  return existsSync(file) && /from '(\.\.\/)+(tests\/)?support\/(?!cluster)/.test(readFileSync(file, 'utf8'))
}
