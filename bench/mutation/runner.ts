/**
 * Runs the rules' tests for Stryker in one process: a rule takes milliseconds, a process takes half a second, and there
 * are thousands of breaks to try.
 */
import { globSync, readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { type Collected, testsOf } from './collect.ts'

type Hits = Record<string, number>
type Instrumented = {
  activeMutant?: string | undefined
  currentTestId?: string | undefined
  hitCount?: number | undefined
  hitLimit?: number | undefined
  mutantCoverage?: { static: Hits; perTest: Record<string, Hits> } | undefined
}
type MutantRun = {
  activeMutant: { id: string }
  mutantActivation: 'runtime' | 'static'
  sandboxFileName: string
  testFilter?: string[]
  hitLimit?: number
}

/** How often the sources were loaded anew. */
let generation = 0
const onlyHere: Record<string, unknown> & { __stryker__?: Instrumented } = globalThis
const collect = new URL('./collect.ts', import.meta.url).href
const loaded = new Map<string, Collected[]>()
const fallen: Error[] = []

/** What Stryker asks a plugin for. */
export const strykerPlugins = [
  { kind: 'TestRunner', name: 'rules', factory: Object.assign(makeRunner, { inject: ['options'] }) },
]

function makeRunner(options: { rules: { tests: string[] } }) {
  const files = globSync(options.rules.tests).sort()
  return {
    capabilities: () => ({ reloadEnvironment: true }),
    init: async () => {
      const own = `${pathToFileURL(process.cwd()).href}/src/`
      registerHooks({
        resolve: (name, context, next) => {
          const found = next(name === 'node:test' ? collect : name, context)
          return generation > 0 && found.url.startsWith(own)
            ? { ...found, url: `${found.url}?again=${generation}` }
            : found
        },
      })
      // A stream that fails on its own must not take the process with it.
      process.on('uncaughtException', (error) => fallen.push(error))
      // The same examples each time, and the first that fails is enough.
      fc.configureGlobal({ seed: 20_261_122, endOnFailure: true })
    },
    dryRun: () => runOnce(files),
    mutantRun: (run: MutantRun) => runBroken(run, files),
  }
}

/** Every test on the code as it is: which breaks does each of them reach? */
async function runOnce(files: string[]) {
  const instrumented = instrumentation()
  const results = []
  for (const one of await load(files)) {
    instrumented.currentTestId = one.id
    const started = performance.now()
    const failure = await failureOf(one)
    const result = { id: one.id, name: one.id, fileName: one.file, timeSpentMs: performance.now() - started }
    results.push(failure ? { ...result, status: 1, failureMessage: failure } : { ...result, status: 0 })
    instrumented.currentTestId = undefined
  }
  return { status: 'complete', tests: results, mutantCoverage: instrumented.mutantCoverage }
}

/** The tests that reach one break, until one of them notices. */
async function runBroken(run: MutantRun, files: string[]) {
  const instrumented = instrumentation()
  const choose = run.testFilter && new Set(run.testFilter)
  Object.assign(instrumented, { hitCount: run.hitLimit ? 0 : undefined, hitLimit: run.hitLimit })
  instrumented.activeMutant = run.activeMutant.id
  let count = 0
  try {
    for await (const one of run.mutantActivation === 'static' ? loadedAnew(near(run, files)) : await load(files)) {
      if (choose && !choose.has(one.id)) continue
      count += 1
      const failure = await failureOf(one)
      if ((instrumented.hitCount ?? 0) > (run.hitLimit ?? Infinity))
        return { status: 'timeout', reason: 'It never ends.' }
      if (failure) return { status: 'killed', killedBy: [one.id], failureMessage: failure, nrOfTests: count }
    }
  } catch (error) {
    return { status: 'killed', killedBy: ['loading'], failureMessage: String(error), nrOfTests: count }
  } finally {
    instrumented.activeMutant = undefined
  }
  return { status: 'survived', nrOfTests: count }
}

/** For a constant Stryker cannot say which tests reach it: those of its folder, its own first, and those that name it. */
function near(run: MutantRun, files: string[]): string[] {
  const broken = relative(process.cwd(), run.sandboxFileName)
  const own = broken.replace(/\.ts$/, '.test.ts')
  const name = `/${basename(broken)}'`
  const chosen = files.filter((file) => dirname(file) === dirname(broken) || readFileSync(file, 'utf8').includes(name))
  return chosen.sort((one, other) => Number(other === own) - Number(one === own))
}

async function load(files: string[]): Promise<Collected[]> {
  for (const file of files) {
    if (loaded.has(file)) continue
    loaded.set(file, await testsOf(file, () => import(pathToFileURL(join(process.cwd(), file)).href)))
  }
  return files.flatMap((file) => loaded.get(file) ?? [])
}

/** A constant is computed while files load, so they are loaded again with the break in them, one by one. */
async function* loadedAnew(files: string[]) {
  generation += 1
  for (const file of files) yield* await testsOf(file, () => import(pathToFileURL(join(process.cwd(), file)).href))
}

async function failureOf(one: Collected): Promise<string | undefined> {
  try {
    await one.run()
    return fallen.splice(0).map(String)[0]
  } catch (error) {
    return String(error).slice(0, 300) || 'It failed.'
  }
}

/** What the broken code reads and writes: which break is on, and which were reached. */
function instrumentation(): Instrumented {
  onlyHere.__stryker__ ??= {}
  return onlyHere.__stryker__
}
