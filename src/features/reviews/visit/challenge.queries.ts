/** Stores the ILE's challenge to a finding and the team's answer to it. Neither changes the finding that somebody may be writing. */
import { sql } from 'kysely'
import type { Db } from '../../../platform/db/connect.ts'
import { found } from '../../../platform/web/page.ts'
import type { Actor } from '../../people/public.ts'
import { isWrittenUp, type Saved, type VisitOrId } from '../preparation/visit.queries.ts'
import { type Finding, findingsOf, visitWithDraft } from './finding.queries.ts'
import { whyCannotAnswerChallenge, whyCannotChallenge } from './finding.rules.ts'

type Kept = { id: string; version: number }

/** Records the ILE's challenge to a finding. It stays beside the finding, with the ILE's name. */
export async function challengeFinding(
  db: Db,
  actor: Actor,
  review: VisitOrId,
  id: string,
  challenge: string,
  now: Temporal.Instant,
  sentVersion?: number,
): Promise<Saved> {
  const visit = await visitWithDraft(db, actor, review)
  const refusal = whyCannotChallenge(visit.part, challenge, isWrittenUp(visit))
  if (refusal) return { kind: 'refused', refusal }
  const saved = await sql<Kept>`
    update finding set challenge = ${challenge}, challenge_by = ${actor.person_id}, challenge_at = ${now}, challenge_version = challenge_version + 1
     where id = ${id} and review_id = ${visit.id} and removed_at is null and challenge_version = coalesce(${sentVersion ?? null}::int, challenge_version)
    returning id, challenge_version as version`.execute(db)
  if (saved.rows[0]) return { kind: 'saved', ...saved.rows[0] }
  const finding = await stored(db, visit.id, id)
  return conflictOver(finding, finding.challenge, challenge, {
    version: finding.challenge_version,
    by: finding.challenge_by_name,
    at: finding.challenge_at ?? now,
    theirs: { challenge: finding.challenge },
  })
}

/** Records what the team made of a challenge: beside it, for everyone who reads the finding. */
export async function answerChallenge(
  db: Db,
  actor: Actor,
  review: VisitOrId,
  id: string,
  answer: string,
  now: Temporal.Instant,
  sentVersion?: number,
): Promise<Saved> {
  const visit = await visitWithDraft(db, actor, review)
  // Nobody agrees the report while its text changes.
  await sql`select 1 from review where id = ${visit.id} for share`.execute(db)
  const finding = await stored(db, visit.id, id)
  const refusal = whyCannotAnswerChallenge(visit.part, finding, answer, visit.host_agreed_at !== null)
  if (refusal) return { kind: 'refused', refusal }
  const saved = await sql<Kept>`
    update finding set challenge_answer = ${answer}, challenge_answer_by = ${actor.person_id}, challenge_answer_at = ${now},
           challenge_answer_version = challenge_answer_version + 1
     where id = ${id} and review_id = ${visit.id} and removed_at is null
       and challenge_answer_version = ${sentVersion ?? finding.challenge_answer_version}
    returning id, challenge_answer_version as version`.execute(db)
  if (saved.rows[0]) return { kind: 'saved', ...saved.rows[0] }
  const theirs = await stored(db, visit.id, id)
  return conflictOver(theirs, theirs.challenge_answer, answer, {
    version: theirs.challenge_answer_version,
    by: theirs.challenge_answer_by_name,
    at: theirs.challenge_answer_at ?? now,
    theirs: { answer: theirs.challenge_answer },
  })
}

async function stored(db: Db, review_id: string, id: string): Promise<Finding> {
  return found((await findingsOf(db, review_id)).find((finding) => finding.id === id))
}

type Conflict = Omit<Extract<Saved, { kind: 'conflict' }>, 'kind'>

/** Two people who wrote the same words are of one mind. */
function conflictOver(finding: Finding, theirs: string, mine: string, conflict: Conflict): Saved {
  if (theirs === mine) return { kind: 'saved', id: finding.id, version: conflict.version }
  return { kind: 'conflict', ...conflict }
}
