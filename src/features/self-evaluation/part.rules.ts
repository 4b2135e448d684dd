import { type Actor, can } from '../people/public.ts'
import type { Moments } from './evaluation.rules.ts'

type Evaluation = Moments & { school_id: string; takes_part: boolean }

/** What one person may do in one evaluation that they may see. */
export type Part = {
  /** Invites, opens the comparison and agrees the whole. */
  lead: boolean
  /** Judges on their own. */
  judge: boolean
  /** Compares and agrees judgements together with the others. */
  team: boolean
  /** Decides with whom it is shared. */
  share: boolean
}

/** A governor who was not asked to judge sees where an evaluation stands and what was agreed, not who judged what. */
export function partOf(actor: Actor, evaluation: Pick<Evaluation, 'school_id' | 'takes_part'>): Part {
  const lead = can(actor, 'self-evaluation:lead', evaluation.school_id)
  return {
    lead,
    judge: evaluation.takes_part,
    team: lead || evaluation.takes_part,
    share: can(actor, 'self-evaluation:share', evaluation.school_id),
  }
}

/** Whether somebody reads colleagues' judgements; whether they change the agreed ones, the stage says. */
export function mayCompare(actor: Actor, evaluation: Evaluation): boolean {
  return evaluation.compared_at !== null && partOf(actor, evaluation).team
}
