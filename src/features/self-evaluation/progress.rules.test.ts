import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { people, smallFramework, statementKeys } from '../../../tests/support/self-evaluation-example.ts'
import { progressByPerson, progressState, progressThrough } from './progress.rules.ts'

test('progress counts by area and says where to resume', () => {
  const progress = progressThrough(smallFramework, new Set(['duty', 'governors']))
  assert.deepEqual(progress.areas[0], { key: 'leadership', title: 'Leadership', judged: 2, total: 3, next: 'vision' })
  assert.deepEqual(progress.next, { area: 'leadership', statement: 'vision' })
  assert.equal(progressThrough(smallFramework, new Set(statementKeys)).next, undefined)
})

test('every count adds up: areas to the whole, judged plus left to the total', () => {
  fc.assert(
    fc.property(fc.subarray([...statementKeys, 'not-in-the-framework']), (keys) => {
      const progress = progressThrough(smallFramework, new Set(keys))
      assert.equal(progress.total, 5)
      assert.equal(progress.judged, keys.filter((key) => statementKeys.includes(key)).length)
      assert.equal(progress.next === undefined, progress.judged === progress.total)
    }),
  )
})

test('progress by person never counts a statement twice or one that is not there', () => {
  const judged = ['duty', 'duty', 'not-there', 'support'].map((statement_key) => ({ person_id: 'ana', statement_key }))
  const [ana, ben] = progressByPerson(smallFramework, people, judged)
  assert.deepEqual(ana, { person_id: 'ana', judged: 2, total: 5 })
  assert.deepEqual(ben, { person_id: 'ben', judged: 0, total: 5 })
})

test('a person is finished when they say so, whatever is judged', () => {
  assert.equal(progressState({ judged: 2, total: 5 }, true), 'finished')
  assert.equal(progressState({ judged: 0, total: 5 }, false), 'not started')
  assert.equal(progressState({ judged: 2, total: 5 }, false), 'under way')
  assert.equal(progressState({ judged: 5, total: 5 }, false), 'all judged')
})
