/** Stores the focus of a review and its enquiry questions. */
import { sql } from 'kysely'
import type { Db } from '../../../platform/db/connect.ts'
import { found } from '../../../platform/web/page.ts'
import type { Actor } from '../../people/public.ts'
import { holdReview } from '../stored-reviews.queries.ts'
import { type DrawnFrom, moved, whyCannotAddQuestion, whyCannotChangeQuestion } from './question.rules.ts'
import { questionsOf, type Saved, type Visit, type VisitOrId, visitToPrepare } from './visit.queries.ts'

/** Writes the focus. `sentVersion` is the focus version that the person saw; left out, it overwrites. */
export async function setFocus(
  db: Db,
  actor: Actor,
  review: VisitOrId,
  focus: string,
  sentVersion: number | undefined,
  now: Temporal.Instant,
): Promise<Saved> {
  const { visit, review_id, refusal } = await visitToPrepare(db, actor, review)
  if (refusal) return { kind: 'refused', refusal }
  const expected = sentVersion ?? visit.focus_version
  const saved = await sql<{ focus_version: number }>`
    update review set focus = ${focus}, focus_version = focus_version + 1, focus_by = ${actor.person_id}, focus_at = ${now}
     where id = ${review_id} and focus_version = ${expected} returning focus_version`.execute(db)
  const version = saved.rows[0]?.focus_version
  if (version !== undefined) return { kind: 'saved', id: review_id, version }
  const current = await sql<{
    focus: string
    focus_version: number
    focus_at: Temporal.Instant | null
    name: string | null
  }>`
    select r.focus, r.focus_version, r.focus_at, p.name from review r left join person p on p.id = r.focus_by where r.id = ${review_id}`.execute(
    db,
  )
  const row = found(current.rows[0])
  return {
    kind: 'conflict',
    version: row.focus_version,
    by: row.name ?? 'Somebody',
    at: row.focus_at ?? now,
    theirs: { focus: row.focus },
  }
}

/** Adds a question at the end of the list. */
export async function addQuestion(
  db: Db,
  actor: Actor,
  review: VisitOrId,
  question: { text: string; drawn_from: readonly DrawnFrom[] },
  now: Temporal.Instant,
): Promise<Saved> {
  const { visit, review_id, refusal: notNow } = await visitToPrepare(db, actor, review)
  await holdReview(db, actor, review_id)
  const questions = await questionsOf(db, review_id)
  const refusal = notNow ?? whyCannotAddQuestion(questions, question.text, visit.day.question_limits)
  if (refusal) return { kind: 'refused', refusal }
  const added = await sql<{ id: string; version: number }>`
    insert into enquiry_question (partnership_id, review_id, position, text, drawn_from, updated_by, updated_at)
    values (${actor.partnership.id}, ${review_id}, ${(questions.at(-1)?.position ?? 0) + 1}, ${question.text},
            ${JSON.stringify(question.drawn_from)}::jsonb, ${actor.person_id}, ${now})
    returning id, version`.execute(db)
  return { kind: 'saved', ...found(added.rows[0]) }
}

/** Words a question anew. */
export async function changeQuestion(
  db: Db,
  actor: Actor,
  review: VisitOrId,
  question: { id: string; text: string },
  sentVersion: number | undefined,
  now: Temporal.Instant,
): Promise<Saved> {
  const { visit, review_id, refusal: notNow } = await visitToPrepare(db, actor, review)
  const before = found(questionIn(visit, question.id))
  const refusal = notNow ?? whyCannotChangeQuestion(visit.questions, question.id, question.text)
  if (refusal) return { kind: 'refused', refusal }
  const saved = await sql<{ id: string; version: number }>`
    update enquiry_question set text = ${question.text}, version = version + 1, updated_by = ${actor.person_id}, updated_at = ${now}
     where id = ${question.id} and version = ${sentVersion ?? before.version} returning id, version`.execute(db)
  const [row] = saved.rows
  if (row) return { kind: 'saved', ...row }
  const current = found((await questionsOf(db, review_id)).find((one) => one.id === question.id))
  return {
    kind: 'conflict',
    version: current.version,
    by: current.updated_by_name,
    at: current.updated_at,
    theirs: { text: current.text },
  }
}

/** A question of a visit that is still asked. */
export const questionIn = (visit: Visit, id: string) => visit.questions.find((question) => question.id === id)

/** Moves a question one place up or down. */
export async function moveQuestion(
  db: Db,
  actor: Actor,
  review: VisitOrId,
  id: string,
  direction: 'up' | 'down',
): Promise<Saved> {
  const { review_id, refusal } = await visitToPrepare(db, actor, review)
  if (refusal) return { kind: 'refused', refusal }
  await holdReview(db, actor, review_id)
  const ids = (await questionsOf(db, review_id)).map((question) => question.id)
  const order = moved(ids, id, direction)
  await sql`update enquiry_question q set position = o.position from unnest(${order}::uuid[]) with ordinality o (id, position)
     where q.id = o.id and q.review_id = ${review_id}`.execute(db)
  return { kind: 'saved', id, version: 0 }
}

/** Takes a question out; `restoreQuestion` puts it back. Activities and notes keep their link to it. */
export async function removeQuestion(
  db: Db,
  actor: Actor,
  review: VisitOrId,
  id: string,
  now: Temporal.Instant,
): Promise<Saved> {
  const { visit, review_id, refusal } = await visitToPrepare(db, actor, review)
  if (refusal) return { kind: 'refused', refusal }
  const question = found(questionIn(visit, id))
  await sql`update enquiry_question set removed_at = ${now}, version = version + 1, updated_by = ${actor.person_id}, updated_at = ${now}
     where id = ${id} and review_id = ${review_id}`.execute(db)
  return { kind: 'saved', id, version: question.version + 1 }
}

/** Puts a question back at the end of the list. */
export async function restoreQuestion(
  db: Db,
  actor: Actor,
  review: VisitOrId,
  id: string,
  now: Temporal.Instant,
): Promise<Saved> {
  const { visit, review_id, refusal: notNow } = await visitToPrepare(db, actor, review)
  await holdReview(db, actor, review_id)
  const question = found((await questionsOf(db, review_id, true)).find((one) => one.id === id))
  const questions = await questionsOf(db, review_id)
  const refusal = notNow ?? whyCannotAddQuestion(questions, question.text, visit.day.question_limits)
  if (refusal) return { kind: 'refused', refusal }
  await sql`update enquiry_question set removed_at = null, position = ${(questions.at(-1)?.position ?? 0) + 1}, version = version + 1,
            updated_by = ${actor.person_id}, updated_at = ${now}
     where id = ${id} and review_id = ${review_id}`.execute(db)
  return { kind: 'saved', id, version: question.version + 1 }
}
