import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { agreedPoints, smallFramework } from '../../../tests/support/self-evaluation-example.ts'
import type { Flag } from './comparison.rules.ts'
import { suggestHighlights } from './highlight.rules.ts'

test('no statement is ever suggested as both a strength and a priority', () => {
  fc.assert(
    fc.property(agreedPoints, (points) => {
      const { strengths, priorities } = suggestHighlights(smallFramework, points, new Map())
      assert.ok(strengths.every((key) => !priorities.includes(key) && points.has(key)))
      assert.ok(priorities.every((key) => points.has(key)))
    }),
  )
})

test('a supported high judgement is suggested first as a strength; what closes a gate first as a priority', () => {
  const points = new Map([
    ['duty', 1],
    ['vision', 1],
    ['governors', 3],
    ['adapting', 4],
    ['support', 4],
  ])
  const flags = new Map<string, Flag[]>([['adapting', ['no-evidence']]])
  assert.deepEqual(suggestHighlights(smallFramework, points, flags), {
    strengths: ['support', 'adapting', 'governors'],
    priorities: ['duty', 'vision'],
  })
})
