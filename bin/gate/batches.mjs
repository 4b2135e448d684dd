/**
 * Several test files in one process: reading all modules anew for each file would be most of the work. A file shares its
 * process with its neighbours unless it sets hooks for every test around it, or is so long that it is better off alone.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from '../prepare.mjs'

const filesInOne = 8
/** Hooks outside a suite are for every test of the process. */
const setsHooks = /^(before|beforeEach|afterEach|mock)\b/m

/** Files in the order in which they are to run, each alone or as a batch with its neighbours, written into `folder`. */
export function inBatches(files, folder, isLong) {
  const isAlone = (file) => isLong(file) || setsHooks.test(readFileSync(join(root, file), 'utf8'))
  const together = files.filter((file) => !isAlone(file)).sort()
  const batches = []
  for (let from = 0; from < together.length; from += filesInOne) {
    const of = together.slice(from, from + filesInOne)
    const path = join(folder, `batch-${batches.length + 1}.test.mjs`)
    writeFileSync(path, textOf(of))
    batches.push({ path, of })
  }
  return [...files.filter(isAlone).map((path) => ({ path, of: [path] })), ...batches]
}

/** No clean-up takes longer, but on one that failed nobody can wait. */
const cleanUpMs = 20_000

/** Stands after the tests of each file, and is counted nowhere. */
export const endOfFile = 'the tests of this file have run'

/**
 * One file after the other, each loaded when the one before has cleaned up: the runner runs all clean-ups that it knows as
 * soon as every test that it knows has ended, and would run those of a file whose tests are still to come. What cannot be
 * loaded is a failed test of its own name, so that the others of its batch run all the same.
 */
function textOf(files) {
  const urls = files.map((file) => pathToFileURL(join(root, file)).href)
  return `import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
const staying = setInterval(() => {}, 2 ** 30)
for (const file of ${JSON.stringify(urls)}) {
  try {
    await import(file)
  } catch (error) {
    test(\`\${file} cannot be loaded\`, () => {
      throw error
    })
  }
  const cleanedUp = new Promise((resolve) => after(() => resolve()))
  await test(${JSON.stringify(endOfFile)}, () => {})
  // A clean-up that fails ends them all.
  await Promise.race([cleanedUp, sleep(${cleanUpMs}, undefined, { ref: false })])
}
clearInterval(staying)
`
}
