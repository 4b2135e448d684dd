import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { randomFrom } from '../random.ts'
import { formGroups } from './form-groups.ts'
import { type GroupingProblem, groupingProblem, sizesOf } from './problem.ts'
import { recount, violationsOf } from './recount.ts'

type Rules = NonNullable<GroupingProblem['rules']>

/** A problem with rules that a hidden arrangement keeps, so that it can be solved, and that arrangement. */
function solvable(seed: number): { problem: GroupingProblem; hidden: string[][] } {
  const random = randomFrom(seed)
  const pick = (below: number) => Math.floor(random() * below)
  const groups = 2 + pick(6)
  const size = 3 + pick(4)
  const hidden = Array.from({ length: groups }, (_, group) =>
    Array.from({ length: size - pick(2) }, (_, slot) => `s${group}-${slot}`),
  )
  const schools = hidden.flatMap((ids) =>
    ids.map((id, slot) => ({
      id,
      x: random() * 60,
      y: random() * 60,
      phase: slot === 0 ? 'Secondary' : pick(3) === 0 ? 'Secondary' : 'Primary',
      trust: pick(3) === 0 ? `Trust ${slot}` : '',
      strengths: ['reading', 'speech', 'behaviour'].filter(() => pick(3) === 0),
      priorities: ['reading', 'speech', 'behaviour'].filter(() => pick(3) === 0),
    })),
  )
  const any = () => hidden[pick(groups)] ?? []
  const rules: Rules = { separateTrusts: true, everyGroupHas: [{ phase: 'Secondary', atLeast: 1 }] }
  if (pick(2) === 0) rules.coaches = hidden.map((ids) => ids[pick(ids.length)] ?? '')
  if (pick(2) === 0) {
    const ids = any()
    rules.together = [[ids[0] ?? '', ids[1] ?? '']]
  }
  if (pick(2) === 0) rules.apart = [[hidden[0]?.[pick(2)] ?? '', hidden[1]?.[pick(2)] ?? '']]
  const counts: Record<string, number> = {}
  for (const ids of hidden) counts[ids.length] = (counts[ids.length] ?? 0) + 1
  const problem = groupingProblem.parse({
    schools,
    groups: { counts },
    rules,
    objective: { travel: 1, unmetPriorities: 5 },
  })
  return { problem, hidden }
}

function found(problem: GroupingProblem, moves: number, seed = 1) {
  const result = formGroups(problem, { moves, seed })
  assert.ok(!('conflict' in result), JSON.stringify(result))
  return result
}

test('every problem that can be solved gets groups that keep every rule, no worse than the arrangement it was made from', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), (seed) => {
      const { problem, hidden } = solvable(seed)
      assert.deepEqual(violationsOf(problem, hidden), [])
      const result = found(problem, 150_000)
      assert.deepEqual(result.violations, [])
      assert.deepEqual(result.groups.flat().sort(), problem.schools.map(({ id }) => id).sort())
      assert.ok(result.score.total <= recount(problem, hidden).total + 1e-6)
    }),
    // How good a search is, is no certainty: always the same problems.
    { numRuns: 40, seed: 17 },
  )
})

test('schools that are fixed stay, however many they are, and the rest is arranged around them no worse than before', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), (seed) => {
      const { problem, hidden } = solvable(seed)
      const random = randomFrom(seed + 1)
      const share = [0.5, 0.8, 0.95][seed % 3] ?? 0
      const fixed = Object.fromEntries(
        hidden.flatMap((ids, group) => ids.filter(() => random() < share).map((id) => [id, group])),
      )
      const held = { ...problem, rules: { ...problem.rules, fixed } }
      const result = found(held, 150_000)
      assert.deepEqual(result.violations, [])
      assert.ok(result.score.total <= recount(held, hidden).total + 1e-6)
    }),
    { numRuns: 40, seed: 23 },
  )
})

test('schools that belong together come together where fixed schools leave room only once groups exchange their sizes', () => {
  const at = (id: string, x: number) => ({ id, x, y: 0 })
  const problem = groupingProblem.parse({
    schools: [at('a1', 0), at('a2', 1), at('b1', 50), at('b2', 51), at('c', 0)],
    groups: { counts: { 3: 1, 2: 1 } },
    rules: { fixed: { a1: 0, a2: 0, b1: 1, b2: 1 }, together: [['b1', 'c']] },
  })
  assert.deepEqual(found(problem, 1).groups, [
    ['a1', 'a2'],
    ['b1', 'b2', 'c'],
  ])
  const pair = groupingProblem.parse({
    schools: [at('a', 0), at('b', 50), at('c', 51), at('d', 2), at('e', 3)].map((school) => ({
      ...school,
      trust: ['a', 'd'].includes(school.id) ? 'Oak Trust' : '',
    })),
    groups: { counts: { 3: 1, 2: 1 } },
    rules: { fixed: { a: 0, b: 1 }, together: [['d', 'e']], separateTrusts: true },
  })
  assert.deepEqual(found(pair, 1).groups, [
    ['a', 'c'],
    ['b', 'd', 'e'],
  ])
})

