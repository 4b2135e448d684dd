import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openFramework, smallFramework } from '../../../tests/support/self-evaluation-example.ts'
import { isJudged, labelOf, pointsOf } from './judgement.rules.ts'

test('a judgement is a point, or words where the scale is open', () => {
  assert.equal(isJudged(smallFramework.scale, { point: 1, answer: '' }), true)
  assert.equal(isJudged(smallFramework.scale, { point: null, answer: 'Words' }), false)
  assert.equal(isJudged(openFramework.scale, { point: null, answer: 'Words' }), true)
  assert.equal(isJudged(openFramework.scale, { point: null, answer: '  ' }), false)
  assert.equal(isJudged(openFramework.scale, undefined), false)
})

test('points and their words', () => {
  assert.deepEqual(
    [
      ...pointsOf([
        { statement_key: 'a', point: 2 },
        { statement_key: 'b', point: null },
      ]),
    ],
    [['a', 2]],
  )
  assert.equal(labelOf(smallFramework.scale, 3), '3 Secure')
})
