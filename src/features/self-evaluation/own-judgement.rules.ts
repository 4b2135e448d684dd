/** When a colleague may change what they judged on their own. */
import type { Refusal } from '../../platform/web/form.ts'
import { type Moments, stageOf, stopped } from './evaluation.rules.ts'

type JudgingState = Moments & { finished_at: Temporal.Instant | null; removed_at: Temporal.Instant | null }

/** Why this colleague's own judgements cannot be changed now, if they cannot. */
export function whyCannotJudge(state: JudgingState): Refusal | undefined {
  if (state.removed_at) return { message: 'You no longer take part in this self-evaluation, so nothing was saved' }
  const stage = stageOf(state)
  if (stage === 'stopped') return stopped
  if (stage !== 'judging')
    return { message: 'The judgements are being compared, so they can no longer be changed. Nothing was saved' }
  if (state.finished_at)
    return { message: 'You have said that you are finished. Open your judgements again to change them' }
  return undefined
}

/** Why this colleague cannot say that they are finished, if they cannot. Gaps are allowed: people judge what they know. */
export function whyCannotFinish(state: JudgingState, judged: number): Refusal | undefined {
  if (state.removed_at) return { message: 'You no longer take part in this self-evaluation' }
  const stage = stageOf(state)
  if (stage === 'stopped') return stopped
  if (stage !== 'judging') return { message: 'The comparison has been opened already' }
  if (judged === 0) return { message: 'Judge at least one statement before you finish' }
  return undefined
}

/** Why this colleague cannot open their judgements again, if they cannot. */
export function whyCannotReopen(state: JudgingState): Refusal | undefined {
  if (state.removed_at) return { message: 'You no longer take part in this self-evaluation' }
  const stage = stageOf(state)
  if (stage === 'stopped') return stopped
  if (stage !== 'judging') return { message: 'The comparison has been opened, so judgements can no longer be changed' }
  return undefined
}
