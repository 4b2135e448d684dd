import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { keyFrom, moved, nextEdition, partVersion } from './draft-parts.ts'

test('a key is new, and made of letters, digits and single hyphens', () => {
  fc.assert(
    fc.property(fc.string(), fc.uniqueArray(fc.string()), (text, taken) => {
      const key = keyFrom(text, new Set(taken))
      assert.match(key, /^[a-z0-9]+(-[a-z0-9]+)*$/)
      assert.ok(!taken.includes(key))
    }),
  )
  assert.equal(keyFrom('Clubs & trips', new Set(['clubs-trips'])), 'clubs-trips-2')
  assert.equal(keyFrom('--A -- B--', new Set()), 'a-b')
  assert.equal(keyFrom('É!', new Set()), 'e')
})

test('moving up and then down leaves the order as it was, and nothing is lost', () => {
  const list = ['a', 'b', 'c', 'd'].map((key) => ({ key }))
  fc.assert(
    fc.property(fc.constantFrom('b', 'c', 'd'), (key) => {
      assert.deepEqual(moved(moved(list, key, 'up'), key, 'down'), list)
    }),
  )
  const order = (key: string, way: 'up' | 'down') =>
    moved(list, key, way)
      .map((one) => one.key)
      .join('')
  assert.deepEqual(
    [order('b', 'up'), order('c', 'up'), order('c', 'down'), order('a', 'down')],
    ['bacd', 'acbd', 'abdc', 'bacd'],
  )
  assert.deepEqual(moved(list, 'a', 'up'), list)
  assert.deepEqual(moved(list, 'd', 'down'), list)
  assert.deepEqual(moved(list, 'x', 'down'), list)
})

test('the version of a part changes with its texts and fits the form', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      const version = partVersion({ text: one })
      assert.ok(version >= 0 && version < 1_000_000_000)
      assert.equal(partVersion({ text: one }) === partVersion({ text: other }), one === other)
    }),
  )
})

test('editions count on', () => {
  assert.equal(nextEdition('1', new Set(['1', '2'])), '3')
  assert.equal(nextEdition('Autumn 2026', new Set()), 'Autumn 2027')
  assert.equal(nextEdition('Trial', new Set(['Trial'])), 'Trial 2')
  assert.equal(nextEdition('2026 edition 9', new Set()), '2026 edition 10')
  assert.equal(nextEdition('2026 draft', new Set()), '2026 draft 2')
})
