/**
 * Breaks the rules one small piece at a time and says which breaks no test noticed.
 * Run: npm --prefix bench/mutation ci && node bench/mutation/run.ts [FILES…]
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { printTable } from '../support/table.ts'

const root = join(import.meta.dirname, '../..')
const kept = join(root, 'tmp/mutation')
const stryker = join(import.meta.dirname, 'node_modules/@stryker-mutator/core/bin/stryker.js')

/** What is decided from its arguments alone. Lists of facts (bank holidays) and the clock have nothing to decide. */
const rules = [
  'src/features/**/*.rules.ts',
  'src/lib/!(*.test|clock|school-days-bank-holidays).ts',
  'src/platform/web/{fields,html,same-site}.ts',
  'src/platform/calendar/feed.ts',
  'src/platform/files/file-name.ts',
]
const tests = [
  'src/features/**/*.rules.test.ts',
  'src/features/**/*.schema.test.ts',
  'src/lib/*.test.ts',
  'src/platform/web/{fields,field-kinds,html,same-site}.test.ts',
  'src/platform/calendar/feed.test.ts',
  'src/platform/files/file-name.test.ts',
]

type Mutant = {
  mutatorName: string
  replacement?: string
  status: string
  location: { start: { line: number; column: number }; end: { line: number; column: number } }
}
type Report = { files: Record<string, { source: string; mutants: Mutant[] }> }

if (!existsSync(stryker)) {
  console.error('Install it first: npm --prefix bench/mutation ci')
  process.exit(1)
}
mkdirSync(kept, { recursive: true })
const config = join(kept, 'stryker.json')
const report = join(kept, 'report.json')
const files = process.argv.slice(2)
writeFileSync(
  config,
  JSON.stringify({
    mutate: files.length > 0 ? files : rules,
    testRunner: 'rules',
    plugins: [join(import.meta.dirname, 'runner.ts')],
    rules: { tests },
    coverageAnalysis: 'perTest',
    concurrency: Number(process.env.WORKERS ?? 1),
    timeoutMS: 4000,
    disableTypeChecks: true,
    ignorePatterns: ['/data', '/dist', '/tmp', '/bench', '/.ci'],
    tempDirName: join(kept, 'sandbox'),
    reporters: ['json', 'progress-append-only'],
    jsonReporter: { fileName: report },
    warnings: { unknownOptions: false, slow: false },
  }),
)
const { status } = spawnSync(process.execPath, [stryker, 'run', config], { cwd: root, stdio: 'inherit' })
if (status !== 0) process.exit(status ?? 1)

const broken = (JSON.parse(readFileSync(report, 'utf8')) as Report).files
for (const [file, { source, mutants }] of Object.entries(broken)) {
  const lines = source.split('\n')
  for (const mutant of mutants.filter(isUnnoticed)) {
    const { line, column } = mutant.location.start
    const to = mutant.replacement?.replaceAll(/\s+/g, ' ').slice(0, 80) ?? ''
    console.log(`\n${file}:${line}:${column} ${mutant.mutatorName} → ${to}\n  ${lines[line - 1]?.trim()}`)
  }
}
const rows = Object.entries(broken).map(([file, { mutants }]) => rowOf(file, mutants))
const all = rowOf(
  'all',
  Object.values(broken).flatMap(({ mutants }) => mutants),
)
console.log()
printTable(['file', 'breaks', 'noticed', 'unnoticed', 'noticed in 100'], [...rows, all])

function isUnnoticed({ status }: Mutant): boolean {
  return status === 'Survived' || status === 'NoCoverage'
}

function rowOf(file: string, mutants: readonly Mutant[]): string[] {
  const counted = mutants.filter(({ status }) => status !== 'Ignored')
  const unnoticed = counted.filter(isUnnoticed).length
  const score = counted.length === 0 ? '' : (100 - (100 * unnoticed) / counted.length).toFixed(1)
  return [file, String(counted.length), String(counted.length - unnoticed), String(unnoticed), score]
}
