import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { generatedFile, generateTypes } from './generate-components.ts'

test('the component types are those of the installed govuk-frontend', () => {
  assert.equal(readFileSync(generatedFile, 'utf8'), generateTypes(), 'run "node src/design/generate-components.ts"')
})
