/** What a leader says for a programme: checked, written, and never over what somebody else said meanwhile. */
import type { Db } from '../../platform/db/connect.ts'
import type { Refusal } from '../../platform/web/form.ts'
import type { Actor } from '../people/public.ts'
import { schoolOptions } from '../schools/public.ts'
import { answersTo, leaderToAsk, putAnswer } from './answer.queries.ts'
import { type Answer, type Given, whyCannotAnswer } from './answer.rules.ts'

type Outcome = { kind: 'saved' } | { kind: 'refused'; refusals: Refusal[] } | { kind: 'conflict'; current: Given }

/** Keeps a leader's answer, given by the leader or by an officer for them. `version` is the one that was seen; 0 when there was none. */
export async function giveAnswer(
  db: Db,
  actor: Actor,
  programme: { id: string; model_key: string },
  personId: string,
  answer: Answer,
  version: number,
  now: Temporal.Instant,
): Promise<Outcome> {
  if (!(await leaderToAsk(db, actor, programme, personId)))
    return { kind: 'refused', refusals: [{ message: 'This programme does not ask this person' }] }
  const known = new Set((await schoolOptions(db, actor)).map(({ value }) => value))
  const refusals = whyCannotAnswer(answer, known)
  if (refusals.length > 0) return { kind: 'refused', refusals }
  if (await putAnswer(db, actor, { programme_id: programme.id, person_id: personId }, answer, version, now))
    return { kind: 'saved' }
  const current = (await answersTo(db, actor, programme.id)).get(personId)
  if (current) return { kind: 'conflict', current }
  return { kind: 'refused', refusals: [{ message: 'Open the page again and repeat your change' }] }
}
