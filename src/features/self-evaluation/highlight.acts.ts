/** Choosing strengths and priorities, putting them in order, and saying why. */
import type { Db } from '../../platform/db/connect.ts'
import type { Refusal } from '../../platform/web/form.ts'
import { NotFound } from '../../platform/web/page.ts'
import { findStatement } from '../frameworks/public.ts'
import type { Actor } from '../people/public.ts'
import { whyCannotEditAgreed } from './agreed-judgement.rules.ts'
import { evaluationToAgree, frameworkOf } from './evaluation.queries.ts'
import {
  commentHighlight,
  dropHighlight,
  type Highlight,
  highlightsOf,
  orderHighlights,
  putHighlight,
} from './highlight.queries.ts'
import { type Saving, tidy } from './judgement.rules.ts'

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
