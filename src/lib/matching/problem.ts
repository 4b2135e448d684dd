/** Leaders who can support schools, and what schools ask for, as the file of `schoolfellow match-leaders` says it. */
import { z } from 'zod'

const finite = z.number().finite()
const days = finite.positive()

const leader = z.strictObject({
  id: z.string().min(1),
  /** Days that this leader can still give. */
  days: finite.nonnegative(),
  /** Kilometres east and north of any fixed point; without them distance does not count for this leader. */
  x: finite.optional(),
  y: finite.optional(),
  /** The phases the leader can support; none named means all. */
  phases: z.array(z.string()).optional(),
  expertise: z.array(z.string()).optional(),
  /** Schools and trusts where the leader works, governs or recently worked, and schools declared as conflicts. */
  schools: z.array(z.string()).optional(),
  trusts: z.array(z.string()).optional(),
  conflicts: z.array(z.string()).optional(),
})

const request = z.strictObject({
  id: z.string().min(1),
  /** The school that asks, as leaders' `schools` and `conflicts` name it. */
  school: z.string().min(1),
  trust: z.string().optional(),
  phase: z.string().optional(),
  x: finite.optional(),
  y: finite.optional(),
  days,
  /** Topics of which the leader should know as many as possible. */
  expertise: z.array(z.string()).optional(),
  /** Requests of one group go to as few leaders as possible. */
  group: z.string().optional(),
  /** The leader who has this request now, so that a plan made again changes little. */
  now: z.string().optional(),
})

const weights = z.strictObject({
  /** Per kilometre, for each day. */
  distance: finite.nonnegative().optional(),
  /** Per topic of a request that its leader does not know. */
  missingExpertise: finite.nonnegative().optional(),
  /** Per leader who works with a group. */
  leadersPerGroup: finite.nonnegative().optional(),
  /** Per request whose leader is another than now. */
  change: finite.nonnegative().optional(),
  /** For the leader whose days are used up most: per whole of the days given. */
  load: finite.nonnegative().optional(),
})

/** A file of `match-leaders`. Unknown keys are refused. */
export const matchingProblem = z
  .strictObject({
    leaders: z.array(leader),
    requests: z.array(request).min(1),
    weights: weights.optional(),
    /** The most leaders that may work with one group. */
    mostLeadersPerGroup: z.int().positive().optional(),
  })
  .superRefine((problem, check) => {
    for (const list of ['leaders', 'requests'] as const) {
      const seen = new Map<string, number>()
      for (const [index, { id }] of problem[list].entries()) {
        const before = seen.get(id)
        if (before !== undefined)
          check.addIssue({ code: 'custom', path: [list, index, 'id'], message: `Already the id of ${list}[${before}]` })
        seen.set(id, index)
      }
    }
    const leaders = new Set(problem.leaders.map(({ id }) => id))
    for (const [index, { now }] of problem.requests.entries())
      if (now !== undefined && !leaders.has(now))
        check.addIssue({ code: 'custom', path: ['requests', index, 'now'], message: `No leader has the id "${now}"` })
  })

export type MatchingProblem = z.infer<typeof matchingProblem>
export type Leader = MatchingProblem['leaders'][number]
export type SupportRequest = MatchingProblem['requests'][number]

/** What counts when a problem does not say. */
const usual = { distance: 1, missingExpertise: 10, leadersPerGroup: 15, change: 5, load: 20 }
export type MatchingWeights = typeof usual

/** The weights of a problem, the usual ones where it names none. */
export function matchingWeights({ weights }: Pick<MatchingProblem, 'weights'>): MatchingWeights {
  const named = Object.entries(weights ?? {}).filter(([, value]) => value !== undefined)
  return { ...usual, ...Object.fromEntries(named) }
}
