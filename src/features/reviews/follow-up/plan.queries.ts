/** What a host school means to do: its next steps, with the findings that they answer where there are any yet. */
import type { Db } from '../../../platform/db/connect.ts'
import type { Actor } from '../../people/public.ts'
import { partMay } from '../part.rules.ts'
import { partsOf } from '../report/summary.queries.ts'
import { maySeeReport } from '../report/summary.rules.ts'
import { type Review, reviewFor } from '../review.queries.ts'
import { type NextStep, nextStepsOf } from './next-step.queries.ts'
import { areStepsFirst } from './next-step.rules.ts'

export type Plan = Review & { steps: NextStep[]; findings: { id: string; title: string }[] }

/**
 * The plan of a review's host, for those who read it; undefined for others, and before there can be one. Where the model
 * asks for next steps before the report, the plan begins without findings: those are the visitors' until they send them.
 */
export async function planFor(db: Db, actor: Actor, reviewId: string): Promise<Plan | undefined> {
  const review = await reviewFor(db, actor, reviewId)
  if (!review) return undefined
  if (review.sent_to_host_at)
    return maySeeReport(review.part, review) ? { ...review, ...(await partsOf(db, reviewId)) } : undefined
  if (!areStepsFirst(review.model) || !partMay(review.part, 'see-sent-draft')) return undefined
  return { ...review, steps: await nextStepsOf(db, reviewId), findings: [] }
}
