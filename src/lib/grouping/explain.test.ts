import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { arranged } from '../../../tests/support/arranged.ts'
import type { Locked } from './binding.ts'
import { effectOf, type Move } from './effect.ts'
import { explainAll, explainSchool } from './explain.ts'
import { type GroupingProblem, groupingProblem } from './problem.ts'
import { newlyBroken, recount, rulesBroken } from './recount.ts'

const seeds = fc.integer({ min: 1, max: 1e9 })
const shape = { schools: 14, groups: 3, sizes: { min: 3, target: 5, max: 6 }, rules: 0.4 }

/** Every other place of a school that breaks no further rule, cheapest first, by trying each and counting afresh. */
function byTrying(problem: GroupingProblem, groups: string[][], school: string, locked: Locked = {}) {
  const from = groups.findIndex((ids) => ids.includes(school))
  const isLocked = (id: string, group: number) => locked.schools?.includes(id) || locked.groups?.includes(group)
  if (isLocked(school, from)) return []
  const now = recount(problem, groups).total
  const broken = rulesBroken(problem, groups)
  return groups
    .flatMap((ids, to): Move[][] => {
      if (to === from || locked.groups?.includes(to)) return []
      const swaps = ids
        .filter((other) => !isLocked(other, to))
        .map((other) => [
          { school, to },
          { school: other, to: from },
        ])
      return [[{ school, to }], ...swaps]
    })
    .map((moves) => {
      const goes = new Map(moves.map((move) => [move.school, move.to]))
      const after = groups.map((ids, index) => [
        ...ids.filter((id) => (goes.get(id) ?? index) === index),
        ...moves.filter((move) => move.to === index).map((move) => move.school),
      ])
      return { after, change: recount(problem, after).total - now }
    })
    .filter(({ after }) => newlyBroken(broken, rulesBroken(problem, after)).length === 0)
    .sort((a, b) => a.change - b.change)
}

test('the alternatives are the best two by trying all, cost what they say and break no rule that is kept now', () => {
  let found = 0
  fc.assert(
    fc.property(seeds, fc.integer({ min: 0, max: 13 }), fc.boolean(), (seed, index, isLocked) => {
      const { problem, groups } = arranged(seed, shape)
      const locked = isLocked ? { groups: [2], schools: ['s4'] } : {}
      const expected = byTrying(problem, groups, `s${index}`, locked)
      const { alternatives } = explainSchool(problem, groups, `s${index}`, { locked })
      assert.equal(alternatives.length, Math.min(2, expected.length))
      const broken = rulesBroken(problem, groups)
      for (const [rank, { change, effect, moves, to, swapWith }] of alternatives.entries()) {
        assert.ok(Math.abs(change - (expected[rank]?.change ?? Number.NaN)) < 1e-6)
        const after = recount(problem, effect.groups)
        assert.ok(Math.abs(after.total - recount(problem, groups).total - change) < 1e-6)
        assert.deepEqual(newlyBroken(broken, rulesBroken(problem, effect.groups)), [])
        assert.deepEqual(effect, effectOf(problem, groups, moves))
        assert.ok(effect.groups[to]?.includes(`s${index}`))
        assert.equal(moves.length, swapWith === undefined ? 1 : 2)
      }
      found += alternatives.length
    }),
    { numRuns: 200, seed: 5 },
  )
  assert.ok(found > 150, `only ${found} alternatives in all`)
})

test('with room in another group a school is offered it', () => {
  const schools = ['a', 'b', 'c', 'd', 'e'].map((id, x) => ({ id, x, y: 0 }))
  const problem = groupingProblem.parse({ schools, groups: { sizes: { min: 2, target: 2, max: 3 } } })
  const { alternatives } = explainSchool(
    problem,
    [
      ['a', 'b', 'c'],
      ['d', 'e'],
    ],
    'c',
  )
  assert.deepEqual(
    alternatives.map(({ to, swapWith, change }) => [to, swapWith, change]),
    [
      [1, undefined, 0],
      [1, 'd', 3],
    ],
  )
})

