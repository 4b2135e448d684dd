/** Works a match out, and adopts one: only then does anything change for anybody. */
import { matchInWorker } from '../../lib/matching/in-worker.ts'
import { record } from '../../platform/audit/audit.ts'
import type { Db } from '../../platform/db/connect.ts'
import type { Refusal } from '../../platform/web/form.ts'
import type { Actor } from '../people/public.ts'
import { type At, changeLeaders, type Programme } from '../review-groups/public.ts'
import { sendLeadersChanged } from './emails/leaders-changed.ts'
import { whoIsTold } from './match.news.ts'
import { groundFor, insertMatch, type Match, markAdopted } from './match.queries.ts'
import { problemOf, whyCannotFix } from './match.rules.ts'
import type { Wish } from './match.schema.ts'
import { changesOf, resultOf } from './match-result.rules.ts'

/** The programmes of a county are worked out well under a second; this is for the ones that are not, in seconds. */
const longest = 5

/** Works out who could best support which group and keeps it as a version. `wish` is the one that is new. */
export async function workOut(
  db: Db,
  actor: Actor,
  programme: Programme,
  asked: { made_from_id: string | null; wishes: readonly Wish[]; wish?: Wish },
  now: Temporal.Instant,
): Promise<{ id: string } | { refused: Refusal }> {
  const ground = await groundFor(db, actor, programme)
  if (ground.places.length === 0)
    return { refused: { message: 'There is no group to match yet. Form the groups first' } }
  if (ground.leaders.length === 0)
    return { refused: { message: 'Nobody has the role of a leader yet. Give somebody the role first' } }
  const refusal = asked.wish && whyCannotFix(ground, asked.wish, asked.wishes)
  if (refusal) return { refused: { field: 'person_id', message: refusal } }
  const wishes = asked.wish ? [...asked.wishes, asked.wish] : asked.wishes
  const { plan, more } = await matchInWorker(problemOf(ground, wishes), longest)
  const result = resultOf(ground, wishes, plan, more)
  const match = { programme_id: programme.id, made_from_id: asked.made_from_id, wishes, result }
  return { id: await insertMatch(db, actor, match, now) }
}

/** Makes a match hold: its leaders support its groups from now on, and those whom it concerns get an email. */
export async function adoptMatch(
  db: Db,
  actor: Actor,
  programme: Programme,
  match: Match,
  at: At,
): Promise<{ refused: Refusal[] } | { changed: number; mails: number }> {
  if (match.adopted_at) return { refused: [{ message: 'This version was adopted already' }] }
  const changes = changesOf(match.result)
  const outcome = await changeLeaders(db, actor, programme, changes)
  if ('refused' in outcome) return outcome
  if (!(await markAdopted(db, actor, match.id, at.now)))
    return { refused: [{ message: 'This version was adopted already' }] }
  await record(db, actor, {
    action: 'leader-match:adopt',
    subject_kind: 'leader-match',
    subject_id: match.id,
    detail: { changes: changes.length },
  })
  const told = await whoIsTold(db, actor, programme, outcome, match.result)
  return { changed: changes.length, mails: await sendLeadersChanged(db, actor, told, at) }
}
