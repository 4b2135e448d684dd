import { relative } from 'node:path'
import { root } from '../prepare.mjs'
import { endOfFile } from './batches.mjs'

/** A reporter that writes only the counts, for the gate to add up, and how long each file took. A cancelled test has failed. */
export default async function* counts(source) {
  const took = tookEach()
  let ends = 0
  for await (const { type, data } of source) {
    took.add(type, data)
    if (type === 'test:pass' && data.name === endOfFile) ends += 1
    if (type !== 'test:summary' || data.file !== undefined) continue
    const { passed, failed, cancelled, skipped, todo } = data.counts
    yield JSON.stringify({
      passed: passed - ends,
      failed: failed + cancelled,
      skipped: skipped + todo,
      took: took.all(),
    })
  }
}

/** How long each file took, in milliseconds, by paths from the root: with its loading if alone, else its tests. */
export function tookEach() {
  const [tests, whole] = [new Map(), new Map()]
  const pathOf = (file) => relative(root, file).replaceAll('\\', '/')
  return {
    add(type, { file, name, nesting, details, duration_ms }) {
      if (file === undefined) return
      const path = pathOf(file)
      if (type === 'test:summary') whole.set(path, Math.round(duration_ms))
      if (nesting === 0 && name !== endOfFile && (type === 'test:pass' || type === 'test:fail'))
        tests.set(path, (tests.get(path) ?? 0) + Math.round(details.duration_ms))
    },
    all: () => Object.fromEntries([...tests.keys()].map((path) => [path, whole.get(path) ?? tests.get(path)])),
  }
}
