/**
 * Where an evaluation stands and what that allows. A school's colleagues judge blind first, then
 * the lead opens the comparison, and at last the school's own judgement is agreed and frozen.
 */
import { plural } from '../../lib/words.ts'
import type { Refusal } from '../../platform/web/form.ts'

export type Moments = {
  compared_at: Temporal.Instant | null
  agreed_at: Temporal.Instant | null
  stopped_at: Temporal.Instant | null
}

export type Stage = 'judging' | 'comparing' | 'agreed' | 'stopped'

/** The one place that says how far an evaluation has come. */
export function stageOf(evaluation: Moments): Stage {
  if (evaluation.agreed_at) return 'agreed'
  if (evaluation.stopped_at) return 'stopped'
  if (evaluation.compared_at) return 'comparing'
  return 'judging'
}

export type Status = Stage | 'shared'

/** The stage in a reader's words; `shared` once somebody outside can see the agreed evaluation. */
export function statusOf(evaluation: Moments, activeShares: number): Status {
  const stage = stageOf(evaluation)
  return stage === 'agreed' && activeShares > 0 ? 'shared' : stage
}

/**
 * Blind first: until the comparison is opened nobody, the headteacher included, reads what a
 * colleague judged or what they put beside it. The database refuses it as well (0004).
 */
export function maySeeWorkOf(evaluation: Moments, viewer: string, author: string): boolean {
  return viewer === author || evaluation.compared_at !== null
}

export type Colleague = {
  person_id: string
  name: string
  finished_at: Temporal.Instant | null
  removed_at: Temporal.Instant | null
}

/** Those who take part now. */
export function takingPart<T extends Pick<Colleague, 'removed_at'>>(colleagues: readonly T[]): T[] {
  return colleagues.filter((colleague) => colleague.removed_at === null)
}

export type ComparisonState = Moments & {
  judge_by: Temporal.PlainDate | null
  colleagues: readonly Colleague[]
  judged: number
}

/** Who has not said that they are finished. */
export function stillJudging(colleagues: readonly Colleague[]): Colleague[] {
  return takingPart(colleagues).filter((colleague) => colleague.finished_at === null)
}

/** Whether opening the comparison now cuts somebody short and therefore needs a stated reason. */
export function comparisonNeedsReason(state: ComparisonState, today: Temporal.PlainDate): boolean {
  if (stillJudging(state.colleagues).length === 0) return false
  return state.judge_by === null || Temporal.PlainDate.compare(today, state.judge_by) <= 0
}

/** Why the comparison cannot be opened, if it cannot. It cannot be closed again: what was seen was seen. */
export function whyCannotCompare(
  state: ComparisonState,
  reason: string,
  today: Temporal.PlainDate,
): Refusal | undefined {
  const stage = stageOf(state)
  if (stage === 'stopped') return stopped
  if (stage !== 'judging') return { message: 'The comparison has been opened already' }
  if (takingPart(state.colleagues).length === 0) return { message: 'Invite at least one colleague to judge first' }
  if (state.judged === 0) return { message: 'Nobody has judged a statement yet, so there is nothing to compare' }
  if (comparisonNeedsReason(state, today) && reason.trim() === '') {
    const waiting = stillJudging(state.colleagues).length
    return { field: 'reason', message: `Enter why you are not waiting for ${plural(waiting, 'colleague')} to finish` }
  }
  return undefined
}

/** Why nothing in it changes now. */
export const stopped: Refusal = {
  message: 'This self-evaluation was stopped, so nothing was saved. Whoever leads it can take it up again',
}

/** Why the evaluation cannot be stopped, if it cannot. The reason is for the colleagues who judged in it. */
export function whyCannotStop(evaluation: Moments, reason: string): Refusal | undefined {
  const stage = stageOf(evaluation)
  if (stage === 'agreed') return { message: 'This self-evaluation is agreed, so there is nothing to stop' }
  if (stage === 'stopped') return { message: 'This self-evaluation was stopped already' }
  return reason.trim() === '' ? { field: 'reason', message: 'Enter why you stop it' } : undefined
}

/** Why the evaluation cannot be taken up again, if it cannot. */
export function whyCannotTakeUp(evaluation: Moments): Refusal | undefined {
  return stageOf(evaluation) === 'stopped' ? undefined : { message: 'This self-evaluation is not stopped' }
}

/** Why colleagues cannot be invited or removed now, if they cannot. */
export function whyCannotChangeColleagues(evaluation: Moments): Refusal | undefined {
  const stage = stageOf(evaluation)
  if (stage === 'judging') return undefined
  if (stage === 'stopped') return stopped
  return { message: 'The judgements are being compared, so nobody can join or leave the judging' }
}

/** Why a self-evaluation cannot start like this, if it cannot. */
export function whyCannotStart(
  wanted: {
    judge_by: Temporal.PlainDate | undefined
    framework: { published_at: Temporal.Instant | null; retired_at: Temporal.Instant | null } | undefined
  },
  today: Temporal.PlainDate,
): Refusal | undefined {
  const { framework, judge_by } = wanted
  if (!framework?.published_at || framework.retired_at)
    return { field: 'framework', message: 'Choose a framework that is published and not retired' }
  return judge_by ? whyNotJudgeBy(judge_by, today) : undefined
}

/** Why colleagues cannot be asked to judge by this day, if they cannot. */
export function whyNotJudgeBy(judgeBy: Temporal.PlainDate, today: Temporal.PlainDate): Refusal | undefined {
  if (Temporal.PlainDate.compare(judgeBy, today) < 0)
    return { field: 'judge_by', message: 'The date to judge by must be today or later' }
  if (Temporal.PlainDate.compare(judgeBy, today.add({ years: 1 })) > 0) {
    return { field: 'judge_by', message: 'The date to judge by must be within a year' }
  }
  return undefined
}
