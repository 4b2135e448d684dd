/**
 * Runs test files as `node --test` does, but in the order in which they are given: `node --test` sorts them by name, and
 * then a long one that comes last keeps everybody waiting. Started by run-tests.mjs, which says what to do in one line
 * of JSON, and gets the counts in a file.
 */
import { createWriteStream } from 'node:fs'
import { availableParallelism } from 'node:os'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import counts from './counts.mjs'
import compact from './reporter.mjs'

const { files, coverage, everyTest, countsFile } = JSON.parse(process.argv[2])
const stream = run({
  files,
  concurrency: availableParallelism(),
  timeout: 300_000,
  ...(coverage
    ? {
        coverage: true,
        coverageIncludeGlobs: ['src/**/*.ts'],
        coverageExcludeGlobs: ['src/**/*.test.ts', 'src/platform/db/tables.ts'],
      }
    : {}),
})
stream.on('test:fail', (data) => {
  if (data.todo === undefined || data.todo === false) process.exitCode = 1
})
stream.compose(everyTest ? new spec() : compact).pipe(process.stdout)
stream.compose(counts).pipe(createWriteStream(countsFile))
