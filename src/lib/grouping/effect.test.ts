import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { arranged } from '../../../tests/support/arranged.ts'
import { randomFrom } from '../random.ts'
import { type Effect, effectOf, type Move } from './effect.ts'
import { groupingProblem } from './problem.ts'
import { recount, rulesBroken, type Score } from './recount.ts'

const seeds = fc.integer({ min: 1, max: 1e9 })
const shape = { schools: 23, groups: 5, sizes: { min: 3, target: 5, max: 6 }, rules: 0.5, joiners: 1 }

function sameScore(actual: Score, expected: Score): void {
  for (const aim of Object.keys(expected) as (keyof Score)[])
    assert.ok(Math.abs(actual[aim] - expected[aim]) < 1e-6, `${aim}: ${actual[aim]} is not ${expected[aim]}`)
}

/** Any moves at once: one, a swap, a chain, into a new group too. */
function anyMoves(seed: number, groups: number, schools: number): Move[] {
  const random = randomFrom(seed)
  const count = 1 + Math.floor(random() * 4)
  const moves = Array.from({ length: count }, () => ({
    school: `s${Math.floor(random() * schools)}`,
    to: Math.floor(random() * (groups + 1)),
  }))
  return [...new Map(moves.map((move) => [move.school, move])).values()]
}

function anyEffect(seed: number) {
  const { problem, groups } = arranged(seed, shape)
  const moves = anyMoves(seed, groups.length, shape.schools)
  return { problem, groups, moves, effect: effectOf(problem, groups, moves) }
}

test('scores before and after are those of a recount, and every school is where its move put it', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { problem, groups, moves, effect } = anyEffect(seed)
      sameScore(effect.before, recount(problem, groups))
      sameScore(effect.after, recount(problem, effect.groups))
      for (const { school, to } of moves) assert.ok(effect.groups[to]?.includes(school))
      const moved = new Set(moves.map(({ school }) => school))
      for (const [index, ids] of groups.entries())
        for (const id of ids) if (!moved.has(id)) assert.ok(effect.groups[index]?.includes(id))
      assert.equal(new Set(effect.groups.flat()).size, effect.groups.flat().length)
    }),
    { numRuns: 150 },
  )
})

test('what changes for the schools adds up to what changes in the score, and nobody else is named', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { effect, groups } = anyEffect(seed)
      const sum = (value: (school: Effect['schools'][number]) => number) =>
        effect.schools.reduce((total, school) => total + value(school), 0)
      const { before, after } = effect
      const near = (one: number, other: number) => assert.ok(Math.abs(one - other) < 1e-6, `${one} is not ${other}`)
      near(sum(({ kilometres }) => kilometres.after - kilometres.before) / 2, after.travel - before.travel)
      const named = new Set(effect.schools.map(({ school }) => school))
      const joined = effect.schools.filter(({ group }) => group.before === undefined)
      if (joined.length === 0)
        near(
          sum((school) => school.unmetPriorities.after.length - school.unmetPriorities.before.length),
          after.unmetPriorities - before.unmetPriorities,
        )
      for (const [index, ids] of groups.entries())
        if (ids.every((id) => !named.has(id)))
          assert.deepEqual([...(effect.groups[index] ?? [])].sort(), [...ids].sort())
      for (const { group, partners } of effect.schools)
        assert.ok(group.before !== group.after || partners.before.join() !== partners.after.join())
    }),
    { numRuns: 150 },
  )
})

test('broken and mended rules are the difference between those broken before and after', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { problem, groups, effect } = anyEffect(seed)
      const worth = (list: { amount: number }[]) => list.length
      const [before, after] = [rulesBroken(problem, groups), rulesBroken(problem, effect.groups)]
      if (effect.broken.length === 0 && effect.mended.length === 0) assert.equal(worth(before), worth(after))
      if (before.length === 0) assert.deepEqual(effect.broken, after)
      if (after.length === 0) assert.deepEqual(effect.mended, before)
      assert.ok(
        effect.broken.every((rule) => after.includes(rule) || after.some((other) => other.reason === rule.reason)),
      )
    }),
    { numRuns: 150 },
  )
})

const four = ['a', 'b', 'c', 'd', 'e'].map((id, index) => ({ id, x: index, y: 0, trust: index < 2 ? 'Oak' : '' }))
const small = groupingProblem.parse({
  schools: four,
  groups: { sizes: { min: 2, target: 2, max: 3 } },
  rules: { separateTrusts: true, apart: [['b', 'c']], fixed: { d: 1 } },
})
const start = [
  ['a', 'c'],
  ['b', 'd', 'e'],
]

test('a group outside its sizes, a trust that meets, a pair kept apart and a school that left its place are said to be broken', () => {
  assert.deepEqual(rulesBroken(small, start), [])
  const rules = (moves: Move[]) => effectOf(small, start, moves).broken.map(({ rule, group }) => [rule, group])
  assert.deepEqual(rules([{ school: 'b', to: 0 }]), [
    ['separateTrusts', 0],
    ['apart', undefined],
  ])
  assert.deepEqual(rules([{ school: 'a', to: 1 }]), [
    ['groups', 0],
    ['groups', 1],
    ['separateTrusts', 1],
  ])
  assert.deepEqual(rules([{ school: 'd', to: 2 }]), [
    ['groups', 2],
    ['fixed', 1],
  ])
  assert.deepEqual(
    rules([
      { school: 'a', to: 1 },
      { school: 'b', to: 0 },
    ]),
    [['apart', undefined]],
  )
})

test('a rule that is broken further counts as broken, and one that is broken less as mended', () => {
  const problem = groupingProblem.parse({
    schools: ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ id, x: 0, y: 0, trust: 'abcd'.includes(id) ? 'Oak' : '' })),
    groups: { sizes: { min: 1, target: 3, max: 5 } },
    rules: { separateTrusts: true },
  })
  const groups = [['a', 'b', 'e'], ['c', 'f'], ['d']]
  const worse = effectOf(problem, groups, [{ school: 'c', to: 0 }])
  assert.deepEqual(
    worse.broken.map(({ rule, amount }) => [rule, amount]),
    [['separateTrusts', 2]],
  )
  const better = effectOf(problem, worse.groups, [{ school: 'c', to: 1 }])
  assert.deepEqual([better.broken.length, better.mended.map(({ rule }) => rule)], [0, ['separateTrusts']])
})

test('a group that loses its last school is closed, not wrong; schools that have left are left out', () => {
  const problem = groupingProblem.parse({
    schools: four,
    groups: { sizes: { min: 1, target: 2, max: 5 } },
    rules: { coaches: ['a', 'b'] },
  })
  const effect = effectOf(problem, [['a'], ['b', 'gone', 'c', 'd', 'e']], [{ school: 'a', to: 1 }])
  assert.deepEqual(effect.groups, [[], ['b', 'c', 'd', 'e', 'a']])
  assert.deepEqual(effect.broken, [])
})

test('unknown schools and groups are refused', () => {
  assert.throws(() => effectOf(small, start, [{ school: 'x', to: 0 }]), /No school has the id "x"/)
  assert.throws(() => effectOf(small, start, [{ school: 'a', to: 3 }]), /no group 3/)
  assert.throws(() => effectOf(small, start, [{ school: 'a', to: -1 }]), RangeError)
})
