/**
 * How good plans of leaders and requests are and how long they take, on generated counties of 40 leaders and 136 visits.
 * Run: node bench/matching.ts [--quick]
 */
import { parseArgs } from 'node:util'
import { matchLeaders } from '../src/lib/matching/match.ts'
import { costOfPair, whyNotLeader } from '../src/lib/matching/pairs.ts'
import { type MatchingProblem, matchingWeights } from '../src/lib/matching/problem.ts'
import { generatedCounty } from './support/matching-instances.ts'
import { printTable } from './support/table.ts'

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } })

/** What somebody would do by hand: one request after the other gets the leader who adds least. */
function greedily(problem: MatchingProblem): Map<string, string> {
  const leaderOf = new Map<string, string>()
  const left = new Map(problem.leaders.map(({ id, days }) => [id, days]))
  const inGroup = new Map<string, Set<string>>()
  const weights = matchingWeights(problem)
  for (const request of problem.requests) {
    const there = inGroup.get(request.group ?? request.id) ?? new Set()
    const isFull = there.size >= (problem.mostLeadersPerGroup ?? Number.POSITIVE_INFINITY)
    const able = problem.leaders.filter(
      (leader) =>
        whyNotLeader(leader, request) === undefined &&
        (left.get(leader.id) ?? 0) >= request.days &&
        (!isFull || there.has(leader.id)),
    )
    const cost = (leader: (typeof able)[number]) =>
      costOfPair(leader, request, weights) + (there.has(leader.id) ? 0 : weights.leadersPerGroup)
    const best = able.sort((a, b) => cost(a) - cost(b))[0]
    if (!best) continue
    leaderOf.set(request.id, best.id)
    left.set(best.id, (left.get(best.id) ?? 0) - request.days)
    inGroup.set(request.group ?? request.id, there.add(best.id))
  }
  return leaderOf
}

/** The cost of a plan counted afresh, and the requests that it leaves open. */
function recount(problem: MatchingProblem, leaderOf: ReadonlyMap<string, string>): { cost: number; open: number } {
  const weights = matchingWeights(problem)
  const used = new Map<string, number>()
  const pairs = new Set<string>()
  let cost = 0
  for (const request of problem.requests) {
    const leader = problem.leaders.find(({ id }) => id === leaderOf.get(request.id))
    if (!leader) continue
    cost += costOfPair(leader, request, weights)
    used.set(leader.id, (used.get(leader.id) ?? 0) + request.days)
    if (request.group !== undefined) pairs.add(`${request.group} ${leader.id}`)
  }
  const busiest = Math.max(0, ...problem.leaders.map(({ id, days }) => (used.get(id) ?? 0) / days))
  return {
    cost: cost + pairs.size * weights.leadersPerGroup + busiest * weights.load,
    open: problem.requests.length - leaderOf.size,
  }
}

const rows: string[][] = []
for (const mostLeadersPerGroup of [undefined, 2])
  for (const seed of values.quick ? [1] : [1, 2, 3, 4, 5, 6, 7, 8, 9]) {
    const problem = generatedCounty(seed, mostLeadersPerGroup ? { mostLeadersPerGroup } : {})
    const greedy = recount(problem, greedily(problem))
    const started = performance.now()
    const plan = await matchLeaders(problem, 60)
    const seconds = (performance.now() - started) / 1000
    const again = recount(problem, plan.leaderOf)
    if (Math.abs(again.cost - plan.cost) > 0.01) throw new Error(`a plan costs ${again.cost} and not ${plan.cost}`)
    rows.push([
      mostLeadersPerGroup === undefined ? 'any' : String(mostLeadersPerGroup),
      String(seed),
      greedy.cost.toFixed(1),
      String(greedy.open),
      plan.cost.toFixed(1),
      String(again.open),
      plan.bound.toFixed(1),
      `${(((plan.cost - plan.bound) / plan.cost) * 100).toFixed(3)} %`,
      `${seconds.toFixed(2)} s`,
    ])
  }
printTable(
  ['leaders a group', 'county', 'one by one', 'left open', 'best plan', 'left open', 'bound', 'gap', 'time'],
  rows,
)
