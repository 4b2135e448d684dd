/** Saving what one colleague judges, and what the school agrees. */
import type { Db } from '../../platform/db/connect.ts'
import type { Refusal } from '../../platform/web/form.ts'
import { Forbidden, found, NotFound } from '../../platform/web/page.ts'
import { type Framework, findStatement } from '../frameworks/public.ts'
import type { Actor } from '../people/public.ts'
import {
  type Agreed,
  agreedJudgements,
  commentHighlight,
  dropHighlight,
  type Highlight,
  highlightsOf,
  orderHighlights,
  putHighlight,
  upsertAgreed,
} from './agree.queries.ts'
import { pointsOf, whyCannotAgree } from './compare.rules.ts'
import { frameworkOf } from './evaluation.acts.ts'
import { type Evaluation, evaluationFor } from './evaluation.queries.ts'
import { whyCannotEditAgreed, whyCannotJudge } from './evaluation.rules.ts'
import { ownJudgement, type SavedJudgement, upsertOwnJudgement } from './judgement.queries.ts'
import { partOf } from './parts.ts'

/** What somebody wants a judgement to be; what is left out stays as it is. `version` is the one they were looking at, 0 for none; without it the last one wins. */
export type WantedJudgement = { point?: number | null; answer?: string; reason?: string; version?: number | undefined }

export type JudgementSaved = { kind: 'saved'; version: number }
export type Saving<Theirs> =
  | JudgementSaved
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'conflict'; theirs: Theirs }

/** Longest reason or answer, in characters. */
export const longestText = 20_000

const tidy = (text: string | undefined) => (text ?? '').replace(/\r\n?/g, '\n').trim()

