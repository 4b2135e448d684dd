import assert from 'node:assert/strict'
import { test } from 'node:test'
import { people, snapshotSource } from '../../../tests/support/self-evaluation-example.ts'
import { frameworkOfSnapshot, snapshotOf, snapshotPoints } from './snapshot.rules.ts'
import { snapshotContent } from './snapshot.schema.ts'

test('a snapshot keeps the texts, the judgements and the evidence, and survives being stored', () => {
  const snapshot = snapshotOf(snapshotSource())
  const stored = snapshotContent.parse(JSON.parse(JSON.stringify(snapshot)))
  assert.deepEqual(stored, snapshot)
  const vision = stored.areas[0]?.statements[1]
  assert.equal(vision?.descriptor, 'Leaders set a direction. Developing')
  assert.equal(stored.agreed_on, '2026-11-16')
  assert.equal(stored.highlights.length, 2)
  assert.equal(snapshotPoints(stored).get('adapting'), 4)
  assert.equal(frameworkOfSnapshot(stored).areas.length, 2)
})

test('a snapshot never names a colleague or quotes what they wrote for themselves', () => {
  const text = JSON.stringify(snapshotOf(snapshotSource()))
  for (const person of people) assert.ok(!text.includes(person))
  assert.ok(!text.includes('thinks so'))
})
