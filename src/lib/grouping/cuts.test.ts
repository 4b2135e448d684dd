import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { randomFrom } from '../random.ts'
import { brokenCuts, countIn, mostIn } from './cuts.ts'

/** Schools shared out into groups of three at random. */
function partition(n: number, random: () => number): number[][] {
  const order = [...Array(n).keys()].map((i) => ({ i, key: random() })).sort((a, b) => a.key - b.key)
  const groups: number[][] = []
  for (let at = 0; at < n; at += 3) groups.push(order.slice(at, at + 3).map(({ i }) => i))
  return groups
}

test('a mixture of arrangements breaks the cuts found in it, and no whole arrangement breaks any', () => {
  let cutsFound = 0
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), (seed) => {
      const random = randomFrom(seed)
      const n = 9
      const shares = [0, 1, 2, 3].flatMap(() => partition(n, random).map((members) => ({ members, share: 0.25 })))
      const twisted = shares.map(({ members, share }) => ({
        members: members.map((i) => (random() < 0.3 ? i % 5 : i)).filter((i, place, all) => all.indexOf(i) === place),
        share,
      }))
      const cuts = brokenCuts(n, twisted, 10, [])
      cutsFound += cuts.length
      for (const cut of cuts) {
        const counted = twisted.reduce((sum, { members, share }) => sum + share * countIn(cut, members), 0)
        assert.ok(counted > mostIn(cut) + 0.01)
        const whole = partition(n, random)
        assert.ok(whole.reduce((sum, members) => sum + countIn(cut, members), 0) <= mostIn(cut))
      }
      assert.equal(new Set(cuts.map(String)).size, cuts.length)
      const again = brokenCuts(n, twisted, 10, cuts).map(String)
      assert.ok(cuts.every((cut) => !again.includes(String(cut))))
    }),
    { numRuns: 200, seed: 1 },
  )
  assert.ok(cutsFound > 50)
})

test('three halves of pairs are the simplest case that a cut forbids', () => {
  const halves = [
    { members: [0, 1], share: 0.5 },
    { members: [1, 2], share: 0.5 },
    { members: [0, 2], share: 0.5 },
  ]
  assert.deepEqual(brokenCuts(3, halves, 5, []), [[0, 1, 2]])
})