test('kilometres, priorities and wishes of all schools add up to the score', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { problem, groups } = arranged(seed, shape)
      const all = explainAll(problem, groups)
      const score = recount(problem, groups)
      const near = (one: number, other: number) => assert.ok(Math.abs(one - other) < 1e-6, `${one} is not ${other}`)
      near(all.reduce((sum, { kilometres }) => sum + kilometres, 0) / 2, score.travel)
      near(
        all.reduce((sum, { priorities }) => sum + priorities.unmet.length, 0),
        score.unmetPriorities,
      )
      for (const each of all) {
        const { alternatives, ...rest } = explainSchool(problem, groups, each.school)
        assert.deepEqual(rest, each)
        assert.ok(alternatives.length <= 2)
        assert.deepEqual(
          each.partners.map(({ school }) => school).sort(),
          (groups[each.group ?? -1] ?? []).filter((id) => id !== each.school).sort(),
        )
        if (each.partners.length === 0) continue
        assert.equal(each.nearest?.kilometres, Math.min(...each.partners.map(({ kilometres }) => kilometres)))
        assert.equal(each.furthest?.kilometres, Math.max(...each.partners.map(({ kilometres }) => kilometres)))
        for (const { topic, partners } of each.priorities.met)
          for (const id of partners)
            assert.ok(problem.schools.find((school) => school.id === id)?.strengths?.includes(topic))
      }
    }),
    { numRuns: 40 },
  )
})

test('a school that a rule keeps here cannot be moved without breaking that rule', () => {
  const rule = {
    fixed: 'fixed',
    coach: 'coaches',
    together: 'together',
    phase: 'everyGroupHas',
    crossPhase: 'crossPhase',
    smallest: 'groups',
  }
  const seen = new Set<string>()
  fc.assert(
    fc.property(seeds, (seed) => {
      const { problem, groups } = arranged(seed, { ...shape, rules: 0.7 })
      for (const { school, group, bindings } of explainAll(problem, groups)) {
        for (const binding of bindings.filter(({ keeps }) => keeps === 'here')) {
          if (binding.rule === 'locked') continue
          seen.add(binding.rule)
          const { broken } = effectOf(problem, groups, [{ school, to: groups.length }])
          assert.ok(
            broken.some((each) => each.rule === rule[binding.rule as keyof typeof rule]),
            `${binding.rule} of ${school} in ${group}`,
          )
        }
      }
    }),
    { numRuns: 200, seed: 7 },
  )
  assert.deepEqual([...seen].sort(), Object.keys(rule).sort())
})

test('what keeps a school out of a nearer group is broken when it goes there, and the group is nearer', () => {
  const rule = { trust: 'separateTrusts', apart: 'apart', full: 'groups', onePhase: 'singlePhase' }
  const seen = new Set<string>()
  fc.assert(
    fc.property(seeds, (seed) => {
      const { problem, groups } = arranged(seed, { ...shape, rules: 0.7, sizes: { min: 2, target: 4, max: 5 } })
      for (const { school, group, bindings } of explainAll(problem, groups)) {
        for (const binding of bindings.filter(({ keeps }) => keeps === 'out')) {
          seen.add(binding.rule)
          assert.notEqual(binding.group, group)
          const { broken, schools } = effectOf(problem, groups, [{ school, to: binding.group }])
          assert.ok(
            broken.some((each) => each.rule === rule[binding.rule as keyof typeof rule]),
            `${binding.rule} of ${school}`,
          )
          const own = schools.find((each) => each.school === school)
          assert.ok(own)
          const mean = (when: 'before' | 'after') => own.kilometres[when] / own.partners[when].length
          assert.ok(own.partners.before.length === 0 || mean('after') < mean('before'))
        }
      }
    }),
    { numRuns: 200, seed: 7 },
  )
  assert.deepEqual([...seen].sort(), Object.keys(rule).sort())
})

test('what is locked binds, and is offered nowhere', () => {
  const { problem, groups } = arranged(3, { ...shape, rules: 0 })
  const school = groups[0]?.[0] ?? ''
  const locked = { schools: [school] }
  const own = explainSchool(problem, groups, school, { locked })
  assert.deepEqual([own.bindings[0]?.rule, own.alternatives], ['locked', []])
  const others = explainSchool(problem, groups, groups[1]?.[0] ?? '', { locked: { groups: [0] } })
  assert.ok(others.alternatives.every(({ to }) => to !== 0))
})

test('a school without a group has alternatives, and nothing to explain', () => {
  const { problem, groups } = arranged(4, { ...shape, rules: 0, joiners: 1 })
  const explained = explainSchool(problem, groups, 's13')
  assert.deepEqual(
    [explained.group, explained.partners, explained.nearest, explained.bindings],
    [undefined, [], undefined, []],
  )
  assert.ok(explained.alternatives.length > 0)
})
