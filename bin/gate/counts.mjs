import { relative } from 'node:path'
import { root } from '../prepare.mjs'

/** A reporter that writes only the counts, for the gate to add up, and how long each file took. A cancelled test has failed. */
export default async function* counts(source) {
  const took = {}
  for await (const { type, data } of source) {
    if (type !== 'test:summary') continue
    if (data.file !== undefined) took[relative(root, data.file).replaceAll('\\', '/')] = Math.round(data.duration_ms)
    else {
      const { passed, failed, cancelled, skipped, todo } = data.counts
      yield JSON.stringify({ passed, failed: failed + cancelled, skipped: skipped + todo, took })
    }
  }
}
