import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renamed, renumberedIds } from './groups.ts'

test('a new group has names of its own, also inside another list and behind a form name', () => {
  assert.equal(renamed('steps[2][title]', 'steps', 2, 3), 'steps[3][title]')
  assert.equal(renamed('steps[2][title]', 'plan-steps', 2, 3), 'steps[3][title]')
  assert.equal(renamed('areas[1][points][1][label]', 'areas-1-points', 1, 2), 'areas[1][points][2][label]')
  assert.equal(renamed('other[2][title]', 'steps', 2, 3), 'other[2][title]')
})

test('a new group has ids of its own, and points to its own hints', () => {
  assert.equal(
    renumberedIds('steps-2-title-hint steps-2-title-error', 'steps', 2, 3),
    'steps-3-title-hint steps-3-title-error',
  )
  assert.equal(renumberedIds('conditional-steps-2-kind', 'steps', 2, 3), 'conditional-steps-3-kind')
  assert.equal(renumberedIds('steps-20-title', 'steps', 2, 3), 'steps-20-title')
})