function whyNotThis(framework: Framework, wanted: WantedJudgement): Refusal | undefined {
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

/** Evaluations never change their framework, so it is looked up once in each process. Bounded, and only ever a hint. */
const frameworkIds = new Map<string, string>()
const mostKept = 20_000

async function frameworkFor(db: Db, actor: Actor, evaluationId: string): Promise<Framework> {
  const known = frameworkIds.get(evaluationId)
  if (known) return frameworkOf(db, actor, { framework_id: known })
  const evaluation = found(await evaluationFor(db, actor, evaluationId))
  if (frameworkIds.size >= mostKept) frameworkIds.clear()
  frameworkIds.set(evaluationId, evaluation.framework_id)
  return frameworkOf(db, actor, evaluation)
}

/**
 * Saves one own judgement: in the usual case one statement to the database. The same content sent
 * again, as after a lost answer, counts as saved; other content is never overwritten silently.
 */
export async function saveOwnJudgement(
  db: Db,
  actor: Actor,
  evaluationId: string,
  statementKey: string,
  wanted: WantedJudgement,
  now: Temporal.Instant,
): Promise<Saving<SavedJudgement>> {
  const framework = await frameworkFor(db, actor, evaluationId)
  if (!findStatement(framework, statementKey)) throw new NotFound()
  const refusal = whyNotThis(framework, wanted)
  if (refusal) return { kind: 'refused', refusal }
  const row = { ...tidyJudgement(wanted), statement_key: statementKey, version: wanted.version }
  const version = await upsertOwnJudgement(db, actor, evaluationId, row, now)
  return version === undefined ? whyNotSaved(db, actor, evaluationId, row) : { kind: 'saved', version }
}

async function whyNotSaved(
  db: Db,
  actor: Actor,
  evaluationId: string,
  wanted: Content & { statement_key: string },
): Promise<Saving<SavedJudgement>> {
  const evaluation = found(await evaluationFor(db, actor, evaluationId))
  const refusal = whyCannotJudge({ ...evaluation, removed_at: evaluation.takes_part ? null : evaluation.started_at })
  if (refusal) return { kind: 'refused', refusal }
  const theirs = found(await ownJudgement(db, actor, evaluationId, wanted.statement_key))
  if (says(theirs, wanted)) return { kind: 'saved', version: theirs.version }
  return { kind: 'conflict', theirs }
}

type Content = { point: number | null | undefined; answer: string | undefined; reason: string | undefined }

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

async function evaluationToAgree(db: Db, actor: Actor, evaluationId: string): Promise<Evaluation> {
  const evaluation = found(await evaluationFor(db, actor, evaluationId))
  if (!partOf(actor, evaluation).team) throw new Forbidden()
  return evaluation
}

/** Saves the judgement that the school agrees on for one statement, if the rules and the gates allow it. */
export async function saveAgreedJudgement(
  db: Db,
  actor: Actor,
  evaluationId: string,
  statementKey: string,
  wanted: WantedJudgement,
  now: Temporal.Instant,
): Promise<Saving<Agreed>> {
  const evaluation = await evaluationToAgree(db, actor, evaluationId)
  const framework = await frameworkOf(db, actor, evaluation)
  if (!findStatement(framework, statementKey)) throw new NotFound()
  const agreed = await agreedJudgements(db, evaluationId)
  const row = {
    statement_key: statementKey,
    point: wanted.point ?? null,
    answer: tidy(wanted.answer),
    reason: tidy(wanted.reason),
    version: wanted.version,
  }
  const refusal =
    whyCannotEditAgreed(evaluation) ??
    whyNotThis(framework, wanted) ??
    whyCannotAgree(framework, statementKey, row, pointsOf([...agreed.values()]))
  if (refusal) return { kind: 'refused', refusal }
  const version = await upsertAgreed(db, actor, evaluationId, row, now)
  if (version !== undefined) return { kind: 'saved', version }
  const theirs = found((await agreedJudgements(db, evaluationId)).get(statementKey))
  return says(theirs, row) ? { kind: 'saved', version: theirs.version } : { kind: 'conflict', theirs }
}

export type HighlightChange =
  | { act: 'choose'; statement_key: string; kind: 'strength' | 'priority' }
  | { act: 'drop'; statement_key: string }
  | { act: 'move'; statement_key: string; direction: 'up' | 'down' }

/** Chooses, drops or moves a strength or a priority. */
export async function changeHighlight(
  db: Db,
  actor: Actor,
  evaluationId: string,
  change: HighlightChange,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  const evaluation = await evaluationToAgree(db, actor, evaluationId)
  const refusal = whyCannotEditAgreed(evaluation)
  if (refusal) return refusal
  if (!findStatement(await frameworkOf(db, actor, evaluation), change.statement_key)) throw new NotFound()
  if (change.act === 'choose') await putHighlight(db, actor, evaluationId, change, now)
  else if (change.act === 'drop') await dropHighlight(db, evaluationId, change.statement_key)
  else await move(db, evaluationId, change)
  return undefined
}

async function move(
  db: Db,
  evaluationId: string,
  change: { statement_key: string; direction: 'up' | 'down' },
): Promise<void> {
  const highlights = await highlightsOf(db, evaluationId)
  const kind = highlights.find((each) => each.statement_key === change.statement_key)?.kind
  const keys = highlights.filter((each) => each.kind === kind).map((each) => each.statement_key)
  const from = keys.indexOf(change.statement_key)
  const to = change.direction === 'up' ? from - 1 : from + 1
  const [moved, other] = [keys[from], keys[to]]
  if (moved === undefined || other === undefined) return
  keys[from] = other
  keys[to] = moved
  await orderHighlights(db, evaluationId, keys)
}

/** Saves what the school says about a strength or a priority. */
export async function saveHighlightComment(
  db: Db,
  actor: Actor,
  evaluationId: string,
  wanted: { statement_key: string; comment: string; version: number | undefined },
  now: Temporal.Instant,
): Promise<Saving<Highlight>> {
  const refusal = whyCannotEditAgreed(await evaluationToAgree(db, actor, evaluationId))
  if (refusal) return { kind: 'refused', refusal }
  const comment = tidy(wanted.comment)
  const version = await commentHighlight(db, actor, evaluationId, { ...wanted, comment }, now)
  if (version !== undefined) return { kind: 'saved', version }
  const theirs = (await highlightsOf(db, evaluationId)).find((each) => each.statement_key === wanted.statement_key)
  if (!theirs)
    return {
      kind: 'refused',
      refusal: { message: 'A colleague has taken this statement out of the list. Choose it again to comment on it' },
    }
  return theirs.comment === comment ? { kind: 'saved', version: theirs.version } : { kind: 'conflict', theirs }
}

/** Chooses a statement as a strength or a priority and says why: both steps of the page in one. */
export async function highlight(
  db: Db,
  actor: Actor,
  evaluationId: string,
  wanted: { statement_key: string; kind: 'strength' | 'priority'; comment?: string },
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  const refusal = await changeHighlight(db, actor, evaluationId, { act: 'choose', ...wanted }, now)
  if (refusal || wanted.comment === undefined) return refusal
  const saved = await saveHighlightComment(
    db,
    actor,
    evaluationId,
    { statement_key: wanted.statement_key, comment: wanted.comment, version: undefined },
    now,
  )
  return saved.kind === 'refused' ? saved.refusal : undefined
}
