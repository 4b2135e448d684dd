import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { whoMayText } from './who-may.ts'

test('who may use which page is as it was agreed', () => {
  const agreed = readFileSync(new URL('./who-may.txt', import.meta.url), 'utf8').split('\n')
  const now = whoMayText().split('\n')
  const changes = [
    ...agreed.filter((line) => !now.includes(line)).map((line) => `was  ${line}`),
    ...now.filter((line) => !agreed.includes(line)).map((line) => `is   ${line}`),
  ]
  assert.deepEqual(
    changes,
    [],
    'If this is meant, run: node tests/house-rules/who-may.ts > tests/house-rules/who-may.txt',
  )
})
