/** Leaders to requests: the best whole plan, not one request after the other. */
import { shareOut } from './by-groups.ts'
import { costOfPair, whyNotLeader } from './pairs.ts'
import type { Unit } from './patterns.ts'
import { type MatchingProblem, matchingWeights, type SupportRequest } from './problem.ts'
import { planWhole } from './whole.ts'

export type Plan = {
  /** The leader of each request, by their ids; requests that nobody can take are left out. */
  leaderOf: Map<string, string>
  cost: number
  /** No plan that fills as many days costs less. */
  bound: number
}

/** How much dearer than the best possible a plan may be, as a share. */
const gap = 0.001
/** Beyond so many requests of one group the ways to share them out are too many to look at. */
const mostTogether = 10

/**
 * The best plan: as many days filled as there can be, then the least distance, missing expertise, leaders for each group, changes
 * and load of the busiest, proved to be within 0.1 % of the best possible unless time runs out.
 * @param seconds the most time to take
 */
export async function matchLeaders(problem: MatchingProblem, seconds: number): Promise<Plan> {
  const started = performance.now()
  const secondsLeft = () => Math.max(0.1, seconds - (performance.now() - started) / 1000)
  const groups = groupsOf(problem)
  if (groups.some((requests) => requests.length > mostTogether)) return planWhole(problem, gap, secondsLeft)
  return planByGroups(problem, groups, secondsLeft)
}

/** Requests that are shared out together; one of no group is by itself. */
function groupsOf({ requests }: MatchingProblem): SupportRequest[][] {
  const alone = requests.filter(({ group }) => group === undefined).map((request) => [request])
  const grouped = Map.groupBy(
    requests.filter(({ group }) => group !== undefined),
    ({ group }) => group,
  )
  return [...grouped.values(), ...alone]
}

async function planByGroups(
  problem: MatchingProblem,
  groups: readonly SupportRequest[][],
  secondsLeft: () => number,
): Promise<Plan> {
  const { leaders, requests } = problem
  const { load } = matchingWeights(problem)
  const units = groups.map((group) => unitOf(problem, group))
  const step = commonStep(requests.map(({ days }) => days))
  const given = leaders.map(({ days }) => Math.floor(days / step + 1e-9) * step)
  const usable = given.map((days, leader) =>
    units.some(({ costs }) => costs[leader]?.some(Number.isFinite)) ? days : 0,
  )
  const cheapest = units.flatMap(({ days, costs }) => days.map((_, at) => least(costs.map((own) => own[at] ?? 0))))
  const dearest = units.flatMap(({ days, costs, perLeader }) =>
    days.map((_, at) => perLeader + Math.max(0, ...costs.map((own) => own[at] ?? 0).filter(Number.isFinite))),
  )
  const perOpenDay = (sum(dearest) + load + 1) / Math.min(1, step)
  const leastCost = sum(cheapest.filter(Number.isFinite))
  const all = sum(requests.map(({ days }) => days))
  const offered = leaders.map(({ days }) => days)
  /** What the busiest must do at the least when so many days stay open. */
  const leastLoad = (open: number) => leastShare(usable, offered, all - open, step)
  const planWith = async (least: number): Promise<Plan & { open: number }> => {
    const shared = await shareOut(
      { units, capacities: usable, load, leastLoad: least, perOpenDay, leastCost },
      gap,
      secondsLeft,
    )
    const leaderOf = new Map<string, string>()
    for (const [unit, { leaders: numbers }] of shared.patterns.entries())
      for (const [at, number] of numbers.entries()) {
        const [leader, request] = [leaders[number], groups[unit]?.[at]]
        if (leader && request) leaderOf.set(request.id, leader.id)
      }
    const left = sum(requests.map(({ id, days }) => (leaderOf.has(id) ? 0 : days)))
    return {
      leaderOf,
      cost: shared.cost - left * perOpenDay,
      bound: Math.max(0, shared.bound - left * perOpenDay),
      open: left,
    }
  }
  const first = await planWith(leastLoad(0))
  // With fewer days to fill, the busiest may have less to do than was thought.
  const isLess = load > 0 && leastLoad(first.open) < leastLoad(0) - 1e-9
  const { open: _, ...plan } = isLess ? await planWith(leastLoad(first.open)) : first
  return plan
}

function unitOf(problem: MatchingProblem, requests: readonly SupportRequest[]): Unit {
  const weights = matchingWeights(problem)
  const isGroup = requests[0]?.group !== undefined
  return {
    days: requests.map(({ days }) => days),
    costs: problem.leaders.map((leader) =>
      requests.map((request) =>
        whyNotLeader(leader, request) === undefined ? costOfPair(leader, request, weights) : Number.POSITIVE_INFINITY,
      ),
    ),
    perLeader: isGroup ? weights.leadersPerGroup : 0,
    mostLeaders: isGroup ? (problem.mostLeadersPerGroup ?? requests.length) : 1,
  }
}

/** The longest time of which every one of these is a multiple; a millionth of a day where they are no thousandths of a day. */
function commonStep(days: readonly number[]): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b))
  const thousandths = days.map((each) => each * 1000)
  if (thousandths.some((each) => Math.abs(each - Math.round(each)) > 1e-6)) return 1e-6
  return thousandths.map((each) => Math.max(1, Math.round(each))).reduce(divisor) / 1000
}

/** The least share of their days that the busiest must use so that all leaders together give so many days. */
function leastShare(usable: readonly number[], days: readonly number[], wanted: number, step: number): number {
  if (sum(usable) / step > 2000) return Math.min(1, wanted / sum(days))
  const shares = usable.flatMap((most, leader) =>
    Array.from({ length: Math.round(most / step) }, (_, steps) => ((steps + 1) * step) / (days[leader] ?? 1)),
  )
  const given = (share: number) =>
    sum(usable.map((most, leader) => Math.min(most, Math.floor((share * (days[leader] ?? 0)) / step + 1e-9) * step)))
  return [...new Set(shares)].sort((a, b) => a - b).find((share) => given(share) >= wanted - 1e-9) ?? 1
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
const least = (values: readonly number[]) => Math.min(Number.POSITIVE_INFINITY, ...values)
