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

test('what is judged best and supported best comes first, five of each at the most', () => {
  const [area] = smallFramework.areas
  const statements = 'abcdefg'.split('').map((key) => ({ key, text: key, descriptors: {}, look_for: [], evidence: [] }))
  const framework = {
    ...smallFramework,
    gates: [],
    areas: [{ ...area, key: 'x', title: 'X', summary: '', statements }],
  }
  const all = (...points: number[]) => new Map(points.map((point, index) => ['abcdefg'[index] ?? '', point]))
  const suggest = (points: Map<string, number>, flags: [string, Flag[]][] = []) =>
    Object.values(suggestHighlights(framework, points, new Map(flags))).map((keys) => keys.join(''))
  assert.deepEqual(suggest(all(3, 4, 3, 4, 3, 4, 3)), ['bdfac', ''])
  assert.deepEqual(suggest(all(2, 1, 2, 1, 2, 1, 2)), ['', 'bdfac'])
  assert.deepEqual(
    suggest(all(4, 4, 4, 4), [
      ['a', ['no-evidence', 'differs']],
      ['b', ['no-evidence']],
      ['c', ['differs']],
    ]),
    ['dcba', ''],
  )
  assert.deepEqual(suggest(new Map()), ['', ''])
})

test('what holds others back is a priority whatever it was judged, until it opens its gate', () => {
  const gates = smallFramework.gates.map((gate) => ({ ...gate, at_least: 4 }))
  const points = (duty: number) => new Map(Object.entries({ vision: 1, duty, governors: 4 }))
  const suggest = (duty: number) => suggestHighlights({ ...smallFramework, gates }, points(duty), new Map())
  assert.deepEqual(suggest(3), { strengths: ['governors'], priorities: ['duty', 'vision'] })
  assert.deepEqual(suggest(4), { strengths: ['duty', 'governors'], priorities: ['vision'] })
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
