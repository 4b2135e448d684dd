/** One leader and one request: whether they may meet, and what it costs. */
import type { Leader, MatchingWeights, SupportRequest } from './problem.ts'

/** Why a leader may not take a request; undefined when nothing stands against it. */
export function whyNotLeader(leader: Leader, request: SupportRequest): string | undefined {
  if (leader.schools?.includes(request.school)) return 'works at the school, or did recently'
  if (request.trust && leader.trusts?.includes(request.trust)) return `belongs to the school's trust, ${request.trust}`
  if (leader.conflicts?.includes(request.school)) return 'has declared a conflict of interest'
  if (leader.phases && request.phase && !leader.phases.includes(request.phase))
    return `does not support ${request.phase}`
  if (leader.days < request.days) return `has ${leader.days} of the ${request.days} days that are needed`
  return undefined
}

/** The straight line between a leader and a request in kilometres; undefined when one has no place. */
export function kilometresTo(leader: Leader, request: SupportRequest): number | undefined {
  if (leader.x === undefined || leader.y === undefined || request.x === undefined || request.y === undefined)
    return undefined
  return Math.hypot(leader.x - request.x, leader.y - request.y)
}

/** The topics of a request that a leader does not know. */
export function missingExpertise(leader: Leader, request: SupportRequest): string[] {
  return (request.expertise ?? []).filter((topic) => !leader.expertise?.includes(topic))
}

/** What it costs when a leader takes a request: travel, what the leader does not know, and a change. */
export function costOfPair(leader: Leader, request: SupportRequest, weights: MatchingWeights): number {
  const isChange = request.now !== undefined && request.now !== leader.id
  return (
    weights.distance * (kilometresTo(leader, request) ?? 0) * request.days +
    weights.missingExpertise * missingExpertise(leader, request).length +
    (isChange ? weights.change : 0)
  )
}
