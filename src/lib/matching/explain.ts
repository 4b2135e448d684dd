/** Why each request has the leader it has, why some have none, and what one more leader would change. */
import { matchLeaders, type Plan } from './match.ts'
import { kilometresTo, missingExpertise, whyNotLeader } from './pairs.ts'
import type { Leader, MatchingProblem, SupportRequest } from './problem.ts'

export type Explained = {
  matches: { request: string; leader: string; reasons: string[] }[]
  unfilled: { request: string; reasons: string[] }[]
  loads: { leader: string; days: number; of: number }[]
}

/** A plan in words. */
export function explainPlan(problem: MatchingProblem, plan: Plan): Explained {
  const byId = new Map(problem.leaders.map((leader) => [leader.id, leader]))
  const used = new Map<string, number>()
  for (const request of problem.requests) {
    const leader = plan.leaderOf.get(request.id)
    if (leader !== undefined) used.set(leader, (used.get(leader) ?? 0) + request.days)
  }
  const matches = problem.requests.flatMap((request) => {
    const leader = byId.get(plan.leaderOf.get(request.id) ?? '')
    return leader ? [{ request: request.id, leader: leader.id, reasons: reasonsFor(problem, leader, request) }] : []
  })
  const unfilled = problem.requests
    .filter((request) => !plan.leaderOf.has(request.id))
    .map((request) => ({ request: request.id, reasons: whyUnfilled(problem, used, request) }))
  const loads = problem.leaders.map(({ id, days }) => ({ leader: id, days: used.get(id) ?? 0, of: days }))
  return { matches, unfilled, loads }
}

function reasonsFor({ leaders, requests }: MatchingProblem, leader: Leader, request: SupportRequest): string[] {
  const reasons: string[] = []
  const possible = leaders.filter((each) => whyNotLeader(each, request) === undefined)
  const km = kilometresTo(leader, request)
  if (km !== undefined) {
    const nearer = possible.filter(
      (each) => (kilometresTo(each, request) ?? Number.POSITIVE_INFINITY) < km - 1e-9,
    ).length
    reasons.push(
      `${km.toFixed(1)} km away, ${nearer === 0 ? 'the nearest who may' : `${nearer} who may ${nearer === 1 ? 'is' : 'are'} nearer`}`,
    )
  }
  const missing = missingExpertise(leader, request)
  const wanted = request.expertise ?? []
  if (wanted.length > 0)
    reasons.push(missing.length === 0 ? `knows ${wanted.join(', ')}` : `does not know ${missing.join(', ')}`)
  if (request.now === leader.id) reasons.push('has it already')
  if (request.group !== undefined && requests.some((other) => other !== request && other.group === request.group))
    reasons.push('the schools of a group see as few leaders as possible')
  if (possible.length === 1) reasons.push('nobody else may')
  return reasons
}

/** What keeps each leader from a request, gathered: who may not, and who has no days left. */
function whyUnfilled({ leaders }: MatchingProblem, used: Map<string, number>, request: SupportRequest): string[] {
  if (leaders.length === 0) return ['there are no leaders']
  const reasons = Map.groupBy(leaders, (leader) => {
    const refusal = whyNotLeader(leader, request)
    if (refusal !== undefined) return refusal
    const left = leader.days - (used.get(leader.id) ?? 0)
    return left < request.days ? 'has no days left beside other requests' : 'is kept for others of the group'
  })
  return [...reasons].map(([reason, who]) => `${who.map(({ id }) => id).join(', ')}: ${reason}`)
}

/**
 * What one more leader would change: a leader with the usual days, in the middle of the requests that stay open, without
 * conflicts and for every phase. Undefined when nothing is open.
 */
export async function oneMoreLeader(
  problem: MatchingProblem,
  plan: Plan,
  seconds: number,
): Promise<{ filled: number; days: number } | undefined> {
  const open = problem.requests.filter(({ id }) => !plan.leaderOf.has(id))
  if (open.length === 0) return undefined
  const sorted = problem.leaders.map(({ days }) => days).sort((a, b) => a - b)
  const middle = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const places = open.filter(({ x, y }) => x !== undefined && y !== undefined)
  const extra: Leader = {
    id: 'one more leader',
    days: sorted[Math.floor(sorted.length / 2)] ?? 12,
    ...(places.length > 0
      ? { x: middle(places.map(({ x }) => x ?? 0)), y: middle(places.map(({ y }) => y ?? 0)) }
      : {}),
  }
  const more = await matchLeaders({ ...problem, leaders: [...problem.leaders, extra] }, seconds)
  const newly = open.filter(({ id }) => more.leaderOf.has(id))
  return { filled: newly.length, days: newly.reduce((sum, { days }) => sum + days, 0) }
}
