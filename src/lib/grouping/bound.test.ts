import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { randomFrom } from '../random.ts'
import { lowerBound } from './bound.ts'
import { type GroupingProblem, groupingProblem, sizesOf } from './problem.ts'
import { recount, violationsOf } from './recount.ts'

type Rules = NonNullable<GroupingProblem['rules']>

/** A small problem with every kind of rule and aim now and then. */
function smallProblem(seed: number): GroupingProblem {
  const random = randomFrom(seed)
  const pick = (below: number) => Math.floor(random() * below)
  const counts = [{ 3: 3 }, { 4: 2 }, { 2: 2, 3: 1 }, { 2: 1, 3: 2 }, { 4: 1, 5: 1 }][pick(5)] as Record<string, number>
  const n = Object.entries(counts).reduce((sum, [size, count]) => sum + Number(size) * count, 0)
  const groups = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const topics = ['reading', 'speech', 'behaviour']
  const schools = Array.from({ length: n }, (_, index) => ({
    id: `s${index}`,
    x: random() * 30,
    y: random() * 30,
    phase: pick(3) === 0 ? 'Secondary' : 'Primary',
    trust: pick(2) === 0 ? `Trust ${pick(3)}` : '',
    district: `District ${pick(3)}`,
    strengths: topics.filter(() => pick(3) === 0),
    priorities: topics.filter(() => pick(3) === 0),
  }))
  const id = () => `s${pick(n)}`
  const pairOf = (): [string, string] => {
    const from = pick(n)
    return [`s${from}`, `s${(from + 1 + pick(n - 1)) % n}`]
  }
  const rules: Rules = {}
  if (pick(2) === 0) rules.separateTrusts = true
  if (pick(3) === 0) rules.together = [pairOf()]
  if (pick(3) === 0) rules.apart = [pairOf(), pairOf()]
  if (pick(3) === 0) rules.everyGroupHas = [{ phase: 'Secondary', atLeast: 1 }]
  if (pick(5) === 0) rules.crossPhase = true
  if (pick(8) === 0) rules.singlePhase = true
  if (pick(4) === 0) rules.coaches = schools.filter(() => pick(2) === 0).map((school) => school.id)
  if (pick(3) === 0) rules.fixed = { [id()]: pick(groups), [id()]: pick(groups), [id()]: pick(groups) }
  return groupingProblem.parse({
    schools,
    groups: { counts },
    rules,
    objective: {
      travel: 1,
      unmetPriorities: pick(2) * 8,
      unmetWishes: pick(2) * 20,
      sameDistrict: pick(3) * 4 - 4,
    },
    wishes: [pairOf(), pairOf()],
  })
}

/** Every arrangement, each once for every way to number its groups. */
function* arrangements(problem: GroupingProblem): Generator<string[][]> {
  const sizes = sizesOf(problem)
  if (sizes?.kind !== 'counts') return
  const groups: string[][] = sizes.sizes.map(() => [])
  function* place(index: number, room: number[]): Generator<string[][]> {
    const school = problem.schools[index]
    if (!school) return yield groups.map((ids) => [...ids])
    for (const [group, ids] of groups.entries()) {
      if ((room[group] as number) === 0) continue
      ids.push(school.id)
      yield* place(
        index + 1,
        room.map((left, each) => (each === group ? left - 1 : left)),
      )
      ids.pop()
    }
  }
  // Groups of one size are the same but for their numbers, and any number may have any size.
  for (const room of orders(sizes.sizes)) yield* place(0, room)
}

function orders(sizes: readonly number[]): number[][] {
  if (sizes.length === 0) return [[]]
  return [...new Set(sizes)].flatMap((size) => {
    const at = sizes.indexOf(size)
    return orders(sizes.filter((_, index) => index !== at)).map((rest) => [size, ...rest])
  })
}

function byTryingAll(problem: GroupingProblem): { least: number; worst: string[][] } | undefined {
  let found: { least: number; most: number; worst: string[][] } | undefined
  for (const groups of arrangements(problem)) {
    if (violationsOf(problem, groups).length > 0) continue
    const { total } = recount(problem, groups)
    found ??= { least: total, most: total, worst: groups }
    if (total < found.least) found.least = total
    if (total > found.most) {
      found.most = total
      found.worst = groups
    }
  }
  return found
}

