import { globSync } from 'node:fs'
import { root } from '../prepare.mjs'
import { run } from './tools.mjs'

/**
 * Checks the direction of imports. dependency-cruiser says that all is well when it cannot read TypeScript at all, so
 * this fails when it has read fewer files than there are.
 */
export async function cruise() {
  const { stdout, stderr } = await run('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', [
    'src',
    'tests',
    'bench',
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'json',
  ])
  let report
  try {
    report = JSON.parse(stdout)
  } catch {
    return { passed: 0, failed: 1, skipped: 0, output: stderr || stdout.slice(0, 2000) }
  }
  const read = new Set(report.modules.map(({ source }) => source).filter((path) => path.startsWith('src/')))
  const unread = globSync('src/**/*.ts', { cwd: root }).filter((path) => !read.has(path.replaceAll('\\', '/')))
  const lines = report.summary.violations.map(
    ({ rule, from, to, cycle }) =>
      `${rule.severity} ${rule.name}: ${from} → ${cycle ? cycle.map((part) => part.name ?? part).join(' → ') : to}`,
  )
  if (unread.length > 0) lines.push(`${unread.length} files were not read, the first of them ${unread[0]}`)
  const failed = unread.length > 0 || report.summary.error > 0
  return { passed: failed ? 0 : 1, failed: failed ? 1 : 0, skipped: 0, output: lines.join('\n') }
}
