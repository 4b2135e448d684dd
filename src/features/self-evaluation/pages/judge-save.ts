/** Reads what somebody sent from a judging page, and saves what they changed. */
import { z } from 'zod'
import { timeOfDay } from '../../../lib/words.ts'
import { isRecord, type RawValues } from '../../../platform/web/form.ts'
import type { Reply } from '../../../platform/web/page.ts'
import type { Statement } from '../../frameworks/public.ts'
import { markOf, says, tidyJudgement, type WantedJudgement } from '../judgement.rules.ts'
import { saveOwnJudgement } from '../own-judgement.acts.ts'
import type { Judging, JudgingRow, SavedJudgement } from '../own-judgement.queries.ts'
import { linkToBoth } from './beside.ts'
import type { PageContext } from './common.ts'
import { partName } from './judge-form.ts'

/** A body of any form: its parts are read statement by statement. */
export const anyBody = z.record(z.string(), z.unknown())

type Sent = WantedJudgement & {
  /** Whether something was chosen or written. */
  isAnswered: boolean
  /** Whether it differs from what the page showed. Other senders than our pages do not say what they had seen. */
  isTouched: boolean
}

/** What somebody sent for one statement: under its part's name on a page of several, or by itself. Undefined when nothing of it was sent. */
export function sentJudgement(raw: RawValues): Sent | undefined {
  const text = (name: string) => (typeof raw[name] === 'string' ? raw[name] : undefined)
  const point = raw.point
  const answer = text('answer')
  const reason = text('reason')
  if (point === undefined && answer === undefined && reason === undefined) return undefined
  const version = typeof raw._version === 'number' ? raw._version : Number(text('_version') ?? Number.NaN)
  const sent: WantedJudgement = {
    ...(point === undefined ? {} : { point: pointFrom(point) }),
    ...(answer === undefined ? {} : { answer }),
    ...(reason === undefined ? {} : { reason }),
    ...(Number.isSafeInteger(version) && version >= 0 && version < 2_000_000_000 ? { version } : { version: 0 }),
  }
  return {
    ...sent,
    // With nothing chosen the browser sends no point at all; "I do not know" sends an empty one.
    isAnswered: point !== undefined || (answer ?? '').trim() !== '' || (reason ?? '').trim() !== '',
    isTouched: markOf(sent) !== text('_shown'),
  }
}

function pointFrom(sent: unknown): number | null {
  if (typeof sent === 'number') return sent
  return typeof sent === 'string' && /^\d{1,2}$/.test(sent) ? Number(sent) : null
}

/** The part of a body that is one statement's. */
export function partOfBody(raw: RawValues, part: string): RawValues | undefined {
  const value = raw[part]
  return isRecord(value) ? value : undefined
}

export type JudgeConflict = { key: string; sent: WantedJudgement; theirs: SavedJudgement }
type Outcome = { conflicts: JudgeConflict[]; refusals: Map<string, string> }

/** Saves what changed. When anything is refused or conflicts, the page is shown again and nothing is kept. */
export async function saveSent(
  c: PageContext,
  judging: Judging,
  statements: readonly Statement[],
  raw: RawValues,
): Promise<Outcome> {
  const outcome: Outcome = { conflicts: [], refusals: new Map() }
  const { evaluation, framework, rows } = judging
  for (const { key } of statements) {
    const part = partOfBody(raw, partName(framework, key))
    const sent = part && sentJudgement(part)
    // `keep` is the choice between both texts after a conflict.
    if (!sent?.isTouched || part?.keep === 'theirs' || !isChange(rows.get(key), sent)) continue
    const saved = await saveOwnJudgement(c.db, c.actor, evaluation.id, key, sent, c.now)
    if (saved.kind === 'conflict') outcome.conflicts.push({ key, sent, theirs: saved.theirs })
    if (saved.kind === 'refused') outcome.refusals.set(key, saved.refusal.message)
  }
  return outcome
}

function isChange(row: JudgingRow | undefined, sent: Sent): boolean {
  // A row without a version stands for a statement that has evidence and no judgement yet.
  if (!row || row.version === 0) return sent.isAnswered
  return !says(row, tidyJudgement(sent))
}

/** Saves one judgement that a page or another program sends by itself. */
export async function saveByScript(c: PageContext, evaluationId: string, key: string, here: string): Promise<Reply> {
  const { raw } = c.form(anyBody)
  const sent = sentJudgement(raw)
  const refused = (field: string, message: string) => c.json({ saved: false, errors: [{ field, message }] }, 422)
  if (!sent) return refused('point', 'Send a point, an answer or a reason')
  const saved = await saveOwnJudgement(c.db, c.actor, evaluationId, key, sent, c.now)
  if (saved.kind === 'refused') return refused(saved.refusal.field ?? '', saved.refusal.message)
  if (saved.kind === 'conflict') return linkToBoth(c, here, raw)
  const fields = { _version: String(saved.version), _shown: markOf(sent) }
  return c.json({ saved: true, at: timeOfDay(c.now), fields })
}