test('the same seed gives the same groups, and a longer search is never worse', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), (seed) => {
      const { problem } = solvable(seed)
      const short = found(problem, 20_000, seed)
      assert.deepEqual(found(problem, 20_000, seed), short)
      const rank = ({ violations, score }: typeof short) => violations.length * 1e9 + score.total
      let before = rank(short)
      for (const moves of [200_000, 480_000, 700_000]) {
        const longer = rank(found(problem, moves, seed))
        assert.ok(longer <= before)
        before = longer
      }
    }),
    { numRuns: 10 },
  )
})

test('small problems are solved as well as by trying every arrangement', () => {
  for (let seed = 1; seed <= 10; seed++) {
    const random = randomFrom(seed)
    const schools = Array.from({ length: 8 }, (_, index) => ({
      id: String(index),
      x: random() * 10,
      y: random() * 10,
      strengths: random() < 0.5 ? ['a'] : [],
      priorities: random() < 0.5 ? ['a'] : [],
    }))
    const problem = groupingProblem.parse({
      schools,
      groups: { counts: { 4: 2 } },
      objective: { travel: 1, unmetPriorities: 3 },
    })
    const ids = schools.map(({ id }) => id)
    let least = Number.POSITIVE_INFINITY
    for (let mask = 0; mask < 256; mask++) {
      const first = ids.filter((_, index) => mask & (1 << index))
      if (first.length === 4)
        least = Math.min(least, recount(problem, [first, ids.filter((id) => !first.includes(id))]).total)
    }
    assert.ok(Math.abs(found(problem, 20_000).score.total - least) < 1e-9)
  }
})

test('bounds, fixed schools, wishes, former partners, profiles and a table of times are taken into account', () => {
  const schools = ['a', 'b', 'c', 'd', 'e', 'f'].map((id, index) => ({
    id,
    x: index,
    y: 0,
    profile: { reading: index % 2 },
  }))
  const base = {
    schools,
    groups: {
      bounds: [
        [2, 4],
        [2, 4],
      ] as [number, number][],
    },
  }
  const fixed = found(groupingProblem.parse({ ...base, rules: { fixed: { a: 1 } } }), 20_000)
  assert.ok(fixed.groups[1]?.includes('a'))
  const alike = found(
    groupingProblem.parse({ schools, groups: { counts: { 3: 2 } }, objective: { profile: 1 } }),
    20_000,
  )
  assert.equal(alike.score.profile, 0)
  const wished = found(
    groupingProblem.parse({
      schools,
      groups: { counts: { 2: 3 } },
      objective: { travel: 1, unmetWishes: 50 },
      wishes: [['a', 'f']],
    }),
    20_000,
  )
  assert.ok(wished.groups.some((ids) => ids.includes('a') && ids.includes('f')))
  assert.equal(wished.score.unmetWishes, 0)
  const anew = found(
    groupingProblem.parse({
      schools,
      groups: { counts: { 2: 3 } },
      objective: { travel: 1, pastPartners: 50 },
      partners: [['a', 'b']],
    }),
    20_000,
  )
  assert.equal(anew.score.pastPartners, 0)
  const ferry = found(
    groupingProblem.parse({ schools, groups: { counts: { 2: 3 } }, travelTable: [['a', 'b', 90]] }),
    20_000,
  )
  assert.ok(!ferry.groups.some((ids) => ids.includes('a') && ids.includes('b')))
})

test('benefits of pairs are made large within capacities', () => {
  const random = randomFrom(5)
  const schools = Array.from({ length: 40 }, (_, index) => ({ id: String(index), weight: 10 * random() }))
  const maximisePairs = schools.flatMap((_, i) =>
    schools.slice(i + 1).map((_, j): [number, number, number] => [i, i + 1 + j, 100 * random()]),
  )
  const bounds = Array.from({ length: 4 }, (): [number, number] => [30, 70])
  const problem = groupingProblem.parse({ schools, groups: { bounds }, objective: { maximisePairs } })
  const result = found(problem, 200_000)
  assert.deepEqual(result.violations, [])
  assert.equal(result.score.total, recount(problem, result.groups).benefit)
  assert.ok(result.score.total > (1.15 * (maximisePairs.reduce((sum, [, , value]) => sum + value, 0) * 9)) / 39)
})

