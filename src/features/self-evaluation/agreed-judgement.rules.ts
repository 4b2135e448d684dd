/** Agreeing one judgement for the school: what the gates allow, a point to start from, and when the whole can be agreed. */
import { plural } from '../../lib/words.ts'
import type { Refusal } from '../../platform/web/form.ts'
import { type Framework, highestAllowed, statementsOf } from '../frameworks/public.ts'
import type { Views } from './comparison.rules.ts'
import { type Moments, stageOf, stopped } from './evaluation.rules.ts'
import { isJudged, labelOf, pointsOf } from './judgement.rules.ts'

export type Draft = { point: number; why: string }

/**
 * A point to start the talk from: the middle judgement, and of two in the middle the lower one,
 * because it is easier to defend. A gate may hold it lower still. Offered, never filled in.
 */
export function draftPoint(framework: Framework, views: Views, agreed: ReadonlyMap<string, number>): Draft | undefined {
  if (framework.scale.kind === 'open') return undefined
  const points = views.judged.flatMap((judgement) => judgement.point ?? []).sort((a, b) => a - b)
  const middle = points[Math.floor((points.length - 1) / 2)]
  if (middle === undefined) return undefined
  const other = points[Math.floor(points.length / 2)] ?? middle
  const allowed = highestAllowed(framework, views.statement_key, agreed)
  if (allowed.point < middle) return { point: allowed.point, why: allowed.reason ?? 'A gate holds this statement' }
  if (points.length === 1) return { point: middle, why: 'the only judgement' }
  if (views.spread === 0) return { point: middle, why: `all ${points.length} judged the same` }
  return {
    point: middle,
    why: other === middle ? `the middle of ${points.length} judgements` : 'the lower of the two in the middle',
  }
}

/** Why the school cannot agree this judgement, if it cannot. `agreed` holds the points agreed so far. */
export function whyCannotAgree(
  framework: Framework,
  statementKey: string,
  wanted: { point: number | null; answer: string; reason: string },
  agreed: ReadonlyMap<string, number>,
): Refusal | undefined {
  if (framework.scale.kind === 'open') {
    return wanted.answer.trim() === '' ? { field: 'answer', message: 'Enter the answer that you agree on' } : undefined
  }
  const chosen = framework.scale.points.find((point) => point.value === wanted.point)
  if (!chosen) return { field: 'point', message: 'Choose the point that you agree on' }
  if (wanted.reason.trim() === '') return { field: 'reason', message: 'Enter the reason for this judgement' }
  const allowed = highestAllowed(framework, statementKey, agreed)
  if (chosen.value <= allowed.point) return undefined
  return {
    field: 'point',
    message: `Choose ${labelOf(framework.scale, allowed.point)} or lower: ${allowed.reason ?? 'a gate holds this statement'}`,
  }
}

/** Agreed judgements that a gate no longer allows, because what opens it was agreed lower afterwards. */
export function heldByGates(
  framework: Framework,
  agreed: ReadonlyMap<string, number>,
): { statement_key: string; allowed: number; reason: string }[] {
  return statementsOf(framework).flatMap(({ key }) => {
    const point = agreed.get(key)
    const allowed = highestAllowed(framework, key, agreed)
    return point !== undefined && point > allowed.point
      ? [{ statement_key: key, allowed: allowed.point, reason: allowed.reason ?? '' }]
      : []
  })
}

export type AgreedJudgement = { statement_key: string; point: number | null; answer: string; reason: string }

/** All that stops the evaluation from being agreed as a whole. Empty when it can be. */
export function whyCannotAgreeWhole(
  framework: Framework,
  agreed: readonly AgreedJudgement[],
  highlights: readonly { kind: 'strength' | 'priority' }[],
): Refusal[] {
  const judged = new Set(agreed.filter((each) => isJudged(framework.scale, each)).map((each) => each.statement_key))
  const missing = statementsOf(framework).filter((statement) => !judged.has(statement.key)).length
  const refusals: Refusal[] = []
  if (missing > 0)
    refusals.push({
      message: `Agree the ${plural(missing, 'statement')} that ${missing === 1 ? 'has' : 'have'} no agreed judgement yet`,
    })
  const held = heldByGates(framework, pointsOf(agreed))
  for (const { statement_key, allowed, reason } of held) {
    const text = statementsOf(framework).find((statement) => statement.key === statement_key)?.text ?? statement_key
    refusals.push({ message: `Lower “${text}” to ${labelOf(framework.scale, allowed)}: ${reason}` })
  }
  for (const [kind, words] of [
    ['strength', 'a strength'],
    ['priority', 'a priority'],
  ] as const) {
    if (!highlights.some((highlight) => highlight.kind === kind))
      refusals.push({ message: `Choose at least one statement as ${words}` })
  }
  return refusals
}

/** Why the school's agreed judgements cannot be changed now, if they cannot. */
export function whyCannotEditAgreed(evaluation: Moments): Refusal | undefined {
  const stage = stageOf(evaluation)
  if (stage === 'stopped') return stopped
  if (stage === 'judging') return { message: 'Judgements are agreed after the comparison is opened' }
  if (stage === 'agreed')
    return { message: 'This self-evaluation is agreed and no longer changes. Start a new one to carry on' }
  return undefined
}
