import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { effectOf } from '../../../lib/grouping/effect.ts'
import { type GroupingProblem, groupingProblem } from '../../../lib/grouping/problem.ts'
import { placesFor, seatsIn, swapsWith, totalsOf, type Way, worthInWords } from './places.rules.ts'

const topics = ['reading', 'attendance', 'inclusion']
const drawnSchool = fc.record({
  x: fc.integer({ min: 0, max: 50 }),
  y: fc.integer({ min: 0, max: 50 }),
  trust: fc.constantFrom('', 'Oak Trust'),
  strengths: fc.subarray(topics),
  priorities: fc.subarray(topics),
})
const drawn = fc.record({
  problem: fc.array(drawnSchool, { minLength: 4, maxLength: 12 }).map(
    (schools): GroupingProblem =>
      groupingProblem.parse({
        schools: schools.map((school, index) => ({ id: `s${index}`, ...school })),
        groups: { sizes: { min: 2, target: 3, max: 4 } },
        rules: { separateTrusts: true },
        objective: { travel: 1, unmetPriorities: 10 },
      }),
  ),
  among: fc.integer({ min: 2, max: 4 }),
  picked: fc.nat(),
})

const dealt = ({ schools }: GroupingProblem, among: number) =>
  Array.from({ length: among }, (_, group) => schools.flatMap(({ id }, index) => (index % among === group ? [id] : [])))

test('every other place is offered, with what it is worth and whether it breaks a rule, as its effect says', () => {
  fc.assert(
    fc.property(drawn, ({ problem, among, picked }) => {
      const groups = dealt(problem, among)
      const school = `s${picked % problem.schools.length}`
      const from = groups.findIndex((ids) => ids.includes(school))
      const places = placesFor(problem, groups, school, { lockedGroups: [], stays: () => false })
      assert.deepEqual(
        places.map(({ to }) => to).sort(),
        [...groups.keys()].filter((group) => group !== from),
      )
      const check = ({ to, swapWith, change, breaksRule }: Way) => {
        const back = swapWith === undefined ? [] : [{ school: swapWith, to: from }]
        const effect = effectOf(problem, groups, [{ school, to }, ...back])
        assert.ok(Math.abs(effect.after.total - effect.before.total - change) < 1e-6)
        assert.equal(breaksRule, effect.broken.length > 0)
      }
      for (const { move, swap, to } of places) {
        check(move)
        const swaps = swapsWith(problem, groups, school, to, () => false)
        for (const way of swaps) check(way)
        assert.deepEqual(swap, swaps[0])
      }
    }),
    { numRuns: 60 },
  )
})

test('places that break no rule come first, then the better ones', () => {
  fc.assert(
    fc.property(drawn, ({ problem, among, picked }) => {
      const school = `s${picked % problem.schools.length}`
      const places = placesFor(problem, dealt(problem, among), school, { lockedGroups: [], stays: () => false })
      const best = places.map(({ move, swap }) => {
        const [one] = [move, ...(swap ? [swap] : [])].sort(
          (a, b) => Number(a.breaksRule) - Number(b.breaksRule) || a.change - b.change,
        )
        return [Number(one?.breaksRule), one?.change ?? 0] as const
      })
      for (const [index, [breaks, change]] of best.entries()) {
        const [laterBreaks, laterChange] = best[index + 1] ?? [2, 0]
        assert.ok(breaks < laterBreaks || (breaks === laterBreaks && change <= laterChange))
      }
    }),
    { numRuns: 60 },
  )
})

test('nobody is offered a locked group, nor a swap with a school that stays', () => {
  const schools = Array.from({ length: 6 }, (_, index) => ({ id: `s${index}`, x: index, y: 0 }))
  const problem = groupingProblem.parse({ schools, groups: { sizes: { min: 1, target: 2, max: 3 } } })
  const groups = [
    ['s0', 's1'],
    ['s2', 's3'],
    ['s4', 's5'],
  ]
  const places = placesFor(problem, groups, 's0', { lockedGroups: [2], stays: (id) => id === 's2' })
  assert.deepEqual(
    places.map(({ to, swap }) => [to, swap?.swapWith]),
    [[1, 's3']],
  )
})

test('what a school has in a group, and the group as a whole', () => {
  const problem = groupingProblem.parse({
    schools: [
      { id: 'a', x: 0, y: 0, priorities: ['reading', 'inclusion'] },
      { id: 'b', x: 3, y: 4, strengths: ['reading'], priorities: ['reading'] },
      { id: 'c', x: 0, y: 10 },
    ],
    groups: { sizes: { min: 1, target: 3, max: 3 } },
  })
  const seats = seatsIn(problem, ['a', 'b', 'gone', 'c'])
  assert.deepEqual(seats[0], { school: 'a', away: 7.5, wanted: 2, met: 1 })
  assert.equal(totalsOf(seats).wanted, 3)
  assert.deepEqual(seatsIn(problem, ['a'])[0]?.away, undefined)
  assert.deepEqual(totalsOf([]), { schools: 0, away: undefined, met: 0, wanted: 0 })
})

test('what a change is worth is said in travel', () => {
  assert.equal(worthInWords(3.24, 'km'), 'like 3.2 km more travel')
  assert.equal(worthInWords(-12, 'minutes'), 'like 12 minutes less travel')
  assert.equal(worthInWords(0.01, 'km'), 'no better and no worse')
})
