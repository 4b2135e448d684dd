/**
 * A reporter for reading: nothing for what passes but one line a file that took long, every failure and skip in full,
 * and the coverage of each part of the system.
 */
import { relative } from 'node:path'
import { root } from '../prepare.mjs'
import { tookEach } from './counts.mjs'

const slowFile = 5000

export default async function* compact(source) {
  const skipped = []
  const took = tookEach()
  for await (const { type, data } of source) {
    took.add(type, data)
    if (type === 'test:fail' && data.details.error?.failureType !== 'subtestsFailed') yield failure(data)
    if (type === 'test:pass' && data.skip !== undefined) skipped.push(skip(data))
    if (type === 'test:stderr' || type === 'test:stdout') yield data.message
    if (type === 'test:coverage') yield coverage(data.summary)
  }
  yield* skipped
  yield* slow(took.all())
}

function failure({ name, file, line, details }) {
  const cause = details.error?.cause ?? details.error
  const text = cause?.stack ?? cause?.message ?? String(cause)
  const indented = String(text).replaceAll('\n', '\n    ')
  return `\n  ✗ ${name}\n    ${short(file)}:${line ?? 1}\n    ${indented}\n`
}

/** Files whose tests took long, the slowest first. */
function slow(took) {
  const long = Object.entries(took).filter(([, ms]) => ms > slowFile)
  return long.sort((a, b) => b[1] - a[1]).map(([file, ms]) => `  ${file} took ${(ms / 1000).toFixed(1)} s\n`)
}

function skip({ name, skip: reason }) {
  return `  skipped: ${name}${typeof reason === 'string' ? ` (${reason})` : ''}\n`
}

const short = (file) => (file ? relative(root, file) : '')

/** One row a folder of the second level, since a row a file is more than anyone reads. */
function coverage({ files, totals }) {
  const parts = Map.groupBy(files, ({ path }) => {
    const [, first, second, ...rest] = relative(root, path).replaceAll('\\', '/').split('/')
    if (second === undefined) return 'src'
    return rest.length > 0 ? `src/${first}/${second}` : `src/${first}`
  })
  const rows = [...parts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, of]) => row(name, sum(of)))
  return ['\n  coverage                         lines  branches  functions\n', ...rows, row('all', totals), '\n'].join(
    '',
  )
}

function row(name, { coveredLineCount, totalLineCount, ...rest }) {
  const percent = (covered, all) => `${all === 0 ? '100' : ((100 * covered) / all).toFixed(1)} %`
  return (
    `  ${name.padEnd(30)}${percent(coveredLineCount, totalLineCount).padStart(8)}` +
    `${percent(rest.coveredBranchCount, rest.totalBranchCount).padStart(10)}` +
    `${percent(rest.coveredFunctionCount, rest.totalFunctionCount).padStart(11)}\n`
  )
}

function sum(files) {
  const counts = ['coveredLineCount', 'totalLineCount', 'coveredBranchCount', 'totalBranchCount']
  return Object.fromEntries(
    [...counts, 'coveredFunctionCount', 'totalFunctionCount'].map((key) => [
      key,
      files.reduce((total, file) => total + file[key], 0),
    ]),
  )
}
