/** What a judgement is, whoever makes it: a colleague on their own, or the school together. */
import { hash } from 'node:crypto'
import type { Refusal } from '../../platform/web/form.ts'
import type { Framework, Scale } from '../frameworks/public.ts'

/** What a judgement holds: a point of the scale, or an answer in words where the scale is open. */
export type Judgement = { point: number | null; answer: string }

/** Whether a judgement says something: a reason alone does not. */
export function isJudged(scale: Scale, judgement: Judgement | undefined): boolean {
  if (!judgement) return false
  return scale.kind === 'points' ? judgement.point !== null : judgement.answer.trim() !== ''
}

/** What somebody wants a judgement to be; what is left out stays as it is. `version` is the one they were looking at, 0 for none; without it the last one wins. */
export type WantedJudgement = { point?: number | null; answer?: string; reason?: string; version?: number | undefined }

export type JudgementSaved = { kind: 'saved'; version: number }

export type Saving<Theirs> =
  | JudgementSaved
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'conflict'; theirs: Theirs }

/** Longest reason or answer, in characters. */
export const longestText = 20_000

export const tidy = (text: string | undefined) => (text ?? '').replace(/\r\n?/g, '\n').trim()

export function whyNotThis(framework: Framework, wanted: WantedJudgement): Refusal | undefined {
  for (const field of ['answer', 'reason'] as const) {
    if ((wanted[field]?.length ?? 0) > longestText)
      return { field, message: `Use ${longestText.toLocaleString('en-GB')} characters or fewer` }
  }
  const { point } = wanted
  if (point === undefined || point === null) return undefined
  if (framework.scale.kind === 'open') return { field: 'point', message: 'This framework is answered in words' }
  return framework.scale.points.some((each) => each.value === point)
    ? undefined
    : { field: 'point', message: 'Choose one of the points' }
}

export type Content = { point: number | null | undefined; answer: string | undefined; reason: string | undefined }

/** The words as they are kept: one kind of line break, no space around them. */
export function tidyJudgement(wanted: WantedJudgement): Content {
  const words = (text: string | undefined) => (text === undefined ? undefined : tidy(text))
  return { point: wanted.point, answer: words(wanted.answer), reason: words(wanted.reason) }
}

/** Whether a stored judgement says all that is wanted already. */
export function says(stored: { point: number | null; answer: string; reason: string }, wanted: Content): boolean {
  return (['point', 'answer', 'reason'] as const).every(
    (field) => wanted[field] === undefined || wanted[field] === stored[field],
  )
}

/**
 * A judgement in a few characters. A form carries that of what it showed, and so tells what a person changed from what they
 * left alone, whatever has been saved elsewhere meanwhile.
 */
export function markOf(judgement: WantedJudgement): string {
  const { point, answer, reason } = judgement
  const content = JSON.stringify([point === undefined ? 'not chosen' : point, tidy(answer), tidy(reason)])
  return hash('sha256', content, 'base64url').slice(0, 12)
}

/** "2 Developing" */
export function labelOf(scale: Scale, point: number): string {
  const found = scale.kind === 'points' ? scale.points.find((each) => each.value === point) : undefined
  return found ? `${found.value} ${found.label}` : String(point)
}

/** Points by statement, for the gates. */
export function pointsOf(judgements: readonly { statement_key: string; point: number | null }[]): Map<string, number> {
  return new Map(
    judgements.flatMap(({ statement_key, point }) => (point === null ? [] : [[statement_key, point] as const])),
  )
}
