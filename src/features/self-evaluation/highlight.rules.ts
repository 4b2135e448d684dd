/** Which statements to consider as strengths and as priorities. */
import { type Framework, statementsOf } from '../frameworks/public.ts'
import { type Flag, lowUpTo } from './comparison.rules.ts'

export type Suggestions = { strengths: string[]; priorities: string[] }

const mostSuggested = 5

/**
 * Statements to consider as strengths (high, with evidence, of one mind) and as priorities (low,
 * and those that hold others back first). People choose; no statement is suggested as both.
 */
export function suggestHighlights(
  framework: Framework,
  points: ReadonlyMap<string, number>,
  flags: ReadonlyMap<string, readonly Flag[]>,
): Suggestions {
  const has = (key: string, flag: Flag) => flags.get(key)?.includes(flag) ?? false
  const holds = new Set(
    framework.gates.filter((gate) => (points.get(gate.statement) ?? 0) < gate.at_least).map((gate) => gate.statement),
  )
  const judged = statementsOf(framework).flatMap(({ key }) => {
    const point = points.get(key)
    return point === undefined ? [] : [{ key, point }]
  })
  const low = lowUpTo(framework.scale)
  const doubt = (key: string) => Number(has(key, 'no-evidence')) * 2 + Number(has(key, 'differs'))
  const strengths = judged
    .filter(({ key, point }) => point > low && !holds.has(key))
    .sort((a, b) => b.point - a.point || doubt(a.key) - doubt(b.key))
  const priorities = judged
    .filter(({ key, point }) => point <= low || holds.has(key))
    .sort((a, b) => Number(holds.has(b.key)) - Number(holds.has(a.key)) || a.point - b.point)
  const keys = (list: readonly { key: string }[]) => list.slice(0, mostSuggested).map(({ key }) => key)
  return { strengths: keys(strengths), priorities: keys(priorities) }
}