test('a search that is ended keeps the best so far', () => {
  const { problem } = solvable(7)
  let asked = 0
  const result = formGroups(problem, { moves: 1e12, seed: 1, isOver: () => ++asked > 30 })
  assert.ok(!('conflict' in result))
  assert.ok(result.moves < 100_000)
  assert.equal(result.groups.flat().length, problem.schools.length)
})

test('sizes come as near to the target as they can, within one of each other', () => {
  fc.assert(
    fc.property(fc.integer({ min: 4, max: 400 }), (n) => {
      const schools = Array.from({ length: n }, (_, index) => ({ id: String(index), x: 0, y: 0 }))
      const sizes = sizesOf({ schools, groups: { sizes: { min: 4, target: 6, max: 6 } } })
      if (n === 7) return assert.equal(sizes, undefined)
      assert.ok(sizes?.kind === 'counts')
      assert.equal(
        sizes.sizes.reduce((sum, size) => sum + size, 0),
        n,
      )
      assert.ok(Math.max(...sizes.sizes) - Math.min(...sizes.sizes) <= 1)
      return undefined
    }),
  )
})

test('impossible rules are refused with the rules that stand against each other, in words', () => {
  const schools = ['a', 'b', 'c', 'd', 'e', 'f'].map((id, index) => ({
    id,
    x: index,
    y: 0,
    trust: index < 3 ? 'Oak Trust' : '',
    phase: index < 2 ? 'Secondary' : 'Primary',
  }))
  const why = (rules: Rules, groups: GroupingProblem['groups'] = { counts: { 3: 2 } }) => {
    const result = formGroups(groupingProblem.parse({ schools, groups, rules }), { moves: 1_000, seed: 1 })
    return 'conflict' in result ? result.conflict.reason : undefined
  }
  assert.match(why({ separateTrusts: true }) ?? '', /Oak Trust has 3 schools, but there are only 2 groups/)
  assert.match(
    why(
      {
        separateTrusts: true,
        together: [
          ['a', 'd'],
          ['d', 'b'],
        ],
      },
      { counts: { 2: 3 } },
    ) ?? '',
    /2 schools of Oak Trust \(.*\) cannot be kept together and apart/,
  )
  assert.match(
    why({
      apart: [['d', 'f']],
      together: [
        ['d', 'e'],
        ['e', 'f'],
      ],
    }) ?? '',
    /d and f cannot be kept apart: d is kept together with e, and e is kept together with f/,
  )
  assert.match(why({ coaches: ['a'] }) ?? '', /needs a coach, but there are only 1/)
  assert.match(
    why({ everyGroupHas: [{ phase: 'Secondary', atLeast: 2 }] }) ?? '',
    /which makes 4, but there are only 2/,
  )
  assert.match(why({ singlePhase: true }) ?? '', /2 Secondary schools cannot be shared out/)
  assert.match(why({ fixed: { a: 0, d: 1 }, together: [['a', 'd']] }) ?? '', /fixed in groups 0 and 1/)
  assert.match(why({ fixed: { a: 5 } }) ?? '', /there are 2 groups/)
  assert.match(why({}, { counts: { 4: 2 } }) ?? '', /8 places, but there are 6 schools/)
  assert.match(
    why({
      together: [
        ['a', 'b'],
        ['b', 'c'],
        ['c', 'd'],
      ],
    }) ?? '',
    /largest group has 3 places/,
  )
})

test('a wrong value is refused with its path', () => {
  const wrong = (change: object) => {
    const result = groupingProblem.safeParse({
      schools: [
        { id: 'a', x: 0, y: 0 },
        { id: 'b', x: 1, y: 1 },
      ],
      groups: { counts: { 2: 1 } },
      ...change,
    })
    return result.success ? [] : result.error.issues.map((issue) => issue.path.join('.'))
  }
  assert.deepEqual(wrong({}), [])
  assert.deepEqual(wrong({ rules: { together: [['a', 'z']] } }), ['rules.together.0.1'])
  assert.deepEqual(
    wrong({
      schools: [
        { id: 'a', x: 0, y: 0 },
        { id: 'a', x: 'far', y: 1 },
      ],
    }),
    ['schools.1.x'],
  )
  assert.deepEqual(wrong({ schools: [{ id: 'a', x: 0 }] }), ['schools.0.y'])
  assert.deepEqual(wrong({ objective: { maximisePairs: [[0, 7, 1]] } }), ['objective.maximisePairs.0'])
  assert.deepEqual(wrong({ groups: { sizes: { min: 5, target: 4, max: 6 } } }), ['groups.sizes'])
})