test('with any rules and aims, the bound is the least that trying every arrangement finds, even from the worst one', async () => {
  let tried = 0
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1e9 }), async (seed) => {
      const problem = smallProblem(seed)
      const all = byTryingAll(problem)
      if (!all) return
      tried++
      const bound = await lowerBound(problem, all.worst, () => 60)
      assert.ok(bound?.isOptimal)
      assert.ok(
        Math.abs(bound.lower - all.least) < 1e-4 * Math.max(1, Math.abs(all.least)),
        `${bound.lower} ${all.least}`,
      )
      const best = bound.better ?? all.worst
      assert.deepEqual(violationsOf(problem, best), [])
      assert.ok(Math.abs(recount(problem, best).total - bound.lower) < 1e-3)
    }),
    { numRuns: 60, seed: 4 },
  )
  assert.ok(tried >= 20, `only ${tried} could be solved`)
})

test('a proof that is stopped early still tells no more than is true', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 1, max: 40 }), async (seed, patience) => {
      const problem = smallProblem(seed)
      const all = byTryingAll(problem)
      if (!all) return
      let asked = 0
      const bound = await lowerBound(problem, all.worst, () => (asked++ < patience ? 1 : 0))
      if (bound) assert.ok(bound.lower <= all.least + 1e-4 * Math.max(1, Math.abs(all.least)))
    }),
    { numRuns: 60, seed: 5 },
  )
})

/** Schools in towns that no group fits, so that halves of groups are cheaper than whole ones: here the cuts are needed. */
function inTowns(seed: number): GroupingProblem {
  const random = randomFrom(seed)
  const size = 2 + Math.floor(random() * 3)
  const n = size === 2 ? 14 : 12
  const town = size === 2 ? 7 : [4, 5, 7][Math.floor(random() * 3)]
  const schools = Array.from({ length: n }, (_, index) => ({
    id: `s${index}`,
    x: 60 * Math.floor(index / (town ?? 7)) + random() * 9,
    y: random() * 9,
  }))
  return groupingProblem.parse({ schools, groups: { counts: { [size]: n / size } } })
}

/** The least that any arrangement in groups of one size costs, set by set of schools. */
function leastOf(problem: GroupingProblem, size: number): number {
  const n = problem.schools.length
  const cost = new Map<number, number>()
  const least = new Float64Array(1 << n).fill(Number.POSITIVE_INFINITY)
  least[0] = 0
  for (let mask = 0; mask < 1 << n; mask++) {
    const ids = problem.schools.flatMap(({ id }, index) => (mask & (1 << index) ? [id] : []))
    if (ids.length === size) cost.set(mask, recount(problem, [ids]).total)
  }
  for (let mask = 0; mask < 1 << n; mask++) {
    const first = ~mask & (mask + 1)
    if (!Number.isFinite(least[mask])) continue
    for (const [group, value] of cost)
      if (group & first && !(group & mask))
        least[mask | group] = Math.min(least[mask | group] as number, (least[mask] as number) + value)
  }
  return least[(1 << n) - 1] as number
}

test('in towns that no group fits, cuts lead to the true optimum from a poor arrangement, and never beyond it', async () => {
  for (let seed = 1; seed <= 10; seed++) {
    const problem = inTowns(seed)
    const n = problem.schools.length
    const size = Number(Object.keys((problem.groups as { counts: object }).counts)[0])
    const least = leastOf(problem, size)
    const poor = Array.from({ length: n / size }, (_, group) =>
      problem.schools.filter((_, index) => index % (n / size) === group).map(({ id }) => id),
    )
    const bound = await lowerBound(problem, poor, () => 60)
    assert.ok(bound?.isOptimal)
    assert.ok(Math.abs(bound.lower - least) < 1e-3, `seed ${seed}: ${bound.lower} ${least}`)
    // Without choosing among the groups in the gap the cuts stand alone.
    const alone = await lowerBound(problem, poor, () => 60, { few: 0, many: 0 })
    assert.ok(alone && alone.lower <= least + 1e-3, `seed ${seed}: ${alone?.lower} ${least}`)
    assert.ok(alone.lower > 0.9 * least)
    for (const patience of [10, 40]) {
      let asked = 0
      const early = await lowerBound(problem, poor, () => (asked++ < patience ? 1 : 0))
      if (early) assert.ok(early.lower <= least + 1e-3)
    }
  }
})
