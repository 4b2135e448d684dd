/**
 * Comparing what colleagues judged, each on their own, and agreeing one judgement for the school.
 * Nothing here decides for people: differences are shown, and a draft is only ever offered.
 */

import { plural } from '../../lib/words.ts'
import type { Refusal } from '../../platform/web/form.ts'
import { type Framework, highestAllowed, highestPoint, type Scale, statementsOf } from '../frameworks/public.ts'
import { isJudged } from './progress.rules.ts'

export type OwnJudgement = {
  person_id: string
  statement_key: string
  point: number | null
  answer: string
  reason: string
}

/** What makes a statement worth talking about. */
export type Flag = 'differs' | 'not-judged' | 'one-view' | 'low' | 'no-evidence'

export const flagText: Record<Flag, string> = {
  differs: 'Views differ',
  'not-judged': 'Nobody judged it',
  'one-view': 'Judged by one person',
  low: 'Low',
  'no-evidence': 'No evidence',
}

export type Views = {
  statement_key: string
  /** Those who judged it, lowest point first. */
  judged: OwnJudgement[]
  /** Those who take part and did not judge it. */
  silent: string[]
  lowest: number | undefined
  highest: number | undefined
  /** The highest point less the lowest; 0 when nobody differs or the scale is open. */
  spread: number
  flags: Flag[]
}

/** Up to which point a judgement counts as low: the lower half of the scale. */
export function lowUpTo(scale: Scale): number {
  return Math.floor(highestPoint(scale) / 2)
}

/** What colleagues think of each statement, in the framework's order. */
export function viewsOf(
  framework: Framework,
  people: readonly string[],
  judgements: readonly OwnJudgement[],
  evidenced: ReadonlySet<string>,
): Views[] {
  const byStatement = Map.groupBy(judgements, (judgement) => judgement.statement_key)
  return statementsOf(framework).map(({ key }) =>
    viewsOfOne(framework.scale, key, people, byStatement.get(key) ?? [], evidenced.has(key)),
  )
}

function viewsOfOne(
  scale: Scale,
  key: string,
  people: readonly string[],
  all: readonly OwnJudgement[],
  hasEvidence: boolean,
): Views {
  const judged = all
    .filter((judgement) => people.includes(judgement.person_id) && isJudged(scale, judgement))
    .sort((a, b) => (a.point ?? 0) - (b.point ?? 0))
  const points = scale.kind === 'open' ? [] : judged.flatMap((judgement) => judgement.point ?? [])
  const [lowest, highest] = [points.at(0), points.at(-1)]
  const spread = lowest === undefined || highest === undefined ? 0 : highest - lowest
  const flags: Flag[] = []
  if (spread > 0) flags.push('differs')
  if (judged.length === 0) flags.push('not-judged')
  // With one person judging there is nobody to be of another view.
  if (judged.length === 1 && people.length > 1) flags.push('one-view')
  if (lowest !== undefined && lowest <= lowUpTo(scale)) flags.push('low')
  if (!hasEvidence) flags.push('no-evidence')
  const silent = people.filter((person) => !judged.some((judgement) => judgement.person_id === person))
  return { statement_key: key, judged, silent, lowest, highest, spread, flags }
}

const weight: Record<Exclude<Flag, 'differs'>, number> = { 'not-judged': 8, 'one-view': 4, low: 2, 'no-evidence': 1 }

/** Most to talk about first: the widest difference, then gaps, then low and unsupported judgements; else as in the framework. */
export function differencesFirst(views: readonly Views[]): Views[] {
  const need = (view: Views) =>
    view.flags.reduce((sum, flag) => sum + (flag === 'differs' ? 16 * view.spread : weight[flag]), 0)
  return [...views].sort((a, b) => need(b) - need(a))
}

/** The people at the two ends, when views differ. */
export function whoDiffers(views: Views): { lowest: string[]; highest: string[] } {
  if (views.spread === 0) return { lowest: [], highest: [] }
  const at = (point: number | undefined) =>
    views.judged.filter((judgement) => judgement.point === point).map((judgement) => judgement.person_id)
  return { lowest: at(views.lowest), highest: at(views.highest) }
}

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

/** "2 Developing" */
export function labelOf(scale: Scale, point: number): string {
  const found = scale.kind === 'points' ? scale.points.find((each) => each.value === point) : undefined
  return found ? `${found.value} ${found.label}` : String(point)
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

/** Points by statement, for the gates. */
export function pointsOf(judgements: readonly { statement_key: string; point: number | null }[]): Map<string, number> {
  return new Map(
    judgements.flatMap(({ statement_key, point }) => (point === null ? [] : [[statement_key, point] as const])),
  )
}

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
