import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { randomFrom } from '../random.ts'
import { explainPlan, oneMoreLeader } from './explain.ts'
import { matchLeaders, type Plan } from './match.ts'
import { whyNotLeader } from './pairs.ts'
import { type MatchingProblem, matchingProblem } from './problem.ts'
import { planWhole } from './whole.ts'

function generated(seed: number, leaders: number, requests: number): MatchingProblem {
  const random = randomFrom(seed)
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)]
  return matchingProblem.parse({
    leaders: Array.from({ length: leaders }, (_, index) => ({
      id: `L${index}`,
      days: 2 + Math.floor(random() * 5),
      x: random() * 50,
      y: random() * 50,
      ...(random() < 0.5 ? { phases: ['Primary'] } : {}),
      schools: [`S${Math.floor(random() * requests)}`],
    })),
    requests: Array.from({ length: requests }, (_, index) => ({
      id: `R${index}`,
      school: `S${index}`,
      phase: pick(['Primary', 'Secondary']),
      x: random() * 50,
      y: random() * 50,
      days: pick([1, 2]),
      group: `G${index % 2}`,
    })),
  })
}

function daysFilled({ requests }: MatchingProblem, { leaderOf }: Pick<Plan, 'leaderOf'>): number {
  return requests.reduce((sum, { id, days }) => sum + (leaderOf.has(id) ? days : 0), 0)
}

/** The most days that any plan fills, by trying all. */
function mostDays({ leaders, requests }: MatchingProblem): number {
  const left = new Map(leaders.map(({ id, days }) => [id, days]))
  const from = (index: number): number => {
    const request = requests[index]
    if (!request) return 0
    let best = from(index + 1)
    for (const leader of leaders) {
      const days = left.get(leader.id) ?? 0
      if (days < request.days || whyNotLeader({ ...leader, days: 99 }, request) !== undefined) continue
      left.set(leader.id, days - request.days)
      best = Math.max(best, request.days + from(index + 1))
      left.set(leader.id, days)
    }
    return best
  }
  return from(0)
}

test('every plan keeps phases, conflicts and days, and fills as many days as any plan can', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1e6 }), async (seed) => {
      const problem = generated(seed, 3, 6)
      const plan = await matchLeaders(problem, 10)
      const byId = new Map(problem.leaders.map((leader) => [leader.id, leader]))
      let days = 0
      const used = new Map<string, number>()
      for (const request of problem.requests) {
        const leader = byId.get(plan.leaderOf.get(request.id) ?? '')
        if (!leader) continue
        assert.equal(whyNotLeader(leader, request), undefined)
        used.set(leader.id, (used.get(leader.id) ?? 0) + request.days)
        days += request.days
      }
      for (const leader of problem.leaders) assert.ok((used.get(leader.id) ?? 0) <= leader.days)
      assert.equal(days, mostDays(problem))
      assert.ok(plan.bound <= plan.cost + 1e-6)
    }),
    { numRuns: 15 },
  )
})

test('whole groups and single pairs come to plans that cost the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 1e6 }),
      fc.constantFrom(undefined, 1, 2),
      async (seed, mostLeadersPerGroup) => {
        const some = generated(seed, 5, 10)
        const problem = { ...some, ...(mostLeadersPerGroup ? { mostLeadersPerGroup } : {}) }
        const byGroups = await matchLeaders(problem, 10)
        const whole = await planWhole(problem, 1e-6, () => 10)
        assert.equal(daysFilled(problem, byGroups), daysFilled(problem, whole))
        assert.ok(byGroups.cost <= whole.cost * 1.001 + 1e-3, `${byGroups.cost} is dearer than ${whole.cost}`)
        assert.ok(byGroups.cost >= whole.cost - 1e-3, `${byGroups.cost} is less than the least, ${whole.cost}`)
        assert.ok(byGroups.bound <= whole.cost + 1e-3, `${byGroups.bound} is no bound for ${whole.cost}`)
      },
    ),
    { numRuns: 12 },
  )
})

test('a group of more requests than can be looked at together is matched too', async () => {
  const problem = matchingProblem.parse({
    leaders: [
      { id: 'a', days: 8, x: 0, y: 0 },
      { id: 'b', days: 8, x: 9, y: 0 },
    ],
    requests: Array.from({ length: 12 }, (_, index) => ({
      id: `r${index}`,
      school: `s${index}`,
      x: index,
      y: 0,
      days: 1,
      group: 'g',
    })),
  })
  const { leaderOf } = await matchLeaders(problem, 10)
  assert.equal(leaderOf.size, 12)
  assert.equal(leaderOf.get('r0'), 'a')
  assert.equal(leaderOf.get('r11'), 'b')
})

test('each match and each request left open says why, and one more leader is told', async () => {
  const problem = matchingProblem.parse({
    leaders: [
      { id: 'Rahman', days: 2, x: 0, y: 0, schools: ['Oak'], expertise: ['autism'] },
      { id: 'Ellis', days: 2, x: 3, y: 4, trusts: ['Elm Trust'] },
    ],
    requests: [
      { id: 'oak', school: 'Oak', trust: 'Elm Trust', x: 0, y: 0, days: 2 },
      { id: 'ash', school: 'Ash', x: 0, y: 0, days: 2, expertise: ['autism'] },
    ],
  })
  const plan = await matchLeaders(problem, 5)
  const { matches, unfilled, loads } = explainPlan(problem, plan)
  assert.deepEqual(
    matches.map(({ request, leader }) => [request, leader]),
    [['ash', 'Rahman']],
  )
  assert.deepEqual(matches[0]?.reasons, ['0.0 km away, the nearest who may', 'knows autism'])
  assert.deepEqual(unfilled, [
    {
      request: 'oak',
      reasons: ['Rahman: works at the school, or did recently', "Ellis: belongs to the school's trust, Elm Trust"],
    },
  ])
  assert.deepEqual(loads, [
    { leader: 'Rahman', days: 2, of: 2 },
    { leader: 'Ellis', days: 0, of: 2 },
  ])
  assert.deepEqual(await oneMoreLeader(problem, plan, 5), { filled: 1, days: 2 })
})

test('a plan made again keeps what it can, and a group sees few leaders', async () => {
  const request = (id: string, x: number, more: object = {}) => ({ id, school: id, x, y: 0, days: 1, ...more })
  const again = matchingProblem.parse({
    leaders: [
      { id: 'a', days: 4, x: 0, y: 0 },
      { id: 'b', days: 4, x: 1, y: 0 },
    ],
    requests: [request('r', 0, { now: 'b' })],
  })
  assert.equal((await matchLeaders(again, 5)).leaderOf.get('r'), 'b')
  const together = matchingProblem.parse({
    leaders: [
      { id: 'a', days: 4, x: 0, y: 0 },
      { id: 'b', days: 4, x: 10, y: 0 },
    ],
    requests: [request('r', 1, { group: 'g' }), request('s', 9, { group: 'g' })],
    mostLeadersPerGroup: 1,
  })
  assert.equal(new Set((await matchLeaders(together, 5)).leaderOf.values()).size, 1)
})

test('a wrong value is refused with its path', () => {
  const result = matchingProblem.safeParse({
    leaders: [{ id: 'a', days: -1 }],
    requests: [{ id: 'r', school: 's', days: 1, now: 'z' }],
  })
  assert.ok(!result.success)
  assert.deepEqual(
    result.error.issues.map(({ path }) => path.join('.')),
    ['leaders.0.days', 'requests.0.now'],
  )
})
